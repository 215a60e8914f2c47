import Engine

/// Where a value can be put.
class Target {
  func store(_ frame: Frame, _ value: PyValue) throws(Raise) {}
  func delete(_ frame: Frame) throws(Raise) {}
}

/// A name of the running function.
final class LocalTarget: Target {
  let slot: Int
  private let name: String
  private let isGlobal: Bool

  init(_ slot: Int, _ name: String, isGlobal: Bool) {
    self.slot = slot
    self.name = name
    self.isGlobal = isGlobal
  }

  override func store(_ frame: Frame, _ value: PyValue) throws(Raise) { frame[slot] = value }

  override func delete(_ frame: Frame) throws(Raise) {
    if frame[slot].isUnbound { throw isGlobal ? unknownName(name) : unassigned(name) }
    frame[slot] = .unbound
  }
}

/// A name of the lesson, from inside a function.
final class GlobalTarget: Target {
  private let location: Frame
  private let name: String

  init(_ location: Frame, _ name: String) {
    self.location = location
    self.name = name
  }

  override func store(_ frame: Frame, _ value: PyValue) throws(Raise) { location.pointee = value }

  override func delete(_ frame: Frame) throws(Raise) {
    if location.pointee.isUnbound { throw unknownName(name) }
    location.pointee = .unbound
  }
}

/// A name shared with inner functions.
final class CellTarget: Target {
  private let slot: Int
  private let name: String

  init(_ slot: Int, _ name: String) {
    self.slot = slot
    self.name = name
  }

  override func store(_ frame: Frame, _ value: PyValue) throws(Raise) {
    let cell = cell(frame, slot)
    cell.holds(value)
    cell.value = value
  }

  override func delete(_ frame: Frame) throws(Raise) {
    if cell(frame, slot).value.isUnbound { throw unassigned(name) }
    cell(frame, slot).value = .unbound
  }
}

/// A `nonlocal` name.
final class FreeTarget: Target {
  private let functionSlot: Int
  private let index: Int

  init(_ functionSlot: Int, _ index: Int) {
    self.functionSlot = functionSlot
    self.index = index
  }

  override func store(_ frame: Frame, _ value: PyValue) throws(Raise) {
    let cell = freeCell(frame, functionSlot, index)
    cell.holds(value)
    cell.value = value
  }

  override func delete(_ frame: Frame) throws(Raise) {
    freeCell(frame, functionSlot, index).value = .unbound
  }
}

/// Puts a value by `object.name = …`.
final class AttributeTarget: Target {
  private let object: Node
  private let name: Symbol
  private let span: SourceSpan
  private let machine: MachinePointer
  // Where the attribute lay the last time, and the shape it led to where it was new.
  @exclusivity(unchecked) private var knownShape: UnsafeRawPointer?
  @exclusivity(unchecked) private var knownPosition = 0
  @exclusivity(unchecked) private var growingShape: UnsafeRawPointer?
  // Shapes live as long as their class, so an address is enough.
  @exclusivity(unchecked) private var grownShape: Unmanaged<Shape>?

  init(_ object: Node, _ name: Symbol, _ span: SourceSpan, _ machine: MachinePointer) {
    self.object = object
    self.name = name
    self.span = span
    self.machine = machine
  }

  override func store(_ frame: Frame, _ value: PyValue) throws(Raise) {
    let owner = try object.evaluate(frame)
    if case .object(let target) = owner, target.kind == .instance {
      let instance = unsafeDowncast(target, to: AttributedObject.self)
      let shape = instance.shapeAddress
      if shape == knownShape {
        instance.holds(value)
        instance.values[knownPosition] = value
        return
      }
      if shape == growingShape, let grownShape {
        instance.append(value, becoming: grownShape)
        return
      }
    }
    try storeSlowly(owner, value)
  }

  @inline(never)
  private func storeSlowly(_ owner: PyValue, _ value: PyValue) throws(Raise) {
    machine.pointee.span = span
    let instance = owner.cast(AttributedObject.self)
    let before = instance?.shapeAddress
    do throws(Raise) {
      try owner.setAttribute(name, value)
    } catch {
      throw error.at(span)
    }
    guard let instance, instance.writesPlainly(name),
      let position = instance.shape.position(of: name)
    else { return }
    if instance.shapeAddress == before {
      knownShape = before
      knownPosition = position
    } else if position == instance.shape.names.count - 1 {
      growingShape = before
      grownShape = Unmanaged.passUnretained(instance.shape)
    }
  }

