import Engine

/// `tf.test.compute_gradient`: Jacobians by the tape and by small steps.
struct GradientCheck {
  let context: RunContext
  let function: PyValue
  let step: Double

  static func add(to module: ModuleObject, _ context: RunContext) {
    let test = ModuleObject("tensorflow._api.v2.test")
    test.function("compute_gradient", "f, x, delta=None") { [unowned context] a throws(Raise) in
      guard a[1].object?.kind == .list || a[1].object?.kind == .tuple else {
        throw Raise.value(
          "`x` must be a list or tuple of values convertible to a Tensor (arguments to `f`), not a "
            + (try a[1].typeRepr()))
      }
      let check = GradientCheck(
        context: context, function: a[0], step: a.has(2) ? try a.double(2) : 1.0 / 1024)
      return try check.run(try a[1].items())
    }
    module.set("test", .object(test))
  }

  private func run(_ values: [PyValue]) throws(Raise) -> PyValue {
    var inputs: [Tensor] = []
    for value in values { inputs.append(context.recorded(try context.tensor(value))) }
    let output = try call(inputs)
    var (analytic, numeric): ([PyValue], [PyValue]) = ([], [])
    for place in inputs.indices {
      for dtype in [inputs[place].dtype, output.dtype] where !dtype.isFloating {
        throw Raise(
          .assertionError,
          "Cannot compute gradient for unsupported type \(dtype.name) of "
            + (dtype == inputs[place].dtype ? "argument \(place)" : "y"))
      }
      analytic.append(try byTape(inputs, place, output))
      numeric.append(try bySteps(inputs, place, output))
    }
    return .tuple([.tuple(analytic), .tuple(numeric)])
  }

  private func call(_ inputs: [Tensor]) throws(Raise) -> Tensor {
    context.recorded(try context.tensor(try function.call(inputs.map { context.box($0) })))
  }

  private func array(
    _ elements: [Double], _ rows: Int, _ columns: Int, _ dtype: DType
  ) throws(Raise) -> PyValue {
    let array = NDArray(elements, shape: [rows, columns])
    return .object(ArrayObject(try array.converted(to: dtype)))
  }

  /// One backward pass for each element of the result.
  private func byTape(
    _ inputs: [Tensor], _ place: Int, _ output: Tensor
  ) throws(Raise) -> PyValue {
    let (rows, columns) = (output.array.count, inputs[place].array.count)
    var elements = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      var ones = [Double](repeating: 0, count: rows)
      ones[row] = 1
      let seed = Tensor(try NDArray(ones, shape: output.shape).converted(to: output.dtype))
      let tape = GradientTape(in: context.recording)
      tape.watch(inputs[place])
      let gradient: Tensor?
      do throws(EngineError) {
        try tape.start()
      } catch {
        throw Raise(error)
      }
      defer { tape.stop() }
      let result = try call(inputs)
      do throws(EngineError) {
        gradient = try tape.gradient(
          of: [result], by: [.tensor(inputs[place])], outputGradients: [seed])[0]
      } catch {
        throw context.raise(error)
      }
      guard let gradient else { continue }
      for (column, value) in gradient.array.doubles.enumerated() where column < columns {
        elements[row * columns + column] = value
      }
    }
    return try array(elements, rows, columns, inputs[place].dtype)
  }

  /// Two calls for each element of the argument, with NumPy's arithmetic in the dtypes at hand.
  private func bySteps(
    _ inputs: [Tensor], _ place: Int, _ output: Tensor
  ) throws(Raise) -> PyValue {
    let (rows, columns) = (output.array.count, inputs[place].array.count)
    let isNarrow = inputs[place].dtype != .float64
    let isNarrowResult = output.dtype != .float64
    let scale = 2 * step
    var elements = [Double](repeating: 0, count: rows * columns)
    func value(moving column: Int, by delta: Double) throws(Raise) -> [Double] {
      var moved = inputs[place].array.doubles
      moved[column] = isNarrow ? Double(Float(moved[column]) + Float(delta)) : moved[column] + delta
      let array = try NDArray(moved, shape: inputs[place].shape).converted(to: inputs[place].dtype)
      var arguments = inputs
      arguments[place] = context.constant(array, fromNumPy: true)
      return try call(arguments).array.doubles
    }
    for column in 0..<columns {
      let up = try value(moving: column, by: step)
      let down = try value(moving: column, by: -step)
      for row in 0..<min(rows, min(up.count, down.count)) {
        elements[row * columns + column] =
          isNarrowResult
          ? Double((Float(up[row]) - Float(down[row])) / Float(scale))
          : (up[row] - down[row]) / scale
      }
      try context.checkLimits()
    }
    return try array(elements, rows, columns, inputs[place].dtype)
  }
}

extension PyValue {
  fileprivate func typeRepr() throws(Raise) -> String { try type.repr() }
}
