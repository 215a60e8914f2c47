/// Attributes of an instance, laid out by a shape.
package class AttributedObject: PyObject {
  // Shapes live as long as their class, and classes as long as the interpreter.
  @exclusivity(unchecked) private final var unmanagedShape: Unmanaged<Shape>
  @exclusivity(unchecked) final private(set) var values: UnsafeMutablePointer<PyValue>
  @exclusivity(unchecked) private final var count: Int32 = 0
  @exclusivity(unchecked) private final var capacity: Int32

  package init(_ type: TypeObject) {
    unmanagedShape = Unmanaged.passUnretained(type.rootShape)
    capacity = 4
    values = .allocate(capacity: 4)
    super.init(type, kind: .instance)
  }

  @inline(__always)
  final var shapeAddress: UnsafeRawPointer {
    UnsafeRawPointer(unmanagedShape.toOpaque())
  }

  final var shape: Shape { unmanagedShape.takeUnretainedValue() }

  deinit {
    values.deinitialize(count: Int(count))
    values.deallocate()
  }

  /// Puts a value at the end, for the shape that has `shape` as its origin.
  @inline(__always)
  final func append(_ value: PyValue, becoming next: Unmanaged<Shape>) {
    holds(value)
    if count == capacity { grow() }
    (values + Int(count)).initialize(to: value)
    count += 1
    unmanagedShape = next
  }

  override func empty() {
    let held = Int(count)
    count = 0
    unmanagedShape = .passUnretained(type.rootShape)
    values.deinitialize(count: held)
  }

  private final func grow() {
    let larger = UnsafeMutablePointer<PyValue>.allocate(capacity: Int(capacity) * 2)
    larger.moveInitialize(from: values, count: Int(count))
    values.deallocate()
    values = larger
    capacity *= 2
  }

  // MARK: Attributes

  /// The instance's own attribute, past its class.
  package final func ownAttribute(_ name: Symbol) -> PyValue? {
    shape.position(of: name).map { values[$0] }
  }

  package final func setOwnAttribute(_ name: Symbol, _ value: PyValue) {
    if let position = shape.position(of: name) {
      holds(value)
      values[position] = value
    } else {
      append(value, becoming: .passUnretained(shape.adding(name)))
    }
  }

  package final var ownAttributes: [(Symbol, PyValue)] {
    shape.names.enumerated().map { ($1, values[$0]) }
  }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if type.isLesson, let hook = type.lookup(Names.getAttribute), !hook.isNative {
      return try hook.callMethod(on: self, name.value)
    }
    if let found = try plainAttribute(name) { return found }
    if let hook = type.lookup(Names.getAttr) { return try hook.callMethod(on: self, name.value) }
    return nil
  }

  /// `object.__getattribute__`.
  package final func plainAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    let ofClass = type.lookup(name)
    if let ofClass, ofClass.isDataDescriptor { return try ofClass.bound(to: self) }
    if let own = ownAttribute(name) { return own }
    if let ofClass { return try ofClass.bound(to: self) }
    if name == Names.dict { return .object(attributeDictionary()) }
    return try commonAttribute(name)
  }

  package func attributeDictionary() -> DictObject {
    let dict = DictObject(attributesOf: self)
    for (name, value) in ownAttributes { dict.set(text: name, value) }
    return dict
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    if type.isLesson, let hook = type.lookup(Names.setAttr), !hook.isNative {
      _ = try hook.callMethod(on: self, name.value, value)
      return
    }
    try setPlainAttribute(name, value)
  }

  /// Whether `setPlainAttribute` does more than keep the value; such classes say so here.
  package var observesAttributes: Bool { false }

  /// Whether a method found on the class is not what `object.name` gives; such classes say so here.
  package func wrapsMethod(_ name: Symbol) -> Bool { false }

  /// `object.__setattr__`; classes made in Swift override it to see every assignment.
  package func setPlainAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    if let ofClass = type.lookup(name), ofClass.isDataDescriptor {
      return try ofClass.setDescriptor(on: self, name, value)
    }
    if name == Names.classOf { throw Raise.unsupported("assigning __class__") }
    setOwnAttribute(name, value)
  }

  package override func deleteAttribute(_ name: Symbol) throws(Raise) {
    if type.isLesson, let hook = type.lookup(Names.delAttr), !hook.isNative {
      _ = try hook.callMethod(on: self, name.value)
      return
    }
    try deletePlainAttribute(name)
  }

  /// `object.__delattr__`.
  package final func deletePlainAttribute(_ name: Symbol) throws(Raise) {
    if let property = type.lookup(name)?.cast(PropertyObject.self) {
      return try property.delete(on: .object(self), name)
    }
    guard shape.position(of: name) != nil else {
      throw Raise.missingAttribute(name, of: .object(self))
    }
    let kept = ownAttributes.filter { $0.0 != name }
    values.deinitialize(count: Int(count))
    count = 0
    unmanagedShape = .passUnretained(type.rootShape)
    for (name, value) in kept { append(value, becoming: .passUnretained(shape.adding(name))) }
  }
}
