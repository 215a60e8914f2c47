import Engine

/// How values of the lesson become tensors.
extension RunContext {
  /// How hard a value is turned towards the dtype of its neighbor.
  enum Wish {
    /// Other operands decide nothing.
    case none
    /// This dtype, or an error.
    case dtype(DType)
    /// This dtype where it can be had.
    case hint(DType)
  }

  /// A tensor from any value; bare numbers stay outside the recording until an op meets them.
  func tensor(_ value: PyValue, _ wish: Wish = .none) throws(Raise) -> Tensor {
    switch value {
    case .float(let number): return Tensor(try scalar(number, value, wish))
    case .int(let number): return Tensor(try scalar(number, value, wish))
    case .object(let object):
      if let tensor = object as? TensorObject {
        try check(tensor.tensor, wish) { () throws(Raise) in
          Raise.value(
            "Tensor conversion requested dtype \(wish.name) for Tensor with dtype "
              + "\(tensor.tensor.dtype.name): \(try tensor.repr())")
        }
        return tensor.tensor
      }
      if let variable = object as? VariableObject {
        try check(variable.variable.value, wish) { () throws(Raise) in
          Raise.value(
            "Incompatible type conversion requested to type \(wish.name) for `tf.Variable of "
              + "type \(variable.variable.dtype.name). (Variable: \(try variable.repr()))")
        }
        return variable.variable.value
      }
      if let symbolic = object as? SymbolicTensor {
        throw isBuilding ? symbolic.notConvertible : symbolic.outOfScope
      }
      if let slices = object as? IndexedSlicesObject { return try dense(slices) }
      if object is RaggedObject {
        throw Raise.notImplemented(
          "a RaggedTensor is not supported here: its to_tensor() or flat_values is")
      }
      if let sparse = object as? SparseObject {
        throw Raise.value(
          "Attempt to convert a value (\(try sparse.repr())) with an unsupported type "
            + "(\(try PyValue.object(sparse.type).repr())) to a Tensor.")
      }
      if let array = (object as? ArrayObject)?.array ?? (object as? NumPyScalar)?.array {
        return try fromNumPy(array, wish)
      }
    default: break
    }
    return try sequence(value, wish)
  }

  private func check(
    _ tensor: Tensor, _ wish: Wish, _ raise: () throws(Raise) -> Raise
  ) throws(Raise) {
    if case .dtype(let dtype) = wish, dtype != tensor.dtype { throw try raise() }
  }

  /// NumPy values are cast to the dtype of the tensor beside them.
  private func fromNumPy(_ array: NDArray, _ wish: Wish) throws(Raise) -> Tensor {
    _ = try fitting(array.shape, array.dtype, op: "EagerConst")
    let array =
      switch wish {
      case .none: array
      case .dtype(let dtype), .hint(let dtype): try array.converted(to: dtype)
      }
    return constant(array.copied(), fromNumPy: true)
  }

  // MARK: Bare numbers

  @inline(__always)
  private func scalar(_ number: Double, _ value: PyValue, _ wish: Wish) throws(Raise) -> NDArray {
    switch wish {
    case .none: return try narrow(number)
    case .dtype(.float32), .hint(.float32): return NDArray(Float(number))
    case .dtype(.float64), .hint(.float64): return NDArray(number)
    default: return try slowly(value, wish)
    }
  }

  @inline(__always)
  private func narrow(_ number: Double) throws(Raise) -> NDArray {
    let value = Float(number)
    if value.isInfinite, number.isFinite {
      throw Raise.value(
        "Can't convert Python sequence with a value out of range for a double-precision float.")
    }
    return NDArray(value)
  }

  @inline(__always)
  private func scalar(_ number: Int, _ value: PyValue, _ wish: Wish) throws(Raise) -> NDArray {
    switch wish {
    case .none:
      return Int32(exactly: number).map { NDArray($0) } ?? NDArray(Int64(number))
    case .dtype(.float32), .hint(.float32): return NDArray(Float(number))
    case .dtype(.float64), .hint(.float64): return NDArray(Double(number))
    case .dtype(.int32), .hint(.int32): return NDArray(Int32(truncatingIfNeeded: number))
    case .dtype(.int64), .hint(.int64): return NDArray(Int64(number))
    default: return try slowly(value, wish)
    }
  }

  private func slowly(_ value: PyValue, _ wish: Wish) throws(Raise) -> NDArray {
    let leaves = try LeafRun(value)
    return try array(of: leaves, value, wish)
  }

  private func array(
    of leaves: LeafRun, _ value: PyValue, _ wish: Wish
  ) throws(Raise) -> NDArray {
    switch wish {
    case .none: return try leaves.array()
    case .hint(let dtype):
      if let array = try leaves.array(dtype) { return array }
      return try leaves.array()
    case .dtype(let dtype):
      if let array = try leaves.array(dtype) { return array }
      throw Raise.type(
        "Cannot convert \(try value.repr()) to EagerTensor of dtype \(dtype.kernelName)")
    }
  }

  // MARK: Sequences

  private func sequence(_ value: PyValue, _ wish: Wish) throws(Raise) -> Tensor {
    let leaves = try LeafRun(value)
    if leaves.hasTensor { return try packed(value, wish) }
    let array = try array(of: leaves, value, wish)
    return leaves.hasNumPy ? constant(array, fromNumPy: true) : Tensor(array)
  }

  /// A list with tensors in it: stacked, so that gradients pass to each.
  private func packed(_ value: PyValue, _ wish: Wish) throws(Raise) -> Tensor {
    guard let items = try LeafRun.elements(of: value) else { return try tensor(value, wish) }
    let dtype = firstTensor(in: value)?.dtype
    var parts: [Tensor] = []
    for item in items {
      let itemWish: Wish = if let dtype { .hint(dtype) } else { wish }
      parts.append(try tensor(item, itemWish))
    }
    if case .dtype(let wanted) = wish, let dtype, wanted != dtype {
      throw Raise.type(
        "Cannot convert \(try value.repr()) to EagerTensor of dtype "
          + wanted.kernelName)
    }
    parts[0] = recorded(parts[0])
    do throws(EngineError) {
      return try Tensor.apply(Stack(axis: 0), parts)
    } catch {
      throw Raise(error)
    }
  }

  private func firstTensor(in value: PyValue) -> Tensor? {
    if let tensor = value.cast(TensorObject.self) { return tensor.tensor }
    if let variable = value.cast(VariableObject.self) { return variable.variable.value }
    guard let items = try? LeafRun.elements(of: value) else { return nil }
    for item in items {
      if let found = firstTensor(in: item) { return found }
    }
    return nil
  }
}

extension RunContext.Wish {
  var name: String {
    switch self {
    case .none: ""
    case .dtype(let dtype), .hint(let dtype): dtype.name
    }
  }
}

extension DType {
  /// The name that TensorFlow's kernels use: `float` for float32.
  var kernelName: String {
    switch self {
    case .float32: "float"
    case .float64: "double"
    case .float16: "half"
    default: name
    }
  }
}

extension NDArray {
  /// The array cast to another dtype.
  func converted(to dtype: DType) throws(Raise) -> NDArray {
    if self.dtype == dtype { return self }
    do throws(EngineError) {
      return try cast(to: dtype)
    } catch {
      throw Raise(error)
    }
  }

  /// The same number in every place.
  static func filled(
    _ number: Double, _ dtype: DType, _ shape: TensorShape
  ) throws(Raise) -> NDArray {
    do throws(EngineError) {
      return try NDArray.filled(number, TensorSignature(dtype, shape))
    } catch {
      throw Raise(error)
    }
  }
}
