import Engine

/// `tf.debugging.assert_shapes`: lengths by number or by letters that must agree.
struct ShapeAssertions {
  let context: RunContext

  /// The lengths of a tensor, in a graph as far as they are known; `nil` without a known rank.
  static func lengths(of value: PyValue, _ context: RunContext) throws(Raise) -> [Int?]? {
    if value.object is SymbolicTensor {
      return try value.attribute(Symbol("shape")).cast(ShapeObject.self)?.lengths
    }
    return try context.tensor(value).shape.lengths.map { $0 }
  }

  /// What errors call a tensor: nothing but in a graph.
  static func name(of value: PyValue) -> String {
    guard value.object is SymbolicTensor else { return "" }
    return (try? value.attribute(Symbol("name")))?.text ?? ""
  }

  func add(to module: ModuleObject) {
    module.function(
      "assert_shapes", "shapes, data=None, summarize=None, message=None, name=None"
    ) { a throws(Raise) in
      let prefix = a.has(3) ? try a[3].str() + ".  " : ""
      var rows: [(tensor: PyValue, shape: PyValue)] = []
      for item in try a[0].items() {
        if a[0].object?.kind == .dict {
          rows.append((item, try a[0].item(item)))
        } else {
          let pair = try item.items()
          guard pair.count == 2 else { throw Raise.value("shapes must be pairs") }
          rows.append((pair[0], pair[1]))
        }
      }
      try check(rows, prefix)
      return .none
    }
  }

  private func check(_ rows: [(tensor: PyValue, shape: PyValue)], _ prefix: String) throws(Raise) {
    var known: [String: (size: Int, source: String)] = [:]
    for (tensor, shape) in rows {
      let lengths = try ShapeAssertions.lengths(of: tensor, context)
      let title = try title(tensor, lengths)
      guard shape.object?.kind == .list || shape.object?.kind == .tuple else {
        throw Raise.value(
          "\(prefix)Tensor \(title).  Specified shape must be an iterable.  An iterable has the "
            + "attribute `__iter__` or `__getitem__`.  Received specified shape: "
            + (try shape.str()))
      }
      guard let lengths else { continue }
      var symbols = try shape.items()
      let isPartial = symbols.first.map { $0.object is EllipsisObject || $0.text == "..." } ?? false
      if isPartial { symbols.removeFirst() }
      guard isPartial ? lengths.count >= symbols.count : lengths.count == symbols.count else {
        throw Raise.value(
          "\(prefix)Tensor \(ShapeAssertions.name(of: tensor)) must have rank "
            + "\(isPartial ? "at least " : "")\(symbols.count).  Received rank \(lengths.count), "
            + "shape \(try PyValue.object(ShapeObject(lengths: lengths)).str())")
      }
      for (place, symbol) in symbols.enumerated() where !symbol.isAbsent {
        let axis = lengths.count - symbols.count + place
        guard let size = lengths[axis] else { continue }
        let shown = isPartial ? place - symbols.count : place
        var (expected, source) = (symbol.smallInt ?? -1, "Specified explicitly")
        if let letters = symbol.text, letters != "." {
          if let first = known[letters] {
            (expected, source) = (first.size, "Specified by tensor \(first.source)")
          } else {
            known[letters] = (size, "\(title) dimension \(shown)")
            expected = size
          }
        } else if symbol.smallInt == nil {
          continue
        }
        guard size == expected else {
          throw Raise.value(
            "\(prefix)\(source).  Tensor \(title) dimension \(shown) must have size "
              + "\(expected).  Received size \(size), shape "
              + (try PyValue.object(ShapeObject(lengths: lengths)).str()))
        }
      }
    }
  }

  private func title(_ tensor: PyValue, _ lengths: [Int?]?) throws(Raise) -> String {
    if tensor.object is SymbolicTensor { return ShapeAssertions.name(of: tensor) }
    let dtype = try context.tensor(tensor).dtype
    return "shape=\(try PyValue.object(ShapeObject(lengths: lengths)).str()) dtype=\(dtype.name)"
  }
}
