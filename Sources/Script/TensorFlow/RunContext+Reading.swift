import Engine

/// How a tensor is looked at and taken apart.
extension RunContext {
  /// `tensor.numpy()`: a NumPy scalar or array, where no tape follows.
  func readOut(_ tensor: Tensor) -> PyValue {
    noteReadOut(tensor)
    return numpy(tensor.array)
  }

  /// Puts on the time line that a value left for NumPy.
  func noteReadOut(_ tensor: Tensor) {
    guard tensor.recording != nil else { return }
    mark()
    recording.note(.readOut(tensor.node))
  }

  /// The NumPy value of an array: a scalar for one number, bytes for one text.
  func numpy(_ array: NDArray) -> PyValue {
    if array.shape.rank > 0 { return .object(ArrayObject(array.copied())) }
    if case .text(let block) = array.payload {
      return .object(BytesObject(block.elements.first ?? []))
    }
    return .object(NumPyScalar(array))
  }

  /// The number of a tensor for `int()`, `float()` and the like.
  func number(_ tensor: Tensor) throws(Raise) -> NumPyScalar {
    guard tensor.shape.rank == 0, tensor.dtype != .string else {
      throw Raise.type("only 0-dimensional arrays can be converted to Python scalars")
    }
    if tensor.recording != nil { recording.note(.readOut(tensor.node)) }
    return NumPyScalar(tensor.array)
  }

  /// `bool(tensor)`.
  func truth(_ tensor: Tensor) throws(Raise) -> Bool {
    guard tensor.array.count == 1 else {
      throw Raise.value(
        tensor.array.count == 0
          ? "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that "
            + "an array is not empty."
          : "The truth value of an array with more than one element is ambiguous. Use a.any() or "
            + "a.all()")
    }
    if case .text(let block) = tensor.array.payload { return block.elements[0].isEmpty == false }
    return tensor.array.doubleIfSingle != 0
  }

  /// Rows along the first axis, each taken when it is asked for.
  func iterate(_ tensor: Tensor) throws(Raise) -> PyIterator {
    guard let count = tensor.shape.lengths.first else {
      throw Raise.type("Cannot iterate over a scalar tensor.")
    }
    var position = 0
    return ClosureIterator { [unowned self] () throws(Raise) in
      guard position < count else { return nil }
      defer { position += 1 }
      return box(try slice(tensor, [.index(position)]))
    }
  }

  // MARK: Parts

  func slice(_ tensor: Tensor, _ items: [IndexItem]) throws(Raise) -> Tensor {
    mark()
    do throws(EngineError) {
      return try Tensor.apply(StridedSlice(items), [recorded(tensor)])
    } catch {
      throw Raise(error)
    }
  }

  /// `tensor[key]`.
  func part(of tensor: Tensor, _ key: PyValue) throws(Raise) -> PyValue {
    if let mask = try mask(key) { return box(try masked(tensor, mask)) }
    let items = try indexItems(key)
    if items.isEmpty { return box(tensor) }
    return box(try slice(tensor, checked(items, tensor)))
  }

  /// `variable[key]`: it can be assigned to.
  func part(of variable: VariableObject, _ key: PyValue) throws(Raise) -> PyValue {
    let tensor = variable.variable.value
    if let mask = try mask(key) { return box(try masked(tensor, mask)) }
    let items = try indexItems(key)
    if items.isEmpty { return box(tensor) }
    let part = try slice(tensor, checked(items, tensor))
    return .object(TensorObject(part, self, origin: VariablePart(variable, items)))
  }

  private func checked(_ items: [IndexItem], _ tensor: Tensor) throws(Raise) -> [IndexItem] {
    if tensor.shape.rank == 0, items.contains(where: { $0.takesAxis }) {
      throw TensorErrors.invalidArgument("Attempting to slice scalar input.", op: "StridedSlice")
    }
    return items
  }

  private func indexItems(_ key: PyValue) throws(Raise) -> [IndexItem] {
    let keys: [PyValue]
    if key.object?.kind == .tuple || key.object?.kind == .list {
      keys = Array(try key.contiguousItems())
    } else {
      keys = [key]
    }
    var items: [IndexItem] = []
    for key in keys { items.append(try item(key)) }
    return items
  }

  private func item(_ key: PyValue) throws(Raise) -> IndexItem {
    switch key {
    case .none: return .newAxis
    case .int(let index): return .index(index)
    case .object(let object):
      if object is EllipsisObject { return .ellipsis }
      if let slice = object as? SliceObject {
        let start = try bound(slice.start)
        let stop = try bound(slice.stop)
        let step = try bound(slice.step) ?? 1
        if step == 0 {
          throw TensorErrors.invalidArgument("strides[0] must be non-zero", op: "StridedSlice")
        }
        return .slice(start: start, stop: stop, step: step)
      }
    default: break
    }
    return .index(try position(key))
  }

  private func bound(_ value: PyValue) throws(Raise) -> Int? {
    value.isAbsent ? nil : try position(value)
  }

  private func position(_ key: PyValue) throws(Raise) -> Int {
    if case .bool = key { throw Raise.value("mask cannot be scalar.") }
    guard key.text == nil, let index = try key.asIndex()?.smallInt else {
      throw Raise.type(
        "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar "
          + "tf.int32/tf.int64 tensors are valid indices, got \(try key.repr())")
    }
    return index
  }

  private func mask(_ key: PyValue) throws(Raise) -> NDArray? {
    let array: NDArray?
    if let tensor = key.cast(TensorObject.self) {
      array = tensor.array
    } else {
      array = key.cast(ArrayObject.self)?.array
    }
    guard let array, array.dtype == .bool, array.shape.rank > 0 else { return nil }
    return array
  }

  private func masked(_ tensor: Tensor, _ mask: NDArray) throws(Raise) -> Tensor {
    let depth = mask.shape.rank
    let lengths = tensor.shape.lengths
    guard lengths.count >= depth, Array(lengths[..<depth]) == mask.shape.lengths else {
      throw Raise.value(
        "Shapes \(TensorShape(Array(lengths.prefix(depth)))) and \(mask.shape) are incompatible")
    }
    let flat = try reshaped(tensor, to: TensorShape([mask.count] + lengths[depth...]))
    let rows = mask.doubles.enumerated().filter { $0.element != 0 }.map { Int64($0.offset) }
    do throws(EngineError) {
      return try Tensor.apply(
        Gather(axis: 0), [recorded(flat), Tensor(NDArray(rows, shape: [rows.count]))])
    } catch {
      throw Raise(error)
    }
  }
}

extension IndexItem {
  fileprivate var takesAxis: Bool {
    switch self {
    case .index, .slice: true
    case .ellipsis, .newAxis: false
    }
  }
}
