import Engine

/// A NumPy `ndarray`: elements that a lesson may change; slices share them.
package final class ArrayObject: PyObject {
  /// The elements; this object's views write to the same memory.
  private(set) var array: NDArray

  /// Whether writing is refused, as for a diagonal or a broadcast view.
  var isReadOnly: Bool

  /// The array whose memory a view shows.
  let base: ArrayObject?

  /// The element that an array without axes stands for, where writing has to reach it.
  var origin: ElementOrigin?

  init(_ array: NDArray, isReadOnly: Bool = false, base: ArrayObject? = nil) {
    self.array = array
    self.isReadOnly = isReadOnly || base?.isReadOnly == true
    self.base = base?.base ?? base
    super.init(.ndarray)
  }

  // MARK: Text

  package override func str() throws(Raise) -> String { TensorText.value(array) }
  package override func repr() throws(Raise) -> String { TensorText.repr(array) }

  package override func format(_ specification: String) throws(Raise) -> String {
    if specification.isEmpty { return try str() }
    guard array.shape.rank == 0 else {
      throw Raise.type("unsupported format string passed to numpy.ndarray.__format__")
    }
    return try NumPyScalar(array).format(specification)
  }

  // MARK: Containers

  package override func length() throws(Raise) -> Int {
    guard let count = array.shape.lengths.first else {
      throw Raise.type("len() of unsized object")
    }
    return count
  }

  package override func iterate() throws(Raise) -> PyIterator {
    guard let count = array.shape.lengths.first else {
      throw Raise.type("iteration over a 0-d array")
    }
    var position = 0
    return ClosureIterator { [self] () throws(Raise) in
      guard position < count else { return nil }
      defer { position += 1 }
      return try item(.int(position))
    }
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if let items = try ArrayIndex.basic(key) {
      let found = try NumPyErrors.translating { () throws(EngineError) in
        try NumPyArithmetic.evaluate(StridedSlice(items), array)
      }
      return found.shape.rank == 0
        ? NumPyResult.value(found) : .object(ArrayObject(found, base: self))
    }
    let found = try array.elements(try ArraySelection(key, of: array))
    return .object(ArrayObject(found))
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    if isReadOnly { throw Raise.value("assignment destination is read-only") }
    let new = try ArrayReading.array(value, array.dtype)
    if let items = try ArrayIndex.basic(key) { return try write(new, at: items) }
    let selection = try ArraySelection(key, of: array)
    let source = new.withoutLeadingOnes(selection.shape.rank)
    guard source.shape.broadcast(with: selection.shape) == selection.shape else {
      throw ArrayIndex.misfit(new.shape, selection.shape, key)
    }
    array.overwrite(selection, with: source.broadcast(to: selection.shape).contiguous())
  }

  /// Writes into the memory that the items name; the first index or slice keeps its axis so that
  /// even one element stays a view.
  private func write(_ new: NDArray, at items: [IndexItem]) throws(Raise) {
    guard array.shape.rank > 0 else {
      array = new.reshaped(.scalar)
      if let origin { try origin.source.setItem(origin.key, .object(ArrayObject(array))) }
      return
    }
    if new.shape.rank > 0, items.count == array.shape.rank, items.allSatisfy(\.isIndex),
      new.count != 1
    {
      throw array.dtype.isInteger
        ? Raise.type(
          "int() argument must be a string, a bytes-like object or a real number, not 'list'")
        : Raise.value("setting an array element with a sequence.")
    }
    let open = items.map { item -> IndexItem in
      guard case .index(let index) = item else { return item }
      return .slice(start: index, stop: index == -1 ? nil : index + 1, step: 1)
    }
    let shape = try NumPyErrors.translating { () throws(EngineError) in
      try StridedSlice(items).infer([array.signature]).shape
    }
    let fitting = new.withoutLeadingOnes(shape.rank)
    guard fitting.shape.broadcast(with: shape) == shape else {
      throw Raise.value(
        "could not broadcast input array from shape \(new.shape.bracketedAsTuple) into shape "
          + shape.bracketedAsTuple)
    }
    let source = fitting.broadcast(to: shape).contiguous()
    let part = try NumPyErrors.translating { () throws(EngineError) in
      try NumPyArithmetic.evaluate(StridedSlice(open), array)
    }
    part.overwrite(with: source)
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    guard let equal = try NumPyArithmetic.compare(.equal, .object(self), value) else {
      return false
    }
    return try ArrayReading.array(equal).doubles.contains { $0 != 0 }
  }

  // MARK: Operators

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    try NumPyArithmetic.binary(op, .object(self), other, isReflected: false)
  }

  package override func reflected(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue?
  {
    try NumPyArithmetic.binary(op, .object(self), other, isReflected: true)
  }

  package override func inPlace(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    guard let result = try binary(op, other) else { return nil }
    return try take(try ArrayReading.array(result), from: op.ufuncName)
  }

  package override func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? {
    try NumPyArithmetic.unary(op, array)
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    try NumPyArithmetic.compare(op, .object(self), other)
  }

  // MARK: Readings

  package override func hash() throws(Raise) -> Int {
    throw Raise.type("unhashable type: 'numpy.ndarray'")
  }

  package override func truth() throws(Raise) -> Bool {
    guard array.count == 1 else {
      throw Raise.value(
        array.count == 0
          ? "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that "
            + "an array is not empty."
          : "The truth value of an array with more than one element is ambiguous. Use a.any() or "
            + "a.all()")
    }
    return array.doubles[0] != 0
  }

  private func single() throws(Raise) -> NumPyScalar {
    guard array.shape.rank == 0 else {
      throw Raise.type("only 0-dimensional arrays can be converted to Python scalars")
    }
    return NumPyScalar(array)
  }

  package override func asIndex() throws(Raise) -> PyValue? {
    guard array.dtype.isInteger else { return nil }
    guard array.shape.rank == 0 else {
      throw Raise.type("only integer scalar arrays can be converted to a scalar index")
    }
    return NumPyScalar(array).item()
  }

  package override func asInt() throws(Raise) -> PyValue? { try single().asPythonInt() }
  package override func asFloat() throws(Raise) -> Double? { try single().asDouble() }

  // MARK: Attributes

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let found = try super.findAttribute(name) { return found }
    throw Raise.attribute("'numpy.ndarray' object has no attribute '\(name.text)'")
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    guard name.text == "shape" else { return try super.setAttribute(name, value) }
    array = try NumPyFunctions.reshaped(array, try NumPyFunctions.lengths(value))
  }

  /// The items along the first axis.
  func allItems() throws(Raise) -> [PyValue] {
    var found: [PyValue] = []
    for place in 0..<(array.shape.lengths.first ?? 0) { found.append(try item(.int(place))) }
    return found
  }

  func fill(_ value: PyValue) throws(Raise) {
    try setItem(.object(EllipsisObject.instance), value)
  }

  /// Takes another shape and as many elements as it holds: the first ones, then zeros.
  func resize(_ lengths: [Int]) throws(Raise) {
    let shape = try NumPyShapes.checked(lengths, array.dtype)
    let rows = (0..<shape.count).map { min($0, array.count) }
    let zero = try NDArray.filled(0, array.dtype, [1])
    let all = try NumPyFunctions.joined([array.reshaped([array.count]), zero], axis: 0)
    array = try NumPyParts.taken(all, rows, axis: 0).reshaped(shape)
  }

  func sort(axis: Int) throws(Raise) {
    let sorted = try NumPyFunctions.sorted(array, axis: axis)
    try setItem(.object(EllipsisObject.instance), .object(ArrayObject(sorted)))
  }
}

