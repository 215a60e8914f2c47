import Engine

/// The module `numpy`, put together for one run.
struct NumPyModule {
  let context: RunContext

  func make() -> ModuleObject {
    let module = ModuleObject("numpy")
    addConstants(to: module)
    addTypes(to: module)
    addCreation(to: module)
    addShaping(to: module)
    addReductions(to: module)
    addTests(to: module)
    Ufuncs(context: context).add(to: module)
    NumPyProducts.add(to: module)
    NumPyMatrices().add(to: module)
    NumPyPrinting().add(to: module)
    NumPyErrorState.add(to: module)
    NumPyPicking().add(to: module)
    NumPyParts().add(to: module)
    NumPyRunning().add(to: module)
    NumPyPercentiles().add(to: module)
    NumPySets().add(to: module)
    NumPyCounts().add(to: module)
    NumPyMissing().add(to: module)
    NumPyCurves().add(to: module)
    NumPyGrids().add(to: module)
    NumPyPolynomials().add(to: module)
    NumPyContractions().add(to: module)
    NumPySelecting().add(to: module)
    NumPyElementParts().add(to: module)
    module.set("random", .object(NumPyRandomModule.make(context)))
    return module
  }

  private func addConstants(to module: ModuleObject) {
    module.set("__version__", .string("2.4.6"))
    module.set("pi", .float(.pi))
    module.set("e", .float(2.718281828459045))
    module.set("euler_gamma", .float(0.5772156649015329))
    module.set("inf", .float(.infinity))
    module.set("nan", .float(.nan))
    module.set("newaxis", .none)
    module.explain { NumPyRemovedNames.refusal($0) }
    module.set("True_", .object(NumPyScalar(NDArray(true))))
    module.set("False_", .object(NumPyScalar(NDArray(false))))
  }

  private func addTypes(to module: ModuleObject) {
    for dtype in DType.allCases where dtype != .string && dtype != .bfloat16 {
      module.set(dtype.name, .object(NumPyTypes.type(dtype)))
    }
    module.set("bool_", .object(NumPyTypes.type(.bool)))
    module.set("int_", .object(NumPyTypes.type(.int64)))
    module.set("intp", .object(NumPyTypes.type(.int64)))
    module.set("single", .object(NumPyTypes.type(.float32)))
    module.set("double", .object(NumPyTypes.type(.float64)))
    module.set("generic", .object(NumPyTypes.generic))
    module.set("number", .object(NumPyTypes.number))
    module.set("integer", .object(NumPyTypes.integer))
    module.set("floating", .object(NumPyTypes.floating))
    module.set("signedinteger", .object(NumPyTypes.signedInteger))
    module.set("unsignedinteger", .object(NumPyTypes.unsignedInteger))
    module.set("complexfloating", .object(NumPyTypes.complexFloating))
    module.set("ufunc", .object(TypeObject.ufunc))
    module.set("ndarray", .object(TypeObject.ndarray))
    module.set("dtype", .object(TypeObject.numPyDType))
  }

  // MARK: Making arrays

