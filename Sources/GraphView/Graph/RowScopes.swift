import Engine

/// The scope that each row of a pass stands in: what the lesson opened itself, and inside of that
/// turns of loops and stretches of long code.
///
/// No scope has many parts, so that folding can always make a graph small enough to be looked at.
struct RowScopes {
  /// For each row its scopes, outermost first.
  private(set) var paths: [[String]]

  private let source: GraphSource
  private let nodes: PassNodes
  /// For each row the scopes that the lesson opened.
  private let opened: [[String]]

  /// More parts than this are gathered in stretches.
  private static let mostParts = 40

  init(_ source: GraphSource) {
    self.source = source
    nodes = source.nodes
    let count = source.rowCount
    var known: [String: [String]] = ["": []]
    opened = (0..<count).map { row in
      let scope = source.scopes[row]
      if let parts = known[scope] { return parts }
      let parts = scope.split(separator: "/").map(String.init)
      known[scope] = parts
      return parts
    }
    paths = [[String]](repeating: [], count: count)
    var computed: [Int] = []
    for row in 0..<count where isComputed(row) { computed.append(row) }
    place(computed[...], depth: 0, path: [])
    placeInputs(count)
  }

  private func isComputed(_ row: Int) -> Bool {
    row >= nodes.inputCount && source.structure.isComputed(Int(nodes.rows[row]))
  }

  // MARK: What is computed

  /// Gives rows that follow each other their scopes, below a path that they share.
  private mutating func place(_ rows: ArraySlice<Int>, depth: Int, path: [String]) {
    let parts = parts(of: rows, depth)
    var finder = LoopFinder()
    for part in parts {
      finder.add(key(of: rows[part.rows.lowerBound], isScope: part.scope != nil))
    }
    place(finder.finished()[...], parts, rows, depth, path)
  }

  /// A row, or rows that stand in the same inner scope.
  private struct Part {
    var rows: Range<Int>
    var scope: String?
  }

  private func parts(of rows: ArraySlice<Int>, _ depth: Int) -> [Part] {
    var parts: [Part] = []
    for place in rows.indices {
      let scopes = opened[rows[place]]
      let scope = scopes.count > depth ? scopes[depth] : nil
      if let scope, let last = parts.indices.last, parts[last].scope == scope {
        parts[last].rows = parts[last].rows.lowerBound..<place + 1
      } else {
        parts.append(Part(rows: place..<place + 1, scope: scope))
      }
    }
    return parts
  }

  /// Where in the source a row was computed, and how.
  private func key(of row: Int, isScope: Bool) -> LoopFinder.Key {
    let node = Int(nodes.rows[row])
    let span = source.spans[row]
    // What comes from no text is like nothing else.
    if span == .none { return LoopFinder.Key(start: -1 - Int32(row), end: 0, code: 0) }
    return LoopFinder.Key(
      start: span.start, end: span.end,
      code: isScope ? -1 : Int32(bitPattern: source.structure.codes[node]))
  }

  /// Gives what was found its scopes; a long list stands in stretches.
  private mutating func place(
    _ found: ArraySlice<LoopFinder.Found>, _ parts: [Part], _ rows: ArraySlice<Int>, _ depth: Int,
    _ path: [String]
  ) {
    let stretches = Self.stretches(found.indices)
    guard stretches.count == 1 else {
      for members in stretches {
        let first = parts[found[members.lowerBound].first].rows.lowerBound
        let last = parts[found[members.upperBound - 1].last].rows.upperBound - 1
        let name = Self.stretch(rows[first], rows[last])
        place(found[members], parts, rows, depth, path + [name])
      }
      return
    }
    var names: [String: Int] = [:]
    for item in found {
      switch item {
      case .single(let index): place(parts[index], rows, depth, path)
      case .loop(let key, let turns):
        var name = loopName(key)
        names[name, default: 0] += 1
        if let count = names[name], count > 1 { name += " again \(count)" }
        placeTurns(turns[...], from: 1, parts, rows, depth, path + [name])
      }
    }
  }

  /// Many turns stand in tens, hundreds and so on.
  private mutating func placeTurns(
    _ turns: ArraySlice<[LoopFinder.Found]>, from number: Int, _ parts: [Part],
    _ rows: ArraySlice<Int>, _ depth: Int, _ path: [String]
  ) {
    guard turns.count > 12 else {
      for (place, turn) in turns.enumerated() {
        self.place(turn[...], parts, rows, depth, path + ["turn \(number + place)"])
      }
      return
    }
    var size = 10
    while turns.count > size * 12 { size *= 10 }
    var first = turns.startIndex
    while first < turns.endIndex {
      let last = Swift.min(first + size, turns.endIndex)
      let from = number + first - turns.startIndex
      let group = path + ["turns \(from)–\(from + last - first - 1)"]
      placeTurns(turns[first..<last], from: from, parts, rows, depth, group)
      first = last
    }
  }

  private mutating func place(
    _ part: Part, _ rows: ArraySlice<Int>, _ depth: Int, _ path: [String]
  ) {
    if let scope = part.scope {
      place(rows[part.rows], depth: depth + 1, path: path + [scope])
    } else {
      paths[rows[part.rows.lowerBound]] = path
    }
  }

  private func loopName(_ key: LoopFinder.Key) -> String {
    let span = SourceSpan(Int(key.start), Int(key.end))
    guard let text = source.text, span != .none else { return "loop" }
    return "loop line \(text.lineNumber(at: Int(span.start)))"
  }

  /// A long list in stretches; one stretch where it is not long.
  private static func stretches(_ list: Range<Int>) -> [Range<Int>] {
    guard list.count > mostParts else { return [list] }
    var size = 10
    while list.count > size * 10 { size *= 10 }
    return stride(from: list.lowerBound, to: list.upperBound, by: size).map {
      $0..<Swift.min($0 + size, list.upperBound)
    }
  }

  /// What a stretch of rows is called: `w41–50`.
  private static func stretch(_ first: Int, _ last: Int) -> String {
    "\(RowText.name(first))–\(last + 1)"
  }

  // MARK: Inputs

  /// An input that is read in one scope alone belongs there.
  private mutating func placeInputs(_ count: Int) {
    var common = [[String]?](repeating: nil, count: count)
    for row in 0..<count where isComputed(row) {
      for place in source.structure.operandRange(Int(nodes.rows[row])) {
        let operand = Int(source.structure.operands[place])
        guard let input = nodes.row(of: operand), input < count, !isComputed(input) else {
          continue
        }
        common[input] = common[input].map { $0.commonStart(with: paths[row]) } ?? paths[row]
      }
    }
    for row in 0..<count where !isComputed(row) { paths[row] = common[row] ?? [] }
    // Inputs at the top that are many stand in stretches too.
    let top = (0..<count).filter { !isComputed($0) && paths[$0].isEmpty }
    placeMany(top[...], [])
  }

  private mutating func placeMany(_ inputs: ArraySlice<Int>, _ path: [String]) {
    let stretches = Self.stretches(inputs.indices)
    guard stretches.count > 1 else {
      for row in inputs { paths[row] = path }
      return
    }
    for members in stretches {
      let name = Self.stretch(inputs[members.lowerBound], inputs[members.upperBound - 1])
      placeMany(inputs[members], path + [name])
    }
  }
}

extension [String] {
  /// The elements that two arrays begin with.
  fileprivate func commonStart(with other: [String]) -> [String] {
    var count = 0
    while count < self.count, count < other.count, self[count] == other[count] { count += 1 }
    return count == self.count ? self : Array(self[..<count])
  }
}
