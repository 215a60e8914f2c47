import Engine

/// What the arguments of a gamma draw say.
struct GammaSetting {
  let dtype: DType
  private var shape: TensorShape
  private let alphas: NDArray
  private let beta: NDArray
  private let written: String

  init(
    shape: PyValue, alpha: PyValue, beta: PyValue, dtype: PyValue, _ context: RunContext
  ) throws(Raise) {
    self.dtype = try DTypeObject.argument(dtype) ?? .float32
    self.shape = try context.shape(shape, op: GammaDraw.kernel)
    let alphas = try context.tensor(alpha, .dtype(self.dtype)).array
    self.beta =
      beta.isAbsent
      ? try .filled(1, self.dtype, .scalar) : try context.tensor(beta, .dtype(self.dtype)).array
    guard let common = alphas.shape.broadcast(with: self.beta.shape) else {
      throw Raise(
        EngineError.incompatibleShapes(op: "random_gamma", alphas.shape, self.beta.shape))
    }
    self.alphas = alphas.broadcast(to: common).contiguous()
    written = "\(self.shape), alpha=\(try alpha.str())"
  }

  /// The same where `shape` is that of the whole result.
  func whole() throws(Raise) -> GammaSetting {
    let rank = alphas.shape.rank
    guard Array(shape.lengths.suffix(rank)) == alphas.shape.lengths else {
      throw TensorErrors.invalidArgument(
        "Shape passed in must end with broadcasted shape.", op: "StatelessRandomGammaV3")
    }
    var setting = self
    setting.shape = TensorShape(Array(shape.lengths.dropLast(rank)))
    return setting
  }

  var groups: Int { shape.count * alphas.count * Philox.reserve }

  func draw(_ generator: Philox, _ context: RunContext) throws(Raise) -> Tensor {
    try context.draw(GammaDraw.self, generator, written) { (g) throws(EngineError) in
      let drawn = NDArray(
        g.gamma(shape.count, alphas.doubles),
        shape: TensorShape(shape.lengths + alphas.shape.lengths))
      let scaled = try NumPyArithmetic.evaluate(Divide(), try drawn.cast(to: dtype), beta)
      let tiny = dtype == .float64 ? 0x1p-1022 : dtype == .float16 ? 0x1p-14 : 0x1p-126
      return try NumPyArithmetic.evaluate(Maximum(), try NDArray(tiny).cast(to: dtype), scaled)
    }
  }
}

/// What the arguments `shape` and `dtype` of a random function say, at places 0 and 3.
struct RandomSetting {
  let shape: TensorShape
  let dtype: DType
  private unowned(unsafe) let context: RunContext

  init(_ a: Bound, _ context: RunContext, kernel: String) throws(Raise) {
    try self.init(shape: a[0], dtype: a[3], context, kernel: kernel)
  }

  init(shape: PyValue, dtype: PyValue, _ context: RunContext, kernel: String) throws(Raise) {
    self.context = context
    self.shape = try context.shape(shape, op: kernel)
    self.dtype = try DTypeObject.argument(dtype) ?? .float32
    guard self.dtype.isFloating || self.dtype == .int32 || self.dtype == .int64 else {
      throw Raise.value(
        "Argument `dtype` got invalid value <dtype: '\(self.dtype.name)'>. Accepted dtypes are "
          + "(tf.float16, tf.bfloat16, tf.float32, tf.float64, tf.int32, tf.int64).")
    }
  }

  var groups: Int { shape.count * Philox.reserve }

  func kernel<Kind: RandomKind>(_ kind: Kind.Type, _ seed: PyValue) throws(Raise) -> Philox {
    context.random.generator(
      Kind.kernel, [dtype], seed: seed.isAbsent ? nil : try context.int(seed), reserving: groups)
  }

  /// The call's arguments as they stand in the walk.
  func arguments(
    _ first: String, _ a: PyValue, _ second: String, _ b: PyValue
  ) -> String {
    func written(_ name: String, _ value: PyValue) -> String {
      if value.isAbsent { return "" }
      let isPlain = value.cast(TensorObject.self) == nil && value.cast(VariableObject.self) == nil
      return isPlain ? (try? value.str()).map { ", \(name)=\($0)" } ?? "" : ""
    }
    return "\(shape)\(written(first, a))\(written(second, b))"
  }

  private func isPlain(_ value: PyValue) -> Bool {
    switch value {
    case .int, .float, .bool: true
    default: value.cast(NumPyScalar.self) != nil
    }
  }

  private func tensor(_ value: PyValue) throws(Raise) -> Tensor {
    try context.tensor(value, .dtype(dtype))
  }

  /// `draw · factor + start`.
  func spread(factor: PyValue, start: PyValue) throws(Raise) -> RandomSpread {
    let first = try tensor(start)
    let second = try tensor(factor)
    return isPlain(factor) && isPlain(start)
      ? .plain(second.array, first.array) : .tensors(second, first)
  }

  /// `draw · (high − low) + low`.
  func range(_ low: PyValue, _ high: PyValue) throws(Raise) -> RandomSpread {
    let start = try tensor(low)
    let end = try tensor(high.isAbsent ? .int(1) : high)
    do throws(EngineError) {
      if isPlain(low), high.isAbsent || isPlain(high) {
        return .plain(try Subtract().evaluate([end.array, start.array]), start.array)
      }
      return .tensors(try Tensor.apply(Subtract(), context.recorded(end), start), start)
    } catch {
      throw Raise(error)
    }
  }

  /// The ends of a range of whole numbers.
  func range(_ low: PyValue, _ high: PyValue, op: String) throws(Raise) -> (Int64, Int64) {
    let ends = [try tensor(low).array, try tensor(high).array]
    for (name, end) in zip(["minval", "maxval"], ends) where end.shape.rank > 0 {
      throw TensorErrors.invalidArgument(
        "\(name) must be 0-D, got shape \(end.shape.bracketed)", op: op)
    }
    let (first, last) = (ends[0].integers[0], ends[1].integers[0])
    guard first < last else {
      throw TensorErrors.invalidArgument(
        "Need minval < maxval, got \(first) >= \(last)", op: op)
    }
    return (first, last)
  }
}
