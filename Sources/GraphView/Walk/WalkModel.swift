import Engine

/// What all stops of a walk share: the passes, and what was worked out of them when somebody
/// looked.
///
/// Everything kept here follows from the recording alone, so keeping it changes nothing.
final class WalkModel {
  let recording: Recording
  let structure: Structure
  let passes: [Pass]
  let loops: TrainLoops
  let introduction: [Int32]
  /// Positions in the event list of what the lesson printed.
  let printed: [Int]
  /// Stretches in which a gradient was worked out while a tape recorded.
  let gradientStretches: [Range<Int>]
  /// The orders of the passes that were asked for.
  var orders: [Int: Int] = [:]
  /// Positions in the event list of its figures; one that was saved and then shown counts once.
  private(set) lazy var figures = figurePositions()
  /// What rules of the lesson answered.
  private(set) lazy var customRules = CustomRules(recording)
  /// The wanted target as it was named.
  let targetName: String?
  private var nodeCache: [Int: PassNodes] = [:]
  private var adjointCache: [Int: PassAdjoints] = [:]
  private var consumerCache: [Int: Consumers] = [:]
  var partialSums: [RowKey: PartialSums] = [:]
  private var pathCountCache: [Int: [Double]] = [:]
  /// The paths that were asked for last: a frame shows them again and again.
  var lastPaths: (key: RowKey, limit: Int, paths: ChainPaths)?
  /// The rows of names of one pass, for conditions that ask at every stop.
  private var namedRows: (pass: Int, rows: [String: [Int]]) = (-1, [:])

  private var nameCandidates: [String: NameCandidates] = [:]

  struct RowKey: Hashable {
    let pass: Int
    let row: Int
  }

  /// Passes whose rows are kept; a look at another one drops the oldest.
  private static let keptPasses = 6
  private var recent: [Int] = []

  init(_ recording: Recording, target: String?) throws(WalkError) {
    self.recording = recording
    let names = NodeNames(recording)
    if let target, names.nodes(called: target).isEmpty {
      throw .unknownTarget(target, known: names.all())
    }
    let wanted = target.map { names.nodes(called: $0) } ?? []
    let split = PassSplit(recording, Structure(recording)) { window in
      wanted.last { window.contains($0.position) }
    }
    structure = split.structure
    gradientStretches = split.gradientStretches
    var passes = split.passes
    loops = TrainLoops(split, &passes)
    var counter = StopCounter(recording, structure)
    counter.count(&passes)
    introduction = counter.introduction
    self.passes = passes
    targetName = target
    let events = recording.events
    printed = events.indices.filter { if case .printed = events[$0].kind { true } else { false } }
  }

  var stopCount: Int { Swift.max(passes.last?.endStop ?? 1, 1) }

  /// The pass that a stop belongs to.
  func passIndex(ofStop stop: Int) -> Int {
    var low = 0
    var high = passes.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if passes[middle].firstStop <= stop { low = middle } else { high = middle }
    }
    // Passes without stops share their first stop with the next one.
    while low > 0, passes[low].counts.total == 0 { low -= 1 }
    return low
  }
}

extension WalkModel {
  private func figurePositions() -> [Int] {
    var seen: Set<[Int]> = []
    return recording.events.indices.filter { index in
      guard case .figure(let event) = recording.events[index].kind else { return false }
      return seen.insert([event.identity, event.revision]).inserted
    }
  }
}

// MARK: What is worked out once

extension WalkModel {
  /// The rows of a pass.
  func nodes(of pass: Int) -> PassNodes {
    if let known = nodeCache[pass] {
      touch(pass)
      return known
    }
    var template: PassNodes?
    if let step = passes[pass].step, step.number > 1 {
      let turn = loops.turns[step.loop][0]
      let first = turn.first {
        passes[$0].slot == passes[pass].slot && passes[$0].step?.loop == step.loop
      }
      if let first { template = nodes(of: first) }
    }
    let made = PassNodes(
      passes[pass], recording, structure, introduction: introduction, like: template)
    nodeCache[pass] = made
    touch(pass)
    return made
  }

  private func touch(_ pass: Int) {
    if recent.last == pass { return }
    recent.removeAll { $0 == pass }
    recent.append(pass)
    guard recent.count > Self.keptPasses else { return }
    let dropped = recent.removeFirst()
    nodeCache[dropped] = nil
    adjointCache[dropped] = nil
    consumerCache[dropped] = nil
    pathCountCache[dropped] = nil
    partialSums = partialSums.filter { $0.key.pass != dropped }
  }

  /// The final adjoints of a pass.
  func adjoints(of pass: Int) -> PassAdjoints {
    if let known = adjointCache[pass] { return known }
    let made = PassAdjoints(self, nodes(of: pass))
    adjointCache[pass] = made
    return made
  }

