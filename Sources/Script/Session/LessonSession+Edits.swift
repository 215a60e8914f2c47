import Engine

/// Running a lesson again with changes that its file never sees.
extension LessonSession {
  /// A session for the same lesson under the same conditions, with changes laid over it.
  ///
  /// - Parameter edits: the changes, first to last; of those to the same thing the last one counts.
  /// - Returns: the session, ready to run, and the edits that its text has no place for.
  /// - Throws: where the changed text makes no formula.
  package func again(
    with edits: [Edit]
  ) throws(FormulaError) -> LessonSession {
    let made: LessonSession
    if let formula {
      made = LessonSession(try formula.edited(edits), conditions: conditions.again())
    } else {
      made = LessonSession(
        source.edited(edits), arguments: arguments, conditions: conditions.again())
    }
    made.notes = notes
    made.stepLimit = stepLimit
    made.environment = environment
    made.recording.memoryBudget = recording.memoryBudget
    if !edits.isEmpty { made.recording.overlay = Overlay(edits) }
    return made
  }

  /// The change of text that gives a plain number of the lesson another value: of the only place
  /// where it is written.
  package func edit(
    ofNumber name: String, to text: String, after edits: [Edit]
  ) throws(NumberEditError) -> Edit {
    guard formula == nil else { throw .unknown(name, nearest: nil) }
    let source = source.edited(edits)
    guard let tree = try? parseLesson(source) else { throw .unknown(name, nearest: nil) }
    let numbers = WrittenNumbers(tree)
    let places = numbers.places.filter { $0.name == name }
    guard let place = places.first else {
      throw .unknown(name, nearest: nearestName(to: name, among: numbers.names))
    }
    let lines = places.map { source.lineNumber(at: Int($0.span.start)) }
    guard places.count == 1 else { throw .several(name, lines: lines) }
    let start = source.lineStarts[lines[0] - 1]
    let line = Array(source.line(lines[0]).utf8)
    let (from, to) = (Int(place.span.start) - start, Int(place.span.end) - start)
    guard from >= 0, to <= line.count, from < to else { throw .several(name, lines: lines) }
    let new = line[..<from] + Array(text.utf8) + line[to...]
    return Edit(
      .line(lines[0]), name: "line \(lines[0])", text: String(decoding: new, as: UTF8.self))
  }
}

extension LessonSession {
  /// The text of a formula and its inputs as they stand on the command line; `nil` of a lesson.
  package var formulaInputs: (text: String, inputs: [String])? {
    formula.map { formula in
      (
        String(decoding: formula.source.bytes, as: UTF8.self),
        formula.given.map { "\($0.name)=\($0.text)" }
      )
    }
  }
}

extension Overlay {
  /// Lets edits reach the names of a lesson while it runs.
  func attach(_ interpreter: Interpreter, _ attachment: RunAttachment) {
    setGlobal = { [unowned interpreter] name, value in
      value.number.map { interpreter.setGlobal(name, to: $0) } ?? false
    }
    setTensor = { [unowned interpreter, unowned attachment] name, value in
      guard let context = attachment.context,
        let old = interpreter.globalValues.first(where: { $0.name == name })?.value
          .cast(TensorObject.self)?.tensor
      else { return .success(false) }
      do throws(TypedValueError) {
        let array = try value.array(like: old.array.signature)
        let new = context.constant(array)
        context.recording.givenNames[new.node] = name
        context.recording.markEdited(new.node, insteadOf: old.array)
        return .success(interpreter.setGlobal(name, to: context.box(new)))
      } catch {
        return .failure(error)
      }
    }
  }

  func detach() {
    setGlobal = nil
    setTensor = nil
  }
}

/// Why a plain number of a lesson cannot be changed by its name.
package enum NumberEditError: Error, Sendable {
  case unknown(String, nearest: String?)
  case several(String, lines: [Int])
}

