import Engine

/// Functions on tensors that are written with ops of the catalog.
struct TensorFunctions {
  let context: RunContext

  func add(to module: ModuleObject) {
    addDivision(to: module)
    addCasts(to: module)
    addParts(to: module)
    addCounts(to: module)
    addShapes(to: module)
    if let math = module.get(Symbol("math"))?.cast(ModuleObject.self) { addTests(to: math) }
    if let neural = module.get(Symbol("nn"))?.cast(ModuleObject.self) { addBlocks(to: neural) }
    if let linear = module.get(Symbol("linalg"))?.cast(ModuleObject.self) {
      linear.set("eye") { module.get(Symbol("eye")) }
    }
  }

  private func made(
    _ body: () throws(EngineError) -> Tensor
  ) throws(Raise) -> PyValue {
    context.mark()
    do throws(EngineError) {
      return context.boxed(try body())
    } catch {
      throw Raise(error)
    }
  }

  private func read(_ value: PyValue, like first: Tensor? = nil) throws(Raise) -> Tensor {
    let wish: RunContext.Wish =
      if let first, !value.isTensorLike { .dtype(first.dtype) } else { .none }
    return context.recorded(try context.tensor(value, wish))
  }

  // MARK: Division towards 0

  private func addDivision(to module: ModuleObject) {
    module.function("truncatediv", "x, y, name=None") { a throws(Raise) in
      let x = try read(a[0])
      let y = try read(a[1], like: x)
      if x.dtype.isInteger, y.array.integers.contains(0) {
        throw TensorErrors.raise(
          "InternalError",
          "Unexpected error in binary operator (only integer div and mod should have errors)",
          op: "TruncateDiv")
      }
      return try made { () throws(EngineError) in try x.truncated(by: y) }
    }
    module.function("truncatemod", "x, y, name=None") { a throws(Raise) in
      let x = try read(a[0])
      let y = try read(a[1], like: x)
      if x.dtype.isInteger, y.array.integers.contains(0) {
        throw TensorErrors.invalidArgument("Integer division by zero", op: "TruncateMod")
      }
      return try made { () throws(EngineError) in try x - x.truncated(by: y) * y }
    }
  }

  // MARK: Other dtypes

  private func addCasts(to module: ModuleObject) {
    module.function("saturate_cast", "value, dtype, name=None") { a throws(Raise) in
      let x = try read(a[0])
      guard let dtype = try DTypeObject.argument(a[1]) else {
        throw Raise.type("Cannot convert the argument `type_value`: None to a TensorFlow DType.")
      }
      guard !x.dtype.isComplex, !dtype.isComplex, let (low, high) = dtype.bounds(in: x.dtype) else {
        return try made { () throws(EngineError) in try Tensor.apply(Cast(dtype), [x]) }
      }
      return try made { () throws(EngineError) in
        let above = try Tensor.apply(Maximum(), x, .literal(low, like: x))
        let inside = try Tensor.apply(Minimum(), above, .literal(high, like: x))
        return try Tensor.apply(Cast(dtype), [inside])
      }
    }
    (module.get(Symbol("dtypes"))?.cast(ModuleObject.self))?.set("saturate_cast") {
      module.get(Symbol("saturate_cast"))
    }
    let context = context
    module.function("bitcast", "input, type, name=None") { a throws(Raise) in
      let x = try context.tensor(a[0]).array
      guard let dtype = try DTypeObject.argument(a[1]), dtype.byteWidth > 0, x.dtype.byteWidth > 0
      else { throw Raise.unsupported("tf.bitcast of text") }
      var lengths = x.shape.lengths
      let (from, to) = (x.dtype.byteWidth, dtype.byteWidth)
      if from > to {
        lengths.append(from / to)
      } else if from < to {
        guard let last = lengths.last, last == to / from else {
          throw TensorErrors.invalidArgument(
            "Cannot bitcast from \(to) to \(lengths.last ?? 1)", op: "Bitcast")
        }
        lengths.removeLast()
      }
      let array = NDArray(bytes: x.bytes, dtype, shape: TensorShape(lengths))
      return context.box(context.constant(array))
    }
  }

