import Engine

/// What was edited, as the table marks it.
extension Walk {
  /// Whether a row holds a value that the user gave it, or stands in a line that the user changed.
  package func isEdited(_ row: NodeRow, lines: Set<Int>) -> Bool {
    if recording.edited[row.node] != nil { return true }
    guard !lines.isEmpty, row.span != .none, let source = recording.source else { return false }
    return lines.contains(source.lineNumber(at: Int(row.span.start)))
  }

  /// What an edit of a row changes; `nil` where it is computed from others.
  package func editTarget(of row: Int, at stop: Stop) -> Edit.Target? {
    let table = table(at: stop)
    guard table.indices.contains(row) else { return nil }
    let found = table[row]
    if let target = recording.editTarget(of: found.node) { return target }
    // A weight that is a plain tensor: what the last turn computed comes into this one by its name.
    guard found.isInput, stop.step != nil, let name = found.pythonNames.first,
      let call = recording.gradientCall(of: passes[stop.pass])
    else { return nil }
    return .tensor(name, tape: call.tape.number)
  }

  /// The value of a row as a user would type it; `nil` where it has too many elements for a line.
  package func typedText(of row: Int, at stop: Stop) -> String? {
    let table = table(at: stop)
    guard table.indices.contains(row) else { return nil }
    return Self.typedText(of: recording.value(of: table[row].node))
  }

  /// Elements of a tensor that are typed at most.
  private static let mostTyped = 256

  static func typedText(of value: NDArray) -> String? {
    guard value.shape.count <= mostTyped, value.dtype != .string, !value.dtype.isComplex else {
      return nil
    }
    let elements = value.doubles.map { NumberFormat.exact($0, value.dtype) }
    var place = 0
    func written(_ axis: Int) -> String {
      guard axis < value.shape.rank else {
        defer { place += 1 }
        return place < elements.count ? elements[place] : "0"
      }
      let items = (0..<value.shape.lengths[axis]).map { _ in written(axis + 1) }
      return "[\(items.joined(separator: ", "))]"
    }
    return written(0)
  }

  /// How many gradients were asked for by the end of a pass's backward phase.
  package func gradientCount(upTo pass: Int) -> Int {
    guard passes.indices.contains(pass) else { return 0 }
    return passes[0...pass].filter { $0.gradientEvent != nil }.count
  }

  /// The variables that hold the rates of optimizers, with their names.
  package var rateVariables: [(number: Int, name: String)] {
    recording.variables.compactMap { variable in
      variable.name.hasSuffix("learning_rate") ? (variable.number, variable.name) : nil
    }
  }

  /// The number of the variable that is called so.
  package func variable(called name: String) -> Int? {
    let names = NodeNames(recording)
    return recording.variables.last { variable in
      variable.states.first.map { names.names(of: $0).contains(name) } ?? false
    }?.number
  }

  /// The dtype and shape of a variable.
  package func signature(ofVariable number: Int) -> Signature? {
    guard recording.variables.indices.contains(number),
      let first = recording.variables[number].states.first
    else { return nil }
    return recording.signature(of: first)
  }
}
