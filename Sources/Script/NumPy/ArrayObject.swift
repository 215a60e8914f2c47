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
    switch try ArrayIndex(key, array) {
    case .basic(let items):
      let part = try NumPyErrors.translating { () throws(EngineError) in
        try NumPyArithmetic.evaluate(StridedSlice(items), array)
      }
      return NumPyResult.value(part)
    case .mask(let mask): return .object(ArrayObject(try NumPyFunctions.picked(array, mask)))
    case .rows(let rows): return NumPyResult.value(try NumPyFunctions.gathered(array, rows))
    }
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    let new = try ArrayReading.array(value).converted(to: array.dtype)
    switch try ArrayIndex(key, array) {
    case .basic(let items): try write(new, at: items)
    case .mask(let mask):
      array = try NumPyFunctions.replaced(array, mask, new)
    case .rows(let rows):
      for (place, row) in rows.integers.enumerated() {
        let part =
          new.shape.rank == 0
          ? new
          : try NumPyErrors.translating { () throws(EngineError) in
            try NumPyArithmetic.evaluate(StridedSlice([.index(place)]), new)
          }
        try write(part, at: [.index(Int(row))])
      }
    }
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
    guard new.shape.broadcast(with: shape) == shape else {
      throw Raise.value(
        "could not broadcast input array from shape \(new.shape) into shape \(shape)")
    }
    let source = new.broadcast(to: shape).contiguous()
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

  func sort(axis: Int) throws(Raise) { array = try NumPyFunctions.sorted(array, axis: axis) }
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

/// What stands between the brackets of an array.
enum ArrayIndex {
  case basic([IndexItem])
  /// A truth value for each element or row.
  case mask(NDArray)
  /// Positions along the first axis.
  case rows(NDArray)

  init(_ key: PyValue, _ array: NDArray) throws(Raise) {
    if let picks = try ArrayIndex.picks(key) {
      self = picks.dtype == .bool ? .mask(picks) : .rows(picks)
      return
    }
    var items: [IndexItem] = []
    let keys =
      key.object?.kind == .tuple ? Array(try key.contiguousItems()) : [key]
    for key in keys {
      if try ArrayIndex.picks(key) != nil {
        throw Raise.unsupported("indexing an array by lists on several axes")
      }
      items.append(try ArrayIndex.item(key))
    }
    if items.isEmpty { items = [.ellipsis] }
    self = .basic(items)
  }

  private static func picks(_ key: PyValue) throws(Raise) -> NDArray? {
    if let array = key.cast(ArrayObject.self)?.array, array.shape.rank > 0 {
      guard array.dtype == .bool || array.dtype.isInteger else { throw wrong }
      return array
    }
    if key.object?.kind == .list {
      let array = try ArrayReading.array(key)
      return array.count == 0 ? try array.converted(to: .int64) : array
    }
    return nil
  }

  private static func item(_ key: PyValue) throws(Raise) -> IndexItem {
    switch key {
    case .none: return .newAxis
    case .int(let index): return .index(index)
    case .object(let object):
      if object is EllipsisObject { return .ellipsis }
      if let slice = object as? SliceObject {
        return .slice(
          start: try bound(slice.start), stop: try bound(slice.stop),
          step: try bound(slice.step) ?? 1)
      }
    default: break
    }
    if case .bool = key { throw Raise.unsupported("indexing an array by one truth value") }
    guard key.text == nil, let index = try key.asIndex()?.smallInt else { throw wrong }
    return .index(index)
  }

  private static func bound(_ value: PyValue) throws(Raise) -> Int? {
    if value.isAbsent { return nil }
    guard let index = try value.asIndex()?.smallInt else {
      throw Raise.type("slice indices must be integers or None or have an __index__ method")
    }
    return index
  }

  private static var wrong: Raise {
    Raise.index(
      "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or "
        + "boolean arrays are valid indices")
  }
}
