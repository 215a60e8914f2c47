import Engine

/// How much of a chain rule is written as formulas, how much as numbers.
package enum ChainMode: String, Hashable, Sendable, CaseIterable {
  case formula, number, both
}

/// The chain rule at one node: what arrives, and what each input receives of it.
package struct ChainRule: Sendable {
  package let row: Int
  /// w6.
  package let name: String
  /// `w5 + w3`; `·` for an input.
  package let expression: String
  /// What is differentiated, as it is called: `C`.
  package let target: String
  /// The adjoint of the node itself, as far as it has arrived at the stop.
  package private(set) var adjoint: AdjointCell
  /// The whole adjoint, which is handed on; `nil` where none arrives.
  package private(set) var upstream: ValueText?
  /// One term an input, in the order the op takes them; literals have none.
  package private(set) var terms: [ChainTerm]
  /// The uses whose contributions sum up to the node's own adjoint, in the order they report.
  package private(set) var uses: [ChainUse]
  /// How many uses there are; `uses` holds the first of them.
  package let useCount: Int
  /// The path from the target through this node to its first input, or to the node itself.
  package private(set) var path: ChainPath?

  /// `w6 = w5 + w3`.
  package var title: String { expression == "·" ? name : "\(name) = \(expression)" }

  /// `dC/dw2 = -4.5 + 9 = 4.5`, where there is more than one use.
  package var fanOut: String? {
    guard uses.count > 1, uses.count == useCount, let last = uses.last else { return nil }
    let parts = uses.enumerated().map { place, use in
      let text = use.contribution?.exact ?? "0"
      return place > 0 && text.hasPrefix("-") ? "(\(text))" : text
    }
    return "d\(target)/d\(name) = \(parts.joined(separator: " + ")) = \(last.sum?.exact ?? "0")"
  }
}

/// What one input of a node receives: upstream × local partial = contribution.
package struct ChainTerm: Sendable {
  /// Which input of the op, from 0.
  package let place: Int
  /// The input's row.
  package let row: Int
  /// w5.
  package let name: String
  /// Name and expression of the op: `w6` and `w5 + w3`.
  package let output: String
  package let expression: WrittenFormula
  /// Whether a gradient can pass to this input.
  package let passes: Bool
  package let local: LocalPartial
  package fileprivate(set) var upstream: ValueText?
  package fileprivate(set) var upstreamNumber: Double?
  package fileprivate(set) var contribution: ValueText?
  /// The input's adjoint before and after this contribution.
  package fileprivate(set) var before: ValueText?
  package fileprivate(set) var after: ValueText?
  /// Whether the user is to predict the local partial.
  package fileprivate(set) var hidesPartial = false
  /// Shapes of what arrives and of what is handed on.
  package let upstreamShape: Shape
  package let inputShape: Shape

  /// `∂(w1·w2)/∂w1`.
  package var derivative: String { "∂\(expression.held(by: .atom, .text))/∂\(name)" }

  /// The local partial alone: `w2 = 1`, `w2` or `1`; for tensors `g @ w2ᵀ`.
  package func partial(_ mode: ChainMode = .both) -> String {
    guard passes else { return "None" }
    if hidesPartial { return "?" }
    let number = local.number.map { NumberFormat.exact($0) }
    guard let formula = local.formula, local.number != nil || !isTensor else {
      return local.pullback ?? number ?? "None"
    }
    switch mode {
    case .formula: return formula
    case .number: return number ?? formula
    case .both:
      return local.isNumber ? number ?? formula : number.map { "\(formula) = \($0)" } ?? formula
    }
  }

  /// `∂w5/∂w1 = ∂(w1·w2)/∂w1 = w2 = 1`; for tensors `∂C/∂w1 = g @ w2ᵀ`.
  package func derivation(_ mode: ChainMode = .both, target: String = "C") -> String {
    if isTensor, let pullback = local.pullback {
      return "∂\(target)/∂\(name) = \(pullback), \(upstreamShape) → \(inputShape)"
    }
    return "∂\(output)/∂\(name) = \(derivative) = \(partial(mode))"
  }

  /// `-1 × 1 = -1`; `nil` for tensors and where nothing passes.
  package var product: String? {
    guard let upstreamNumber, let number = local.number, let contribution else { return nil }
    if hidesPartial || contribution == .hidden || upstream == .hidden {
      return "\(upstream?.exact ?? "?") × \(partial(.number)) = \(contribution.exact)"
    }
    let right = NumberFormat.exact(number)
    return "\(NumberFormat.exact(upstreamNumber)) × "
      + (right.hasPrefix("-") ? "(\(right))" : right) + " = \(contribution.exact)"
  }

  /// Whether more than numbers are multiplied here.
  package var isTensor: Bool {
    upstreamShape.rank > 0 || inputShape.rank > 0 || local.number == nil
  }
}

/// One use of a node: an op that hands a contribution back to it.
package struct ChainUse: Sendable {
  package let row: Int
  package let name: String
  package let place: Int
  package let local: LocalPartial
  package let contribution: ValueText?
  /// The sum once this use has reported.
  package let sum: ValueText?
}

