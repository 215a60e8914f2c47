import Engine

/// Evaluates `object.name`.
final class AttributeNode: Node {
  let object: Node
  let name: Symbol
  private let machine: MachinePointer
  // Where the attribute lay the last time, for instances of the same shape.
  @exclusivity(unchecked) private var knownShape: UnsafeRawPointer?
  @exclusivity(unchecked) private var knownPosition = 0
  @exclusivity(unchecked) private var knownVersion = 0
  @exclusivity(unchecked) private var knownValue = PyValue.unbound

  init(_ object: Node, _ name: Symbol, _ span: SourceSpan, _ machine: MachinePointer) {
    self.object = object
    self.name = name
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = try object.evaluate(frame)
    guard case .object(let target) = value else { return try slowly(value) }
    if target.kind == .instance {
      let instance = unsafeDowncast(target, to: AttributedObject.self)
      if instance.shapeAddress == knownShape { return instance.values[knownPosition] }
    } else if target.kind == .module {
      let module = unsafeDowncast(target, to: ModuleObject.self)
      if UnsafeRawPointer(Unmanaged.passUnretained(module).toOpaque()) == knownShape,
        module.version == knownVersion
      {
        return knownValue
      }
    }
    return try slowly(value)
  }

  @inline(never)
  private func slowly(_ value: PyValue) throws(Raise) -> PyValue {
    machine.pointee.span = span
    do throws(Raise) {
      let found = try value.attribute(name)
      remember(value, found)
      return found
    } catch {
      throw error.at(span)
    }
  }

  private func remember(_ value: PyValue, _ found: PyValue) {
    guard case .object(let target) = value else { return }
    if target.kind == .instance {
      let instance = unsafeDowncast(target, to: AttributedObject.self)
      guard let position = instance.shape.position(of: name), instance.readsPlainly(name) else {
        return
      }
      knownShape = instance.shapeAddress
      knownPosition = position
    } else if target.kind == .module {
      let module = unsafeDowncast(target, to: ModuleObject.self)
      knownShape = UnsafeRawPointer(Unmanaged.passUnretained(module).toOpaque())
      knownVersion = module.version
      knownValue = found
    }
  }
}

extension AttributedObject {
  /// Whether an attribute of the instance is what `object.name` gives, with no hook of the class
  /// before it.
  func readsPlainly(_ name: Symbol) -> Bool {
    guard !hidesAttributes else { return false }
    if type.isLesson, type.lookup(Names.getAttribute)?.isNative == false { return false }
    return type.lookup(name)?.isDataDescriptor != true
  }
}

/// Evaluates `object[index]`.
final class ItemNode: Node {
  private let object: Node
  private let index: Node
  private let machine: MachinePointer

  init(_ object: Node, _ index: Node, _ span: SourceSpan, _ machine: MachinePointer) {
    self.object = object
    self.index = index
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let target = try object.evaluate(frame)
    let key = try index.evaluate(frame)
    if case .object(let container) = target, case .int(var position) = key,
      container.kind == .list, !container.type.isLesson
    {
      let list = unsafeDowncast(container, to: ListObject.self)
      if position < 0 { position += list.items.count }
      if position >= 0, position < list.items.count { return list.items[position] }
    }
    return try slowly(target, key)
  }

  @inline(never)
  private func slowly(_ target: PyValue, _ key: PyValue) throws(Raise) -> PyValue {
    machine.pointee.span = span
    do throws(Raise) {
      if let type = target.cast(TypeObject.self) { return try type.item(key) }
      return try target.item(key)
    } catch {
      throw error.at(span, SourceSpan(Int(object.span.end), Int(span.end)))
    }
  }
}

/// Evaluates `start:stop:step`.
final class SliceNode: Node {
  private let start: Node?
  private let stop: Node?
  private let step: Node?

  init(_ start: Node?, _ stop: Node?, _ step: Node?, _ span: SourceSpan) {
    self.start = start
    self.stop = stop
    self.step = step
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let first = try start?.evaluate(frame) ?? .none
    let last = try stop?.evaluate(frame) ?? .none
    return .object(SliceObject(first, last, try step?.evaluate(frame) ?? .none))
  }
}

/// Evaluates `name := value`.
final class NamedNode: Node {
  private let target: Target
  private let value: Node

  init(_ target: Target, _ value: Node, _ span: SourceSpan) {
    self.target = target
    self.value = value
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = try value.evaluate(frame)
    try target.store(frame, value)
    return value
  }
}
