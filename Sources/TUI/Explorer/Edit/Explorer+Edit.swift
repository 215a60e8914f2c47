import Engine
import GraphView

/// Live edit: changes are laid over a fresh run of the lesson, whose walk takes the place of the one
/// on the screen.
extension Explorer {
  /// Whoever can run the lesson again; without one the explorer only walks.
  package var runner: (any LessonRunner)? {
    get { edit.runner }
    set { edit.runner = newValue }
  }

  /// The changes that the walk was run with.
  package var edits: [Edit] { edit.applied }

  mutating func run(
    _ command: EditCommand, count: Int, _ argument: String
  ) -> [Effect<Work>] {
    if command == .replay {
      walk.seek(0)
      follow()
      return []
    }
    guard edit.runner != nil else {
      return refuse("this walk cannot be run again: it was not opened from a lesson")
    }
    if edit.pending != nil { return refuse("the lesson is still running again; Ctrl-C stops it") }
    if live != nil, command == .reload {
      return refuse("the lesson pauses; once it is over, R reads its file again")
    }
    if let refusal = refusalOfFork { return refuse(refusal) }
    switch command {
    case .here: return beginEdit()
    case .name: return editNamed(argument)
    case .formula:
      guard isFormula else {
        return refuse("this is a lesson, no formula; :edit-line N changes it")
      }
      return apply(Edit(.formula, name: "formula", text: argument))
    case .line: return editLine(argument)
    case .number: return editNumber(argument)
    case .rate: return editRate(argument)
    case .fromHere: return editFromHere(argument)
    case .undo: return undo(count)
    case .redo: return redo(count)
    case .reset:
      guard !edit.applied.isEmpty else { return refuse("nothing is edited") }
      return rerun(
        [], undone: edit.undone + edit.applied.reversed(), note: "the lesson as its file has it")
    case .reload: return rerun(edit.applied, undone: [], note: "read again", reloads: true)
    case .replay: return []
    }
  }

  /// Says why something cannot be done, and changes nothing.
  mutating func refuse(_ text: String) -> [Effect<Work>] {
    message = Notice(text: text, style: .warning)
    return []
  }

  var isFormula: Bool { walk.recording.source?.name == "<formula>" }

  // MARK: What is edited

  /// Opens a line with the value of what is selected.
  private mutating func beginEdit() -> [Effect<Work>] {
    if focus == .source { return beginLine(currentLine) }
    switch draftOfElement() {
    case .success(let found)?:
      open(found.draft, text: found.text)
      return []
    case .failure(let fault)?: return refuse(fault.text)
    case nil: break
    }
    guard let row = shownRow, row < walk.table.count else {
      return isFormula ? beginLine(1) : refuse("no node is selected; j and k select one")
    }
    let cells = walk.table[row]
    guard let target = walk.editTarget(of: row, at: walk.stop) else {
      let line = walk.recording.source.map { $0.lineNumber(at: Int(cells.span.start)) } ?? 0
      return beginLine(cells.span == .none ? 0 : line)
    }
    guard cells.value != nil, let text = walk.typedText(of: row, at: walk.stop) else {
      return refuse(
        cells.value == nil
          ? "\(cells.name) is not computed yet; step to it first"
          : "\(cells.name) has \(cells.signature.shape.count) elements, too many to type at once; "
            + "Enter shows them, and e there or :edit \(called(cells))[…] changes one")
    }
    open(
      EditDraft(target: target, name: called(cells), signature: cells.signature), text: text)
    return []
  }

  private func called(_ cells: NodeRow) -> String {
    cells.pythonNames.first ?? cells.name
  }

  private mutating func beginLine(_ line: Int) -> [Effect<Work>] {
    guard let source = walk.recording.source else {
      return refuse("there is no text to edit")
    }
    if isFormula {
      open(
        EditDraft(target: .formula, name: "formula"),
        text: (1...source.lineCount).map { source.line($0) }.joined(separator: "; "))
      return []
    }
    guard line > 0 else {
      return refuse("nothing here was written by the lesson; select an input or a line")
    }
    open(EditDraft(target: .line(line), name: "line \(line)"), text: source.line(line))
    return []
  }

