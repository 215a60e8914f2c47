import Engine

/// Several elements as one, and one as several.
extension DatasetObject {
  private static func number(
    _ cardinality: Cardinality, _ size: Int, _ dropsRest: Bool
  ) -> Cardinality {
    cardinality.map { dropsRest ? $0 / size : ($0 + size - 1) / size }
  }

  func batched(_ size: Int, dropsRest: Bool, isParallel: Bool) throws(Raise) -> DatasetObject {
    guard size > 0 else {
      throw TensorErrors.invalidArgument(
        "Batch size must be greater than zero.", op: "BatchDatasetV2")
    }
    let specification = try DataNest.reshape(specification) { shape in
      PartialShape(shape.lengths.map { [dropsRest ? size : nil] + $0 })
    }
    let start = start
    let context = context
    return DatasetObject(
      isParallel ? "_ParallelBatchDataset" : "_BatchDataset", specification,
      DatasetObject.number(cardinality, size, dropsRest), context
    ) { () throws(Raise) in
      let next = try start()
      return { () throws(Raise) in
        var elements: [PyValue] = []
        while elements.count < size, let element = try next() { elements.append(element) }
        if elements.isEmpty || dropsRest && elements.count < size { return nil }
        return try DataNest.join(elements) { leaves throws(Raise) in
          try DatasetObject.stacked(leaves, context)
        }
      }
    }
  }

  /// Tensors of one shape as rows of one.
  private static func stacked(
    _ leaves: [PyValue], _ context: RunContext
  ) throws(Raise) -> PyValue {
    var arrays: [NDArray] = []
    for leaf in leaves {
      guard let tensor = leaf.cast(TensorObject.self) else {
        throw Raise.notImplemented("batches of datasets are not supported")
      }
      if let first = arrays.first, first.shape != tensor.array.shape {
        throw TensorErrors.invalidArgument(
          "Cannot add tensor to the batch: number of elements does not match. Shapes are: "
            + "[tensor]: \(first.shape.bracketed), [batch]: \(tensor.array.shape.bracketed)",
          op: "IteratorGetNext"
        ).withOutputTypes
      }
      arrays.append(tensor.array)
    }
    do throws(EngineError) {
      _ = try Stack(axis: 0).infer(arrays.map(\.signature))
      return context.box(context.constant(try Stack(axis: 0).evaluate(arrays)))
    } catch {
      throw Raise(error)
    }
  }

  func unbatched() throws(Raise) -> DatasetObject {
    for leaf in try DataNest.leaves(specification)
    where leaf.cast(TensorSpecObject.self)?.signature.shape.rank == 0 {
      throw Raise.value("Cannot unbatch an input with scalar components.")
    }
    let specification = try DataNest.reshape(specification) { shape in
      PartialShape(shape.lengths.map { Array($0.dropFirst()) })
    }
    let start = start
    let context = context
    return DatasetObject("_UnbatchDataset", specification, .unknown, context) {
      () throws(Raise) in
      let next = try start()
      var batch = PyValue.none
      var position = 0
      var count = 0
      return { () throws(Raise) in
        while position >= count {
          guard let element = try next() else { return nil }
          batch = element
          position = 0
          count =
            try DataNest.leaves(element).first?.cast(TensorObject.self)?.array.shape.lengths.first
            ?? 0
        }
        defer { position += 1 }
        return try DataNest.map(batch) { leaf throws(Raise) in
          try context.row(position, of: leaf)
        }
      }
    }
  }

  /// Windows of elements, each a dataset (in the structure of an element).
  func windows(
    _ size: Int, shift: Int, stride: Int, dropsRest: Bool
  ) throws(Raise) -> DatasetObject {
    guard size > 0, shift > 0, stride > 0 else {
      let name = size <= 0 ? "size" : shift <= 0 ? "shift" : "stride"
      throw TensorErrors.invalidArgument(
        "Window \(name) must be greater than zero.", op: "WindowDataset")
    }
    let inner = specification
    let specification = try DataNest.map(inner) { leaf in .object(DatasetSpecObject(leaf)) }
    let number = cardinality.map { count in
      let span = (size - 1) * stride + 1
      if dropsRest { return count < span ? 0 : (count - span) / shift + 1 }
      return (count + shift - 1) / shift
    }
    let start = start
    let context = context
    return DatasetObject("_WindowDataset", specification, number, context) { () throws(Raise) in
      let next = try start()
      var buffer: [PyValue] = []
      var ended = false
      let span = (size - 1) * stride + 1
      return { () throws(Raise) in
        while !ended, buffer.count < Swift.max(span, shift) {
          if let element = try next() { buffer.append(element) } else { ended = true }
        }
        if buffer.isEmpty || dropsRest && buffer.count < span { return nil }
        var window: [PyValue] = []
        var place = 0
        while window.count < size, place < buffer.count {
          window.append(buffer[place])
          place += stride
        }
        buffer.removeFirst(Swift.min(shift, buffer.count))
        return try DataNest.join([inner] + window) { leaves in
          let elements = Array(leaves.dropFirst())
          return .object(
            DatasetObject("_VariantDataset", leaves[0], .unknown, context) {
              var position = 0
              return { () throws(Raise) in
                guard position < elements.count else { return nil }
                defer { position += 1 }
                return elements[position]
              }
            })
        }
      }
    }
  }