extension NDArray {
  /// The elements in memory of their own, which a lesson may then write to.
  func copied() -> NDArray {
    guard case .block(let block) = payload else { return self }
    let storage = Storage(byteCount: block.count * dtype.byteWidth)
    guard case .block(let source) = contiguous().payload else { return self }
    storage.memory.copyMemory(
      from: source.storage.memory + source.offset * dtype.byteWidth,
      byteCount: block.count * dtype.byteWidth)
    return NDArray(
      payload: .block(
        Block(
          storage: storage, offset: 0, shape: block.shape, strides: block.shape.rowMajorStrides)),
      dtype: dtype)
  }

  /// Puts the elements of an array of as many elements into this view's memory.
  fileprivate func overwrite(with source: NDArray) {
    guard case .block(let target) = payload else { return }
    let width = dtype.byteWidth
    func write(from bytes: UnsafeRawPointer) {
      var next = 0
      target.forEachOffset { offset in
        (target.storage.memory + offset * width).copyMemory(
          from: bytes + next * width, byteCount: width)
        next += 1
      }
    }
    switch source.payload {
    case .scalar(let bits):
      // Little-endian: the low bytes come first.
      withUnsafeBytes(of: bits.littleEndian) { bytes in
        if let base = bytes.baseAddress { write(from: base) }
      }
    case .block(let block):
      // The source may be a view of the same memory.
      let copy = source.copied()
      guard case .block(let own) = copy.payload else { return }
      _ = block
      write(from: own.storage.memory)
    case .text: break
    }
  }
}

extension IndexItem {
  fileprivate var isIndex: Bool { if case .index = self { true } else { false } }
}

extension BinaryOperator {
  /// What NumPy calls the operator.
  var ufuncName: String {
    switch self {
    case .add: "add"
    case .subtract: "subtract"
    case .multiply: "multiply"
    case .divide: "divide"
    case .power: "power"
    case .floorDivide: "floor_divide"
    case .modulo: "remainder"
    case .matrixMultiply: "matmul"
    case .leftShift: "left_shift"
    case .rightShift: "right_shift"
    case .bitAnd: "bitwise_and"
    case .bitOr: "bitwise_or"
    case .bitXor: "bitwise_xor"
    }
  }
}
