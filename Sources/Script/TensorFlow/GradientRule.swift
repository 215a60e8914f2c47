import Engine

/// How the gradient of one call is worked out that brought its own along.
struct GradientRule {
  enum Rule {
    /// A function of the lesson: from one gradient an output to one an argument.
    case lesson(PyValue)
    /// The function itself runs again, under a tape: function, arguments, keyword arguments.
    case recompute(PyValue, [PyValue], [PyValue], KeywordNames?)
    /// What arrives goes on as it is.
    case passThrough
  }

  let rule: Rule
  /// The name of the function.
  let name: String
  /// Variables that the function read and did not get as arguments.
  let variables: [PyValue]
  let argumentDTypes: [DType]
}

extension RunContext {
  /// Answers a pass of the engine; what goes wrong is kept in `failure`.
  func answer(_ number: Int, _ upstream: [Tensor]) throws(EngineError) -> [Gradient?] {
    let span = machine.pointee.span
    defer { machine.pointee.span = span }
    do throws(Raise) {
      return try answer(gradientRules[number], upstream)
    } catch {
      failure = error
      throw .callerFailed
    }
  }

  private func answer(
    _ rule: GradientRule, _ upstream: [Tensor]
  ) throws(Raise) -> [Gradient?] {
    switch rule.rule {
    case .lesson(let function): return try ask(function, rule, upstream)
    case .recompute(let function, let positional, let named, let keywords):
      return try recompute(function, positional, named, keywords, rule, upstream)
    case .passThrough:
      let count = rule.argumentDTypes.count
      guard upstream.count == count else { throw wrongCount(count, upstream.count) }
      return upstream.map { .tensor($0) } + rule.variables.map { _ in nil }
    }
  }

  private func wrongCount(_ expected: Int, _ got: Int) -> Raise {
    Raise.value(
      "custom_gradient function expected to return \(expected) gradients, but returned \(got) "
        + "instead.")
  }

  // MARK: A function of the lesson

  private func ask(
    _ function: PyValue, _ rule: GradientRule, _ upstream: [Tensor]
  ) throws(Raise) -> [Gradient?] {
    let arrived = upstream.map { box($0) }
    var forVariables: [PyValue] = []
    var forArguments: PyValue
    if rule.variables.isEmpty {
      forArguments = try function.call(arrived)
    } else {
      let answer = try function.call(
        arrived + [.list(rule.variables)], keywords: KeywordNames([Symbol("variables")]))
      let parts = try answer.items()
      guard parts.count == 2 else {
        throw Raise.value(
          parts.count < 2
            ? "not enough values to unpack (expected 2, got \(parts.count))"
            : "too many values to unpack (expected 2)")
      }
      forArguments = parts[0]
      forVariables = try parts[1].items()
      guard forVariables.count == rule.variables.count else {
        throw Raise.value(
          "Must return gradient for each variable from @custom_gradient grad_fn.")
      }
      guard parts[1].object?.kind == .list else {
        throw Raise.type("can only concatenate list (not \"\(parts[1].typeName)\") to list")
      }
    }
    let leaves = try Nest.leaves(of: forArguments)
    guard leaves.count == rule.argumentDTypes.count else {
      throw wrongCount(rule.argumentDTypes.count, leaves.count)
    }
    var gradients: [Gradient?] = []
    for (leaf, dtype) in zip(leaves, rule.argumentDTypes) {
      gradients.append(try gradient(leaf, dtype))
    }
    for (leaf, variable) in zip(forVariables, rule.variables) {
      let dtype = variable.cast(VariableObject.self)?.variable.dtype ?? .float32
      gradients.append(try gradient(leaf, dtype))
    }
    return gradients
  }

  private func gradient(_ value: PyValue, _ dtype: DType) throws(Raise) -> Gradient? {
    if value.isNone { return nil }
    return .tensor(recorded(try tensor(value, .hint(dtype))))
  }

  // MARK: The function once more

  private func recompute(
    _ function: PyValue, _ positional: [PyValue], _ named: [PyValue], _ keywords: KeywordNames?,
    _ rule: GradientRule, _ upstream: [Tensor]
  ) throws(Raise) -> [Gradient?] {
    let start = recording.count
    let tape = GradientTape(in: recording)
    var sources: [GradientSource] = []
    do throws(EngineError) {
      try tape.start()
    } catch {
      throw raise(error)
    }
    defer { tape.stop() }
    var copies: [PyValue] = []
    for argument in positional {
      var leaves: [PyValue] = []
      for leaf in try Nest.leaves(of: argument) {
        let copy = try apply(Identity(), recorded(try tensor(leaf)))
        guard let tensor = copy.cast(TensorObject.self)?.tensor else { continue }
        sources.append(.tensor(tensor))
        tape.watch(tensor)
        leaves.append(copy)
      }
      var rest = leaves[...]
      copies.append(try Nest.pack(like: argument, &rest))
    }
    for variable in rule.variables {
      guard let variable = variable.cast(VariableObject.self)?.variable else { continue }
      tape.watch(variable)
      sources.append(.variable(variable))
    }
    let result = try function.call(copies + named, keywords: keywords)
    tape.stop()
    var targets: [Tensor] = []
    for leaf in try Nest.leaves(of: result) { targets.append(recorded(try tensor(leaf))) }
    do throws(EngineError) {
      let flows = try tape.gradient(
        of: targets, by: sources, outputGradients: upstream, unconnected: .zero)
      let used = variables(readFrom: start).map(\.value)
      let gradients = try onceOnly(rule.name, upstream, used, flows.compactMap { $0 })
      return gradients.map { .tensor($0) }
    } catch {
      throw raise(error)
    }
  }

  /// The gradients as outputs of a function that cannot be differentiated itself.
  private func onceOnly(
    _ name: String, _ upstream: [Tensor], _ variables: [Tensor], _ flows: [Tensor]
  ) throws(EngineError) -> [Tensor] {
    try recording.custom(
      "inner_recompute_grad", upstream, variables: variables, outputs: flows,
      ruleName: "transpose"
    ) { [unowned self] _ throws(EngineError) in
      failure = .notImplemented(
        "recompute_grad tried to transpose grad of \(name). Consider not using recompute_grad in "
          + "forward modeautodiff")
      throw .callerFailed
    }
  }
}
