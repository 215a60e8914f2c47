import Engine

/// `rcParams['axes.prop_cycle']`: the colors that curves get in turn.
package final class CyclerObject: PyObject {
  init() { super.init(.cycler) }

  private static var colors: [PyValue] {
    PlotColor.cycle.map { .tuple([.float($0.red), .float($0.green), .float($0.blue)]) }
  }

  package override func repr() throws(Raise) -> String {
    "cycler('color', \(try PyValue.list(Self.colors).repr()))"
  }

  package override func length() throws(Raise) -> Int { Self.colors.count }

  package override func iterate() throws(Raise) -> PyIterator {
    var left = Self.colors[...]
    return ClosureIterator { () throws(Raise) in
      left.popFirst().map { color in
        let entry = DictObject()
        entry.set(text: Symbol("color"), color)
        return .object(entry)
      }
    }
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("by_key", "") { _ throws(Raise) in
      let all = DictObject()
      all.set(text: Symbol("color"), .list(colors))
      return .object(all)
    },
    .property("keys") { _ throws(Raise) in
      let keys = SetObject()
      try keys.add(.string("color"))
      return .object(keys)
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let cycler = TypeObject(
    "Cycler", module: "cycler", members: CyclerObject.members)
}