  // MARK: Parts

  private func addParts(to module: ModuleObject) {
    let context = context
    module.function(
      "reverse_sequence", "input, seq_lengths, seq_axis=None, batch_axis=None, name=None"
    ) { a throws(Raise) in
      let x = try read(a[0])
      let counts = try context.ints(a[1])
      let axis = a.has(2) ? try context.int(a[2]) : 0
      let batch = a.has(3) ? try context.int(a[3]) : 0
      guard let axis = x.shape.axis(axis), let batch = x.shape.axis(batch), axis != batch else {
        throw TensorErrors.invalidArgument(
          "batch_dim == seq_dim == \(batch)", op: "ReverseSequence", name: nil)
      }
      let (length, rows) = (x.shape.lengths[axis], x.shape.lengths[batch])
      guard counts.count == rows else {
        throw TensorErrors.invalidArgument(
          "Length of seq_lens != input.dims(\(batch)), (\(counts.count) vs. \(rows))",
          op: "ReverseSequence", name: nil)
      }
      if let wrong = counts.firstIndex(where: { $0 > length || $0 < 0 }) {
        throw TensorErrors.invalidArgument(
          counts[wrong] < 0
            ? "seq_lens(\(wrong)) < 0" : "seq_lens(\(wrong)) > input.dims(\(axis))",
          op: "ReverseSequence", name: nil)
      }
      let places = counts.flatMap { count in
        (0..<length).map { Int64($0 < count ? count - 1 - $0 : $0) }
      }
      return try made { () throws(EngineError) in
        // Rows first, then the axis that is turned.
        var order = Array(0..<x.shape.rank).filter { $0 != axis && $0 != batch }
        order = [batch, axis] + order
        let turned = try Tensor.apply(Transpose(order), [x])
        let indices = Tensor(NDArray(places, shape: [rows, length]))
        let picked = try Tensor.apply(BatchGather(batches: 1), [turned, indices])
        let back = (0..<order.count).map { place in order.firstIndex(of: place) ?? place }
        return try Tensor.apply(Transpose(back), [picked])
      }
    }
    module.function("dynamic_stitch", "indices, data, name=None") { a throws(Raise) in
      var (rows, places): ([Tensor], [[Int64]]) = ([], [])
      for (index, part) in zip(try a[0].items(), try a[1].items()) {
        let (index, part) = (try context.tensor(index).array, try read(part))
        let depth = index.shape.rank
        guard part.shape.rank >= depth,
          Array(part.shape.lengths.prefix(depth)) == index.shape.lengths
        else {
          throw TensorErrors.invalidArgument(
            "data[\(rows.count)].shape = \(part.shape.bracketed) does not start with "
              + "indices[\(rows.count)].shape = \(index.shape.bracketed)", op: "DynamicStitch",
            node: "DynamicStitch_N_\(try a[0].items().count)")
        }
        places.append(index.integers)
        rows.append(
          try context.reshaped(
            part, to: TensorShape([index.count] + part.shape.lengths[depth...])))
      }
      let flat = places.flatMap { $0 }
      guard flat.allSatisfy({ $0 >= 0 }) else {
        throw TensorErrors.invalidArgument("indices must not be negative", op: "DynamicStitch")
      }
      // The last row that is meant for a place stays.
      var sources = [Int64](repeating: -1, count: Int((flat.max() ?? -1) + 1))
      for (source, place) in flat.enumerated() { sources[Int(place)] = Int64(source) }
      guard sources.allSatisfy({ $0 >= 0 }) else {
        throw Raise.unsupported("tf.dynamic_stitch that leaves rows out")
      }
      return try made { () throws(EngineError) in
        let all = rows.count == 1 ? rows[0] : try Tensor.apply(Concat(axis: 0), rows)
        return try Tensor.apply(
          Gather(axis: 0), [all, Tensor(NDArray(sources, shape: [sources.count]))])
      }
    }
    module.function(
      "strided_slice",
      "input_, begin, end, strides=None, begin_mask=0, end_mask=0, ellipsis_mask=0, "
        + "new_axis_mask=0, shrink_axis_mask=0, var=None, name=None"
    ) { a throws(Raise) in
      let x = try read(a[0])
      let (begin, end) = (try context.ints(a[1]), try context.ints(a[2]))
      let steps =
        a.has(3) ? try context.ints(a[3]) : Array(repeating: 1, count: begin.count)
      guard begin.count == end.count, begin.count == steps.count else {
        throw TensorErrors.invalidArgument(
          "Expected begin, end, and strides to be 1D equal size tensors, but got shapes "
            + "[\(begin.count)], [\(end.count)], and [\(steps.count)] instead.",
          op: "StridedSlice", name: "strided_slice/")
      }
      var masks: [Int] = []
      for place in 4...8 { masks.append(try context.int(a[place])) }
      let items = begin.indices.map { place -> IndexItem in
        func has(_ mask: Int) -> Bool { masks[mask] >> place & 1 == 1 }
        if has(2) { return .ellipsis }
        if has(3) { return .newAxis }
        if has(4) { return .index(begin[place]) }
        return .slice(
          start: has(0) ? nil : begin[place], stop: has(1) ? nil : end[place], step: steps[place])
      }
      return try made { () throws(EngineError) in try Tensor.apply(StridedSlice(items), [x]) }
    }
  }

