import Testing

@testable import Engine

/// Every op's gradient against central differences in float64, to second order.
@Suite("Gradients against central differences")
struct NumericTests {
  @Test("first and second order, with unequal output weights", arguments: NumericCheck.all.indices)
  func differences(index: Int) throws {
    let check = NumericCheck.all[index]
    let here = try CheckedSums(check, check.inputs)
    for (place, array) in check.inputs.enumerated() {
      let elements = array.doubles
      for (position, element) in elements.enumerated() {
        let step = 1e-5 * Swift.max(1, element.magnitude)
        func sums(at value: Double) throws -> CheckedSums {
          var (moved, inputs) = (elements, check.inputs)
          moved[position] = value
          inputs[place] = NDArray(moved, shape: array.shape)
          return try CheckedSums(check, inputs)
        }
        let (above, below) = (try sums(at: element + step), try sums(at: element - step))
        compare(
          here.gradients[place][position], (above.value - below.value) / (2 * step),
          "\(check.name): input \(place), element \(position)")
        compare(
          here.second[place][position], (above.gradientSum - below.gradientSum) / (2 * step),
          "\(check.name): second order, input \(place), element \(position)")
      }
    }
  }

  private func compare(_ analytic: Double, _ numeric: Double, _ what: String) {
    let bound = 2e-7 * Swift.max(1, numeric.magnitude)
    #expect((analytic - numeric).magnitude <= bound, "\(what): \(analytic), not \(numeric)")
  }

  @Test("every op is checked or lets no gradient through")
  func complete() {
    let checked = Set(NumericCheck.all.map(\.name))
    let missing = OpCatalog.operations.map { $0.name }.filter {
      !checked.contains($0) && !NumericCheck.closed.contains($0)
        && !ComplexNumericTests.names.contains($0)
    }
    #expect(missing.isEmpty)
    #expect(checked.isDisjoint(with: NumericCheck.closed))
  }
}
