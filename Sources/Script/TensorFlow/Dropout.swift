import Engine

/// `tf.nn.dropout`: some elements become 0, the others grow so that the mean stays.
struct Dropout {
  let context: RunContext

  func add(to module: ModuleObject) {
    let context = context
    module.function("dropout", "x, rate, noise_shape=None, seed=None, name=None") {
      a throws(Raise) in
      try apply(a[0], a[1], a[2]) { (shape, dtype) throws(Raise) in
        context.random.generator(
          UniformDraw.kernel, [dtype], seed: a.has(3) ? try context.int(a[3]) : nil,
          reserving: shape.count * Philox.reserve)
      }
    }
    let experimental = ModuleObject("tensorflow._api.v2.nn.experimental")
    experimental.function(
      "stateless_dropout",
      "x, rate, seed, rng_alg='auto_select', noise_shape=None, name=None"
    ) { a throws(Raise) in
      try apply(a[0], a[1], a[4]) { (_, _) throws(Raise) in
        try StatelessRandomFunctions.generator(a[2], context)
      }
    }
    module.set("experimental", .object(experimental))
  }

  func apply(
    _ value: PyValue, _ rate: PyValue, _ noise: PyValue,
    _ generator: (TensorShape, DType) throws(Raise) -> Philox
  ) throws(Raise) -> PyValue {
    let isTensor = rate.cast(TensorObject.self) != nil || rate.cast(VariableObject.self) != nil
    let number = isTensor ? nil : try rate.asDouble()
    if let number, !(number >= 0 && number < 1) {
      throw Raise.value(
        "`rate` must be a scalar tensor or a float in the range [0, 1). Received: "
          + "rate=\(try rate.str())")
    }
    let x = try context.tensor(value)
    guard x.dtype.isFloating else {
      throw Raise.value(
        "`x.dtype` must be a floating point tensor as `x` will be scaled. Received: "
          + "x_dtype=\(try DTypeObject.value(x.dtype).repr())")
    }
    let shape = try noiseShape(x.shape, noise)
    let drawn = try generator(shape, x.dtype)
    if number == 0 { return context.boxed(x) }
    let limit = try context.tensor(rate, .dtype(x.dtype))
    let uniform = try context.draw(UniformDraw.self, drawn, "\(shape)") {
      (g) throws(EngineError) in try g.uniform(x.dtype, shape)
    }
    let scale = number.map { 1 / (1 - $0) }
    let factor = try scale.map { (scale) throws(Raise) in
      try NDArray(scale).converted(to: x.dtype)
    }
    let one = try NDArray(1.0).converted(to: x.dtype)
    let zero = try NDArray(0.0).converted(to: x.dtype)
    context.mark()
    do throws(EngineError) {
      let x = context.recorded(x)
      let scaled =
        if let factor {
          try Tensor.apply(Multiply(), x, Tensor(factor))
        } else {
          try Tensor.apply(Divide(), x, try Tensor.apply(Subtract(), Tensor(one), limit))
        }
      let kept = try Tensor.apply(GreaterEqual(), [uniform, limit])
      return context.box(try Tensor.apply(Where(), [kept, scaled, Tensor(zero)]))
    } catch {
      throw Raise(error)
    }
  }

  /// The shape of the draws: axes of `None` are those of the tensor.
  private func noiseShape(_ shape: TensorShape, _ asked: PyValue) throws(Raise) -> TensorShape {
    if asked.isAbsent { return shape }
    guard asked.object?.kind == .list || asked.object?.kind == .tuple else {
      return TensorShape(try context.ints(asked))
    }
    var lengths: [Int] = []
    for (axis, item) in try asked.items().enumerated() {
      if item.isNone, axis < shape.rank {
        lengths.append(shape.lengths[axis])
      } else {
        lengths.append(try context.int(item))
      }
    }
    return TensorShape(lengths)
  }
}
