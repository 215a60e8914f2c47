import Engine

/// Where a new function finds a variable it shares with the function that makes it.
enum Capture {
  case cell(slot: Int)
  case free(functionSlot: Int, index: Int)
}

/// `lambda`, or the function part of `def`.
final class FunctionNode: Node {
  private let code: FunctionCode
  private let captures: [Capture]
  private let defaults: [Node]
  private let keywordDefaults: [Node?]

  init(
    _ code: FunctionCode, captures: [Capture], defaults: [Node], keywordDefaults: [Node?],
    _ span: SourceSpan
  ) {
    self.code = code
    self.captures = captures
    self.defaults = defaults
    self.keywordDefaults = keywordDefaults
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue { .object(try make(frame)) }

  func make(_ frame: Frame) throws(Raise) -> FunctionObject {
    var values = ContiguousArray<PyValue>()
    for node in defaults { values.append(try node.evaluate(frame)) }
    var keywordValues = ContiguousArray<PyValue>()
    for node in keywordDefaults { keywordValues.append(try node?.evaluate(frame) ?? .unbound) }
    var cells = ContiguousArray<CellObject>()
    for capture in captures {
      switch capture {
      case .cell(let slot): cells.append(cell(frame, slot))
      case .free(let functionSlot, let index): cells.append(freeCell(frame, functionSlot, index))
      }
    }
    return FunctionObject(
      code, closure: cells, defaults: values, keywordDefaults: keywordValues)
  }
}

/// `class Name(bases): …`: runs the body in slots of the frame around it, then makes the class.
final class ClassNode: Node {
  private let name: String
  private let qualname: String
  private let bases: [SpreadCallNode.Part]
  private let body: StatementNode
  private let members: [(name: Symbol, slot: Int)]
  /// The slot of the cell that methods find their class in, for `super()`.
  private let classCell: Int?
  private let documentation: String?
  private let annotations: [(name: String, annotation: PyValue)]
  private let machine: MachinePointer

  init(
    name: String, qualname: String, bases: [SpreadCallNode.Part], body: StatementNode,
    members: [(name: Symbol, slot: Int)], classCell: Int?, documentation: String?,
    annotations: [(name: String, annotation: PyValue)], _ span: SourceSpan,
    _ machine: MachinePointer
  ) {
    self.name = name
    self.qualname = qualname
    self.bases = bases
    self.body = body
    self.members = members
    self.classCell = classCell
    self.documentation = documentation
    self.annotations = annotations
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    var types: [TypeObject] = []
    var keywords: [(Symbol, PyValue)] = []
    for part in bases {
      switch part {
      case .positional(let node): types.append(try base(try node.evaluate(frame)))
      case .keyword(let name, let node): keywords.append((name, try node.evaluate(frame)))
      case .star, .doubleStar:
        throw Raise.unsupported("* in the bases of a class").at(span)
      }
    }
    if keywords.contains(where: { $0.0.text == "metaclass" }) {
      throw Raise.unsupported("metaclasses").at(span)
    }
    for (_, slot) in members { frame[slot] = .unbound }
    if let classCell { frame[classCell] = .object(CellObject()) }
    do throws(Raise) {
      _ = try body.execute(frame)
    } catch {
      error.exception.leave(function: name)
      throw error.at(span)
    }
    do throws(Raise) {
      return try make(types, keywords, frame)
    } catch {
      throw error.at(span)
    }
  }

  private func base(_ value: PyValue) throws(Raise) -> TypeObject {
    guard let type = value.cast(TypeObject.self) else {
      throw Raise.type("a class can only be derived from a class, not '\(value.typeName)'").at(span)
    }
    guard type.isExtensible else {
      if type === TypeObject.bool {
        throw Raise.type("type 'bool' is not an acceptable base type").at(span)
      }
      throw Raise.unsupported("deriving a class from '\(type.name)'").at(span)
    }
    return type
  }

  private func make(
    _ types: [TypeObject], _ keywords: [(Symbol, PyValue)], _ frame: Frame
  ) throws(Raise) -> PyValue {
    let bases = types.isEmpty ? [TypeObject.object] : types
    var own: [(Symbol, PyValue)] = []
    if let documentation { own.append((Names.doc, .string(documentation))) }
    // In the order in which the body assigned them first.
    for (name, slot) in members where !frame[slot].isUnbound {
      let value = frame[slot]
      own.append((name, value.cast(CellObject.self)?.value ?? value))
      frame[slot] = .unbound
    }
    let type = TypeObject(
      lesson: name, qualname: qualname, bases: bases, ancestors: try linearized(bases),
      members: own, annotations: annotations)
    machine.pointee.interpreter.keep(type)
    if let classCell { cell(frame, classCell).value = .object(type) }
    for (name, value) in own {
      guard case .object(let object) = value, object.kind == .instance,
        let hook = object.type.lookup(Names.setName)
      else { continue }
      _ = try hook.callMethod(on: object, .object(type), name.value)
    }
    if let (hook, _) = type.lookup(Names.initSubclass, after: type) {
      let function = hook.cast(ClassMethodObject.self)?.function ?? hook
      _ = try function.call(
        [.object(type)] + keywords.map(\.1), keywords: KeywordNames(keywords.map(\.0)))
    } else if let (name, _) = keywords.first {
      throw Raise.type("\(self.name).__init_subclass__() takes no keyword arguments: \(name.text)")
    }
    return .object(type)
  }

  /// The order of look-up among the ancestors (C3).
  private func linearized(_ bases: [TypeObject]) throws(Raise) -> [TypeObject] {
    if bases.count == 1 { return bases[0].ancestors }
    var lists = bases.map { $0.ancestors[...] } + [bases[...]]
    var order: [TypeObject] = []
    while true {
      lists.removeAll { $0.isEmpty }
      if lists.isEmpty { return order }
      let candidate = lists.lazy.compactMap(\.first).first { candidate in
        !lists.contains { $0.dropFirst().contains { $0 === candidate } }
      }
      guard let candidate else {
        let names = bases.map(\.name).joined(separator: ", ")
        throw Raise.type(
          "Cannot create a consistent method resolution\norder (MRO) for bases \(names)")
      }
      order.append(candidate)
      for index in lists.indices where lists[index].first === candidate {
        lists[index].removeFirst()
      }
    }
  }
}

/// `super()` inside a method.
final class SuperNode: Node {
  private let type: Node
  private let receiver: Node

  init(_ type: Node, _ receiver: Node, _ span: SourceSpan) {
    self.type = type
    self.receiver = receiver
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    guard let type = try type.evaluate(frame).cast(TypeObject.self) else {
      throw Raise.runtime("super(): empty __class__ cell").at(span)
    }
    return .object(SuperObject(type, try receiver.evaluate(frame)))
  }
}
