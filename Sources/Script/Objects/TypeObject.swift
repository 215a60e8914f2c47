import Synchronization

/// A class: one of the language's own, one that a module made in Swift, or one of the lesson.
package final class TypeObject: PyObject {
  package typealias Constructor =
    (_ type: TypeObject, _ arguments: Arguments) throws(Raise) -> PyValue
  package typealias Allocator = (_ type: TypeObject) throws(Raise) -> PyValue

  package let name: String
  /// The module, empty for built-in classes.
  package let module: String
  let qualname: String
  /// What errors of C code call it: the module comes with the name of classes written in C.
  let title: String
  package private(set) var bases: [TypeObject]
  /// The ancestors in the order of look-up, without the class, which would hold itself.
  private let inherited: [TypeObject]
  /// Whether the lesson defined it.
  package let isLesson: Bool

  @exclusivity(unchecked) private var table: [Symbol: PyValue] = [:]
  private var order: [Symbol] = []
  /// The members of a native class until the first look-up makes them: a member's own class
  /// (`builtin_function_or_method`) needs this one, so they cannot be made with it.
  private var pending: [NativeMember] = []
  private let isComplete: Atomic<Bool>
  private static let completing = Mutex(())

  /// `Type(arguments)` of a class without `__init__` of its own; inherited.
  package let construct: Constructor?
  /// A new instance before `__init__`; inherited by classes of the lesson.
  package let allocate: Allocator?
  /// Whether a lesson may derive from it.
  package let isExtensible: Bool

  let rootShape = Shape(nil, nil)
  /// Grows with every change of the class or an ancestor; caches compare it.
  @exclusivity(unchecked) private(set) var version = 0
  /// What look-ups found; only for classes of a lesson, which one thread uses.
  @exclusivity(unchecked) private var found = MethodCache()
  /// What a call of the class does, worked out at the first one.
  @exclusivity(unchecked) private var creation: Creation?
  private var derived: [Unmanaged<TypeObject>] = []
  /// Annotated names of the body, in order, with the text of the annotation.
  let annotations: [(name: String, annotation: PyValue)]

  /// A class written in Swift.
  ///
  /// `construct` makes an instance from the call's arguments; where it is `nil`, `allocate` and the
  /// `__init__` found along the class do. `members` are methods and properties.
  package init(
    _ name: String, module: String = "", qualname: String? = nil, title: String? = nil,
    base: TypeObject? = .object,
    extensible: Bool = false,
    allocate: Allocator? = nil, construct: Constructor? = nil, members: [NativeMember] = []
  ) {
    self.name = name
    self.module = module
    self.qualname = qualname ?? name
    self.title = title ?? name
    bases = base.map { [$0] } ?? []
    isLesson = false
    self.construct = construct ?? (allocate == nil ? base?.construct : nil)
    self.allocate = allocate ?? (construct == nil ? base?.allocate : nil)
    isExtensible = extensible
    pending = members
    annotations = []
    isComplete = Atomic(members.isEmpty)
    inherited = base.map { [$0] + $0.inherited } ?? []
    super.init(nil, kind: .type)
    // A class that was made for a run must live as long as its instances.
    Patience.machine?.pointee.interpreter.keep(self)
  }

  /// A class of the lesson.
  init(
    lesson name: String, qualname: String, bases: [TypeObject], ancestors: [TypeObject],
    members: [(Symbol, PyValue)], annotations: [(name: String, annotation: PyValue)] = []
  ) {
    self.annotations = annotations
    self.name = name
    self.qualname = qualname
    title = name
    module = "__main__"
    self.bases = bases
    isLesson = true
    let solid = bases.first { $0.allocate != nil && $0 !== TypeObject.object } ?? bases.first
    construct = solid?.construct
    allocate = solid?.allocate
    isExtensible = true
    isComplete = Atomic(true)
    inherited = ancestors
    super.init(nil, kind: .type)
    for (name, value) in members where table.updateValue(value, forKey: name) == nil {
      order.append(name)
    }
    for base in bases where base.isLesson { base.derived.append(Unmanaged.passUnretained(self)) }
  }

  package var base: TypeObject? { bases.first }

  /// The class and its ancestors in the order of look-up.
  package var ancestors: [TypeObject] { [self] + inherited }

  /// The class's own attributes.
  package var attributes: [Symbol: PyValue] {
    complete()
    return table
  }

  /// Their names in the order of definition.
  package var attributeOrder: [Symbol] {
    complete()
    return order
  }

  @inline(__always)
  private func complete() {
    if !isComplete.load(ordering: .acquiring) { makeMembers() }
  }

  private func makeMembers() {
    TypeObject.completing.withLock { _ in
      guard !isComplete.load(ordering: .acquiring) else { return }
      for member in pending {
        let (name, value) = member.made(for: self)
        table[name] = value
        order.append(name)
      }
      pending = []
      isComplete.store(true, ordering: .releasing)
    }
  }

  /// What tracebacks and `repr` call it.
  package var qualifiedName: String { module.isEmpty ? qualname : "\(module).\(qualname)" }

  package func isSubclass(of other: TypeObject) -> Bool {
    if self === other { return true }
    for ancestor in inherited where ancestor === other { return true }
    return false
  }

  /// The attribute of the class or its nearest ancestor, unbound.
  package func lookup(_ name: Symbol) -> PyValue? {
    guard isLesson else { return walk(name) }
    if let known = found.find(name) { return known.isUnbound ? nil : known }
    let value = walk(name)
    found.keep(name, value ?? .unbound)
    return value
  }

  private func walk(_ name: Symbol) -> PyValue? {
    complete()
    if let found = table[name] { return found }
    for ancestor in inherited {
      ancestor.complete()
      if let found = ancestor.table[name] { return found }
    }
    return nil
  }

  /// The attribute along the ancestors after `type`, for `super()`.
  func lookup(_ name: Symbol, after type: TypeObject) -> (value: PyValue, owner: TypeObject)? {
    var passed = false
    for ancestor in ancestors {
      if passed, let found = ancestor.attributes[name] { return (found, ancestor) }
      if ancestor === type { passed = true }
    }
    return nil
  }

  private func changed() {
    version += 1
    found.removeAll()
    creation = nil
    for type in derived { type.takeUnretainedValue().changed() }
  }

  func define(_ name: Symbol, _ value: PyValue) {
    let old = table.updateValue(value, forKey: name)
    if old == nil { order.append(name) }
    changed()
  }

  /// Methods and their class hold each other.
  override func empty() {
    table = [:]
    found.removeAll()
    creation = nil
    derived = []
  }

  // MARK: Attributes of the class itself

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let found = lookup(name) { return try found.boundToClass(self) }
    switch name {
    case Names.name: return .string(self.name)
    case Names.qualname: return .string(qualname)
    case Names.module: return .string(module.isEmpty ? "builtins" : module)
    case Names.doc: return PyValue.none
    case Names.classOf: return .object(TypeObject.type)
    case Names.bases: return .tuple(bases.map { .object($0) })
    case Names.mro: return .tuple(ancestors.map { .object($0) })
    case Names.dict:
      let dict = DictObject()
      for name in attributeOrder {
        if let value = attributes[name] { try dict.set(name.value, value) }
      }
      return .object(dict)
    case Names.annotations:
      let dict = DictObject()
      for (name, annotation) in annotations { dict.set(text: Symbol(name), annotation) }
      return .object(dict)
    default:
      if name.text == "mro" {
        let order = ancestors
        return .native("mro", "") { _ throws(Raise) in .list(order.map { .object($0) }) }
      }
      if name.text == "__subclasses__" {
        let list = derived.map { PyValue.object($0.takeUnretainedValue()) }
        return .native("__subclasses__", "") { _ throws(Raise) in .list(list) }
      }
      return nil
    }
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    guard isLesson else {
      throw Raise.type("cannot set '\(name.text)' attribute of immutable type '\(self.name)'")
    }
    define(name, value)
  }

  package override func deleteAttribute(_ name: Symbol) throws(Raise) {
    guard isLesson, attributes[name] != nil else {
      throw Raise.missingAttribute(name, of: .object(self))
    }
    table[name] = nil
    order.removeAll { $0 == name }
    changed()
  }

  // MARK: Making instances

  /// How instances are made.
  enum Creation {
    /// A plain instance, then `__init__` if there is one.
    case plain(initialize: PyValue)
    case general
  }

  /// What a call does; `plain` lets a node put the new instance in front of its arguments.
  var instantiation: Creation {
    if let creation { return creation }
    var made = Creation.general
    if isLesson, allocate != nil, isPlain, abstractNames.isEmpty,
      lookup(Names.new)?.unwrappedStatic.isNative == true
    {
      made = .plain(initialize: lookup(Names.initialize) ?? .unbound)
    }
    creation = made
    return made
  }

  /// Whether it is a class of the lesson with nothing made in Swift behind it but `object`.
  private var isPlain: Bool {
    isLesson
      && bases.allSatisfy {
        $0 === TypeObject.object || $0 === TypeObject.abstractBase || $0.isTypingName || $0.isPlain
      }
  }

  /// `typing.Generic` and the like mean nothing at run time.
  private var isTypingName: Bool { !isLesson && module == "typing" }

  /// Abstract methods that neither the class nor an ancestor has made real.
  private var abstractNames: [String] {
    guard isLesson, isSubclass(of: .abstractBase) else { return [] }
    var seen: Set<Symbol> = []
    var names: [String] = []
    for ancestor in ancestors where ancestor.isLesson {
      for (name, value) in ancestor.attributes where seen.insert(name).inserted {
        let function = value.cast(PropertyObject.self)?.getter ?? value.wrappedFunction
        guard let object = function.object, object.kind == .function,
          (try? object.findAttribute(Names.isAbstract)) != nil
        else { continue }
        names.append(name.text)
      }
    }
    return names.sorted()
  }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    if case .general = instantiation, isLesson {
      let names = abstractNames
      if !names.isEmpty {
        throw Raise.type(
          "Can't instantiate abstract class \(name) with abstract method"
            + "\(names.count == 1 ? "" : "s") \(names.joined(separator: ", "))")
      }
    }
    if !isLesson, let construct { return try construct(self, arguments) }
    if isLesson, let new = lookup(Names.new)?.unwrappedStatic, !new.isNative {
      let made = try new.callBound(to: .object(self), arguments)
      guard case .object(let object) = made, object.type.isSubclass(of: self) else { return made }
      try initialize(object, arguments)
      return made
    }
    guard let allocate else {
      if let construct { return try construct(self, arguments) }
      throw Raise.type("cannot create '\(qualifiedName)' instances")
    }
    let made = try allocate(self)
    guard case .object(let object) = made else { return made }
    try initialize(object, arguments)
    return made
  }

  private func initialize(_ object: PyObject, _ arguments: Arguments) throws(Raise) {
    if let exception = object as? ExceptionObject { exception.arguments = arguments.positional }
    guard let method = lookup(Names.initialize) else {
      if arguments.count + arguments.keywordCount > 0, !(object is ExceptionObject) {
        throw Raise.type("\(name)() takes no arguments")
      }
      return
    }
    let result = try method.callBound(to: .object(object), arguments)
    try check(initialized: result)
  }

  /// `__init__` has nothing to say.
  @inline(__always)
  func check(initialized result: PyValue) throws(Raise) {
    if case .none = result { return }
    throw Raise.type("__init__() should return None, not '\(result.typeName)'")
  }

  package override func repr() throws(Raise) -> String { "<class '\(qualifiedName)'>" }

  package override func binary(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    // `int | str` of an annotation.
    op == .bitOr && (other.isNone || other.object is TypeObject) ? .object(self) : nil
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if let method = lookup(Symbol("__class_getitem__")) {
      return try method.unwrappedStatic.callBound(to: .object(self), key)
    }
    // `list[int]` of an annotation.
    return .object(self)
  }
}
