import Foundation
import Testing

@testable import Engine

/// Every row of Reference/ops.json and dtypes.json: forward, gradients and second order as TensorFlow has them.
@Suite("Ops against TensorFlow")
struct ReferenceTests {
  @Test("values and gradients to second order", arguments: ReferenceRow.byOp.keys.sorted())
  func matches(op: String) throws {
    for row in ReferenceRow.byOp[op] ?? [] {
      do {
        try check(row)
        try checkAlone(row)
      } catch {
        Issue.record("\(row.title): \(error)")
      }
    }
  }

  /// Gradients where no other tape listens: by plain numbers instead of recorded ops.
  private func checkAlone(_ row: ReferenceRow) throws {
    guard let weights = row.weights else { return }
    let recording = Recording()
    let inputs = row.inputs.map { recording.constant(Tensor($0.array)) }
    let tape = GradientTape(in: recording)
    try tape.start()
    for input in inputs where input.dtype.isDifferentiable { tape.watch(input) }
    let output = try row.compute(inputs)
    tape.stop()
    let gradients = try tape.gradient(
      of: [output], by: inputs.map { .tensor($0) }, outputGradients: [Tensor(weights.array)])
    for (place, gradient) in gradients.enumerated() {
      expect(gradient?.array, row.gradients?[place]?.array, row, "gradient \(place) alone")
    }
  }

  private func check(_ row: ReferenceRow) throws {
    let recording = Recording()
    let inputs = row.inputs.map { recording.constant(Tensor($0.array)) }
    let outer = GradientTape(in: recording)
    let inner = GradientTape(in: recording)
    try outer.start()
    try inner.start()
    for input in inputs where input.dtype.isDifferentiable {
      outer.watch(input)
      inner.watch(input)
    }
    let output = try row.compute(inputs)
    inner.stop()
    expect(output.array, row.output.array, row, "output")
    guard let weights = row.weights else {
      outer.stop()
      return
    }
    let gradients = try inner.gradient(
      of: [output], by: inputs.map { .tensor($0) }, outputGradients: [Tensor(weights.array)])
    var total: Tensor?
    for (place, gradient) in gradients.enumerated() {
      expect(gradient?.array, row.gradients?[place]?.array, row, "gradient \(place)")
      if let gradient, row.second != nil, let direction = row.directions?[place] {
        let sum = try (gradient * Tensor(direction.array)).reduced(ReduceSum.self, nil)
        total = if let before = total { try before + sum } else { sum }
      }
    }
    outer.stop()
    guard let second = row.second, let total else { return }
    let found = try outer.gradient(of: [total], by: inputs.map { .tensor($0) })
    for (place, value) in found.enumerated() {
      // No path and a path whose slope is 0 depend on how TensorFlow splits a gradient into ops.
      if value == nil || second[place] == nil {
        let other = value?.array ?? second[place]?.array
        #expect(
          other?.doubles.allSatisfy { $0 == 0 } ?? true, "\(row.title) second \(place)")
      } else {
        expect(value?.array, second[place]?.array, row, "second \(place)")
      }
    }
  }

  private func expect(
    _ value: NDArray?, _ expected: NDArray?, _ row: ReferenceRow, _ what: String
  ) {
    guard let value, let expected else {
      #expect(value == nil && expected == nil, "\(row.title) \(what)")
      return
    }
    #expect(value.signature == expected.signature, "\(row.title) \(what)")
    let (found, wanted) = (value.components, expected.components)
    guard found.count == wanted.count else { return }
    let isExact =
      what == "output" && row.note == "digits"
      || (what == "output" || what.hasSuffix("alone")) && row.note == "all digits"
    let bound: Double =
      switch expected.dtype {
      case .float32: isExact ? 0 : 4e-6
      case .complex64: 4e-6
      case .float64, .complex128: 1e-13
      case .float16: 2e-3
      case .bfloat16: 1.6e-2
      default: 0
      }
    // A sum that cancels is as exact as its largest terms.
    let scale = wanted.filter(\.isFinite).map(\.magnitude).max() ?? 0
    for (a, b) in zip(found, wanted) {
      let isClose =
        a == b || (a.isNaN && b.isNaN) || (a - b).magnitude <= bound * Swift.max(scale, 1e-3)
      if !isClose {
        Issue.record("\(row.title) \(what): got \(found), expected \(wanted)")
        return
      }
    }
    if ProcessInfo.processInfo.environment["GRADWALK_DIGITS"] != nil,
      zip(found, wanted).contains(where: { $0 != $1 && !($0.isNaN && $1.isNaN) })
    {
      print("DIGITS \(expected.dtype.name) \(what) \(row.title)")
    }
  }
}

extension NDArray {
  /// The elements, of complex numbers both parts.
  fileprivate var components: [Double] {
    dtype.isComplex ? complexNumbers.flatMap { [$0.real, $0.imaginary] } : doubles
  }
}
