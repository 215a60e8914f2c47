import Engine

/// What methods of NumPy's generators share: parameters that are numbers or arrays, and `size`.
struct RandomDraws {
  let arguments: Bound
  /// Where `size` stands.
  private let size: PyValue

  init(_ arguments: Bound, size: Int) {
    self.arguments = arguments
    self.size = arguments[size]
  }

  /// The asked shape; `nil` for one number.
  func shape() throws(Raise) -> TensorShape? {
    size.isAbsent ? nil : try Self.shape(size)
  }

  static func shape(_ value: PyValue) throws(Raise) -> TensorShape {
    let lengths = try NumPyFunctions.lengths(value)
    return try NumPyShapes.checked(lengths, .float64)
  }

  /// Numbers of a distribution whose parameters stand at `places`: one, or an array of the asked
  /// shape or of that which the parameters have together.
  func numbers(
    _ places: [Int], whole: Bool = false, check: ([Double]) throws(Raise) -> Void = { _ in },
    _ draw: ([Double]) -> Double
  ) throws(Raise) -> PyValue {
    var parameters: [NDArray] = []
    for place in places { parameters.append(try ArrayReading.array(arguments[place], .float64)) }
    let asked = try shape()
    if parameters.allSatisfy({ $0.shape.rank == 0 }) {
      let values = parameters.map { $0.doubleIfSingle ?? 0 }
      try check(values)
      guard let asked else {
        let value = draw(values)
        return whole ? .int(Int(casting: value)) : .float(value)
      }
      let drawn = (0..<asked.count).map { _ in draw(values) }
      return try Self.array(drawn, asked, whole)
    }
    var common = TensorShape.scalar
    for parameter in parameters {
      guard let wider = common.broadcast(with: parameter.shape) else {
        throw Raise.value("shape mismatch: objects cannot be broadcast to a single shape.")
      }
      common = wider
    }
    if let asked {
      guard common.broadcast(with: asked) == asked else {
        throw Raise.value(
          "Output size \(asked) is not compatible with broadcast dimensions of inputs \(common).")
      }
      common = asked
    }
    let columns = parameters.map { $0.broadcast(to: common).contiguous().doubles }
    var drawn: [Double] = []
    for place in 0..<common.count {
      let values = columns.map { $0[place] }
      try check(values)
      drawn.append(draw(values))
    }
    return try Self.array(drawn, common, whole)
  }

  /// Whole numbers travel as doubles, which hold every count that is ever drawn.
  private static func array(
    _ values: [Double], _ shape: TensorShape, _ whole: Bool
  ) throws(Raise) -> PyValue {
    .object(ArrayObject(try NDArray(values, shape: shape).converted(to: whole ? .int64 : .float64)))
  }

  /// Fails where a parameter is negative.
  static func atLeastZero(_ name: String, _ place: Int = 0) -> ([Double]) throws(Raise) -> Void {
    { values throws(Raise) in
      if values[place] < 0 || values[place].isNaN { throw Raise.value("\(name) < 0") }
    }
  }

  /// Fails where a parameter is not above zero.
  static func aboveZero(_ names: String...) -> ([Double]) throws(Raise) -> Void {
    { values throws(Raise) in
      for (name, value) in zip(names, values) where !(value > 0) {
        throw Raise.value("\(name) <= 0")
      }
    }
  }
}

extension Int {
  /// A drawn count; what is beyond all counts becomes the largest.
  fileprivate init(casting value: Double) { self = Int(exactly: value.rounded()) ?? .max }
}
