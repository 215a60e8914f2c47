import Engine

/// A row of nodes whose values go on the stack.
struct Operands {
  private let nodes: ContiguousArray<Node>
  var count: Int { nodes.count }

  init(_ nodes: [Node]) { self.nodes = ContiguousArray(nodes) }

  @inline(__always)
  func evaluate(_ frame: Frame, into row: Frame) throws(Raise) {
    var index = 0
    while index < nodes.count {
      row[index] = try nodes[index].evaluate(frame)
      index += 1
    }
  }
}

/// `function(a, b)` with positional arguments only.
final class CallNode: Node {
  private let function: Node
  // Never optional: unwrapping one costs reference counting.
  private let first: Node
  private let second: Node
  private let rest: Operands
  private let count: Int
  private let machine: MachinePointer

  init(_ function: Node, _ arguments: [Node], _ span: SourceSpan, _ machine: MachinePointer) {
    self.function = function
    count = arguments.count
    first = arguments.first ?? function
    second = arguments.count > 1 ? arguments[1] : function
    rest = Operands(Array(arguments.dropFirst(2)))
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let callee = try function.evaluate(frame)
    // The first slot is for a receiver: a new instance, or that of a bound method.
    let base = try machine.reserve(count + 1)
    do throws(Raise) {
      if count > 0 { base[1] = try first.evaluate(frame) }
      if count > 1 { base[2] = try second.evaluate(frame) }
      if count > 2 { try rest.evaluate(frame, into: base + 3) }
      let result = try machine.invoke(callee, base, count, span)
      machine.release(base, count + 1)
      return result
    } catch {
      machine.release(base, count + 1)
      throw error.at(span)
    }
  }
}

extension UnsafeMutablePointer<Machine> {
  /// Calls with `count` values behind `row`, whose own slot is free for a receiver.
  @inline(__always)
  func invoke(
    _ callee: PyValue, _ row: Frame, _ count: Int, _ span: SourceSpan
  ) throws(Raise) -> PyValue {
    guard case .object(let object) = callee else { throw callee.notCallable }
    if object.kind == .function {
      let function = unsafeDowncast(object, to: FunctionObject.self)
      return try function.invoke(Arguments(row + 1, count: count))
    }
    return try invokeOther(object, row, count, span)
  }

  @inline(never)
  private func invokeOther(
    _ object: PyObject, _ row: Frame, _ count: Int, _ span: SourceSpan
  ) throws(Raise) -> PyValue {
    pointee.span = span
    if object.kind == .type {
      let type = unsafeDowncast(object, to: TypeObject.self)
      if case .plain(let initialize) = type.instantiation,
        case .object(let method) = initialize, method.kind == .function
      {
        let instance = InstanceObject(type)
        row.pointee = .object(instance)
        let function = unsafeDowncast(method, to: FunctionObject.self)
        try type.check(
          initialized: try function.invoke(Arguments(row, count: count + 1)))
        return .object(instance)
      }
    } else if object.kind == .method {
      let method = unsafeDowncast(object, to: BoundMethod.self)
      row.pointee = method.receiver
      return try method.function.call(Arguments(row, count: count + 1))
    }
    return try object.call(Arguments(row + 1, count: count))
  }
}

/// `object.name(a, b)` with positional arguments only: no bound method is made.
final class MethodCallNode: Node {
  private let object: Node
  private let name: Symbol
  private let first: Node
  private let rest: Operands
  private let count: Int
  private let attributeSpan: SourceSpan
  private let machine: MachinePointer
  // The method found for the last receiver's class.
  @exclusivity(unchecked) private var knownShape: UnsafeRawPointer?
  @exclusivity(unchecked) private var knownVersion = -1
  @exclusivity(unchecked) private var method = PyValue.unbound

  init(
    _ object: Node, _ name: Symbol, _ arguments: [Node], attributeSpan: SourceSpan,
    _ span: SourceSpan, _ machine: MachinePointer
  ) {
    self.object = object
    self.name = name
    first = arguments.first ?? object
    rest = Operands(Array(arguments.dropFirst()))
    count = arguments.count
    self.attributeSpan = attributeSpan
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let base = try machine.reserve(count + 1)
    do throws(Raise) {
      base.pointee = try object.evaluate(frame)
      let callee = try find(base)
      if count > 0 { base[1] = try first.evaluate(frame) }
      if count > 1 { try rest.evaluate(frame, into: base + 2) }
      let result = try invoke(callee, base)
      machine.release(base, count + 1)
      return result
    } catch {
      machine.release(base, count + 1)
      throw error.at(span)
    }
  }

  /// The function to call; leaves no receiver in the first slot where it takes none.
  @inline(__always)
  private func find(_ base: Frame) throws(Raise) -> PyValue {
    if case .object(let receiver) = base.pointee, let identity = receiver.methodIdentity,
      identity == knownShape, receiver.type.version == knownVersion
    {
      return method
    }
    return try findSlowly(base)
  }

  @inline(never)
  private func findSlowly(_ base: Frame) throws(Raise) -> PyValue {
    let receiver = base.pointee
    machine.pointee.span = attributeSpan
    if case .object(let object) = receiver, let identity = object.methodIdentity,
      let found = object.type.lookup(name), found.isPlainMethod, object.findsMethodsPlainly(name)
    {
      knownShape = identity
      knownVersion = object.type.version
      method = found
      return found
    }
    do throws(Raise) {
      let callee = try receiver.attribute(name)
      base.pointee = .unbound
      return callee
    } catch {
      throw error.at(attributeSpan)
    }
  }

