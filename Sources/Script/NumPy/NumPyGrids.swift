import Engine
import Glibc

/// Coordinates: `np.mgrid`, `np.ogrid`, `np.r_`, `np.c_` and functions of positions.
struct NumPyGrids {
  func add(to module: ModuleObject) {
    module.set(
      "mgrid",
      .object(
        IndexObject("mgrid") { key throws(Raise) in
          try Self.grid(key, isOpen: false)
        }))
    module.set(
      "ogrid",
      .object(
        IndexObject("ogrid") { key throws(Raise) in
          try Self.grid(key, isOpen: true)
        }))
    module.set(
      "r_",
      .object(
        IndexObject("r_") { key throws(Raise) in
          try Self.joined(key, asColumns: false)
        }))
    module.set(
      "c_",
      .object(
        IndexObject("c_") { key throws(Raise) in
          try Self.joined(key, asColumns: true)
        }))
    for name in ["s_", "index_exp"] {
      module.set(
        name,
        .object(
          IndexObject(name) { key throws(Raise) in
            name == "index_exp" && key.object?.kind != .tuple ? .tuple([key]) : key
          }))
    }
    addFunctions(to: module)
  }

  // MARK: Grids

  /// The numbers of a slice; an imaginary step counts them, ends included.
  private static func row(_ key: PyValue) throws(Raise) -> NDArray {
    guard let slice = key.cast(SliceObject.self) else {
      throw Raise.type("grids are made of slices, not of '\(key.typeName)'")
    }
    let start = slice.start.isAbsent ? PyValue.int(0) : slice.start
    let step = slice.step.isAbsent ? PyValue.int(1) : slice.step
    guard !slice.stop.isAbsent else { throw Raise.type("a grid needs an end") }
    if let complex = step.cast(ComplexObject.self) {
      let size = hypot(complex.real, complex.imaginary)
      guard size < 1e12 else { throw Raise.value("Maximum allowed size exceeded") }
      let count = try NumPyShapes.checked([Int(size)], .float64).count
      let values = NumPyRanges.linspace(
        try start.asDouble(), try slice.stop.asDouble(), count, endpoint: true)
      return NDArray(values, shape: [values.count])
    }
    return try NumPyRanges.arange(from: start, to: slice.stop, by: step, nil)
  }

  private static func grid(_ key: PyValue, isOpen: Bool) throws(Raise) -> PyValue {
    guard key.object?.kind == .tuple else {
      return .object(ArrayObject(try row(key)))
    }
    var rows: [NDArray] = []
    for one in try key.contiguousItems() { rows.append(try row(one)) }
    var dtype = DType.int64
    for row in rows { dtype = NumPyArithmetic.promote(dtype, row.dtype) }
    let shape = try NumPyShapes.checked(rows.map(\.count), dtype)
    _ = try NumPyShapes.checked([rows.count] + (isOpen ? [] : shape.lengths), dtype)
    var parts: [NDArray] = []
    for (axis, row) in rows.enumerated() {
      let lengths = rows.indices.map { $0 == axis ? row.count : 1 }
      let line = try row.converted(to: dtype).reshaped(TensorShape(lengths))
      parts.append(isOpen ? line : line.broadcast(to: shape).contiguous())
    }
    if isOpen { return .tuple(parts.map { .object(ArrayObject($0)) }) }
    return .object(ArrayObject(try NumPyFunctions.stacked(parts)))
  }

  private static func joined(_ key: PyValue, asColumns: Bool) throws(Raise) -> PyValue {
    let keys = key.object?.kind == .tuple ? try key.items() : [key]
    var parts: [NDArray] = []
    for key in keys {
      guard key.text == nil else {
        throw Raise.unsupported("np.\(asColumns ? "c_" : "r_") with a text")
      }
      var part = key.cast(SliceObject.self) == nil ? try ArrayReading.array(key) : try row(key)
      if part.shape.rank == 0 { part = part.reshaped([1]) }
      if asColumns, part.shape.rank == 1 { part = part.reshaped([part.count, 1]) }
      parts.append(part)
    }
    return .object(ArrayObject(try NumPyFunctions.joined(parts, axis: asColumns ? -1 : 0)))
  }

  // MARK: Functions of positions

