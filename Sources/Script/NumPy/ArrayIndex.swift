import Engine

/// What stands between the brackets of an array.
enum ArrayIndex {
  /// Numbers and slices alone, which give a view; `nil` where lists or masks are among them.
  static func basic(_ key: PyValue) throws(Raise) -> [IndexItem]? {
    let keys = key.object?.kind == .tuple ? Array(try key.contiguousItems()) : [key]
    for key in keys where try picks(key) != nil { return nil }
    var items: [IndexItem] = []
    for key in keys { items.append(try item(key)) }
    return items.isEmpty ? [.ellipsis] : items
  }

  /// The error of values that do not fit the places they are assigned to.
  static func misfit(_ new: TensorShape, _ shape: TensorShape, _ key: PyValue) -> Raise {
    let isMask = (try? picks(key))??.dtype == .bool
    if isMask, new.rank == 1, shape.rank == 1 {
      return Raise.value(
        "NumPy boolean array indexing assignment cannot assign \(new.count) input values to the "
          + "\(shape.count) output values where the mask is true")
    }
    return Raise.value(
      "shape mismatch: value array of shape \(new.bracketedAsTuple) could not be broadcast to "
        + "indexing result of shape \(shape.bracketedAsTuple)")
  }

  static func picks(_ key: PyValue) throws(Raise) -> NDArray? {
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

  static func item(_ key: PyValue) throws(Raise) -> IndexItem {
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

extension NDArray {
  /// Without the axes of length 1 that stand in front of so many others, as assignments allow.
  func withoutLeadingOnes(_ rank: Int) -> NDArray {
    var lengths = shape.lengths
    while lengths.count > rank, lengths.first == 1 { lengths.removeFirst() }
    return lengths.count == shape.rank ? self : reshaped(TensorShape(lengths))
  }
}
