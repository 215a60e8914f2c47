/// A float32 number among the whole packets of an array: the reading in which rules use the
/// functions of TensorFlow's vector code.
struct PacketFloat: Value {
  let number: Float

  @inline(__always)
  init(_ number: Float) { self.number = number }

  static func literal(_ number: Double, like other: PacketFloat) -> PacketFloat {
    PacketFloat(Float(number))
  }

  static func + (a: PacketFloat, b: PacketFloat) -> PacketFloat {
    PacketFloat(a.number + b.number)
  }
  static func - (a: PacketFloat, b: PacketFloat) -> PacketFloat {
    PacketFloat(a.number - b.number)
  }
  static func * (a: PacketFloat, b: PacketFloat) -> PacketFloat {
    PacketFloat(a.number * b.number)
  }
  static func / (a: PacketFloat, b: PacketFloat) -> PacketFloat {
    PacketFloat(a.number / b.number)
  }
  static prefix func - (a: PacketFloat) -> PacketFloat { PacketFloat(-a.number) }

  static func apply<O: ElementwiseUnary>(_ op: O, _ x: PacketFloat) -> PacketFloat {
    PacketFloat(op.isPlain(x.number) ? op.packet(x.number) : op(x.number))
  }
  static func apply<O: ElementwiseBinary>(
    _ op: O, _ x: PacketFloat, _ y: PacketFloat
  ) -> PacketFloat {
    let (x, y) = (x.number, y.number)
    return PacketFloat(op.isPlain(x, y) ? op.packet(x, y) : op.special(x, y))
  }
  static func compare<O: Comparison>(
    _ op: O, _ x: PacketFloat, _ y: PacketFloat
  ) -> PacketFloat {
    PacketFloat(op(x.number, y.number) ? 1 : 0)
  }
  static func select(
    _ condition: PacketFloat, _ a: PacketFloat, _ b: PacketFloat
  ) -> PacketFloat {
    condition.number != 0 ? a : b
  }
}