  // MARK: Counts

  private func addCounts(to module: ModuleObject) {
    let context = context
    func bins(_ a: Bound) throws(Raise) -> (places: [Int64], count: Int, shape: TensorShape) {
      let values = try context.tensor(a[0])
      let range = try context.tensor(a[1], .dtype(values.dtype)).array.doubles
      let count = try context.int(a[2])
      guard range.count == 2, range[0] < range[1] else {
        throw TensorErrors.invalidArgument(
          "value_range should satisfy value_range[0] < value_range[1], but got "
            + "'[\(range.map { TensorText.scalar(NDArray(Float($0))) }.joined(separator: ", "))]'",
          op: "HistogramFixedWidth")
      }
      let isSingle = values.dtype == .float32
      let places = values.array.doubles.map { value -> Int64 in
        let share =
          isSingle
          ? Double((Float(value) - Float(range[0])) / (Float(range[1]) - Float(range[0])))
          : (value - range[0]) / (range[1] - range[0])
        let place = isSingle ? Double(Float(count) * Float(share)) : Double(count) * share
        return Int64(Swift.max(0, Swift.min(Double(count - 1), place.rounded(.down))))
      }
      return (places, count, values.shape)
    }
    func result(_ counts: [Int64], _ shape: TensorShape, _ value: PyValue) throws(Raise) -> PyValue
    {
      let dtype = try DTypeObject.argument(value) ?? .int32
      return context.box(
        context.constant(try NDArray(counts, shape: shape).converted(to: dtype)))
    }
    let parameters = "values, value_range, nbins=100, dtype='int32', name=None"
    module.function("histogram_fixed_width", parameters) { a throws(Raise) in
      let (places, count, _) = try bins(a)
      var counts = [Int64](repeating: 0, count: count)
      for place in places { counts[Int(place)] += 1 }
      return try result(counts, [count], a[3])
    }
    module.function("histogram_fixed_width_bins", parameters) { a throws(Raise) in
      let (places, _, shape) = try bins(a)
      return try result(places, shape, a[3])
    }
  }

  // MARK: Shapes

