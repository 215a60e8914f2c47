import Synchronization

/// The set of attributes an instance has, in the order it got them; instances that got the same
/// attributes in the same order share one, so a node remembers where an attribute lies.
final class Shape: @unchecked Sendable {
  let names: [Symbol]
  private let positions: [Symbol: Int]
  // Classes written in Swift are shared by interpreters on several threads.
  private let successors = Mutex<[Symbol: Shape]>([:])
  /// Keeps the way back alive: instances hold their shape by address.
  private let origin: Shape?

  init(_ origin: Shape?, _ name: Symbol?) {
    self.origin = origin
    var names = origin?.names ?? []
    var positions = origin?.positions ?? [:]
    if let name {
      positions[name] = names.count
      names.append(name)
    }
    self.names = names
    self.positions = positions
  }

  func position(of name: Symbol) -> Int? {
    if names.count <= 6 {
      for index in names.indices where names[index] == name { return index }
      return nil
    }
    return positions[name]
  }

  func adding(_ name: Symbol) -> Shape {
    successors.withLock { successors in
      if let known = successors[name] { return known }
      let next = Shape(self, name)
      successors[name] = next
      return next
    }
  }
}
