/// Sums of products over labeled axes.
package enum LabeledSums: OpFamily {
  package static let operations: [any Operation.Type] = [Einsum.self]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.einsum", "tf.linalg.einsum"], "equation, *inputs, **kwargs", Einsum.summary
    ) { arguments in
      guard let text = try arguments.text("equation") else {
        throw EngineError.pythonType("the equation of einsum must be text")
      }
      let inputs = try arguments.tensorList("inputs")
      let equation = try EinsumEquation(text, inputs: inputs.count)
      return .tensor(
        try Tensor.apply(try equation.resolved(inputs.map(\.signature)), inputs))
    }
  ]
}

extension NDArray {
  /// Arrays of one dtype multiplied and summed as an equation says.
  package static func einsum(
    _ equation: String, _ inputs: [NDArray]
  ) throws(EngineError) -> NDArray {
    let signatures = inputs.map(\.signature)
    let op = try EinsumEquation(equation, inputs: inputs.count).resolved(signatures)
    _ = try op.infer(signatures)
    return try op.evaluate(inputs)
  }
}

/// Sums of products over axes that labels match, as Einstein wrote them.
///
/// z = Σ x·y over every label that the output lacks; the gradient of a factor is the same sum of
/// what arrives and the other factors.
///
/// - Shape: one length for each label of the output. A label that a term repeats takes the
///   diagonal; one that the output repeats puts the result there.
package struct Einsum: Operation {
  package static let name = "einsum"
  package static let kernel = "Einsum"
  package static let summary = "sums products over labeled axes"
  /// The labels of the axes of each input; axes of `...` have negative ones.
  package let terms: [[Int]]
  package let output: [Int]

  package init(_ terms: [[Int]], _ output: [Int]) {
    self.terms = terms
    self.output = output
  }

  package var notation: Notation {
    let equation = self.equation
    return Notation { arguments, style in
      let list = arguments.map(\.text).joined(separator: ", ")
      switch style {
      case .text: return WrittenFormula("einsum(\"\(equation)\", \(list))")
      case .latex:
        let arrow = equation.replacing("->", with: " \\to ").replacing("...", with: "\\dots ")
        return WrittenFormula("\\operatorname{einsum}\\left(\(arrow);\\ \(list)\\right)")
      }
    }
  }

  /// The equation as a lesson writes it.
  var equation: String {
    terms.map(EinsumEquation.text).joined(separator: ",") + "->" + EinsumEquation.text(output)
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard let first = inputs.first else { throw .noInputs(op: Self.name) }
    for (place, input) in inputs.enumerated() {
      guard input.dtype == first.dtype else {
        throw .expectedDType(op: Self.name, operand: place, first.dtype, input.dtype)
      }
    }
    guard DTypeSet.numeric.contains(first.dtype) else {
      throw .unsupportedDType(op: Self.name, first.dtype)
    }
    let lengths = try lengths(inputs.map(\.shape))
    return Signature(first.dtype, Shape(output.map { lengths[$0] ?? 1 }))
  }

  /// The length that each label stands for.
  func lengths(_ shapes: [Shape]) throws(EngineError) -> [Int: Int] {
    var lengths: [Int: Int] = [:]
    for (place, (term, shape)) in zip(terms, shapes).enumerated() {
      guard term.count == shape.rank else {
        throw .einsum(
          inputs: terms.count,
          "Expected input \(place) to have rank \(term.count) but got: \(shape.rank)")
      }
      for (axis, label) in term.enumerated() {
        let length = shape.lengths[axis]
        guard let known = lengths[label], known != length else {
          lengths[label] = length
          continue
        }
        if label < 0, known == 1 || length == 1 {
          lengths[label] = known == 1 ? length : known
        } else if label < 0 {
          throw .einsum(
            inputs: terms.count,
            "In[0] and In[1] must have compatible batch dimensions: \(shapes[0].bracketed) vs. "
              + "\(shapes[shapes.count - 1].bracketed)")
        } else {
          throw .einsum(
            inputs: terms.count,
            "Expected dimension \(known) at axis \(axis) of the input shaped \(shape.bracketed) "
              + "but got dimension \(length)")
        }
      }
    }
    return lengths
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let signature = try infer(inputs.map(\.signature))
    var factors: [LabeledArray] = []
    for (input, term) in zip(inputs, terms) {
      factors.append(LabeledArray(diagonal: input, term))
    }
    var product = factors.removeFirst()
    while !factors.isEmpty {
      let next = factors.removeFirst()
      let needed = Set(output + factors.flatMap(\.labels))
      product = try product.multiplied(by: next, keeping: needed)
    }
    var unique: [Int] = []
    for label in output where !unique.contains(label) { unique.append(label) }
    let result = try product.summed(keeping: Set(unique)).arranged(unique)
    if unique.count == output.count { return result.array }
    return try result.onDiagonal(output, signature)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let labels = terms[operand]
    let others = inputs.indices.filter { $0 != operand }
    let reachable = Set(self.output + others.flatMap { terms[$0] })
    var unique: [Int] = []
    for label in labels where !unique.contains(label) { unique.append(label) }
    let found = unique.filter(reachable.contains)
    let sum = Einsum([self.output] + others.map { terms[$0] }, found)
    var flow = try V.apply(sum, [upstream] + others.map { inputs[$0] })
    if found.count < unique.count {
      // What was summed out by itself gets the same everywhere.
      let own = inputs[operand].signature.shape.lengths
      var (narrow, wide): ([Int], [Int]) = ([], [])
      for label in unique {
        if let place = found.firstIndex(of: label) {
          narrow.append(flow.signature.shape.lengths[place])
          wide.append(flow.signature.shape.lengths[place])
        } else {
          narrow.append(1)
          wide.append(own[labels.firstIndex(of: label) ?? 0])
        }
      }
      flow = try V.apply(Reshape(Shape(narrow)), [flow])
      flow = try V.apply(BroadcastTo(Shape(wide)), [flow])
    }
    return unique.count == labels.count ? flow : try V.apply(Einsum([unique], labels), [flow])
  }
}