  /// The rows of a pass that have a name, first to last: a name of the lesson, else `w5`.
  func rows(called name: String, in pass: Int) -> [Int] {
    if namedRows.pass != pass { namedRows = (pass, [:]) }
    if let known = namedRows.rows[name] { return known }
    let text = RowText(self, pass)
    let candidates = candidates(for: name)
    var found = text.nodes.rows.indices.filter {
      candidates.contains(text.node($0), recording, structure)
        && text.pythonNames($0).contains(name)
    }
    if found.isEmpty, name.first == "w", let number = Int(name.dropFirst()), number >= 1,
      number <= text.nodes.rows.count
    {
      found = [number - 1]
    }
    namedRows.rows[name] = found
    return found
  }

  private func candidates(for name: String) -> NameCandidates {
    if let known = nameCandidates[name] { return known }
    let made = NodeNames(recording).candidates(for: name)
    nameCandidates[name] = made
    return made
  }

  /// Who passes a gradient to whom.
  func consumers(of pass: Int) -> Consumers {
    if let known = consumerCache[pass] { return known }
    let made = Consumers(nodes(of: pass), structure)
    consumerCache[pass] = made
    return made
  }

  /// How many paths lead from the targets to each row of a pass.
  func pathCounts(of pass: Int) -> [Double] {
    if let known = pathCountCache[pass] { return known }
    let nodes = nodes(of: pass)
    let consumers = consumers(of: pass)
    var counts = [Double](repeating: 0, count: nodes.forwardRowCount)
    for row in nodes.targetRows { counts[Int(row)] = 1 }
    for row in stride(from: nodes.forwardRowCount - 1, through: 0, by: -1) {
      for use in consumers[row] { counts[row] += counts[Int(use.row)] }
    }
    pathCountCache[pass] = counts
    return counts
  }
}

// MARK: Reading the recording

extension WalkModel {
  func value(_ node: Int) -> NDArray { recording.value(of: NodeID(node)) }

  /// What flows back to one input, `nil` where no gradient passes or none can be computed.
  func contribution(of node: Int, to place: Int, upstream: NDArray) -> NDArray? {
    if case .scalar(let bits) = upstream.payload,
      let flow = scalarContribution(of: node, to: place, bits)
    {
      return NDArray(payload: .scalar(flow), dtype: upstream.dtype)
    }
    if !customRules.isEmpty, recording.operation(of: NodeID(node)) is CustomOutput {
      return customContribution(of: node, to: place, upstream: upstream)
    }
    return (try? recording.contribution(of: NodeID(node), to: place, upstream: upstream)) ?? nil
  }

  /// The same on bare numbers, as bits; `nil` where the op has no such rule.
  @inline(__always)
  func scalarContribution(of node: Int, to place: Int, _ upstream: UInt64) -> UInt64? {
    guard structure.kinds[node] == .operation, let rule = structure.rule(node) else {
      return nil
    }
    let range = structure.operandRange(node)
    guard range.count == 1 || range.count == 2 else { return nil }
    let left = Int(structure.operands[range.lowerBound])
    let right = Int(structure.operands[range.upperBound - 1])
    guard structure.isScalar32(node) || structure.isScalar64(node) else { return nil }
    let bits = structure.bits
    let (z, x, y) = (bits[node], bits[left], bits[right])
    if structure.isScalar32(node), structure.isScalar32(left), structure.isScalar32(right) {
      let (x, y, z) = (Float(bits: x), Float(bits: y), Float(bits: z))
      return rule.pullback32(to: place, Float(bits: upstream), x, y, z).bits
    }
    if structure.isScalar64(node), structure.isScalar64(left), structure.isScalar64(right) {
      let (x, y, z) = (Double(bits: x), Double(bits: y), Double(bits: z))
      return rule.pullback64(to: place, Double(bits: upstream), x, y, z).bits
    }
    return nil
  }

  /// What the targets' adjoints begin with: ones, or what the lesson handed in.
  func seeds(of nodes: PassNodes) -> [(row: Int, seed: NDArray)] {
    let call = recording.gradientCall(of: nodes.pass)
    var seeds: [(row: Int, seed: NDArray)] = []
    for target in PassNodes.targets(of: nodes.pass, in: recording) {
      guard let row = nodes.row(of: target), structure.isDifferentiable(target) else { continue }
      let signature = recording.signature(of: NodeID(target))
      let one = NDArray.number(1, signature.dtype)
      let given = call.flatMap { call in
        call.targets.firstIndex { $0.position == target }.flatMap {
          $0 < call.seeds.count ? call.seeds[$0] : nil
        }
      }
      seeds.append((row, given ?? one.broadcast(to: signature.shape).contiguous()))
    }
    return seeds
  }
}
