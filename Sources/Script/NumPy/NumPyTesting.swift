import Engine
import Glibc

/// `np.testing`: what does not hold is told as NumPy tells it.
struct NumPyTesting {
  func module() -> ModuleObject {
    let testing = ModuleObject("numpy.testing")
    testing.function(
      "assert_allclose",
      "actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True"
    ) { a throws(Raise) in
      let (relative, absolute) = (try a.double(2), try a.double(3))
      try Self.compare(
        a[0], a[1], try a[5].str(),
        "Not equal to tolerance rtol=\(Self.short(relative)), atol=\(Self.short(absolute))"
      ) { abs($0 - $1) <= absolute + relative * abs($1) }
      return .none
    }
    testing.function("assert_array_equal", "actual, desired, err_msg='', verbose=True") {
      a throws(Raise) in
      try Self.compare(a[0], a[1], try a[2].str(), "Arrays are not equal") { $0 == $1 }
      return .none
    }
    testing.function("assert_equal", "actual, desired, err_msg='', verbose=True") {
      a throws(Raise) in
      if Self.isArray(a[0]) || Self.isArray(a[1]) {
        try Self.compare(a[0], a[1], try a[2].str(), "Arrays are not equal") { $0 == $1 }
      } else if try !a[0].isEqual(to: a[1]) {
        throw Self.failure("Items are not equal:", try a[2].str(), a[0], a[1])
      }
      return .none
    }
    testing.function(
      "assert_array_almost_equal", "actual, desired, decimal=6, err_msg='', verbose=True"
    ) { a throws(Raise) in
      let limit = 1.5 * pow(10, -Double(try a.int(2)))
      try Self.compare(
        a[0], a[1], try a[3].str(), "Arrays are not almost equal to \(try a.int(2)) decimals"
      ) { abs($0 - $1) < limit }
      return .none
    }
    testing.function(
      "assert_almost_equal", "actual, desired, decimal=7, err_msg='', verbose=True"
    ) { a throws(Raise) in
      let limit = 1.5 * pow(10, -Double(try a.int(2)))
      let title = "Arrays are not almost equal to \(try a.int(2)) decimals"
      if Self.isArray(a[0]) || Self.isArray(a[1]) {
        try Self.compare(a[0], a[1], try a[3].str(), title) { abs($0 - $1) < limit }
      } else if try !(abs(a[0].asDouble() - (try a[1].asDouble())) < limit) {
        throw Self.failure(title, try a[3].str(), a[0], a[1])
      }
      return .none
    }
    testing.function("assert_array_less", "x, y, err_msg='', verbose=True") { a throws(Raise) in
      try Self.compare(
        a[0], a[1], try a[2].str(), "Arrays are not strictly ordered `x < y`", names: ("x", "y")
      ) { $0 < $1 }
      return .none
    }
    testing.function("assert_", "val, msg=''") { a throws(Raise) in
      guard try a[0].truth() else { throw Raise(.assertionError, try a[1].str()) }
      return .none
    }
    return testing
  }

  private static func isArray(_ value: PyValue) -> Bool {
    if value.cast(ArrayObject.self) != nil || value.cast(TensorObject.self) != nil { return true }
    return value.object?.kind == .list || value.object?.kind == .tuple
  }

  /// `1e-07`, as C's `%g`.
  private static func short(_ number: Double) -> String {
    (try? PyValue.float(number).format("g")) ?? "\(number)"
  }

  private static func failure(
    _ title: String, _ message: String, _ actual: PyValue, _ desired: PyValue,
    names: (String, String) = ("ACTUAL", "DESIRED")
  ) -> Raise {
    var text = "\n" + title
    if !message.isEmpty {
      let isShort = !message.contains("\n") && message.count < 79 - title.count
      text += (isShort ? " " : "\n") + message
    }
    for (name, value) in [(names.0, actual), (names.1, desired)] {
      var written = (try? value.repr()) ?? "?"
      let lines = written.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.count > 4 { written = lines.prefix(3).joined(separator: "\n") + "..." }
      text += "\n \(name): \(written)"
    }
    return Raise(.assertionError, text)
  }

