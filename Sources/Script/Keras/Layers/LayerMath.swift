import Engine

/// The arithmetic of built-in layers on values of the lesson: with tensors at hand straight on the
/// engine, in a graph by way of TensorFlow's functions.
struct LayerMath {
  unowned(unsafe) let context: RunContext

  /// The operand as a tensor with a value; `nil` in a graph.
  @inline(__always)
  private func plain(_ value: PyValue) -> Tensor? {
    guard case .object(let object) = value else { return nil }
    if let tensor = object as? TensorObject { return tensor.tensor }
    return (object as? VariableObject)?.variable.value
  }

  @inline(__always)
  private func compute(
    _ a: PyValue, _ b: PyValue, _ name: String,
    _ body: (Tensor, Tensor) throws(EngineError) -> Tensor
  ) throws(Raise) -> PyValue {
    guard !context.isBuilding, let x = plain(a), let y = plain(b) else {
      return try context.tensorFlow(name, [a, b])
    }
    context.mark()
    do throws(EngineError) {
      return context.boxed(try body(x, y))
    } catch {
      throw Raise(error)
    }
  }

  func matmul(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    try compute(a, b, "matmul") { x, y throws(EngineError) in
      try Tensor.apply(MatMul(), [x, y])
    }
  }

  func add(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    try compute(a, b, "add") { x, y throws(EngineError) in try Tensor.apply(Add(), x, y) }
  }

  func subtract(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    try compute(a, b, "subtract") { x, y throws(EngineError) in
      try Tensor.apply(Subtract(), x, y)
    }
  }

  func multiply(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    try compute(a, b, "multiply") { x, y throws(EngineError) in
      try Tensor.apply(Multiply(), x, y)
    }
  }

  func divide(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    try compute(a, b, "divide") { x, y throws(EngineError) in try Tensor.apply(Divide(), x, y) }
  }

  /// A function of TensorFlow with any arguments.
  func call(_ name: String, _ arguments: PyValue...) throws(Raise) -> PyValue {
    try context.tensorFlow(name, arguments)
  }
}

extension RunContext {
  var layerMath: LayerMath { LayerMath(context: self) }
}
