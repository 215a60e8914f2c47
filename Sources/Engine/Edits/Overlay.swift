/// Values that stand in place of those that a run makes: what edits come down to while it runs.
///
/// A recording without edits has none, and pays one look at a reference for each leaf.
package final class Overlay {
  private var values: [Edit.Target: Edit] = [:]
  private var counts: [Int: Int] = [:]
  /// Gradients that were asked for.
  private var gradients = 0
  private var later: [Int: [Edit]] = [:]
  private var atTape: [Int: [Edit]] = [:]
  /// Sets a plain number of the lesson; tells whether there is one of that name.
  package var setGlobal: ((String, TypedValue) -> Bool)?
  /// Puts a tensor in place of the one that the lesson calls so; tells what stood there, or what is
  /// wrong with the value.
  package var setTensor: ((String, TypedValue) -> Result<Bool, TypedValueError>)?
  /// What became of edits that found their place, but did not fit.
  private var problems: [Edit.Target: TypedValueError] = [:]
  private var met: Set<Edit.Target> = []

  /// An edit that came to nothing, and why.
  package struct Misfit: Sendable {
    package let edit: Edit
    package let reason: String
  }

  package init(_ edits: [Edit]) {
    for edit in edits.effective {
      switch edit.target {
      case .leaf, .state, .input: values[edit.target] = edit
      case .assignment(_, let count), .global(_, let count): later[count, default: []].append(edit)
      case .tensor(_, let tape): atTape[tape, default: []].append(edit)
      case .line, .formula: met.insert(edit.target)
      }
    }
  }

  /// The value that stands for a new leaf of a line; `nil` where nothing does.
  func leaf(line: Int, _ value: NDArray) -> NDArray? {
    let number = counts[line, default: 0]
    counts[line] = number + 1
    return self.value(of: .leaf(line: line, number: number), like: value)
  }

  /// The value that stands for a new state of a variable.
  func state(variable: Int, number: Int, _ value: NDArray) -> NDArray? {
    self.value(of: .state(variable: variable, number: number), like: value)
  }

  private func value(of target: Edit.Target, like value: NDArray) -> NDArray? {
    guard let edit = values[target], let typed = edit.value else { return nil }
    met.insert(target)
    do throws(TypedValueError) {
      return try typed.array(like: value.signature)
    } catch {
      problems[target] = error
      return nil
    }
  }

  /// What is to be done now that one more gradient was asked for.
  func gradientAnswered(in recording: Recording) {
    gradients += 1
    for edit in later[gradients] ?? [] {
      switch edit.target {
      case .assignment(let number, _): assign(edit, number, recording)
      case .global(let name, _):
        if let value = edit.value, setGlobal?(name, value) == true { met.insert(edit.target) }
      default: break
      }
    }
  }

  /// What is to be done now that a tape begins.
  func tapeStarted(_ tape: TapeID) {
    for edit in atTape[tape.number] ?? [] {
      guard case .tensor(let name, _) = edit.target, let value = edit.value else { continue }
      switch setTensor?(name, value) {
      case .success(true): met.insert(edit.target)
      case .failure(let error): problems[edit.target] = error
      case .success(false), nil: continue
      }
    }
  }

  private func assign(_ edit: Edit, _ number: Int, _ recording: Recording) {
    guard number < recording.variables.count, let value = edit.value,
      let variable = recording.variables[number].variable
    else { return }
    met.insert(edit.target)
    do throws(TypedValueError) {
      let new = try value.array(like: variable.value.array.signature)
      let old = variable.value.array
      guard (try? variable.assign(Tensor(new))) != nil else { return }
      recording.markEdited(variable.value.node, insteadOf: old)
    } catch {
      problems[edit.target] = error
    }
  }

  /// The edits that came to nothing.
  package func misfits(of edits: [Edit]) -> [Misfit] {
    edits.effective.compactMap { edit in
      if let problem = problems[edit.target] {
        return Misfit(edit: edit, reason: problem.description)
      }
      if met.contains(edit.target) { return nil }
      if case .input = edit.target { return nil }
      return Misfit(edit: edit, reason: "the lesson no longer comes by there")
    }
  }
}

extension Recording {
  /// Remembers that a node holds an edited value.
  package func markEdited(_ node: NodeID, insteadOf value: NDArray) { edited[node] = value }

  /// What is recorded for a leaf: its value, or the one that an edit puts in its place.
  @inline(never)
  func overlaid(_ leaf: some Leaf, _ value: NDArray) -> NDArray {
    guard let overlay, Self.isEditable(leaf) else { return value }
    guard let new = overlay.leaf(line: line(of: span), value) else { return value }
    edited[NodeID(count)] = value
    return new
  }

  /// What is recorded for a state of a variable.
  @inline(never)
  func overlaid(state number: Int, of variable: Int, _ value: NDArray) -> NDArray {
    guard let overlay, let new = overlay.state(variable: variable, number: number, value) else {
      return value
    }
    edited[NodeID(count)] = value
    return new
  }

  /// Whether a leaf holds a value of the lesson's own making, which an edit can replace.
  private static func isEditable(_ leaf: any Operation) -> Bool {
    leaf is Constant || leaf is Input || leaf is any RandomLeaf
  }

  private func line(of span: SourceSpan) -> Int {
    source?.lineNumber(at: Int(span.start)) ?? 0
  }

  /// What an edit of a node changes; `nil` where the node is computed from others.
  package func editTarget(of node: NodeID) -> Edit.Target? {
    let operation = operation(of: node)
    if let state = operation as? VariableState {
      return variables[state.variable].states.place(of: node).map {
        .state(variable: state.variable, number: $0)
      }
    }
    guard Self.isEditable(operation) else { return nil }
    let line = line(of: span(of: node))
    if operation is Input, let name = givenNames[node] { return .input(name) }
    var number = 0
    for position in 0..<node.position where Self.isEditable(self.operation(of: NodeID(position))) {
      if self.line(of: span(of: NodeID(position))) == line { number += 1 }
    }
    return .leaf(line: line, number: number)
  }
}