extension ChainRule {
  /// The rule without what the user is to predict.
  fileprivate func veiled(_ walk: Walk, _ stop: Stop) -> ChainRule {
    var veiled = self
    let hidesOwn = walk.hidesAdjoint(of: row, at: stop)
    if hidesOwn {
      veiled.adjoint = AdjointCell(
        state: .hidden, value: nil, reported: adjoint.reported, uses: adjoint.uses)
      if upstream != nil { veiled.upstream = .hidden }
    }
    // Paths and sums are products of what is asked elsewhere.
    if walk.hidesChainRule(at: row, stop) {
      veiled.path = nil
      veiled.uses = []
    }
    let rows = [row] + terms.map(\.row)
    let hidesValues = rows.contains { walk.hidesValue(of: $0, in: stop.pass) }
    for place in veiled.terms.indices {
      let term = terms[place]
      let hidesPartial = walk.hidesPartial(of: row, term.place, in: stop.pass)
      let hidesFlow = walk.hidesContribution(of: row, term.place, in: stop.pass)
      veiled.terms[place].hidesPartial = hidesPartial || hidesValues
      if hidesOwn, term.upstream != nil { veiled.terms[place].upstream = .hidden }
      if hidesFlow || hidesOwn, term.contribution != nil {
        veiled.terms[place].contribution = .hidden
      }
      if hidesFlow || hidesOwn || walk.hidesSum(of: row, term.place, in: stop.pass) {
        if term.after != nil { veiled.terms[place].after = .hidden }
      }
      if term.before != nil, walk.hidesAdjoint(of: term.row, before: stop, row) {
        veiled.terms[place].before = .hidden
      }
    }
    return veiled
  }
}

extension WalkModel {
  /// Uses that are written out at most.
  private static let shownUses = 64

  /// The chain rule at a row.
  func chainRule(at row: Int, _ stop: Stop) -> ChainRule {
    let text = RowText(self, stop.pass)
    let nodes = text.nodes
    let target = text.called(nodes.targetRows.last.map(Int.init) ?? row)
    let hasBackward = row < nodes.forwardRowCount && passes[stop.pass].counts.backward > 0
    let upstream = hasBackward ? adjoints(of: stop.pass)[row] : nil
    let terms = hasBackward ? terms(of: row, text, upstream) : []
    let all = hasBackward ? consumers(of: stop.pass)[row] : []
    let uses = all.prefix(Self.shownUses).enumerated().map { index, use in
      let flow = adjoints(of: stop.pass)[Int(use.row)].flatMap {
        contribution(of: Int(nodes.rows[Int(use.row)]), to: Int(use.place), upstream: $0)
      }
      return ChainUse(
        row: Int(use.row), name: RowText.name(Int(use.row)), place: Int(use.place),
        local: LocalPartial(self, text, row: Int(use.row), place: Int(use.place)),
        contribution: flow.map { ValueText($0) },
        sum: partialSum(of: row, in: stop.pass, after: index + 1).map { ValueText($0) })
    }
    let onward = terms.first { $0.passes && $0.contribution != nil }
    var path = hasBackward ? self.path(to: row, in: stop.pass) : nil
    if let onward { path?.extend(by: row, onward.place, to: onward.row, onward.local) }
    return ChainRule(
      row: row, name: RowText.name(row), expression: text.expression(row), target: target,
      adjoint: adjoint(of: row, at: stop), upstream: upstream.map { ValueText($0) }, terms: terms,
      uses: Array(uses), useCount: all.count, path: path)
  }

  private func terms(of row: Int, _ text: RowText, _ upstream: NDArray?) -> [ChainTerm] {
    let nodes = text.nodes
    let node = Int(nodes.rows[row])
    guard !nodes.isInput(row), structure.kinds[node] == .operation,
      let expression = text.written(row)
    else { return [] }
    let consumers = consumers(of: nodes.pass.index)
    var terms: [ChainTerm] = []
    for (place, input) in recording.inputs(of: NodeID(node)).enumerated() {
      guard let into = nodes.row(of: input.position) else { continue }
      let passes = structure.passes(node, to: place, input.position)
      let flow =
        passes
        ? upstream.flatMap { contribution(of: node, to: place, upstream: $0) } : nil
      var before: NDArray?
      var after: NDArray?
      if flow != nil {
        let start = consumers.reported(to: into, at: row + 1)
        let uses = consumers[into].dropFirst(start)
        if let index = uses.firstIndex(where: { Int($0.row) == row && Int($0.place) == place }) {
          let position = index - uses.startIndex + start
          before = partialSum(of: into, in: nodes.pass.index, after: position)
          after = partialSum(of: into, in: nodes.pass.index, after: position + 1)
        }
      }
      terms.append(
        ChainTerm(
          place: place, row: into, name: RowText.name(into), output: RowText.name(row),
          expression: expression, passes: passes,
          local: LocalPartial(self, text, row: row, place: place),
          upstream: upstream.map { ValueText($0) },
          upstreamNumber: upstream.flatMap { $0.isScalar ? $0.doubleIfSingle : nil },
          contribution: flow.map { ValueText($0) }, before: before.map { ValueText($0) },
          after: after.map { ValueText($0) },
          upstreamShape: recording.signature(of: NodeID(node)).shape,
          inputShape: recording.signature(of: input).shape))
    }
    return terms
  }
}

extension Walk {
  /// The chain rule at a row of the table, as it stands at a stop.
  package func chainRule(at row: Int, _ stop: Stop) -> ChainRule? {
    guard !passes.isEmpty, row >= 0, row < model.nodes(of: stop.pass).rows.count else { return nil }
    let rule = model.chainRule(at: row, stop)
    return veil == nil ? rule : rule.veiled(self, stop)
  }

  /// The chain rule where the walk stands.
  package var chainRule: ChainRule? {
    let stop = stop
    return stop.row.flatMap { chainRule(at: $0, stop) }
  }
}