  private func addFunctions(to module: ModuleObject) {
    module.function("fromfunction", "function, shape, *, dtype=None, **kwargs") {
      a throws(Raise) in
      let lengths = try NumPyFunctions.lengths(a[1])
      _ = try NumPyShapes.checked([lengths.count] + lengths, .float64)
      let shape = TensorShape(lengths)
      let dtype = try NumPyDTypeObject.argument(a[2]) ?? .float64
      var places: [PyValue] = []
      for part in Self.indices(shape) {
        places.append(.object(ArrayObject(try part.converted(to: dtype))))
      }
      return try a[0].call(places)
    }
    module.function("indices", "dimensions, dtype=None, sparse=False") { a throws(Raise) in
      let lengths = try NumPyFunctions.lengths(a[0])
      _ = try NumPyShapes.checked([lengths.count] + lengths, .int64)
      let shape = TensorShape(lengths)
      let dtype = try NumPyDTypeObject.argument(a[1]) ?? .int64
      return .object(
        ArrayObject(try NumPyFunctions.stacked(Self.indices(shape)).converted(to: dtype)))
    }
    module.function("fromiter", "iter, dtype, count=-1") { a throws(Raise) in
      let items = try a[0].items()
      let limit = try a.int(2)
      let dtype = try NumPyDTypeObject.argument(a[1])
      return .object(
        ArrayObject(
          try ArrayReading.array(.list(limit < 0 ? items : Array(items.prefix(limit))), dtype)))
    }
    module.function("geomspace", "start, stop, num=50, endpoint=True, dtype=None, axis=0") {
      a throws(Raise) in
      let (first, last, count) = (try a.double(0), try a.double(1), try a.int(2))
      guard first != 0, last != 0 else {
        throw Raise.value("Geometric sequence cannot include zero")
      }
      guard first * last > 0 else {
        throw Raise.unsupported("np.geomspace between numbers of both signs")
      }
      _ = try NumPyShapes.checked([max(count, 0)], .float64)
      let sign = first < 0 ? -1.0 : 1
      let exponents = NumPyRanges.linspace(
        log10(first * sign), log10(last * sign), count, endpoint: try a.bool(3))
      var values = exponents.map { pow(10, $0) * sign }
      if count > 0 { values[0] = first }
      if count > 1, try a.bool(3) { values[count - 1] = last }
      let dtype = try NumPyDTypeObject.argument(a[4]) ?? .float64
      return .object(
        ArrayObject(try NDArray(values, shape: [values.count]).converted(to: dtype)))
    }
    module.function("ndindex", "*shape") { a throws(Raise) in
      var given = try a[0].items()
      if given.count == 1, given[0].object?.kind == .tuple { given = try given[0].items() }
      var lengths: [Int] = []
      for one in given { lengths.append(try one.asIndexInt()) }
      guard lengths.allSatisfy({ $0 >= 0 }) else {
        throw Raise.value("negative dimensions are not allowed")
      }
      let count = lengths.reduce(1) { $0.timesOrMost($1) }
      var place = 0
      return .object(
        ClosureIterator { () throws(Raise) in
          guard place < count else { return nil }
          defer { place += 1 }
          return Self.position(place, lengths)
        })
    }
    module.function("ndenumerate", "arr") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let flat = ArrayObject(array.reshaped([array.count]))
      var place = 0
      return .object(
        ClosureIterator { () throws(Raise) in
          guard place < array.count else { return nil }
          defer { place += 1 }
          return .tuple([
            Self.position(place, array.shape.lengths), try flat.item(.int(place)),
          ])
        })
    }
    module.function(
      "nditer", "op, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe'"
    ) { a throws(Raise) in
      var flags: [String] = []
      for value in a.has(1) ? try a[1].items() : [] { flags.append(try value.str()) }
      for flag in flags where !["multi_index", "c_index", "refs_ok", "zerosize_ok"].contains(flag) {
        throw Raise.unsupported("np.nditer with the flag '\(flag)'")
      }
      let modes = a.has(2) ? try a[2].repr() : ""
      let writes = modes.contains("readwrite") || modes.contains("writeonly")
      return .object(
        try NditerObject(a[0], hasIndex: flags.contains("multi_index"), writes: writes))
    }
  }

  private static func position(_ place: Int, _ lengths: [Int]) -> PyValue {
    var (left, found) = (place, [Int](repeating: 0, count: lengths.count))
    for axis in lengths.indices.reversed() {
      found[axis] = left % max(lengths[axis], 1)
      left /= max(lengths[axis], 1)
    }
    return .tuple(found.map { .int($0) })
  }

  /// Along each axis the position, in the whole shape.
  static func indices(_ shape: TensorShape) -> [NDArray] {
    (0..<shape.rank).map { axis in
      let length = shape.lengths[axis]
      let row = NDArray((0..<length).map { Int64($0) }, shape: [length])
      let lengths = (0..<shape.rank).map { $0 == axis ? length : 1 }
      return row.reshaped(TensorShape(lengths)).broadcast(to: shape).contiguous()
    }
  }
}

/// An object that is used with brackets, such as `np.mgrid`.
package final class IndexObject: PyObject {
  private let name: String
  private let body: (PyValue) throws(Raise) -> PyValue

  init(_ name: String, _ body: @escaping (PyValue) throws(Raise) -> PyValue) {
    self.name = name
    self.body = body
    super.init(.gridMaker)
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue { try body(key) }
  package override func repr() throws(Raise) -> String { "<numpy.\(name)>" }
}

extension TypeObject {
  nonisolated(unsafe) static let gridMaker = TypeObject(
    "nd_grid", module: "numpy.lib._index_tricks_impl")
}