extension SourceText {
  /// The text with other lines in place of some.
  package func edited(_ edits: [Edit]) -> SourceText {
    var lines: [Int: String] = [:]
    for edit in edits.effective {
      if case .line(let number) = edit.target { lines[number] = edit.text }
    }
    guard !lines.isEmpty else { return self }
    var text: [UInt8] = []
    for number in 1...lineStarts.count {
      let start = lineStarts[number - 1]
      let end = number < lineStarts.count ? lineStarts[number] : bytes.count
      guard let new = lines[number] else {
        text += bytes[start..<end]
        continue
      }
      text += Array(new.utf8)
      if end > start, bytes[end - 1] == UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    }
    return SourceText(name: name, bytes: text, cellLines: cellLines)
  }
}

extension Formula {
  /// The formula with another text or other inputs; inputs that the new text does not use are left
  /// out.
  func edited(_ edits: [Edit]) throws(FormulaError) -> Formula {
    var inputs = given
    var text = source
    for edit in edits.effective {
      switch edit.target {
      case .input(let name):
        if let place = inputs.firstIndex(where: { $0.name == name }) {
          inputs[place].text = edit.text
        } else {
          inputs.append(Input(name: name, text: edit.text))
        }
      case .formula: text = SourceText(name: source.name, edit.text)
      case .leaf, .state, .assignment, .global, .tensor, .line: continue
      }
    }
    if let syntax = try? parseFormula(text) {
      let used = FormulaNames(syntax).all
      inputs.removeAll { !used.contains($0.name) }
    }
    return try Formula(text, inputs: inputs, dtype: dtype)
  }
}

/// The plain numbers that a lesson gives names to: `lr = 0.1`, `learning_rate=0.1`.
private struct WrittenNumbers {
  private(set) var places: [(name: String, span: SourceSpan)] = []

  var names: [String] { Array(Set(places.map(\.name))).sorted() }

  init(_ tree: SyntaxTree) {
    for statement in tree.body { visit(statement) }
  }

  private mutating func visit(_ body: [Statement]) {
    for statement in body { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value), .returnValue(let value?): visit(value)
    case .assign(let targets, let value):
      for target in targets { add(target, value) }
      visit(value)
    case .annotated(let target, _, let value?):
      add(target, value)
      visit(value)
    case .augmented(_, _, let value, _): visit(value)
    case .ifElse(_, let then, let otherwise):
      visit(then)
      visit(otherwise)
    case .whileLoop(_, let body, let otherwise), .forLoop(_, _, let body, let otherwise):
      visit(body)
      visit(otherwise)
    case .function(let definition):
      for parameter in definition.parameters.regular + definition.parameters.keywordOnly {
        if let value = parameter.defaultValue { add(parameter.name, value) }
      }
      visit(definition.body)
    case .classDefinition(let definition): visit(definition.body)
    case .with(_, let body): visit(body)
    case .tryExcept(let body, let handlers, let otherwise, let finally):
      visit(body)
      for handler in handlers { visit(handler.body) }
      visit(otherwise)
      visit(finally)
    default: break
    }
  }

  private mutating func visit(_ expression: Expression) {
    guard case .call(let function, let arguments) = expression.kind else { return }
    visit(function)
    for argument in arguments {
      if case .keyword(let name, _, let value) = argument { add(name, value) }
      visit(argument.value)
    }
  }

  private mutating func add(_ target: Expression, _ value: Expression) {
    switch (target.kind, value.kind) {
    case (.name(let name), _), (.attribute(_, let name, _), _): add(name, value)
    case (.tuple(let targets), .tuple(let values)) where targets.count == values.count:
      for (target, value) in zip(targets, values) { add(target, value) }
    default: break
    }
  }

  private mutating func add(_ name: String, _ value: Expression) {
    if value.isWrittenNumber { places.append((name, value.span)) }
  }
}

extension Expression {
  /// Whether the text is a number, with a sign or without.
  fileprivate var isWrittenNumber: Bool {
    switch kind {
    case .integer, .float, .bool: true
    case .unary(.minus, let inner), .unary(.plus, let inner): inner.isWrittenNumber
    default: false
    }
  }
}