  private func addShapes(to module: ModuleObject) {
    let context = context
    module.function("ensure_shape", "x, shape, name=None") { a throws(Raise) in
      let asked = ShapeObject(lengths: try ShapeObject.lengths(of: a[1]))
      if let graph = context.graph, a[0].object is SymbolicTensor {
        _ = graph
        _ = try a[0].attribute(Symbol("set_shape")).call(.object(asked))
        return a[0]
      }
      let x = try read(a[0])
      guard ShapeObject(x.shape).isCompatible(with: asked) else {
        let lengths = (asked.lengths ?? []).map { $0.map(String.init) ?? "?" }
        throw TensorErrors.invalidArgument(
          "Shape of tensor input \(x.shape.bracketed) is not compatible with expected shape "
            + "[\(lengths.joined(separator: ","))].", op: "EnsureShape")
      }
      return try made { () throws(EngineError) in try Tensor.apply(Identity(), [x]) }
    }
    func copies(_ name: String, _ parameters: String) {
      module.function(name, parameters) { a throws(Raise) in
        var found: [PyValue] = []
        for item in try a[0].items() {
          let x = try read(item)
          found.append(try made { () throws(EngineError) in try Tensor.apply(Identity(), [x]) })
        }
        return .list(found)
      }
    }
    copies("tuple", "tensors, control_inputs=None, name=None")
    copies("identity_n", "input, name=None")
    func broadcast(_ x: [Int], _ y: [Int]) -> TensorShape? {
      TensorShape(x).broadcast(with: TensorShape(y))
    }
    module.function("broadcast_static_shape", "shape_x, shape_y") { a throws(Raise) in
      let (x, y) = (try context.ints(a[0]), try context.ints(a[1]))
      guard let shape = broadcast(x, y) else {
        throw Raise.value(
          "Incompatible shapes for broadcasting. Two shapes are compatible if for each dimension "
            + "pair they are either equal or one of them is 1. Received: \(TensorShape(x)) and "
            + "\(TensorShape(y)).")
      }
      return .object(ShapeObject(shape))
    }
    module.function("broadcast_dynamic_shape", "shape_x, shape_y") { a throws(Raise) in
      let (x, y) = (try context.ints(a[0]), try context.ints(a[1]))
      guard let shape = broadcast(x, y) else {
        throw TensorErrors.invalidArgument(
          "Incompatible shapes: \(TensorShape(x).bracketed) vs. \(TensorShape(y).bracketed)",
          op: "BroadcastArgs", name: nil)
      }
      let lengths = NDArray(shape.lengths.map { Int32($0) }, shape: [shape.rank])
      return context.box(context.constant(lengths))
    }
  }

  // MARK: Order and sums

  private func addTests(to math: ModuleObject) {
    func order(_ name: String, _ holds: @escaping (Double, Double) -> Bool) {
      let context = context
      math.function(name, "x, name=None") { a throws(Raise) in
        let numbers = try context.tensor(a[0]).array.doubles
        return context.box(
          context.constant(NDArray(zip(numbers, numbers.dropFirst()).allSatisfy(holds))))
      }
    }
    order("is_non_decreasing") { $0 <= $1 }
    order("is_strictly_increasing") { $0 < $1 }
    math.function(
      "accumulate_n", "inputs, shape=None, tensor_dtype=None, name=None"
    ) { a throws(Raise) in
      var inputs: [Tensor] = []
      for item in try a[0].items() { inputs.append(try read(item, like: inputs.first)) }
      return try made { () throws(EngineError) in try Tensor.apply(AddN(), inputs) }
    }
  }

  // MARK: Blocks of images

