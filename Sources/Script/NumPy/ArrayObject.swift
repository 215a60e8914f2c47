import Engine

/// A NumPy `ndarray`: elements that a lesson may change; slices share them.
package final class ArrayObject: PyObject {
  /// The elements; this object's views write to the same memory.
  private(set) var array: NDArray

  init(_ array: NDArray) {
    self.array = array
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
      return NumPyResult.value(
        try NumPyErrors.translating { () throws(EngineError) in
          try NumPyArithmetic.evaluate(StridedSlice(items), array)
        })
    }
    let found = try array.elements(try ArraySelection(key, of: array))
    return .object(ArrayObject(found))
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    let new = try ArrayReading.array(value).converted(to: array.dtype)
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
      return
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
    let new = try ArrayReading.array(result)
    guard NumPyArithmetic.promote(new.dtype, array.dtype) == array.dtype else {
      throw Raise(
        NumPyErrors.castingError,
        "Cannot cast ufunc '\(op.ufuncName)' output from dtype('\(new.dtype.name)') to "
          + "dtype('\(array.dtype.name)') with casting rule 'same_kind'")
    }
    try setItem(.object(EllipsisObject.instance), .object(ArrayObject(new)))
    return .object(self)
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

  func fill(_ value: PyValue) throws(Raise) {
    try setItem(.object(EllipsisObject.instance), value)
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

extension BinaryOperator {
  fileprivate var ufuncName: String {
    switch self {
    case .add: "add"
    case .subtract: "subtract"
    case .multiply: "multiply"
    case .divide: "divide"
    case .power: "power"
    default: rawValue
    }
  }
}
