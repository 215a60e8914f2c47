import Engine

/// A name of the running function, or of the lesson where no function runs.
final class LocalNode: Node {
  let slot: Int
  private let name: String
  private let isGlobal: Bool

  init(_ slot: Int, _ name: String, isGlobal: Bool, _ span: SourceSpan) {
    self.slot = slot
    self.name = name
    self.isGlobal = isGlobal
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = frame[slot]
    if case .unbound = value { throw unbound() }
    return value
  }

  @inline(never)
  private func unbound() -> Raise {
    (isGlobal ? unknownName(name) : unassigned(name)).at(span)
  }
}

func unknownName(_ name: String) -> Raise {
  let raise = Raise(.nameError, "name '\(name)' is not defined")
  raise.exception.suggestion = .name(name, [])
  return raise
}

func unassigned(_ name: String) -> Raise {
  Raise(
    .unboundLocalError,
    "cannot access local variable '\(name)' where it is not associated with a value")
}

/// A name of the lesson seen from a function, with the built-in of that name behind it.
final class GlobalNode: Node {
  let location: Frame
  private let name: String
  private let builtin: PyValue

  init(_ location: Frame, _ name: String, builtin: PyValue, _ span: SourceSpan) {
    self.location = location
    self.name = name
    self.builtin = builtin
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = location.pointee
    if case .unbound = value {
      if case .unbound = builtin { throw unknownName(name).at(span) }
      return builtin
    }
    return value
  }
}

/// A name that functions inside this one use too.
final class CellNode: Node {
  private let slot: Int
  private let name: String

  init(_ slot: Int, _ name: String, _ span: SourceSpan) {
    self.slot = slot
    self.name = name
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = cell(frame, slot).value
    if case .unbound = value { throw unassigned(name).at(span) }
    return value
  }
}

/// A name of a function around this one.
final class FreeNode: Node {
  private let functionSlot: Int
  private let index: Int
  private let name: String

  init(_ functionSlot: Int, _ index: Int, _ name: String, _ span: SourceSpan) {
    self.functionSlot = functionSlot
    self.index = index
    self.name = name
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = freeCell(frame, functionSlot, index).value
    if case .unbound = value {
      throw Raise(
        .nameError,
        "cannot access free variable '\(name)' where it is not associated with a value in "
          + "enclosing scope"
      ).at(span)
    }
    return value
  }
}

/// A name in a class body: the class's own, else what the name means around the class.
final class ClassNameNode: Node {
  private let slot: Int
  private let around: Node

  init(_ slot: Int, around: Node) {
    self.slot = slot
    self.around = around
    super.init(around.span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = frame[slot]
    if case .unbound = value { return try around.evaluate(frame) }
    return value
  }
}

/// The cell in a slot; slots of captured names hold nothing else.
@inline(__always)
func cell(_ frame: Frame, _ slot: Int) -> CellObject {
  guard case .object(let object) = frame[slot] else {
    let made = CellObject()
    frame[slot] = .object(made)
    return made
  }
  return unsafeDowncast(object, to: CellObject.self)
}

/// A cell of the running function's closure.
@inline(__always)
func freeCell(_ frame: Frame, _ functionSlot: Int, _ index: Int) -> CellObject {
  guard case .object(let object) = frame[functionSlot] else { return CellObject() }
  return unsafeDowncast(object, to: FunctionObject.self).closure[index]
}