  private func addCreation(to module: ModuleObject) {
    for name in ["array", "asarray", "ascontiguousarray"] {
      module.function(
        name, "object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0"
      ) { a throws(Raise) in
        if name != "array", a[0].cast(ArrayObject.self) != nil, a[1].isAbsent { return a[0] }
        let dtype = try NumPyDTypeObject.argument(a[1])
        var array = try ArrayReading.array(a[0], dtype)
        let missing = try a.int(5) - array.shape.rank
        if missing > 0 {
          array = array.reshaped(
            TensorShape([Int](repeating: 1, count: missing) + array.shape.lengths))
        }
        return .object(ArrayObject(try NumPyOrder(argument: a[3]).copied(array)))
      }
    }
    for (name, number) in [("zeros", 0.0), ("ones", 1.0), ("empty", 0.0)] {
      module.function(name, "shape, dtype=None, order='C'") { a throws(Raise) in
        let dtype = try NumPyDTypeObject.argument(a[1]) ?? .float64
        let shape = try NumPyShapes.checked(try NumPyFunctions.lengths(a[0]), dtype)
        return .object(ArrayObject(try .filled(number, dtype, shape)))
      }
      module.function(name + "_like", "a, dtype=None, **kwargs") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let dtype = try NumPyDTypeObject.argument(a[1]) ?? array.dtype
        return .object(ArrayObject(try .filled(number, dtype, array.shape)))
      }
    }
    for name in ["full", "full_like"] {
      module.function(name, "shape, fill_value, dtype=None, **kwargs") { a throws(Raise) in
        let value = try ArrayReading.array(a[1])
        let model = name == "full" ? nil : try ArrayReading.array(a[0])
        let dtype = try NumPyDTypeObject.argument(a[2]) ?? model?.dtype ?? value.dtype
        let lengths =
          if let model { model.shape.lengths } else { try NumPyFunctions.lengths(a[0]) }
        let shape = try NumPyShapes.checked(lengths, dtype)
        let array = try value.converted(to: dtype).broadcast(to: shape).contiguous()
        return .object(ArrayObject(array.copied()))
      }
    }
    func diagonal(
      _ rows: Int, _ columns: Int, _ offset: Int, _ dtype: PyValue
    ) throws(Raise) -> PyValue {
      _ = try NumPyShapes.checked([rows, columns], .float64)
      let values = (0..<(rows * columns)).map { place -> Double in
        place % columns == place / columns + offset ? 1 : 0
      }
      let dtype = try NumPyDTypeObject.argument(dtype) ?? .float64
      let array = NDArray(values, shape: [rows, columns])
      return .object(ArrayObject(try array.converted(to: dtype)))
    }
    module.function("eye", "N, M=None, k=0, dtype=None") { a throws(Raise) in
      let rows = max(try a.int(0), 0)
      return try diagonal(rows, max(try a.int(1, default: rows), 0), try a.int(2), a[3])
    }
    module.function("identity", "n, dtype=None") { a throws(Raise) in
      let count = max(try a.int(0), 0)
      return try diagonal(count, count, 0, a[1])
    }
    module.function("arange", "start, stop=None, step=1, dtype=None") { a throws(Raise) in
      .object(ArrayObject(try NumPyRanges.arange(a)))
    }
    module.function(
      "linspace", "start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0"
    ) { a throws(Raise) in try NumPyRanges.linspace(a) }
    module.function("logspace", "start, stop, num=50, endpoint=True, base=10.0") {
      a throws(Raise) in
      guard try a.int(2) >= 0 else {
        throw Raise.value("Number of samples, \(try a.int(2)), must be non-negative.")
      }
      _ = try NumPyShapes.checked([try a.int(2)], .float64)
      let exponents = NumPyRanges.linspace(
        try a.double(0), try a.double(1), try a.int(2), endpoint: try a.bool(3))
      let base = try a.double(4)
      let values = exponents.map { NumPyRanges.power(base, $0) }
      return .object(ArrayObject(NDArray(values, shape: [values.count])))
    }
    module.function("meshgrid", "*xi, copy=True, sparse=False, indexing='xy'") { a throws(Raise) in
      try NumPyRanges.meshgrid(
        try a[0].items(), indexing: try a.text(3), sparse: try a.bool(2))
    }
  }

  // MARK: Shaping

  private func addShaping(to module: ModuleObject) {
    func function(
      _ name: String, _ parameters: String,
      _ body: @escaping @Sendable (NDArray, Bound) throws(Raise) -> NDArray
    ) {
      module.function(name, parameters) { a throws(Raise) in
        .object(ArrayObject(try body(try ArrayReading.array(a[0]), a)))
      }
    }
    function("reshape", "a, /, shape, order='C', *, copy=None") { array, a throws(Raise) in
      try NumPyOrder(argument: a[2]).reshaped(array, try NumPyFunctions.lengths(a[1]))
    }
    function("ravel", "a, order='C'") { array, a throws(Raise) in
      try NumPyOrder(argument: a[1]).flattened(array)
    }
    function("asfortranarray", "a, dtype=None") { array, a throws(Raise) in
      var array = array
      if let dtype = try NumPyDTypeObject.argument(a[1]) { array = try array.converted(to: dtype) }
      return NumPyOrder.columns.copied(array)
    }
    function("transpose", "a, axes=None") { array, a throws(Raise) in
      try NumPyFunctions.transposed(array, a.has(1) ? try NumPyFunctions.lengths(a[1]) : nil)
    }
    function("expand_dims", "a, axis") { array, a throws(Raise) in
      let axes = try NumPyFunctions.lengths(a[1])
      let rank = array.shape.rank + axes.count
      var places: Set<Int> = []
      for axis in axes { places.insert(try NumPyFunctions.axis(axis, rank: rank)) }
      guard places.count == axes.count else { throw Raise.value("repeated axis") }
      var left = array.shape.lengths[...]
      let lengths = (0..<rank).map { places.contains($0) ? 1 : left.removeFirst() }
      return array.reshaped(TensorShape(lengths))
    }
    function("squeeze", "a, axis=None") { array, a throws(Raise) in
      try NumPyFunctions.squeezed(array, a[1])
    }
    function("copy", "a, **kwargs") { array, _ throws(Raise) in
      _ = try NumPyShapes.checked(array.shape.lengths, array.dtype)
      return array.copied()
    }
    function("sort", "a, axis=-1, **kwargs") { array, a throws(Raise) in
      guard a.has(1) else {
        return try NumPyFunctions.sorted(array.reshaped([array.count]), axis: 0)
      }
      return try NumPyFunctions.sorted(array, axis: try a.int(1))
    }
    function("argsort", "a, axis=-1, **kwargs") { array, a throws(Raise) in
      guard a.has(1) else { return try NumPyFunctions.order(array.reshaped([array.count])) }
      return try NumPyFunctions.order(array, axis: try a.int(1))
    }
    module.function("concatenate", "arrays, axis=0, out=None, *, dtype=None, casting=None") {
      a throws(Raise) in
      let dtype = try NumPyDTypeObject.argument(a[3])
      var parts: [NDArray] = []
      for item in try a[0].items() { parts.append(try ArrayReading.array(item, dtype)) }
      guard a.has(1) else {
        return .object(
          ArrayObject(try NumPyFunctions.joined(parts.map { $0.reshaped([$0.count]) }, axis: 0)))
      }
      return .object(ArrayObject(try NumPyFunctions.joined(parts, axis: try a.int(1))))
    }
    for name in ["stack", "vstack", "hstack", "column_stack"] {
      module.function(name, "arrays, axis=0, **kwargs") { a throws(Raise) in
        var parts: [NDArray] = []
        for item in try a[0].items() { parts.append(try ArrayReading.array(item)) }
        return .object(ArrayObject(try NumPyRanges.stacked(parts, name, axis: try a.int(1))))
      }
    }
    module.function("where", "condition, x=None, y=None, /") { a throws(Raise) in
      try NumPyRanges.choose(a)
    }
  }

  // MARK: Reductions

  private func addReductions(to module: ModuleObject) {
    for row in NumPyReductionTable.rows {
      module.function(row.name, "a, " + row.parameters) { a throws(Raise) in
        try NumPyReductionTable.run(row, try ArrayReading.array(a[0]), a)
      }
    }
  }

  private func addTests(to module: ModuleObject) {
    for name in ["allclose", "isclose"] {
      module.function(
        name, "a, b, rtol=1e-05, atol=1e-08, equal_nan=False"
      ) { a throws(Raise) in
        let close = try NumPyRanges.isClose(
          try ArrayReading.array(a[0], .float64), try ArrayReading.array(a[1], .float64),
          try a.double(2), try a.double(3), equalNaN: try a.bool(4))
        return name == "allclose"
          ? .bool(close.doubles.allSatisfy { $0 != 0 }) : NumPyResult.value(close)
      }
    }
    for name in ["shape", "ndim"] {
      module.function(name, "a") { a throws(Raise) in
        try PyValue.object(ArrayObject(try ArrayReading.array(a[0]))).attribute(Symbol(name))
      }
    }
    module.function("size", "a, axis=None") { a throws(Raise) in
      let shape = try ArrayReading.array(a[0]).shape
      guard a.has(1) else { return .int(shape.count) }
      return .int(shape.lengths[try NumPyFunctions.axis(try a.int(1), rank: shape.rank)])
    }
    module.function("array_equal", "a1, a2") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      return .bool(x.shape == y.shape && x.doubles == y.doubles)
    }
    module.set("testing", .object(NumPyTesting().module()))
  }
}
