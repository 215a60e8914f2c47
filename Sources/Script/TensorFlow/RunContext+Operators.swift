import Engine

/// Python's operators on tensors, by TensorFlow's dtype rules.
extension RunContext {
  /// `tensor op other`, or `other op tensor` where reflected; `nil` where TensorFlow has no such
  /// operator.
  func binary(
    _ op: BinaryOperator, _ tensor: Tensor, _ other: PyValue, isReflected: Bool
  ) throws(Raise) -> PyValue? {
    if op == .leftShift || op == .rightShift {
      let (a, b) =
        isReflected
        ? (other.typeName, TensorObject.className) : (TensorObject.className, other.typeName)
      throw Raise.type("unsupported operand type(s) for \(op.rawValue): '\(a)' and '\(b)'")
    }
    if isReflected, !canStandLeft(other) { return nil }
    mark()
    let converted = try operand(other, wish(op, tensor.dtype, isReflected))
    let result =
      isReflected
      ? try apply(op, converted, tensor) : try apply(op, tensor, converted)
    return box(result)
  }

  /// A tensor as it is, any other value turned into one.
  @inline(__always)
  private func operand(_ value: PyValue, _ wish: Wish) throws(Raise) -> Tensor {
    if case .object(let object) = value {
      if object.type === TypeObject.eagerTensor {
        return unsafeDowncast(object, to: TensorObject.self).tensor
      }
      if object.type === resourceVariableType, let variable = object as? VariableObject {
        return variable.variable.value
      }
    }
    return try tensor(value, wish)
  }

  /// Only some operators turn the right side to the left one's dtype where they can and otherwise
  /// let the op complain.
  @inline(__always)
  private func wish(_ op: BinaryOperator, _ dtype: DType, _ isReflected: Bool) -> Wish {
    if isReflected { return .dtype(dtype) }
    switch op {
    case .add, .matrixMultiply, .divide: return .hint(dtype)
    default: return .dtype(dtype)
    }
  }

  private func canStandLeft(_ value: PyValue) -> Bool {
    if case .object(let object) = value, object.kind == .instance { return false }
    return true
  }

  private func apply(_ op: BinaryOperator, _ x: Tensor, _ y: Tensor) throws(Raise) -> Tensor {
    let (x, y) = anchored(x, y)
    do throws(EngineError) {
      switch op {
      case .add:
        if case .text = x.array.payload { return try joined(x, y) }
        return try x + y
      case .subtract: return try x - y
      case .multiply:
        return x.dtype == .bool ? try Tensor.apply(LogicalAnd(), [x, y]) : try x * y
      case .divide: break
      case .floorDivide: return try Tensor.apply(FloorDivide(), x, y)
      case .modulo: return try Tensor.apply(FloorModulo(), x, y)
      case .power: return try Tensor.apply(Power(), x, y)
      case .matrixMultiply: return try Tensor.apply(MatMul(), [x, y])
      case .bitAnd:
        return x.dtype == .bool
          ? try Tensor.apply(LogicalAnd(), [x, y]) : try Tensor.apply(BitwiseAnd(), [x, y])
      case .bitOr:
        return x.dtype == .bool
          ? try Tensor.apply(LogicalOr(), [x, y]) : try Tensor.apply(BitwiseOr(), [x, y])
      case .bitXor:
        return x.dtype == .bool ? try x.exclusiveOr(y) : try Tensor.apply(BitwiseXor(), [x, y])
      case .leftShift, .rightShift: break
      }
    } catch {
      throw Raise(error)
    }
    if op == .divide { return try divide(x, y) }
    throw Raise.unsupported("the operator '\(op.rawValue)' of tensors")
  }

  /// Texts one behind the other.
  private func joined(_ x: Tensor, _ y: Tensor) throws(EngineError) -> Tensor {
    guard y.dtype == .string else { throw .mixedDTypes(op: "Add", x.dtype, y.dtype) }
    guard let shape = x.shape.broadcast(with: y.shape) else {
      throw .incompatibleShapes(op: "Add", x.shape, y.shape)
    }
    let (a, b) = (x.array.broadcast(to: shape).texts, y.array.broadcast(to: shape).texts)
    return constant(NDArray(text: zip(a, b).map { $0 + $1 }, shape: shape))
  }

  /// `x / y`: whole numbers become floating ones.
  func divide(_ x: Tensor, _ y: Tensor) throws(Raise) -> Tensor {
    guard x.dtype == y.dtype else {
      throw Raise.type(
        "`x` and `y` must have the same dtype, got tf.\(x.dtype.name) != tf.\(y.dtype.name).")
    }
    do throws(EngineError) {
      let target: DType
      switch x.dtype {
      case .int8, .uint8, .int16, .uint16: target = .float32
      case .int32, .int64, .uint32, .uint64: target = .float64
      default: return try x / y
      }
      return try Tensor.apply(Cast(target), [x]) / Tensor.apply(Cast(target), [y])
    } catch {
      throw Raise(error)
    }
  }

  /// At least one operand must know the recording.
  @inline(__always)
  func anchored(_ x: Tensor, _ y: Tensor) -> (Tensor, Tensor) {
    if x.recording != nil || y.recording != nil { return (x, y) }
    return (recorded(x), y)
  }

  // MARK: One operand

  func unary(_ op: UnaryOperator, _ tensor: Tensor) throws(Raise) -> PyValue? {
    mark()
    do throws(EngineError) {
      switch op {
      case .minus: return box(try -tensor)
      case .plus: return nil
      case .invert:
        return box(
          tensor.dtype == .bool
            ? try Tensor.apply(LogicalNot(), [tensor])
            : try Tensor.apply(BitwiseInvert(), [tensor]))
      case .not: return nil
      }
    } catch {
      throw Raise(error)
    }
  }

  /// `abs(tensor)`.
  func magnitude(_ tensor: Tensor) throws(Raise) -> PyValue {
    mark()
    do throws(EngineError) {
      return box(try tensor.magnitude())
    } catch {
      throw Raise(error)
    }
  }

  // MARK: Comparisons

  func compare(
    _ op: ComparisonOperator, _ tensor: Tensor, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    if other.isNone, op == .equal || op == .notEqual { return .bool(op == .notEqual) }
    mark()
    let (x, y) = anchored(tensor, try operand(other, .dtype(tensor.dtype)))
    if op == .equal || op == .notEqual, x.dtype == y.dtype, x.shape.broadcast(with: y.shape) == nil
    {
      return box(constant(NDArray(op == .notEqual)))
    }
    do throws(EngineError) {
      switch op {
      case .equal: return box(try Tensor.apply(Equal(), [x, y]))
      case .notEqual: return box(try Tensor.apply(NotEqual(), [x, y]))
      case .less: return box(try Tensor.apply(Less(), [x, y]))
      case .lessEqual: return box(try Tensor.apply(LessEqual(), [x, y]))
      case .greater: return box(try Tensor.apply(Greater(), [x, y]))
      case .greaterEqual: return box(try Tensor.apply(GreaterEqual(), [x, y]))
      default: return nil
      }
    } catch {
      throw Raise(error)
    }
  }
}
