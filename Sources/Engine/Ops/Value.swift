import RealModule

/// What the rules of an op are read as: numbers, arrays, recorded tensors, symbolic tensors or text.
///
/// A rule such as `1 - y * y` is written once, generic over `Value`, and every reading follows.
package protocol Value {
  /// A constant beside `other`: of its dtype, broadcast against it.
  static func literal(_ number: Double, like other: Self) throws(EngineError) -> Self

  static func + (a: Self, b: Self) throws(EngineError) -> Self
  static func - (a: Self, b: Self) throws(EngineError) -> Self
  static func * (a: Self, b: Self) throws(EngineError) -> Self
  static func / (a: Self, b: Self) throws(EngineError) -> Self
  static prefix func - (a: Self) throws(EngineError) -> Self

  /// An elementwise function of one argument.
  static func apply<O: ElementwiseUnary>(_ op: O, _ x: Self) throws(EngineError) -> Self
  /// An elementwise function of two arguments.
  static func apply<O: ElementwiseBinary>(_ op: O, _ x: Self, _ y: Self) throws(EngineError) -> Self
  /// A truth value for each pair of elements.
  static func compare<O: Comparison>(_ op: O, _ x: Self, _ y: Self) throws(EngineError) -> Self
  /// `a` where the condition holds and `b` elsewhere.
  static func select(_ condition: Self, _ a: Self, _ b: Self) throws(EngineError) -> Self
}

/// Readings that know shapes: all but the bare numbers.
package protocol ShapedValue: Value {
  var signature: Signature { get }
  /// Any op on any number of inputs.
  static func apply<O: Operation>(_ op: O, _ inputs: [Self]) throws(EngineError) -> Self
}

extension Value {
  package static func + (a: Self, b: Double) throws(EngineError) -> Self {
    try a + literal(b, like: a)
  }
  package static func + (a: Double, b: Self) throws(EngineError) -> Self {
    try literal(a, like: b) + b
  }
  package static func - (a: Self, b: Double) throws(EngineError) -> Self {
    try a - literal(b, like: a)
  }
  package static func - (a: Double, b: Self) throws(EngineError) -> Self {
    try literal(a, like: b) - b
  }
  package static func * (a: Self, b: Double) throws(EngineError) -> Self {
    try a * literal(b, like: a)
  }
  package static func * (a: Double, b: Self) throws(EngineError) -> Self {
    try literal(a, like: b) * b
  }
  package static func / (a: Self, b: Double) throws(EngineError) -> Self {
    try a / literal(b, like: a)
  }
  package static func / (a: Double, b: Self) throws(EngineError) -> Self {
    try literal(a, like: b) / b
  }
}

extension ShapedValue {
  package static func + (a: Self, b: Self) throws(EngineError) -> Self { try apply(Add(), a, b) }
  package static func - (a: Self, b: Self) throws(EngineError) -> Self {
    try apply(Subtract(), a, b)
  }
  package static func * (a: Self, b: Self) throws(EngineError) -> Self {
    try apply(Multiply(), a, b)
  }
  package static func / (a: Self, b: Self) throws(EngineError) -> Self {
    try apply(Divide(), a, b)
  }
  package static prefix func - (a: Self) throws(EngineError) -> Self { try apply(Negate(), a) }

  package static func apply<O: ElementwiseUnary>(_ op: O, _ x: Self) throws(EngineError) -> Self {
    try apply(op, [x])
  }
  package static func apply<O: ElementwiseBinary>(
    _ op: O, _ x: Self, _ y: Self
  ) throws(EngineError) -> Self {
    try apply(op, [x, y])
  }
  package static func compare<O: Comparison>(
    _ op: O, _ x: Self, _ y: Self
  ) throws(EngineError) -> Self {
    try apply(op, [x, y])
  }
  package static func select(_ condition: Self, _ a: Self, _ b: Self) throws(EngineError) -> Self {
    try apply(Where(), [condition, a, b])
  }
}

/// Bare numbers: the reading of scalar passes and of the inner loops of array kernels.
extension Value where Self: RealNumber {
  package static func literal(_ number: Double, like other: Self) -> Self { Self(number) }
  package static func apply<O: ElementwiseUnary>(_ op: O, _ x: Self) -> Self { op(x) }
  package static func apply<O: ElementwiseBinary>(_ op: O, _ x: Self, _ y: Self) -> Self {
    op(x, y)
  }
  package static func compare<O: Comparison>(_ op: O, _ x: Self, _ y: Self) -> Self {
    op(x, y) ? 1 : 0
  }
  package static func select(_ condition: Self, _ a: Self, _ b: Self) -> Self {
    condition != 0 ? a : b
  }
}

extension Float: Value {}
extension Double: Value {}
extension Float16: Value {}