  private func addBlocks(to neural: ModuleObject) {
    let context = context
    func block(
      _ name: String, _ kernel: String,
      _ body: @escaping (Tensor, Int) throws(Raise) -> PyValue
    ) {
      neural.function(
        name, "input, block_size, data_format='NHWC', name=None"
      ) { a throws(Raise) in
        let (x, size) = (try read(a[0]), try context.int(a[1]))
        guard a[2].text == "NHWC" else {
          throw Raise.unsupported("tf.nn.\(name) but with data_format='NHWC'")
        }
        guard size > 1 else {
          throw TensorErrors.invalidArgument(
            "Block size should be > 1, but was: \(size)", op: kernel)
        }
        guard x.shape.rank == 4 else {
          throw TensorErrors.invalidArgument(
            "Input rank should be 4 instead of: \(x.shape.rank)", op: kernel)
        }
        return try body(x, size)
      }
    }
    func moved(
      _ x: Tensor, _ split: [Int], _ order: [Int], _ result: [Int]
    ) throws(Raise) -> PyValue {
      try made { () throws(EngineError) in
        let parts = try Tensor.apply(Reshape(TensorShape(split)), [x])
        let turned = try Tensor.apply(Transpose(order), [parts])
        return try Tensor.apply(Reshape(TensorShape(result)), [turned])
      }
    }
    block("space_to_depth", "SpaceToDepth") { x, size throws(Raise) in
      let l = x.shape.lengths
      guard l[1] % size == 0, l[2] % size == 0 else {
        throw TensorErrors.invalidArgument(
          "Image width \(l[2]) and height \(l[1]) should be divisible by block_size: \(size)",
          op: "SpaceToDepth")
      }
      return try moved(
        x, [l[0], l[1] / size, size, l[2] / size, size, l[3]], [0, 1, 3, 2, 4, 5],
        [l[0], l[1] / size, l[2] / size, l[3] * size * size])
    }
    block("depth_to_space", "DepthToSpace") { x, size throws(Raise) in
      let l = x.shape.lengths
      guard l[3] % (size * size) == 0 else {
        throw TensorErrors.invalidArgument(
          "Input depth dimension \(l[3]) should be divisible by: \(size * size)",
          op: "DepthToSpace")
      }
      let depth = l[3] / (size * size)
      return try moved(
        x, [l[0], l[1], l[2], size, size, depth], [0, 1, 3, 2, 4, 5],
        [l[0], l[1] * size, l[2] * size, depth])
    }
  }
}

extension Tensor {
  /// The quotient cut off towards 0.
  fileprivate func truncated(by other: Tensor) throws(EngineError) -> Tensor {
    guard dtype.isInteger else {
      let quotient = try Tensor.apply(Divide(), self, other)
      let size = try Tensor.apply(Floor(), Tensor.apply(Abs(), quotient))
      return try Tensor.apply(Sign(), quotient) * size
    }
    let down = try Tensor.apply(FloorDivide(), self, other)
    let isExact = try Tensor.compare(Equal(), down * other, self)
    let isNegative = try Tensor.compare(Less(), down, .literal(0, like: down))
    let up = try Tensor.select(isExact, down, down + .literal(1, like: down))
    return try Tensor.select(isNegative, up, down)
  }
}

extension DType {
  /// The least and the greatest number of the dtype that another one has too; `nil` where all of
  /// the other's numbers fit.
  fileprivate func bounds(in other: DType) -> (Double, Double)? {
    guard isInteger, other.isInteger || other.isFloating else { return nil }
    let bits = byteWidth * 8
    let low = isUnsigned ? 0 : -Double(sign: .plus, exponent: bits - 1, significand: 1)
    let top = Double(sign: .plus, exponent: isUnsigned ? bits : bits - 1, significand: 1)
    if other.isFloating {
      // The greatest number below the bound that the other dtype has.
      let high = top - 1
      if other == .float64 { return (low, bits > 53 ? top.nextDown : high) }
      return (low, Double(Float(high) >= Float(top) ? Float(top).nextDown : Float(high)))
    }
    let own = other.byteWidth * 8
    let least = other.isUnsigned ? 0 : -Double(sign: .plus, exponent: own - 1, significand: 1)
    let most = Double(sign: .plus, exponent: other.isUnsigned ? own : own - 1, significand: 1) - 1
    if least >= low, most <= top - 1 { return nil }
    return (Swift.max(low, least), Swift.min(top - 1, most))
  }
}

extension NDArray {
  /// The bytes of all elements in row-major order.
  fileprivate var bytes: [UInt8] {
    let flat = contiguous().reshaped(TensorShape([count]))
    guard case .block(let block) = flat.payload else { return [] }
    let width = dtype.byteWidth
    return [UInt8](
      UnsafeRawBufferPointer(
        start: block.storage.memory + block.offset * width, count: count * width))
  }
}
