import Engine

/// One path from a target to a node, factor by factor.
package struct ChainPath: Sendable {
  /// One step of a path: the local partial of an op by one of its inputs.
  package struct Factor: Sendable {
    /// The op's row, and the input's.
    package let from: Int
    package let to: Int
    package let local: LocalPartial
  }

  /// The target as it is called: `C`.
  package let target: String
  /// The target's row.
  package let start: Int
  /// What the target's adjoint begins with.
  package let seed: Double?
  /// From the target to the node.
  package private(set) var factors: [Factor]
  /// Whether the path was too long to be written out: only its part at the node is here.
  package let isCut: Bool

  /// The row that the path leads to.
  package var end: Int { factors.last?.to ?? start }

  /// The product of all factors; `nil` where one of them is no number.
  package var product: Double? {
    guard !isCut, var result = seed else { return nil }
    for factor in factors {
      guard let number = factor.local.number else { return nil }
      result *= number
    }
    return result
  }

  /// `C ─(−1)─ w7 ─(1)─ w6 ─(1)─ w5 = -1`.
  package var line: String {
    var text = isCut ? "\(target) ─ …" : target
    if isCut, let first = factors.first { text += " ─ \(RowText.name(first.from))" }
    for factor in factors {
      let number = factor.local.number.map { NumberFormat.typeset($0) }
      text += " ─(\(number ?? factor.local.pullback ?? "·"))─ \(RowText.name(factor.to))"
    }
    return product.map { "\(text) = \(NumberFormat.exact($0))" } ?? text
  }

  /// `1 × (−1) × 1 × 1 × w2 = −1`: numbers alone, formulas alone, or formulas where they say more
  /// than the number.
  package func written(_ mode: ChainMode = .both) -> String {
    var parts = [seed.map { NumberFormat.factor($0) } ?? "g"]
    if isCut { parts.append("…") }
    parts += factors.map { Self.factor($0.local, mode) }
    let text = parts.joined(separator: " × ")
    return product.map { "\(text) = \(NumberFormat.typeset($0))" } ?? text
  }

  private static func factor(_ local: LocalPartial, _ mode: ChainMode) -> String {
    let number = local.number.map { NumberFormat.factor($0) }
    let formula = local.isNumber ? nil : local.written?.held(by: .power, .text)
    switch mode {
    case .number: return number ?? local.pullback ?? "·"
    case .formula: return formula ?? number ?? local.pullback ?? "·"
    case .both:
      // A piecewise partial says no more than the branch taken.
      if local.isPiecewise, let number { return number }
      return formula ?? number ?? local.pullback.map { "(\($0))" } ?? "·"
    }
  }

  init(target: String, start: Int, seed: Double?, factors: [Factor], isCut: Bool) {
    self.target = target
    self.start = start
    self.seed = seed
    self.factors = factors
    self.isCut = isCut
  }

  /// Goes one step further.
  mutating func extend(by row: Int, _ place: Int, to input: Int, _ local: LocalPartial) {
    factors.append(Factor(from: row, to: input, local: local))
  }
}

/// All paths from the targets to a node, or the first of them.
package struct ChainPaths: Sendable {
  package let paths: [ChainPath]
  /// How many there are.
  package let count: Double

  /// Whether all of them are here.
  package var isComplete: Bool { Double(paths.count) == count && !paths.contains(where: \.isCut) }

  /// `-3 + 2 = -1`: the sum over all paths; `nil` where they are not all here, or no numbers.
  package var sum: String? {
    guard isComplete else { return nil }
    let products = paths.compactMap(\.product)
    guard products.count == paths.count, !products.isEmpty else { return nil }
    let total = NumberFormat.exact(products.reduce(0, +))
    if products.count == 1 { return total }
    let parts = products.enumerated().map { place, product in
      place == 0 ? NumberFormat.exact(product) : parenthesised(NumberFormat.exact(product))
    }
    return "\(parts.joined(separator: " + ")) = \(total)"
  }

  private func parenthesised(_ text: String) -> String { text.hasPrefix("-") ? "(\(text))" : text }
}

extension WalkModel {
  /// Longer paths are written in part.
  private static let longestPath = 200

