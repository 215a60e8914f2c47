/// An immutable array of numbers that knows which node of a recording it is.
///
/// Operators and functions compute at once and record what they did. A tensor made from plain
/// numbers belongs to no recording until it meets one that does.
public struct Tensor {
  package let array: NDArray
  package let node: NodeID
  package let recording: Recording?

  package init(_ array: NDArray, _ node: NodeID, _ recording: Recording?) {
    self.array = array
    self.node = node
    self.recording = recording
  }

  /// A constant that no recording holds yet.
  package init(_ array: NDArray) { self.init(array, .none, nil) }

  /// A float32 constant.
  public init(_ value: Float) { self.init(NDArray(value)) }

  /// A float64 constant.
  public init(_ value: Double) { self.init(NDArray(value)) }

  /// A float32 constant of any shape, elements in row-major order.
  ///
  /// - Precondition: as many elements as `shape` holds.
  public init(_ elements: [Float], shape: Shape) { self.init(NDArray(elements, shape: shape)) }

  /// A float64 constant of any shape, elements in row-major order.
  ///
  /// - Precondition: as many elements as `shape` holds.
  public init(_ elements: [Double], shape: Shape) { self.init(NDArray(elements, shape: shape)) }

  /// Element type.
  public var dtype: DType { array.dtype }
  /// Axis lengths.
  public var shape: Shape { array.shape }
  /// Elements in row-major order, as doubles; empty for text.
  public var scalars: [Double] { array.doubles }
  /// The only element as a double, `nil` when there are more or none.
  public var scalar: Double? { array.doubleIfSingle }
}

extension Recording {
  /// Records a value as a leaf and returns it as a tensor of this recording.
  package func leaf<L: Leaf>(_ leaf: L, _ value: NDArray) -> Tensor {
    let value = overlay == nil ? value : overlaid(leaf, value)
    return Tensor(value, append(index(of: leaf), value), self)
  }

  /// Records a constant: a node that gets a name of its own.
  public func constant(_ value: Tensor) -> Tensor { leaf(Constant(), value.array) }

  /// The tensor that a node computed.
  package func tensor(_ id: NodeID) -> Tensor { Tensor(value(of: id), id, self) }

  /// The node of an operand; a number written beside a tensor becomes a literal.
  @inline(__always)
  func operandNode(_ operand: Tensor) throws(EngineError) -> NodeID {
    if operand.recording === self { return operand.node }
    guard operand.recording == nil else { throw .foreignTensor }
    return append(index(of: Literal()), operand.array)
  }

  @inline(__always)
  fileprivate func record<O: Operation>(
    _ op: O, _ x: Tensor, _ value: NDArray
  ) throws(EngineError) -> Tensor {
    let x = try operandNode(x)
    return Tensor(value, append(index(of: op), x, value), self)
  }

  @inline(__always)
  fileprivate func record<O: Operation>(
    _ op: O, _ x: Tensor, _ y: Tensor, _ value: NDArray
  ) throws(EngineError) -> Tensor {
    let x = try operandNode(x)
    let y = try operandNode(y)
    return Tensor(value, append(index(of: op), x, y, value), self)
  }

  fileprivate func record<O: Operation>(
    _ op: O, _ inputs: [Tensor], _ value: NDArray
  ) throws(EngineError) -> Tensor {
    var nodes: [NodeID] = []
    nodes.reserveCapacity(inputs.count)
    for input in inputs { nodes.append(try operandNode(input)) }
    return Tensor(value, append(index(of: op), nodes, value), self)
  }
}

/// The reading that computes and records.
extension Tensor: ShapedValue {
  package var signature: Signature { array.signature }

  package static func literal(_ number: Double, like other: Tensor) -> Tensor {
    Tensor(NDArray.literal(number, like: other.array))
  }

  package static func apply<O: Operation>(
    _ op: O, _ inputs: [Tensor]
  ) throws(EngineError) -> Tensor {
    try op.admit(inputs.map(\.signature))
    let arrays = inputs.map(\.array)
    let value =
      O.movesElements && arrays.contains { $0.dtype == .string }
      ? try MovedTexts.evaluate(op, arrays)
      : try Denormals.off(unless: O.self == Cast.self || arrays.contains { $0.dtype == .float16 }) {
        () throws(EngineError) in try op.evaluate(arrays)
      }
    guard let recording = inputs.lazy.compactMap(\.recording).first else { return Tensor(value) }
    return try recording.record(op, inputs, value)
  }

  package static func apply<O: ElementwiseUnary>(_ op: O, _ x: Tensor) throws(EngineError) -> Tensor
  {
    let value: NDArray
    switch (x.array.payload, x.dtype) {
    case (.scalar(let bits), .float32):
      value = NDArray(op(Float(bits: bits)).withoutDenormal)
    case (.scalar(let bits), .float64):
      value = NDArray(op(Double(bits: bits)).withoutDenormal)
    default:
      try op.admit([x.signature])
      value = try Denormals.off(unless: x.dtype == .float16) { () throws(EngineError) in
        try op.evaluate([x.array])
      }
    }
    guard let recording = x.recording else { return Tensor(value) }
    return try recording.record(op, x, value)
  }

  package static func apply<O: ElementwiseBinary>(
    _ op: O, _ x: Tensor, _ y: Tensor
  ) throws(EngineError) -> Tensor {
    let value: NDArray
    if case .scalar(let a) = x.array.payload, case .scalar(let b) = y.array.payload,
      x.dtype == y.dtype, x.dtype == .float32 || x.dtype == .float64
    {
      value =
        x.dtype == .float32
        ? NDArray(op(Float(bits: a), Float(bits: b)).withoutDenormal)
        : NDArray(op(Double(bits: a), Double(bits: b)).withoutDenormal)
    } else {
      try op.admit([x.signature, y.signature])
      value = try Denormals.off(unless: x.dtype == .float16) { () throws(EngineError) in
        try op.evaluate([x.array, y.array])
      }
    }
    guard let recording = x.recording ?? y.recording else { return Tensor(value) }
    return try recording.record(op, x, y, value)
  }

  /// Sum.
  public static func + (a: Tensor, b: Tensor) throws(EngineError) -> Tensor {
    try apply(Add(), a, b)
  }
  /// Difference.
  public static func - (a: Tensor, b: Tensor) throws(EngineError) -> Tensor {
    try apply(Subtract(), a, b)
  }
  /// Product, element by element.
  public static func * (a: Tensor, b: Tensor) throws(EngineError) -> Tensor {
    try apply(Multiply(), a, b)
  }
  /// Quotient, element by element.
  public static func / (a: Tensor, b: Tensor) throws(EngineError) -> Tensor {
    try apply(Divide(), a, b)
  }
  /// Negative.
  public static prefix func - (a: Tensor) throws(EngineError) -> Tensor { try apply(Negate(), a) }
}
