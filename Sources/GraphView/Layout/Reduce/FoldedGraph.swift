/// A graph in which some scopes are drawn as one box each.
package struct FoldedGraph: Equatable, Sendable {
  /// Nodes of a folded scope that are drawn as one box.
  package struct Run: Hashable, Sendable {
    /// The scope, outermost first.
    package let scope: [String]
    /// How often the scope was left before: 0 in `step1`, 1 in `step1′`.
    package let number: Int
    /// The nodes inside, in the order of the graph.
    package let members: [Int]
    /// How many of them are not leaves.
    package let opCount: Int
  }

  /// What is shown.
  package let graph: CellGraph
  /// For each node of the shown graph those it stands for.
  package let members: [[Int]]
  /// For each node of the shown graph the run that it stands for, if it is a folded scope.
  package let runs: [Run?]
  /// For each node of the whole graph the shown one that stands for it.
  package let shown: [Int]

  /// Folds scopes of a graph; a scope inside a folded one is folded with it.
  ///
  /// A scope that is left and entered again would both read and be read by what lies between; it is
  /// drawn as several boxes then, so that the shown graph has no cycle. A box that would stand for a
  /// single node is that node.
  package init(
    _ whole: CellGraph, folding scopes: Set<[String]>, label: (Run) -> CellGraph.Label
  ) {
    self.init(whole, ScopeTree(whole), folding: scopes, label: label)
  }

  /// The same where the scopes of the graph are known.
  init(
    _ whole: CellGraph, _ tree: ScopeTree, folding scopes: Set<[String]>,
    label: (Run) -> CellGraph.Label
  ) {
    var grouping = ScopeGrouping(whole, tree)
    grouping.group(folding: scopes)
    let order = grouping.sorted()
    var graph = CellGraph()
    var members: [[Int]] = []
    var runs: [Run?] = []
    var placeOfGroup = [Int](repeating: -1, count: grouping.members.count)
    for group in order {
      placeOfGroup[group] = graph.nodes.count
      let nodes = grouping.members[group]
      var arguments: [CellGraph.Argument] = []
      var node = whole.nodes[nodes[0]]
      if nodes.count == 1 {
        arguments = node.arguments
        for place in arguments.indices {
          arguments[place].source = placeOfGroup[grouping.group[arguments[place].source]]
        }
        // What one group gives more than once arrives on one line.
        arguments = Self.joined(arguments, isFolded: { runs[$0] != nil })
        runs.append(nil)
      } else {
        let sources = nodes.flatMap { whole.nodes[$0].arguments }.compactMap { argument in
          let source = grouping.group[argument.source]
          return source == group
            ? nil : CellGraph.Argument(placeOfGroup[source], count: argument.count)
        }
        arguments = Self.joined(sources, isFolded: { _ in true })
        let run = Run(
          scope: grouping.scope(of: group), number: grouping.number[group], members: nodes,
          opCount: nodes.count { whole.nodes[$0].kind != .leaf })
        node = CellGraph.Node(
          id: node.id, kind: .scope, label: label(run), scope: Array(run.scope.dropLast()))
        runs.append(run)
      }
      node.arguments = arguments
      graph.add(node)
      members.append(nodes)
    }
    self.graph = graph
    self.members = members
    self.runs = runs
    shown = grouping.group.map { placeOfGroup[$0] }
  }

  /// How many boxes there are when some scopes of a graph are folded.
  static func count(
    of whole: CellGraph, _ tree: ScopeTree, folding scopes: Set<[String]>
  ) -> Int {
    var grouping = ScopeGrouping(whole, tree)
    grouping.group(folding: scopes)
    return grouping.members.count
  }

  /// Joins arguments of one source into one with their number, where the source is folded.
  private static func joined(
    _ arguments: [CellGraph.Argument], isFolded: (Int) -> Bool
  ) -> [CellGraph.Argument] {
    var result: [CellGraph.Argument] = []
    var place: [Int: Int] = [:]
    for argument in arguments {
      if let known = place[argument.source], isFolded(argument.source) {
        result[known].count += argument.count
      } else {
        place[argument.source] = result.count
        result.append(argument)
      }
    }
    return result
  }
}

