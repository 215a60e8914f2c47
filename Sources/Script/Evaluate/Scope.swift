import Engine

/// A region of the lesson with names of its own.
final class Scope {
  enum Kind {
    case module
    case function
    case generator
    /// Runs in the frame of the function around it, with slots of its own.
    case comprehension
    case classBody
  }

  let kind: Kind
  /// The function or class name, for messages.
  let name: String
  let qualname: String
  let parent: Scope?

  /// Names the region binds, in the order of first appearance.
  private(set) var bound: [String] = []
  private var boundSet: Set<String> = []
  var globals: Set<String> = []
  var nonlocals: Set<String> = []
  private(set) var used: Set<String> = []
  /// Own names that inner functions use.
  private(set) var cells: Set<String> = []
  /// Names of functions around, in the order of the closure.
  private(set) var free: [String] = []
  private var children: [Key: [Scope]] = [:]
  private(set) var all: [Scope] = []

  /// Slots of own names, in the frame of `host`.
  var slots: [String: Int] = [:]
  /// Number of slots handed out, for a scope that has a frame.
  var slotCount = 0
  /// Whether a `yield` stands in the function.
  var isGenerator = false
  /// Where a function finds itself to reach its closure.
  var functionSlot = -1

  struct Key: Hashable {
    let span: SourceSpan
    let kind: Kind
  }

  init(_ kind: Kind, _ name: String, parent: Scope?) {
    self.kind = kind
    self.name = name
    self.parent = parent
    switch parent?.kind {
    case nil, .module: qualname = name
    case .classBody: qualname = "\(parent?.qualname ?? "").\(name)"
    default: qualname = "\(parent?.qualnameHost.qualname ?? "").<locals>.\(name)"
    }
  }

  private var qualnameHost: Scope { self }

  /// The scope whose frame the names lie in.
  var host: Scope {
    switch kind {
    case .module, .function, .generator: self
    case .comprehension, .classBody: parent?.host ?? self
    }
  }

  /// A second scope for a function that is resolved anew; its closure stays the same.
  func again(_ function: Scope) -> Scope {
    let scope = Scope(function.kind, function.name, parent: self)
    scope.free = function.free
    return scope
  }

  func addChild(_ kind: Kind, _ name: String, at span: SourceSpan) -> Scope {
    let child = Scope(kind, name, parent: self)
    children[Key(span: span, kind: kind), default: []].append(child)
    all.append(child)
    return child
  }

  /// The scope that analysis made for the construct at `span`, in the order of appearance.
  func takeChild(_ kind: Kind, at span: SourceSpan) -> Scope? {
    let key = Key(span: span, kind: kind)
    guard var list = children[key], !list.isEmpty else { return nil }
    let child = list.removeFirst()
    children[key] = list
    return child
  }

  func bind(_ name: String) {
    if globals.contains(name) {
      module.bind(name)
    } else if !nonlocals.contains(name), boundSet.insert(name).inserted {
      bound.append(name)
    }
  }

  func binds(_ name: String) -> Bool { boundSet.contains(name) }

  func use(_ name: String) { used.insert(name) }

  var module: Scope {
    var scope = self
    while let parent = scope.parent { scope = parent }
    return scope
  }

  func newSlot() -> Int {
    let host = host
    host.slotCount += 1
    return host.slotCount - 1
  }

  /// What a name means here.
  enum Meaning {
    /// In the frame at hand.
    case local(slot: Int, isCell: Bool)
    /// In the closure of the function at hand.
    case free(index: Int)
    case global
  }

  /// Finds out what every use means; afterwards `cells` and `free` are complete.
  func settle() {
    for name in used { _ = owner(of: name, marks: true) }
    for name in nonlocals { _ = owner(of: name, marks: true) }
    for child in all { child.settle() }
  }

  private enum Owner {
    case here(Scope)
    case around
    case global
  }

  private func owner(of name: String, marks: Bool) -> Owner {
    var crossed: [Scope] = []
    var scope = self
    while true {
      if scope.globals.contains(name) { return .global }
      let isVisible = scope.kind != .classBody || scope === self || name == "__class__"
      if isVisible, scope.binds(name) {
        if scope.kind == .module { return .global }
        if crossed.isEmpty { return .here(scope) }
        if marks {
          scope.cells.insert(name)
          for function in crossed where !function.free.contains(name) {
            function.free.append(name)
          }
        }
        return .around
      }
      if scope.kind == .function || scope.kind == .generator { crossed.append(scope) }
      guard let parent = scope.parent else { return .global }
      scope = parent
    }
  }

  func meaning(of name: String) -> Meaning {
    switch owner(of: name, marks: false) {
    case .here(let scope):
      return .local(slot: scope.slots[name] ?? 0, isCell: scope.cells.contains(name))
    case .around:
      return .free(index: host.free.firstIndex(of: name) ?? 0)
    case .global: return .global
    }
  }

  /// How many names all scopes together bind: no module needs more slots.
  var totalNames: Int { bound.count + used.count + 2 + all.reduce(0) { $0 + $1.totalNames } }
}
