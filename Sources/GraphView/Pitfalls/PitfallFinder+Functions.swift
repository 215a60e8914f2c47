import Engine

/// Traced functions and layers, as far as the lesson's text and the recorded graphs tell.
extension PitfallFinder {
  /// As many traces of one function as make TensorFlow warn.
  private static let manyTraces = 5

  mutating func findTracingTrouble() {
    guard let source = recording.source else { return }
    let text = LessonText(source)
    var counts: [String: Int] = [:]
    for graph in recording.graphs where graph.outer == nil && !graph.name.isEmpty {
      counts[graph.name.functionName, default: 0] += 1
    }
    for (name, count) in counts {
      guard let line = text.line(defining: name) else { continue }
      if count >= Self.manyTraces, !text.isInLoop(line) {
        add(
          .retracing, text.span(of: line),
          "\(name) was traced \(count) times: Python numbers, or shapes that differ, trace it anew",
          help: "pass tensors, or give it an input_signature")
      }
      if text.isTraced(line), let print = text.body(of: line).first(where: text.prints) {
        add(
          .tracedPrint, text.span(of: print),
          "print runs while \(name) is traced, not at every call",
          help: "tf.print runs at every call")
      }
    }
  }

  /// A bare `tf.Variable` in a layer or model of Keras, which its trainable_variables do not hold.
  mutating func findUntracked() {
    guard let source = recording.source, !recording.variables.isEmpty,
      !recording.layersFindVariables
    else { return }
    let calls = model.passes.compactMap { recording.gradientCall(of: $0) }
    var asked: Set<Int> = []
    for call in calls {
      for case .variable(let number, _) in call.sources { asked.insert(number) }
    }
    guard !asked.isEmpty else { return }
    let text = LessonText(source)
    for variable in recording.variables
    where variable.isTrainable && !asked.contains(variable.number) {
      guard let first = variable.states.first, variable.states.count == 1 else { continue }
      let span = recording.span(of: first)
      guard span != .none else { continue }
      let line = source.lineNumber(at: Int(span.start))
      guard text.isAttribute(line), let owner = text.kerasClass(around: line) else { continue }
      add(
        .untracked, text.span(of: line),
        "trainable_variables of \(owner) does not hold a bare tf.Variable, and no gradient is taken "
          + "by it",
        help: "self.add_weight(…)")
    }
  }
}

extension String {
  /// The function that a graph was traced from: `__inference_f_12` is `f`.
  fileprivate var functionName: String {
    var name = self[...]
    for lead in ["__inference_", "__forward_"] where name.hasPrefix(lead) {
      name = name.dropFirst(lead.count)
      if let mark = name.lastIndex(of: "_"), name[name.index(after: mark)...].allSatisfy(\.isNumber)
      {
        name = name[..<mark]
      }
    }
    return String(name)
  }
}

/// A lesson as lines, for what only its text tells.
private struct LessonText {
  private let source: SourceText

  init(_ source: SourceText) { self.source = source }

  private func indent(_ line: Int) -> Int { source.line(line).prefix { $0 == " " }.count }

  private func trimmed(_ line: Int) -> Substring { source.line(line).drop { $0 == " " } }

  private func isBlank(_ line: Int) -> Bool {
    let text = trimmed(line)
    return text.isEmpty || text.hasPrefix("#")
  }

  func span(of line: Int) -> SourceSpan {
    let text = source.line(line)
    let start = source.lineStarts[line - 1]
    return SourceSpan(start + indent(line), start + text.utf8.count)
  }

  /// The line `def name(`.
  func line(defining name: String) -> Int? {
    (1...Swift.max(source.lineCount, 1)).first { trimmed($0).hasPrefix("def \(name)(") }
  }

  /// Whether `@tf.function` stands above a definition.
  func isTraced(_ line: Int) -> Bool {
    var above = line - 1
    while above >= 1, trimmed(above).hasPrefix("@") {
      if trimmed(above).hasPrefix("@tf.function") { return true }
      above -= 1
    }
    return false
  }

  /// The lines inside a definition.
  func body(of line: Int) -> [Int] {
    let outer = indent(line)
    guard line < source.lineCount else { return [] }
    return Array(
      ((line + 1)...source.lineCount).prefix { isBlank($0) || indent($0) > outer })
  }

  /// Whether a line stands in a loop or in another function, where one definition makes many.
  func isInLoop(_ line: Int) -> Bool {
    var inner = indent(line)
    var above = line - 1
    while above >= 1, inner > 0 {
      if !isBlank(above), indent(above) < inner {
        inner = indent(above)
        let text = trimmed(above)
        if ["for ", "while ", "def "].contains(where: text.hasPrefix) { return true }
      }
      above -= 1
    }
    return false
  }

  func prints(_ line: Int) -> Bool { trimmed(line).hasPrefix("print(") }

  /// `self.w = tf.Variable(…)`.
  func isAttribute(_ line: Int) -> Bool {
    let text = trimmed(line)
    return text.hasPrefix("self.") && text.contains("= tf.Variable(")
  }

  /// The class around a line, where it is a layer or a model of Keras.
  func kerasClass(around line: Int) -> String? {
    let inner = indent(line)
    var above = line - 1
    while above >= 1 {
      let text = trimmed(above)
      if !isBlank(above), indent(above) < inner, text.hasPrefix("class ") {
        let head = text.dropFirst("class ".count)
        guard let open = head.firstIndex(of: "("),
          head.contains("keras") || head.contains("(Layer")
            || head.contains("(Model"), head.contains("Layer") || head.contains("Model")
        else { return nil }
        return String(head[..<open])
      }
      above -= 1
    }
    return nil
  }
}
