import Engine

/// The Python names of nodes: what the lesson assigned them to, what it called them, the
/// variable they are a state of.
struct NodeNames {
  private let recording: Recording

  init(_ recording: Recording) { self.recording = recording }

  /// How far a run of nodes of one expression is followed.
  private static let farthest = 64

  /// The names of a node, the one to show first.
  func names(of node: NodeID) -> [String] {
    var found: [String] = []
    func add(_ name: String?) {
      if let name, !name.isEmpty, !found.contains(name) { found.append(name) }
    }
    if let state = recording.operation(of: node) as? VariableState {
      let variable = recording.variables[state.variable]
      // A weight of a layer is known by its path.
      if variable.name.contains("/") { add(variable.name) }
      if let first = variable.states.first { add(assignedName(of: first)) }
      add(recording.givenNames[node])
      if let first = variable.states.first { add(recording.givenNames[first]) }
      if variable.name != "Variable" { add(variable.name) }
    } else {
      add(assignedName(of: node))
      add(recording.givenNames[node])
    }
    return found
  }

  /// The name that the expression of the node was assigned to.
  ///
  /// Of several nodes that one expression made, the last carries it; a loop that runs the same
  /// expression again names each result.
  private func assignedName(of node: NodeID) -> String? {
    let span = recording.span(of: node)
    guard span != .none, let name = recording.namesBySpan[span] else { return nil }
    let operation = recording.operation(of: node)
    if operation is Literal { return nil }
    var last = node.position
    while last + 1 < recording.count, last - node.position < Self.farthest,
      recording.span(of: NodeID(last + 1)) == span
    {
      last += 1
    }
    if last == node.position || last - node.position >= Self.farthest { return name }
    return type(of: recording.operation(of: NodeID(last))) == type(of: operation) ? name : nil
  }

  /// The nodes of a name, first to last.
  func nodes(called name: String) -> [NodeID] {
    (0..<recording.count).compactMap { position in
      let node = NodeID(position)
      return mayHaveName(node) && names(of: node).contains(name) ? node : nil
    }
  }

  /// Whether a node that is no state of a variable may have a name.
  func mightBeNamed(_ node: NodeID) -> Bool {
    recording.namesBySpan[recording.span(of: node)] != nil || recording.givenNames[node] != nil
  }

  /// Whether it is worth asking for names.
  func mayHaveName(_ node: NodeID) -> Bool {
    mightBeNamed(node) || recording.operation(of: node) is VariableState
  }

  /// Whether something in the lesson has a name.
  func isGiven(_ name: String) -> Bool {
    recording.namesBySpan.values.contains(name) || recording.givenNames.values.contains(name)
      || recording.variables.contains { $0.name == name }
  }

  /// The nodes that might have a name: those of its spans, those it was given to, and states.
  func candidates(for name: String) -> NameCandidates {
    NameCandidates(
      spans: Set(recording.namesBySpan.filter { $0.value == name }.keys),
      given: Set(recording.givenNames.filter { $0.value == name }.keys))
  }

  /// All names, in the order of their first nodes.
  func all() -> [String] {
    var seen: Set<String> = []
    var found: [String] = []
    for position in 0..<recording.count where mayHaveName(NodeID(position)) {
      for name in names(of: NodeID(position)) where seen.insert(name).inserted {
        found.append(name)
      }
    }
    return found
  }
}

/// Where to look for the nodes of one name.
struct NameCandidates {
  let spans: Set<SourceSpan>
  let given: Set<NodeID>

  /// Whether a node may have the name; states of variables always may.
  func contains(_ node: NodeID, _ recording: Recording, _ structure: Structure) -> Bool {
    if structure.kinds[node.position] == .state { return true }
    if !spans.isEmpty, spans.contains(recording.span(of: node)) { return true }
    return !given.isEmpty && given.contains(node)
  }
}
