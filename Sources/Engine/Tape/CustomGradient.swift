/// One output of a function whose gradient its author wrote.
///
/// Its operands are the arguments that the rule answers for and, last, what the function computed:
/// the value comes from there, and no gradient goes there.
package struct CustomOutput: Operation {
  package static let name = "custom_gradient"
  package static let kernel = "Identity"
  package static let summary = "a function with a gradient of its own"
  package static var passRole: PassRole { .custom }
  /// What the function is called.
  package let function: String
  /// Which output of how many.
  package let place: Int
  package let count: Int
  /// The output that speaks for all of them: the first one that a gradient can reach.
  package let speaker: Int
  /// How many operands are arguments of the function; variables it read follow them.
  package let argumentCount: Int
  /// How many operands the rule answers for: arguments, then variables.
  package let ruleCount: Int

  package var notation: Notation {
    let (function, place, count, argumentCount) = (function, place, count, argumentCount)
    return Notation { arguments, style in
      let list = arguments.prefix(argumentCount).map(\.text).joined(separator: ", ")
      let part = count > 1 ? "[\(place)]" : ""
      switch style {
      case .text: return WrittenFormula("\(function)(\(list))\(part)")
      case .latex:
        let name = function.replacing("_", with: "\\_")
        return WrittenFormula("\\operatorname{\(name)}\\left(\(list)\\right)\(part)")
      }
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard let result = inputs.last else { throw .noInputs(op: Self.name) }
    return result
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    guard let result = inputs.last else { throw .noInputs(op: Self.name) }
    return result
  }

  /// The rule answers for all outputs and all arguments at once; the passes ask it.
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    nil
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand < ruleCount }

  /// The nodes of all outputs of the call that a node is one of.
  package func outputs(around node: NodeID) -> [NodeID] {
    (0..<count).map { NodeID(node.position - place + $0) }
  }
}

/// What arrives at a gradient that the lesson wrote.
package struct Upstream: Leaf {
  package static let name = "upstream"
  package static let summary = "what arrives from above"
  package init() {}
}

/// The author's rule: from one gradient an output to one an argument, `nil` for None.
package typealias CustomRule = ([Tensor]) throws(EngineError) -> [Gradient?]

/// A function with a rule of its own, as the recording knows one call of it.
package struct CustomCall {
  let rule: CustomRule
  /// What the rule is called, and where it is written.
  package let ruleName: String
  package let ruleSpan: SourceSpan
}

/// One answer of such a rule while a gradient was worked out.
package struct CustomRun: Sendable {
  /// The output that spoke for all.
  package let speaker: NodeID
  /// The first output at which anything arrived.
  package let carrier: NodeID
  /// What arrived, one node an output; zeros where nothing did.
  package let upstreams: [NodeID]
  /// What the rule gave for each operand; `nil` is None.
  package let results: [NDArray?]
  /// The nodes that hold the results, where the rule computed them.
  package let resultNodes: [NodeID?]
}

extension Recording {
  /// Records the outputs of a function whose gradient the caller knows; the rule gives one for
  /// each argument, then one for each state of a variable that the function read.
  package func custom(
    _ name: String, _ arguments: [Tensor], variables: [Tensor] = [], outputs: [Tensor],
    ruleName: String = "", ruleSpan: SourceSpan = .none, rule: @escaping CustomRule
  ) throws(EngineError) -> [Tensor] {
    var operands: [NodeID] = []
    for operand in arguments + variables { operands.append(try operandNode(operand)) }
    var inner: [NodeID] = []
    for output in outputs { inner.append(try operandNode(output)) }
    let speaker = outputs.firstIndex { $0.dtype.isDifferentiable } ?? 0
    var made: [Tensor] = []
    for (place, output) in outputs.enumerated() {
      let op = CustomOutput(
        function: name, place: place, count: outputs.count, speaker: speaker,
        argumentCount: arguments.count, ruleCount: operands.count)
      let node = append(index(of: op), operands + [inner[place]], output.array)
      made.append(Tensor(output.array, node, self))
    }
    if made.indices.contains(speaker) {
      customCalls[made[speaker].node] = CustomCall(
        rule: rule, ruleName: ruleName, ruleSpan: ruleSpan)
    }
    return made
  }

  /// A function whose gradient the caller knows.
  ///
  /// - Parameters:
  ///   - name: what it is called in listings.
  ///   - arguments: what it is called with.
  ///   - function: computes the outputs.
  ///   - rule: one gradient an argument, given one an output; it is kept with the recording, so
  ///     that it must not hold the recording itself strongly.
  /// - Returns: the outputs, through which gradients pass by the rule.
  /// - Throws: what the function throws.
  public func custom(
    _ name: String, _ arguments: [Tensor],
    _ function: ([Tensor]) throws(EngineError) -> [Tensor],
    rule: @escaping ([Tensor]) throws(EngineError) -> [Tensor?]
  ) throws(EngineError) -> [Tensor] {
    try custom(name, arguments, outputs: function(arguments)) { upstream throws(EngineError) in
      try rule(upstream).map { $0.map { .tensor($0) } }
    }
  }

  /// Asks the rule of a call.
  func runRule(
    _ op: CustomOutput, at speaker: NodeID, _ upstreams: [Tensor]
  ) throws(EngineError) -> [Gradient?] {
    guard let call = customCalls[speaker] else { return [] }
    let (span, scope) = (self.span, self.scope)
    defer {
      self.span = span
      self.scope = scope
    }
    let results = try call.rule(upstreams)
    guard results.count == op.ruleCount else {
      throw .pythonValue(
        "custom_gradient function expected to return \(op.ruleCount) gradients, but returned "
          + "\(results.count) instead.")
    }
    return results
  }

  /// The name and place of the rule that an output's gradient follows.
  package func customCall(of node: NodeID) -> CustomCall? {
    guard let op = operation(of: node) as? CustomOutput else { return nil }
    return customCalls[NodeID(node.position - op.place + op.speaker)]
  }
}