  /// One path to a row: at each node through the first use that contributes anything.
  func path(to row: Int, in pass: Int) -> ChainPath? {
    let nodes = nodes(of: pass)
    guard row < nodes.forwardRowCount, nodes.isReached[row] else { return nil }
    let consumers = consumers(of: pass)
    let adjoints = adjoints(of: pass)
    var steps: [Consumers.Use] = []
    var inputs: [Int] = []
    var current = row
    while steps.count < Self.longestPath {
      let uses = consumers[current]
      let contributing = uses.prefix(8).first { use in
        guard let upstream = adjoints[Int(use.row)],
          let flow = contribution(
            of: Int(nodes.rows[Int(use.row)]), to: Int(use.place), upstream: upstream)
        else { return false }
        return !flow.doubles.allSatisfy { $0 == 0 }
      }
      guard let use = contributing ?? uses.first else { break }
      steps.append(use)
      inputs.append(current)
      current = Int(use.row)
    }
    return made(steps: steps, inputs: inputs, end: current, pass)
  }

  private func made(
    steps: [Consumers.Use], inputs: [Int], end: Int, _ pass: Int
  ) -> ChainPath {
    let text = RowText(self, pass)
    let seeds = seeds(of: text.nodes)
    let isCut = !text.nodes.targetRows.contains(Int32(end))
    let start = isCut ? Int(text.nodes.targetRows.last ?? 0) : end
    let factors = zip(steps, inputs).reversed().map { use, input in
      ChainPath.Factor(
        from: Int(use.row), to: input,
        local: LocalPartial(self, text, row: Int(use.row), place: Int(use.place)))
    }
    return ChainPath(
      target: text.called(start), start: start,
      seed: seeds.first { $0.row == start }?.seed.doubleIfSingle, factors: factors, isCut: isCut)
  }

  /// The first paths to a row, in the order that the uses report.
  func paths(to row: Int, in pass: Int, limit: Int) -> ChainPaths {
    let key = RowKey(pass: pass, row: row)
    if let lastPaths, lastPaths.key == key, lastPaths.limit == limit { return lastPaths.paths }
    let found = findPaths(to: row, in: pass, limit: limit)
    lastPaths = (key, limit, found)
    return found
  }

  private func findPaths(to row: Int, in pass: Int, limit: Int) -> ChainPaths {
    let nodes = nodes(of: pass)
    guard row < nodes.forwardRowCount, nodes.isReached[row] else {
      return ChainPaths(paths: [], count: 0)
    }
    let consumers = consumers(of: pass)
    let targets = Set(nodes.targetRows.map(Int.init))
    var found: [ChainPath] = []
    // A path under way, and which use of its last node is next; −1 where it may end at a target.
    var steps: [Consumers.Use] = []
    var inputs: [Int] = [row]
    var next: [Int] = [targets.contains(row) ? -1 : 0]
    while let position = next.last, let current = inputs.last, found.count < limit {
      next[next.count - 1] += 1
      if position < 0 {
        found.append(made(steps: steps, inputs: Array(inputs.dropLast()), end: current, pass))
        continue
      }
      let uses = consumers[current]
      guard position < uses.count, steps.count < Self.longestPath else {
        if steps.count >= Self.longestPath {
          found.append(made(steps: steps, inputs: Array(inputs.dropLast()), end: current, pass))
        }
        next.removeLast()
        inputs.removeLast()
        _ = steps.popLast()
        continue
      }
      let use = uses[uses.startIndex + position]
      steps.append(use)
      inputs.append(Int(use.row))
      next.append(targets.contains(Int(use.row)) ? -1 : 0)
    }
    return ChainPaths(paths: found, count: pathCounts(of: pass)[row])
  }
}

extension Walk {
  /// The paths from the targets of a pass to a row of its table, at most `limit` of them.
  package func paths(to row: Int, in pass: Int, limit: Int = 16) -> ChainPaths {
    guard passes.indices.contains(pass) else { return ChainPaths(paths: [], count: 0) }
    return model.paths(to: row, in: pass, limit: limit)
  }

  /// One path from the target to a row.
  package func path(to row: Int, in pass: Int) -> ChainPath? {
    passes.indices.contains(pass) ? model.path(to: row, in: pass) : nil
  }
}