  // MARK: Padding

  func padded(
    _ size: Int, shapes: PyValue, values: PyValue, dropsRest: Bool
  ) throws(Raise) -> DatasetObject {
    guard size > 0 else {
      throw TensorErrors.invalidArgument(
        "Batch size must be greater than zero.", op: "PaddedBatchDatasetV2")
    }
    var wanted = try DatasetObject.paddedShapes(shapes, specification)
    let all = wanted
    var fillings = values.isAbsent ? [] : try DataNest.leaves(values)
    let leaves = try DataNest.leaves(specification).count
    if fillings.count == 1 { fillings = Array(repeating: fillings[0], count: leaves) }
    let specification = try DataNest.reshape(specification) { _ in
      let shape = wanted.isEmpty ? PartialShape.unknown : wanted.removeFirst()
      return PartialShape(shape.lengths.map { [dropsRest ? size : nil] + $0 })
    }
    let start = start
    let context = context
    return DatasetObject(
      "_PaddedBatchDataset", specification, DatasetObject.number(cardinality, size, dropsRest),
      context
    ) { () throws(Raise) in
      let next = try start()
      return { () throws(Raise) in
        var elements: [PyValue] = []
        while elements.count < size, let element = try next() { elements.append(element) }
        if elements.isEmpty || dropsRest && elements.count < size { return nil }
        var place = 0
        return try DataNest.join(elements) { leaves throws(Raise) in
          defer { place += 1 }
          return try DatasetObject.padded(
            leaves, to: place < all.count ? all[place] : .unknown,
            with: place < fillings.count ? fillings[place] : .none, context)
        }
      }
    }
  }

  private static func paddedShapes(
    _ shapes: PyValue, _ specification: PyValue
  ) throws(Raise) -> [PartialShape] {
    let specs = try DataNest.leaves(specification)
    if shapes.isAbsent {
      return specs.map { $0.cast(TensorSpecObject.self)?.signature.shape ?? .unknown }
    }
    // One shape for a single component, else a structure of shapes.
    if specs.count == 1, specification.object is TensorSpecObject {
      return [
        PartialShape(try ShapeObject.lengths(of: shapes).map { $0.map { $0 == -1 ? nil : $0 } })
      ]
    }
    var found: [PartialShape] = []
    let parts: [PyValue]
    if let dict = shapes.cast(DictObject.self) {
      parts = dict.pairs.sorted { ($0.key.text ?? "") < ($1.key.text ?? "") }.map(\.value)
    } else {
      parts = try shapes.items()
    }
    for part in parts {
      found.append(
        PartialShape(try ShapeObject.lengths(of: part).map { $0.map { $0 == -1 ? nil : $0 } }))
    }
    return found
  }

  private static func padded(
    _ leaves: [PyValue], to shape: PartialShape, with filling: PyValue, _ context: RunContext
  ) throws(Raise) -> PyValue {
    let arrays = leaves.compactMap { $0.cast(TensorObject.self)?.array }
    guard let first = arrays.first else { return .none }
    var lengths = first.shape.lengths.map { _ in 0 }
    for array in arrays where array.shape.rank == lengths.count {
      for (axis, length) in array.shape.lengths.enumerated() {
        lengths[axis] = Swift.max(lengths[axis], length)
      }
    }
    for (axis, length) in (shape.lengths ?? []).enumerated() where axis < lengths.count {
      guard let length else { continue }
      if lengths[axis] > length {
        throw TensorErrors.invalidArgument(
          "Attempted to pad to a smaller size than the input element.", op: "IteratorGetNext"
        ).withOutputTypes
      }
      lengths[axis] = length
    }
    if first.dtype == .string {
      throw Raise.notImplemented("padded_batch of texts is not supported")
    }
    var rows: [PyValue] = []
    let value =
      filling.isAbsent
      ? PyValue.int(0) : filling
    for array in arrays {
      let paddings = PyValue.list(
        zip(array.shape.lengths, lengths).map { .list([.int(0), .int($1 - $0)]) })
      if array.shape.rank == 0 {
        rows.append(context.box(Tensor(array)))
        continue
      }
      let constant = try context.tensor(value, .dtype(array.dtype)).array
      let tensor = context.box(context.recorded(Tensor(array)))
      rows.append(
        try KerasMath(context: context).tf(
          "pad", tensor, paddings,
          keywords: ["constant_values": context.box(context.recorded(Tensor(constant)))]))
    }
    return try stacked(rows, context)
  }
}

extension Raise {
  /// The error with the name that kernels with a list of output types have.
  var withOutputTypes: Raise {
    if let text = exception.text, let end = text.firstRange(of: "_device_/job") {
      exception.text = text[..<end.lowerBound] + "_output_types_1" + text[end.lowerBound...]
    }
    return self
  }
}