  override func delete(_ frame: Frame) throws(Raise) {
    let owner = try object.evaluate(frame)
    do throws(Raise) {
      guard case .object(let target) = owner else {
        throw Raise.missingAttribute(name, of: owner)
      }
      try target.deleteAttribute(name)
    } catch {
      throw error.at(span)
    }
  }
}

extension AttributedObject {
  /// Whether assigning the attribute only changes the instance's own values.
  func writesPlainly(_ name: Symbol) -> Bool {
    guard type.isLesson, !observesAttributes else { return false }
    if type.lookup(Names.setAttr)?.isNative == false { return false }
    return type.lookup(name)?.isDataDescriptor != true
  }
}

/// Puts a value by `object[index] = …`.
final class ItemTarget: Target {
  private let object: Node
  private let index: Node
  private let span: SourceSpan
  private let machine: MachinePointer

  init(_ object: Node, _ index: Node, _ span: SourceSpan, _ machine: MachinePointer) {
    self.object = object
    self.index = index
    self.span = span
    self.machine = machine
  }

  override func store(_ frame: Frame, _ value: PyValue) throws(Raise) {
    let owner = try object.evaluate(frame)
    let key = try index.evaluate(frame)
    if case .object(let container) = owner, case .int(var position) = key,
      container.kind == .list, !container.type.isLesson
    {
      let list = unsafeDowncast(container, to: ListObject.self)
      if position < 0 { position += list.items.count }
      if position >= 0, position < list.items.count {
        list.holds(value)
        list.items[position] = value
        return
      }
    }
    machine.pointee.span = span
    do throws(Raise) {
      try owner.setItem(key, value)
    } catch {
      throw error.at(span, SourceSpan(Int(object.span.end), Int(span.end)))
    }
  }

  override func delete(_ frame: Frame) throws(Raise) {
    let owner = try object.evaluate(frame)
    let key = try index.evaluate(frame)
    do throws(Raise) {
      try owner.deleteItem(key)
    } catch {
      throw error.at(span, SourceSpan(Int(object.span.end), Int(span.end)))
    }
  }
}

/// Puts a value by `a, *b, c = …`.
final class UnpackTarget: Target {
  private let targets: [Target]
  private let star: Int?
  private let span: SourceSpan

  init(_ targets: [Target], star: Int?, _ span: SourceSpan) {
    self.targets = targets
    self.star = star
    self.span = span
  }

  override func store(_ frame: Frame, _ value: PyValue) throws(Raise) {
    let items: ContiguousArray<PyValue>
    do throws(Raise) {
      items = try unpack(value)
    } catch {
      throw error.at(span)
    }
    guard let star else {
      for index in items.indices { try targets[index].store(frame, items[index]) }
      return
    }
    let after = targets.count - star - 1
    for index in 0..<star { try targets[index].store(frame, items[index]) }
    let middle = ContiguousArray(items[star..<items.count - after])
    try targets[star].store(frame, .object(ListObject(middle)))
    for index in 0..<after {
      try targets[star + 1 + index].store(frame, items[items.count - after + index])
    }
  }

  private func unpack(_ value: PyValue) throws(Raise) -> ContiguousArray<PyValue> {
    guard try value.isIterable() else {
      throw Raise.type("cannot unpack non-iterable \(value.typeName) object")
    }
    let expected = targets.count
    if star != nil {
      let items = try value.contiguousItems()
      guard items.count >= expected - 1 else {
        throw Raise.value(
          "not enough values to unpack (expected at least \(expected - 1), got \(items.count))")
      }
      return items
    }
    if value.object?.kind == .tuple || value.object?.kind == .list {
      let items = try value.contiguousItems()
      if items.count == expected { return items }
    }
    var items = ContiguousArray<PyValue>()
    let iterator = try value.iterate()
    while let item = try iterator.next() {
      guard items.count < expected else {
        throw Raise.value("too many values to unpack (expected \(expected))")
      }
      items.append(item)
    }
    guard items.count == expected else {
      throw Raise.value(
        "not enough values to unpack (expected \(expected), got \(items.count))")
    }
    return items
  }

  override func delete(_ frame: Frame) throws(Raise) {
    for target in targets { try target.delete(frame) }
  }
}
