import Engine

/// Functions on tensors that are written with ops of the catalog.
struct TensorFunctions {
  let context: RunContext

  func add(to module: ModuleObject) {
    addDivision(to: module)
    addCasts(to: module)
    addParts(to: module)
    addCounts(to: module)
    addShapes(to: module)
    if let math = module.get(Symbol("math"))?.cast(ModuleObject.self) { addTests(to: math) }
    if let neural = module.get(Symbol("nn"))?.cast(ModuleObject.self) {
      addBlocks(to: neural)
      addConvolutions(to: neural)
    }
    if let linear = module.get(Symbol("linalg"))?.cast(ModuleObject.self) {
      linear.set("eye") { module.get(Symbol("eye")) }
    }
  }

  /// What ops make, recorded, with their errors in TensorFlow's words.
  func made(
    _ body: () throws(EngineError) -> Tensor
  ) throws(Raise) -> PyValue {
    context.mark()
    do throws(EngineError) {
      return context.boxed(try body())
    } catch {
      throw Raise(error)
    }
  }

  /// An operand; a plain value takes the dtype of the tensor before it.
  func read(_ value: PyValue, like first: Tensor? = nil) throws(Raise) -> Tensor {
    let wish: RunContext.Wish =
      if let first, !value.isTensorLike { .dtype(first.dtype) } else { .none }
    return context.recorded(try context.tensor(value, wish))
  }

  // MARK: Division towards 0

  private func addDivision(to module: ModuleObject) {
    module.function("truncatediv", "x, y, name=None") { a throws(Raise) in
      let x = try read(a[0])
      let y = try read(a[1], like: x)
      if x.dtype.isInteger, y.array.integers.contains(0) {
        throw TensorErrors.raise(
          "InternalError",
          "Unexpected error in binary operator (only integer div and mod should have errors)",
          op: "TruncateDiv")
      }
      return try made { () throws(EngineError) in try x.truncated(by: y) }
    }
    module.function("truncatemod", "x, y, name=None") { a throws(Raise) in
      let x = try read(a[0])
      let y = try read(a[1], like: x)
      if x.dtype.isInteger, y.array.integers.contains(0) {
        throw TensorErrors.invalidArgument("Integer division by zero", op: "TruncateMod")
      }
      return try made { () throws(EngineError) in try x - x.truncated(by: y) * y }
    }
  }

  // MARK: Order and sums

  private func addTests(to math: ModuleObject) {
    func order(_ name: String, _ holds: @escaping (Double, Double) -> Bool) {
      let context = context
      math.function(name, "x, name=None") { a throws(Raise) in
        let numbers = try context.tensor(a[0]).array.doubles
        return context.box(
          context.constant(NDArray(zip(numbers, numbers.dropFirst()).allSatisfy(holds))))
      }
    }
    order("is_non_decreasing") { $0 <= $1 }
    order("is_strictly_increasing") { $0 < $1 }
    math.function(
      "accumulate_n", "inputs, shape=None, tensor_dtype=None, name=None"
    ) { a throws(Raise) in
      var inputs: [Tensor] = []
      for item in try a[0].items() { inputs.append(try read(item, like: inputs.first)) }
      return try made { () throws(EngineError) in try Tensor.apply(AddN(), inputs) }
    }
  }
}

extension Tensor {
  /// The quotient cut off towards 0.
  fileprivate func truncated(by other: Tensor) throws(EngineError) -> Tensor {
    guard dtype.isInteger else {
      let quotient = try Tensor.apply(Divide(), self, other)
      let size = try Tensor.apply(Floor(), Tensor.apply(Abs(), quotient))
      return try Tensor.apply(Sign(), quotient) * size
    }
    let down = try Tensor.apply(FloorDivide(), self, other)
    let isExact = try Tensor.compare(Equal(), down * other, self)
    let isNegative = try Tensor.compare(Less(), down, .literal(0, like: down))
    let up = try Tensor.select(isExact, down, down + .literal(1, like: down))
    return try Tensor.select(isNegative, up, down)
  }
}
