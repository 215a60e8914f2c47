import Engine

/// The rows of one pass: its inputs first, then its ops in the order they ran, then what the
/// update computed.
///
/// A row is a place in `rows`; row 0 is w1.
struct PassNodes {
  let pass: Pass
  /// Node of every row.
  private(set) var rows: [Int32] = []
  /// Number of rows that are inputs: leaves, and values computed before this pass.
  private(set) var inputCount = 0
  /// Number of rows without those of the update.
  private(set) var forwardRowCount = 0
  /// Rows of the targets that exist, ascending.
  private(set) var targetRows: [Int32] = []
  /// Rows in the order they are walked.
  private(set) var forwardStops: [Int32] = []
  private(set) var backwardStops: [Int32] = []
  private(set) var updateStops: [Int32] = []
  /// Whether a path leads to the row from the target.
  private(set) var isReached: [Bool] = []

  private var rowInWindow: [Int32]
  private var rowElsewhere: [Int32: Int32] = [:]

  /// The row of a node, `nil` when the pass does not show it.
  func row(of node: Int) -> Int? {
    if pass.window.contains(node) {
      let row = rowInWindow[node - pass.window.lowerBound]
      return row < 0 ? nil : Int(row)
    }
    return rowElsewhere[Int32(node)].map(Int.init)
  }

  func isInput(_ row: Int) -> Bool { row < inputCount }

  /// Goes through the rows of the pass that an op passes a gradient to, its inputs from left to right,
  /// with the place of each among the inputs.
  @inline(__always)
  func forEachReceiver(
    of row: Int, _ structure: Structure, _ body: (_ into: Int, _ place: Int) -> Void
  ) {
    let node = Int(rows[row])
    guard structure.kinds[node] == .operation else { return }
    let range = structure.operandRange(node)
    for index in range {
      let operand = Int(structure.operands[index])
      let place = index - range.lowerBound
      guard structure.passes(node, to: place, operand), let into = self.row(of: operand) else {
        continue
      }
      body(into, place)
    }
  }

  init(
    _ pass: Pass, _ recording: Recording, _ structure: Structure, introduction: [Int32],
    like template: PassNodes?
  ) {
    self.pass = pass
    rowInWindow = [Int32](repeating: -1, count: pass.window.count)
    let operations = Self.operations(in: pass.window, structure)
    var inputs = inputs(of: operations, recording, structure)
    if let template, template.pass.index != pass.index {
      arrange(&inputs, operations, structure, like: template)
    }
    for node in inputs { addRow(node) }
    inputCount = rows.count
    for node in operations { addRow(node) }
    forwardRowCount = rows.count
    addUpdate(structure)
    let targets = Set(Self.targets(of: pass, in: recording))
    targetRows = targets.compactMap { row(of: $0).map(Int32.init) }.sorted()
    markReached(structure)
    let mark = Int32(pass.index) * 2
    for row in 0..<rows.count {
      let found = introduction[Int(rows[row])]
      if row < forwardRowCount {
        if found == mark { forwardStops.append(Int32(row)) }
      } else if found == mark + 1, pass.update.contains(Int(rows[row])),
        structure.isComputed(Int(rows[row]))
      {
        updateStops.append(Int32(row))
      }
    }
    for row in stride(from: forwardRowCount - 1, through: 0, by: -1) where isReached[row] {
      backwardStops.append(Int32(row))
    }
  }

  private mutating func addRow(_ node: Int32) {
    let row = Int32(rows.count)
    rows.append(node)
    if pass.window.contains(Int(node)) {
      rowInWindow[Int(node) - pass.window.lowerBound] = row
    } else {
      rowElsewhere[node] = row
    }
  }

  /// Ops of a stretch, and the states that assignments made in it.
  private static func operations(in range: Range<Int>, _ structure: Structure) -> [Int32] {
    var found: [Int32] = []
    found.reserveCapacity(range.count)
    for position in range where structure.isComputed(position) { found.append(Int32(position)) }
    return found
  }