  private mutating func open(_ draft: EditDraft, text: String) {
    let lead =
      switch draft.target {
      case .line(let number): "\(number)│ "
      case .formula: "formula: "
      default: "\(draft.name) = "
      }
    entry = Entry(purpose: .edit(draft), prompt: Prompt(lead: lead, text: text))
  }

  /// Takes what was typed; where it makes no sense the line stays open.
  mutating func submit(_ draft: EditDraft, _ text: String) -> [Effect<Work>] {
    switch made(draft, text) {
    case .success(let edit): return apply(edit)
    case .failure(let fault):
      open(draft, text: text)
      return refuse(fault.text)
    }
  }

  private func made(_ draft: EditDraft, _ text: String) -> Result<Edit, EditFault> {
    guard let signature = draft.signature else {
      return .success(Edit(draft.target, name: draft.name, text: text))
    }
    do throws(TypedValueError) {
      var value = try TypedValue(text)
      _ = try value.array(like: signature)
      if let part = draft.part {
        value = value.placed(at: part.places, in: walk.recording.value(of: part.node))
      }
      return .success(Edit(draft.target, name: draft.name, text: text, value: value))
    } catch {
      return .failure(EditFault("\(draft.name): \(error)"))
    }
  }

  /// `w -1`: the first word is the name.
  private func split(_ argument: String) -> (name: String, text: String) {
    var end = argument.firstIndex { $0 == " " || $0 == "=" || $0 == "[" } ?? argument.endIndex
    // Places may have blanks between them: `W[3, 5] 0.2`.
    if end < argument.endIndex, argument[end] == "[",
      let close = argument[end...].firstIndex(of: "]")
    {
      end = argument.index(after: close)
    }
    let name = argument[..<end]
    let rest = argument[end...].drop { $0 == " " || $0 == "=" }
    return (String(name), String(rest))
  }

  private mutating func editNamed(_ argument: String) -> [Effect<Work>] {
    let (name, text) = split(argument)
    guard !text.isEmpty else { return refuse("edit NAME VALUE: got no value for \(name)") }
    do throws(EditFault) {
      if let element = try ElementName(name) { return editElement(element, text) }
    } catch {
      return refuse(error.text)
    }
    let row = walk.table.row(called: name)
    if let row, let target = walk.editTarget(of: row, at: walk.stop) {
      let cells = walk.table[row]
      return finish(
        made(EditDraft(target: target, name: called(cells), signature: cells.signature), text))
    }
    if row == nil, let number = walk.variable(called: name) {
      let signature = walk.signature(ofVariable: number)
      return finish(
        made(
          EditDraft(
            target: .state(variable: number, number: 0), name: name, signature: signature), text))
    }
    guard
      case .success(let edit)? = edit.runner?.edit(
        ofNumber: name, to: text, after: self.edit.applied)
    else {
      if let row {
        let cells = walk.table[row]
        return refuse(
          "\(name) is computed: \(cells.name) = \(cells.expression); edit its inputs, or its line "
            + "with e")
      }
      guard
        case .failure(let fault)? = edit.runner?.edit(
          ofNumber: name, to: text, after: self.edit.applied)
      else { return [] }
      return refuse(fault.text)
    }
    do throws(TypedValueError) {
      guard try TypedValue(text).number != nil else {
        return refuse("\(name): got rows of numbers, expected a number")
      }
    } catch {
      return refuse("\(name): \(error)")
    }
    return apply(edit)
  }