  /// Fails where two arrays do not hold together element by element.
  private static func compare(
    _ first: PyValue, _ second: PyValue, _ message: String, _ title: String,
    names: (String, String) = ("ACTUAL", "DESIRED"), _ holds: (Double, Double) -> Bool
  ) throws(Raise) {
    let (x, y) = (try ArrayReading.array(first), try ArrayReading.array(second))
    let (actual, desired) = (PyValue.object(ArrayObject(x)), PyValue.object(ArrayObject(y)))
    func fail(_ remarks: String) -> Raise {
      failure(title, message + "\n" + remarks, actual, desired, names: names)
    }
    guard x.shape == y.shape || x.shape.rank == 0 || y.shape.rank == 0 else {
      throw fail(
        "(shapes \(x.shape.bracketedAsTuple.spaced), \(y.shape.bracketedAsTuple.spaced) mismatch)")
    }
    let shape = x.shape.rank == 0 ? y.shape : x.shape
    let (p, q) = (x.broadcast(to: shape).doubles, y.broadcast(to: shape).doubles)
    if zip(p, q).contains(where: { $0.isNaN != $1.isNaN }) {
      throw fail("nan location mismatch:")
    }
    if zip(p, q).contains(where: { $0.isInfinite != $1.isInfinite }) {
      throw fail("inf location mismatch:")
    }
    let wrong = p.indices.filter { place in
      let (a, b) = (p[place], q[place])
      return !(a.isNaN || (a.isInfinite && a == b) || holds(a, b))
    }
    if wrong.isEmpty { return }
    throw fail(try remarks(wrong, x, y, shape, p, q, names))
  }

  /// How many elements are wrong, where the first of them lie and how far they are off.
  private static func remarks(
    _ wrong: [Int], _ x: NDArray, _ y: NDArray, _ shape: TensorShape, _ p: [Double], _ q: [Double],
    _ names: (String, String)
  ) throws(Raise) -> String {
    let share = try PyValue.float(100 * Double(wrong.count) / Double(p.count)).format(".3g")
    var lines = ["Mismatched elements: \(wrong.count) / \(p.count) (\(share)%)"]
    if shape.rank > 0 {
      lines.append(
        wrong.count == 1
          ? "Mismatch at index:"
          : wrong.count <= 5 ? "Mismatch at indices:" : "First 5 mismatches are at indices:")
      for flat in wrong.prefix(5) {
        var place: [String] = []
        var left = flat
        for length in shape.lengths.reversed() {
          place.insert(String(left % length), at: 0)
          left /= length
        }
        let (a, b) = (try item(p[flat], x.dtype), try item(q[flat], y.dtype))
        lines.append(
          " [\(place.joined(separator: ", "))]: \(a) (\(names.0)), \(b) (\(names.1))")
      }
    }
    guard x.dtype != .bool else { return lines.joined(separator: "\n") }
    let common = NumPyArithmetic.promote(x.dtype, y.dtype)
    let far = wrong.map { abs(p[$0] - q[$0]) }.max() ?? 0
    lines.append(
      "Max absolute difference among violations: \(try number(far, common))")
    let ratios = wrong.filter { q[$0] != 0 }.map { abs(p[$0] - q[$0]) / abs(q[$0]) }
    let ratio = ratios.max() ?? .infinity
    lines.append(
      "Max relative difference among violations: "
        + (try number(ratio, common.isInteger ? .float64 : common)))
    return lines.joined(separator: "\n")
  }

  private static func item(_ value: Double, _ dtype: DType) throws(Raise) -> String {
    TensorText.scalar(try NDArray(value).converted(to: dtype))
  }

  /// A number as it stands in an array.
  private static func number(_ value: Double, _ dtype: DType) throws(Raise) -> String {
    let text = TensorText.value(try NDArray([value], shape: [1]).converted(to: dtype))
    return String(text.dropFirst().dropLast())
  }
}

extension String {
  /// `(2, 3)` for `(2,3)`; `(2,)` stays.
  fileprivate var spaced: String { replacing(",", with: ", ").replacing(", )", with: ",)") }
}