  /// What the ops read and did not compute themselves, and what was asked about, in the order of
  /// creation; a variable counts as old as its first state.
  private func inputs(
    of operations: [Int32], _ recording: Recording, _ structure: Structure
  ) -> [Int32] {
    var seen = [Bool](repeating: false, count: pass.window.count)
    for node in operations { seen[Int(node) - pass.window.lowerBound] = true }
    var elsewhere: Set<Int32> = []
    var found: [Int32] = []
    func add(_ node: Int) {
      guard structure.kinds[node] != .literal else { return }
      if pass.window.contains(node) {
        if seen[node - pass.window.lowerBound] { return }
        seen[node - pass.window.lowerBound] = true
      } else if !elsewhere.insert(Int32(node)).inserted {
        return
      }
      found.append(Int32(node))
    }
    for node in operations {
      for place in structure.operandRange(Int(node)) { add(Int(structure.operands[place])) }
    }
    for node in Self.asked(of: pass, in: recording) { add(node) }
    let ages = found.map { node -> (age: Int, node: Int32) in
      guard let state = structure.entry(Int(node)).operation as? VariableState,
        let first = recording.variables[state.variable].states.first
      else { return (Int(node), node) }
      return (first.position, node)
    }
    return ages.sorted { ($0.age, $0.node) < ($1.age, $1.node) }.map(\.node)
  }

  private mutating func addUpdate(_ structure: Structure) {
    let operations = Self.operations(in: pass.update, structure)
    for node in operations {
      for place in structure.operandRange(Int(node)) {
        let operand = Int(structure.operands[place])
        if structure.kinds[operand] != .literal, row(of: operand) == nil { addRow(Int32(operand)) }
      }
      if row(of: Int(node)) == nil { addRow(node) }
    }
  }

  private mutating func markReached(_ structure: Structure) {
    isReached = [Bool](repeating: false, count: rows.count)
    for row in targetRows where structure.isDifferentiable(Int(rows[Int(row)])) {
      isReached[Int(row)] = true
    }
    for row in stride(from: forwardRowCount - 1, through: inputCount, by: -1) where isReached[row] {
      let node = Int(rows[row])
      guard structure.kinds[node] == .operation else { continue }
      let range = structure.operandRange(node)
      for place in range {
        let operand = Int(structure.operands[place])
        guard let into = self.row(of: operand),
          structure.passes(node, to: place - range.lowerBound, operand)
        else { continue }
        isReached[into] = true
      }
    }
  }
}

// MARK: What was asked

extension PassNodes {
  /// The nodes that a pass differentiates.
  static func targets(of pass: Pass, in recording: Recording) -> [Int] {
    targets(of: pass, recording.gradientCall(of: pass))
  }

  /// The same where the pass's gradient call is known.
  static func targets(of pass: Pass, _ call: GradientCall?) -> [Int] {
    guard let target = pass.target else { return [] }
    if let call, call.targets.contains(target) {
      return call.targets.filter { $0 != .none }.map(\.position)
    }
    return [target.position]
  }

  /// Targets and sources of a pass: they have rows even where no op reads them.
  static func asked(of pass: Pass, in recording: Recording) -> [Int] {
    var nodes = targets(of: pass, in: recording)
    if let call = recording.gradientCall(of: pass) {
      for source in call.sources where source.node != .none { nodes.append(source.node.position) }
    }
    return nodes
  }
}

extension Recording {
  /// The gradient call of a pass.
  func gradientCall(of pass: Pass) -> GradientCall? {
    guard let event = pass.gradientEvent, case .gradient(let call) = events[event].kind else {
      return nil
    }
    return call
  }
}

// MARK: The same numbers in every turn

extension PassNodes {
  /// Puts the inputs in the order that another turn of the same loop has, where both ran the same
  /// ops.
  private func arrange(
    _ inputs: inout [Int32], _ operations: [Int32], _ structure: Structure,
    like template: PassNodes
  ) {
    let others = template.rows[template.inputCount..<template.forwardRowCount]
    guard others.count == operations.count, template.inputCount == inputs.count else { return }
    var places: [Int32: Int] = [:]
    let known = Set(inputs)
    for (node, other) in zip(operations, others) {
      let range = structure.operandRange(Int(node))
      let otherRange = structure.operandRange(Int(other))
      guard range.count == otherRange.count else { return }
      for (place, otherPlace) in zip(range, otherRange) {
        let operand = structure.operands[place]
        guard known.contains(operand), structure.kinds[Int(operand)] != .literal else { continue }
        guard let row = template.row(of: Int(structure.operands[otherPlace])),
          row < template.inputCount, places[operand, default: row] == row
        else { return }
        places[operand] = row
      }
    }
    guard Set(places.values).count == places.count else { return }
    let free = (0..<inputs.count).filter { !Set(places.values).contains($0) }
    var rest = free.makeIterator()
    for node in inputs where places[node] == nil { places[node] = rest.next() }
    inputs.sort { places[$0, default: 0] < places[$1, default: 0] }
  }
}
