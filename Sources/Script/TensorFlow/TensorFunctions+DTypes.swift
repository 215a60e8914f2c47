import Engine

/// Casts that stop at the bounds, and bytes read as another dtype.
extension TensorFunctions {
  func addCasts(to module: ModuleObject) {
    module.function("saturate_cast", "value, dtype, name=None") { a throws(Raise) in
      let x = try read(a[0])
      guard let dtype = try DTypeObject.argument(a[1]) else {
        throw Raise.type("Cannot convert the argument `type_value`: None to a TensorFlow DType.")
      }
      guard !x.dtype.isComplex, !dtype.isComplex, let (low, high) = dtype.bounds(in: x.dtype) else {
        return try made { () throws(EngineError) in try Tensor.apply(Cast(dtype), [x]) }
      }
      return try made { () throws(EngineError) in
        let above = try Tensor.apply(Maximum(), x, .literal(low, like: x))
        let inside = try Tensor.apply(Minimum(), above, .literal(high, like: x))
        return try Tensor.apply(Cast(dtype), [inside])
      }
    }
    (module.get(Symbol("dtypes"))?.cast(ModuleObject.self))?.set("saturate_cast") {
      module.get(Symbol("saturate_cast"))
    }
    let context = context
    module.function("bitcast", "input, type, name=None") { a throws(Raise) in
      let x = try context.tensor(a[0]).array
      guard let dtype = try DTypeObject.argument(a[1]), dtype.byteWidth > 0, x.dtype.byteWidth > 0
      else { throw Raise.unsupported("tf.bitcast of text") }
      var lengths = x.shape.lengths
      let (from, to) = (x.dtype.byteWidth, dtype.byteWidth)
      if from > to {
        lengths.append(from / to)
      } else if from < to {
        guard let last = lengths.last, last == to / from else {
          throw TensorErrors.invalidArgument(
            "Cannot bitcast from \(to) to \(lengths.last ?? 1)", op: "Bitcast")
        }
        lengths.removeLast()
      }
      let array = NDArray(bytes: x.bytes, dtype, shape: TensorShape(lengths))
      return context.box(context.constant(array))
    }
  }
}

extension DType {
  /// The least and the greatest number of the dtype that another one has too; `nil` where all of
  /// the other's numbers fit.
  fileprivate func bounds(in other: DType) -> (Double, Double)? {
    guard isInteger, other.isInteger || other.isFloating else { return nil }
    let bits = byteWidth * 8
    let low = isUnsigned ? 0 : -Double(sign: .plus, exponent: bits - 1, significand: 1)
    let top = Double(sign: .plus, exponent: isUnsigned ? bits : bits - 1, significand: 1)
    if other.isFloating {
      // The greatest number below the bound that the other dtype has.
      let high = top - 1
      if other == .float64 { return (low, bits > 53 ? top.nextDown : high) }
      return (low, Double(Float(high) >= Float(top) ? Float(top).nextDown : Float(high)))
    }
    let own = other.byteWidth * 8
    let least = other.isUnsigned ? 0 : -Double(sign: .plus, exponent: own - 1, significand: 1)
    let most = Double(sign: .plus, exponent: other.isUnsigned ? own : own - 1, significand: 1) - 1
    if least >= low, most <= top - 1 { return nil }
    return (Swift.max(low, least), Swift.min(top - 1, most))
  }
}

extension NDArray {
  /// The bytes of all elements in row-major order.
  fileprivate var bytes: [UInt8] {
    let flat = contiguous().reshaped(TensorShape([count]))
    guard case .block(let block) = flat.payload else { return [] }
    let width = dtype.byteWidth
    return [UInt8](
      UnsafeRawBufferPointer(
        start: block.storage.memory + block.offset * width, count: count * width))
  }
}