/// Which nodes are drawn as one.
private struct ScopeGrouping {
  private let graph: CellGraph
  private let tree: ScopeTree
  /// The group of each node.
  private(set) var group: [Int]
  private(set) var members: [[Int]] = []
  private(set) var number: [Int] = []
  /// The folded scope of each group; -1 for none.
  private var folded: [Int] = []
  /// The groups that read each group.
  private var readers: [Set<Int>] = []
  /// Whether each group reads another.
  private var isReader: [Bool] = []
  /// The run of each folded scope that nodes may still join.
  private var open: [Int] = []

  init(_ graph: CellGraph, _ tree: ScopeTree) {
    self.graph = graph
    self.tree = tree
    group = Array(repeating: -1, count: graph.nodes.count)
  }

  /// The scope that a group folds; empty for none.
  func scope(of group: Int) -> [String] { folded[group] < 0 ? [] : tree.paths[folded[group]] }

  mutating func group(folding scopes: Set<[String]>) {
    let outermost = tree.outermost(among: scopes)
    open = [Int](repeating: -1, count: tree.paths.count)
    var sources: [Int] = []
    for (index, node) in graph.nodes.enumerated() {
      sources.removeAll(keepingCapacity: true)
      if node.arguments.count > Self.few {
        sources += Set(node.arguments.map { group[$0.source] })
      } else {
        for argument in node.arguments where !sources.contains(group[argument.source]) {
          sources.append(group[argument.source])
        }
      }
      let scope = tree.scopes[index]
      let target = target(scope < 0 ? -1 : outermost[scope], reading: sources)
      group[index] = target
      members[target].append(index)
      for source in sources where source != target {
        readers[source].insert(target)
        isReader[target] = true
      }
    }
  }

  /// So many are told apart sooner by looking at each than by hashing.
  private static let few = 16

  /// The group of a node that stands in a folded scope, or in none, and reads some groups.
  private mutating func target(_ scope: Int, reading sources: [Int]) -> Int {
    guard scope >= 0 else { return add(-1, number: 0) }
    let run = open[scope]
    // Joining makes the run read what the node reads, which must not read the run.
    if run >= 0, !reaches(run, sources) { return run }
    let made = add(scope, number: run < 0 ? 0 : number[run] + 1)
    open[scope] = made
    return made
  }

  private mutating func add(_ scope: Int, number: Int) -> Int {
    members.append([])
    readers.append([])
    isReader.append(false)
    folded.append(scope)
    self.number.append(number)
    return members.count - 1
  }

  /// Whether a group is read, directly or through others, by one of some groups other than itself.
  private func reaches(_ start: Int, _ targets: [Int]) -> Bool {
    guard targets.contains(where: { $0 != start && isReader[$0] }) else { return false }
    let targets = Set(targets)
    var seen: Set<Int> = [start]
    var front = [start]
    while let group = front.popLast() {
      for reader in readers[group] where seen.insert(reader).inserted {
        if targets.contains(reader) { return true }
        front.append(reader)
      }
    }
    return false
  }

  /// The groups, each after what it reads, otherwise in the order of their first nodes.
  func sorted() -> [Int] {
    var missing = [Int](repeating: 0, count: members.count)
    for group in readers.indices { for reader in readers[group] { missing[reader] += 1 } }
    // Groups are numbered by their first nodes.
    var ready = Set(missing.indices.filter { missing[$0] == 0 })
    var order: [Int] = []
    while let next = ready.min() {
      ready.remove(next)
      order.append(next)
      for reader in readers[next] {
        missing[reader] -= 1
        if missing[reader] == 0 { ready.insert(reader) }
      }
    }
    return order
  }
}