  @inline(__always)
  private func invoke(_ callee: PyValue, _ base: Frame) throws(Raise) -> PyValue {
    if case .unbound = base.pointee { return try machine.invoke(callee, base, count, span) }
    guard case .object(let object) = callee else { throw callee.notCallable }
    if object.kind == .function {
      let function = unsafeDowncast(object, to: FunctionObject.self)
      return try function.invoke(Arguments(base, count: count + 1))
    }
    if count == 1, object.kind == .native,
      unsafeDowncast(object, to: NativeFunction.self).isListAppend,
      case .object(let receiver) = base.pointee, receiver.kind == .list
    {
      let list = unsafeDowncast(receiver, to: ListObject.self)
      list.holds(base[1])
      if list.items.count == list.items.capacity { try Room.values(list.items.count * 2) }
      list.items.append(base[1])
      return .none
    }
    machine.pointee.span = span
    return try object.call(Arguments(base, count: count + 1))
  }
}

extension PyObject {
  /// What has to stay the same for a method to be found again: the shape of an instance, the
  /// class of other objects; `nil` where attributes are not a matter of the class.
  @inline(__always)
  final var methodIdentity: UnsafeRawPointer? {
    switch kind {
    case .instance: unsafeDowncast(self, to: AttributedObject.self).shapeAddress
    case .module, .type: nil
    default: UnsafeRawPointer(Unmanaged.passUnretained(type).toOpaque())
    }
  }

  final func findsMethodsPlainly(_ name: Symbol) -> Bool {
    guard let instance = self as? AttributedObject else { return !hidesAttributes }
    if hidesAttributes || instance.wrapsMethod(name)
      || instance.type.isLesson && type.lookup(Names.getAttribute)?.isNative == false
    {
      return false
    }
    return instance.shape.position(of: name) == nil
  }
}

extension PyValue {
  /// A function that takes the receiver as its first argument when found on a class.
  var isPlainMethod: Bool {
    guard case .object(let object) = self else { return false }
    return object.kind == .function
      || object.kind == .native && unsafeDowncast(object, to: NativeFunction.self).isMethod
  }
}

/// A call with keyword arguments or `*` and `**`.
final class SpreadCallNode: Node {
  enum Part {
    case positional(Node)
    case star(Node)
    case keyword(Symbol, Node)
    case doubleStar(Node)
  }

  private let function: Node
  private let parts: [Part]
  private let machine: MachinePointer
  /// The keyword names where they are known ahead.
  private let fixed: KeywordNames?

  init(_ function: Node, _ parts: [Part], _ span: SourceSpan, _ machine: MachinePointer) {
    self.function = function
    self.parts = parts
    self.machine = machine
    var names: [Symbol] = []
    var isFixed = true
    for part in parts {
      switch part {
      case .keyword(let name, _): names.append(name)
      case .positional: break
      case .star, .doubleStar: isFixed = false
      }
    }
    fixed = isFixed ? KeywordNames(names) : nil
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let callee = try function.evaluate(frame)
    if let fixed { return try callFixed(callee, fixed, frame) }
    var positional: [PyValue] = []
    var names: [Symbol] = []
    var values: [PyValue] = []
    for part in parts {
      switch part {
      case .positional(let node): positional.append(try node.evaluate(frame))
      case .keyword(let name, let node):
        names.append(name)
        values.append(try node.evaluate(frame))
      case .star(let node):
        let value = try node.evaluate(frame)
        do throws(Raise) {
          positional += try value.iterableItems(
            "\(callee.callTitle) argument after * must be an iterable, not \(value.typeName)")
        } catch {
          throw error.at(span)
        }
      case .doubleStar(let node):
        let value = try node.evaluate(frame)
        try addMapping(value, callee, &names, &values)
      }
    }
    machine.pointee.span = span
    do throws(Raise) {
      return try callee.call(
        positional + values, keywords: names.isEmpty ? nil : KeywordNames(names))
    } catch {
      throw error.at(span)
    }
  }

  private func callFixed(
    _ callee: PyValue, _ names: KeywordNames, _ frame: Frame
  ) throws(Raise) -> PyValue {
    let base = try machine.reserve(parts.count)
    do throws(Raise) {
      // Positional arguments stand before keywords in the row and in the source.
      var index = 0
      while index < parts.count {
        switch parts[index] {
        case .positional(let node), .keyword(_, let node), .star(let node), .doubleStar(let node):
          base[index] = try node.evaluate(frame)
        }
        index += 1
      }
      machine.pointee.span = span
      let result = try callee.call(
        Arguments(base, count: parts.count - names.symbols.count, keywords: names))
      machine.release(base, parts.count)
      return result
    } catch {
      machine.release(base, parts.count)
      throw error.at(span)
    }
  }

  private func addMapping(
    _ value: PyValue, _ callee: PyValue, _ names: inout [Symbol], _ values: inout [PyValue]
  ) throws(Raise) {
    guard let dict = value.cast(DictObject.self) else {
      throw Raise.type(
        "\(callee.callTitle) argument after ** must be a mapping, not \(value.typeName)"
      ).at(span)
    }
    for (key, value) in dict.pairs {
      guard let text = key.text else { throw Raise.type("keywords must be strings").at(span) }
      let name = Symbol(text)
      if names.contains(name) {
        throw Raise.type(
          "\(callee.callTitle) got multiple values for keyword argument '\(text)'"
        ).at(span)
      }
      names.append(name)
      values.append(value)
    }
  }
}

extension PyValue {
  /// How CPython names a callee in argument errors: `__main__.f()`.
  var callTitle: String {
    if let function = cast(FunctionObject.self) { return "__main__.\(function.qualname)()" }
    if let function = cast(NativeFunction.self) { return "\(function.name)()" }
    if let type = cast(TypeObject.self) { return "\(type.qualifiedName)()" }
    return "\(typeName) object"
  }
}
