/// The scopes of a graph as a tree, for deciding which to fold.
struct ScopeTree {
  /// The path of each scope, outermost first; each after the scope around it.
  private(set) var paths: [[String]] = []
  /// The scope around each scope; -1 for those at the top.
  private(set) var parents: [Int] = []
  /// The nodes that stand directly in each scope.
  private(set) var ownCounts: [Int] = []
  /// The nodes in each scope and in the scopes inside it.
  private(set) var sizes: [Int] = []
  /// The first node in each scope.
  private(set) var firsts: [Int] = []
  /// The scope of each node; -1 outside of all.
  private(set) var scopes: [Int] = []
  /// The nodes outside of all scopes.
  private(set) var topCount = 0
  private var numbers: [[String]: Int] = [:]

  init(_ graph: CellGraph) {
    var last: (path: [String], scope: Int)?
    scopes.reserveCapacity(graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() {
      guard !node.scope.isEmpty else {
        topCount += 1
        scopes.append(-1)
        continue
      }
      let scope: Int
      if let last, last.path == node.scope {
        scope = last.scope
      } else {
        scope = number(of: node.scope, first: index)
        last = (node.scope, scope)
      }
      ownCounts[scope] += 1
      scopes.append(scope)
    }
    sizes = ownCounts
    for scope in paths.indices.reversed() where parents[scope] >= 0 {
      sizes[parents[scope]] += sizes[scope]
    }
  }

  private mutating func number(of path: [String], first: Int) -> Int {
    if let known = numbers[path] { return known }
    let parent = path.count > 1 ? number(of: Array(path.dropLast()), first: first) : -1
    let made = paths.count
    numbers[path] = made
    paths.append(path)
    parents.append(parent)
    ownCounts.append(0)
    firsts.append(first)
    return made
  }

  /// The scopes right inside a scope, or at the top, that have more than one node.
  func inner(_ path: [String]) -> [[String]] {
    guard let around = path.isEmpty ? -1 : numbers[path] else { return [] }
    return paths.indices.filter { parents[$0] == around && sizes[$0] > 1 }.map { paths[$0] }
  }

  /// For each scope the outermost one around it, or itself, that is among some; -1 for none.
  func outermost(among chosen: Set<[String]>) -> [Int] {
    var isChosen = [Bool](repeating: false, count: paths.count)
    for path in chosen { if let scope = numbers[path] { isChosen[scope] = true } }
    var found = [Int](repeating: -1, count: paths.count)
    for scope in paths.indices {
      let around = parents[scope] < 0 ? -1 : found[parents[scope]]
      found[scope] = around >= 0 ? around : isChosen[scope] ? scope : -1
    }
    return found
  }

  /// Of some scopes those that do not stand in another of them, unless that one stays open.
  func outer(_ chosen: ArraySlice<Int>, but opened: Set<[String]>) -> Set<[String]> {
    var isFolded = [Bool](repeating: false, count: paths.count)
    for scope in chosen { isFolded[scope] = true }
    for path in opened { if let scope = numbers[path] { isFolded[scope] = false } }
    var isInside = [Bool](repeating: false, count: paths.count)
    var outer: Set<[String]> = []
    for scope in paths.indices {
      let around = parents[scope]
      isInside[scope] = around >= 0 && (isInside[around] || isFolded[around])
      if isFolded[scope], !isInside[scope] { outer.insert(paths[scope]) }
    }
    for scope in chosen where opened.contains(paths[scope]) { outer.insert(paths[scope]) }
    return outer
  }

  /// The scopes to fold, the deepest first and of these the largest, until few enough boxes remain.
  ///
  /// - Parameters:
  ///   - limit: how many boxes may remain.
  ///   - kept: scopes that stay open as long as others can be folded instead.
  /// - Returns: the scopes in the order in which they are folded, and how many are enough.
  func foldingOrder(atMost limit: Int, keeping kept: Set<[String]>) -> (order: [Int], enough: Int) {
    // As many boxes as a scope is drawn with now.
    var shown = ownCounts
    for scope in paths.indices.reversed() where parents[scope] >= 0 {
      shown[parents[scope]] += shown[scope]
    }
    let isKept = paths.map { kept.contains($0) }
    let order = paths.indices.filter { sizes[$0] > 1 }.sorted { first, second in
      if isKept[first] != isKept[second] { return isKept[second] }
      let (one, other) = (paths[first].count, paths[second].count)
      return (one, sizes[first], firsts[second]) > (other, sizes[second], firsts[first])
    }
    var total = topCount
    for scope in paths.indices where parents[scope] < 0 { total += shown[scope] }
    var enough = 0
    for scope in order where total > limit {
      let saved = shown[scope] - 1
      total -= saved
      var around = scope
      while around >= 0 {
        shown[around] -= saved
        around = parents[around]
      }
      enough += 1
    }
    return (order, enough)
  }
}