  /// `W[3,5] 0.2`: the rest of the tensor stays as it is at this stop.
  private mutating func editElement(_ element: ElementName, _ text: String) -> [Effect<Work>] {
    guard let row = walk.table.row(called: element.name) else {
      return refuse("nothing is called \(element.name) in this pass")
    }
    let cells = walk.table[row]
    guard let target = walk.editTarget(of: row, at: walk.stop) else {
      return refuse(
        "\(element.name) is computed: \(cells.name) = \(cells.expression); edit its inputs, or its "
          + "line with e")
    }
    guard cells.value != nil else {
      return refuse("\(element.name) is not computed yet; step to it first")
    }
    switch draft(element.places, of: cells, named: called(cells), target) {
    case .success(let draft): return finish(made(draft, text))
    case .failure(let fault): return refuse(fault.text)
    }
  }

  private mutating func finish(_ made: Result<Edit, EditFault>) -> [Effect<Work>] {
    switch made {
    case .success(let edit): return apply(edit)
    case .failure(let fault): return refuse(fault.text)
    }
  }

  private mutating func editLine(_ argument: String) -> [Effect<Work>] {
    let digits = argument.prefix { ("0"..."9").contains($0) }
    guard let line = Int(digits), let source = walk.recording.source, line >= 1,
      line <= source.lineCount
    else {
      return refuse(
        "edit-line N TEXT: got \(argument.prefix(12)), expected a line from 1 to "
          + "\(walk.recording.source?.lineCount ?? 0)")
    }
    if isFormula { return refuse("this is a formula; :edit-formula changes it") }
    var text = String(argument.dropFirst(digits.count + 1))
    // Nobody types the blanks that the block needs.
    let indent = source.line(line).prefix { $0 == " " || $0 == "\t" }
    if !text.isEmpty, text.first != " " { text = indent + text }
    guard !text.isEmpty else { return beginLine(line) }
    return apply(Edit(.line(line), name: "line \(line)", text: text))
  }

  // MARK: From a training step on

  private var gradientsHere: Int? {
    let pass = walk.stop.pass
    guard walk.stop.step != nil, walk.passes.indices.contains(pass),
      walk.passes[pass].gradientEvent != nil
    else { return nil }
    return walk.gradientCount(upTo: pass)
  }

  private mutating func editRate(_ text: String) -> [Effect<Work>] {
    if let rate = walk.rateVariables.last {
      return editLater(.assignment(variable: rate.number, gradients: 0), rate.name, text)
    }
    let names = ["learning_rate", "lr", "rate", "eta", "alpha", "step_size"]
    for name in names {
      guard case .success? = edit.runner?.edit(ofNumber: name, to: "0", after: edit.applied) else {
        continue
      }
      return editLater(.global(name, gradients: 0), name, text)
    }
    return refuse(
      "no learning rate is known by its name; :edit-from-here NAME VALUE changes any number")
  }

  private mutating func editFromHere(_ argument: String) -> [Effect<Work>] {
    let (name, text) = split(argument)
    guard !text.isEmpty else {
      return refuse("edit-from-here NAME VALUE: got no value for \(name)")
    }
    if let number = walk.variable(called: name) {
      return editLater(.assignment(variable: number, gradients: 0), name, text)
    }
    return editLater(.global(name, gradients: 0), name, text)
  }

  private mutating func editLater(
    _ target: Edit.Target, _ name: String, _ text: String
  ) -> [Effect<Work>] {
    guard let gradients = gradientsHere else {
      return refuse("the walk stands in no training step; [ and ] go to one")
    }
    let placed: Edit.Target
    var signature: Signature?
    switch target {
    case .assignment(let number, _):
      placed = .assignment(variable: number, gradients: gradients)
      signature = walk.signature(ofVariable: number)
    default: placed = .global(name, gradients: gradients)
    }
    let step = walk.stop.step.map { " from step \($0.number)" } ?? ""
    return finish(
      made(
        EditDraft(
          target: placed, name: name + step, signature: signature ?? Signature(.float64, [])),
        text))
  }
}
