import Engine

/// Sets of an array's elements.
struct NumPySets {
  func add(to module: ModuleObject) {
    module.function(
      "unique",
      "ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, "
        + "equal_nan=True, sorted=True"
    ) { a throws(Raise) in try Self.unique(a) }
    let names: [(String, [String])] = [
      ("unique_counts", ["values", "counts"]), ("unique_inverse", ["values", "inverse_indices"]),
      ("unique_all", ["values", "indices", "inverse_indices", "counts"]),
    ]
    for (name, fields) in names {
      let title =
        name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        .joined() + "Result"
      module.function(name, "x, /") { a throws(Raise) in
        let groups = Groups(try ArrayReading.array(a[0]))
        let parts: [String: PyValue] = [
          "values": .object(ArrayObject(try groups.values())), "counts": groups.counts,
          "inverse_indices": groups.inverse, "indices": groups.first,
        ]
        return NamedTupleType(title, module: "numpy", fields)
          .make(fields.map { parts[$0] ?? .none })
      }
    }
    module.function("unique_values", "x, /") { a throws(Raise) in
      .object(ArrayObject(try Groups(try ArrayReading.array(a[0])).values()))
    }
    addPairs(to: module)
  }

  /// Equal elements in ascending order.
  struct Groups {
    let array: NDArray
    /// Positions of the elements of each group, ascending.
    private(set) var places: [[Int]] = []

    init(_ array: NDArray) {
      self.array = array
      let keys = array.complexNumbers
      let wide = array.dtype.isInteger ? array.integers : []
      func isLess(_ i: Int, _ j: Int) -> Bool {
        if !wide.isEmpty { return wide[i] < wide[j] }
        let (a, b) = (keys[i], keys[j])
        if a.real == b.real { return NumPyPercentiles.ascending(a.imaginary, b.imaginary) }
        return NumPyPercentiles.ascending(a.real, b.real)
      }
      let order = keys.indices.sorted { isLess($0, $1) || !isLess($1, $0) && $0 < $1 }
      for place in order {
        if let last = places.last?.first, !isLess(last, place), !isLess(place, last) {
          places[places.count - 1].append(place)
        } else {
          places.append([place])
        }
      }
    }

    func values() throws(Raise) -> NDArray {
      try NumPyParts.taken(array.reshaped([array.count]), places.map { $0[0] }, axis: 0)
    }

    var first: PyValue { NumPyPicking.places(places.map { $0[0] }) }
    var counts: PyValue { NumPyPicking.places(places.map(\.count)) }
    var inverse: PyValue {
      var found = [Int64](repeating: 0, count: array.count)
      for (group, members) in places.enumerated() {
        for place in members { found[place] = Int64(group) }
      }
      return .object(ArrayObject(NDArray(found, shape: array.shape)))
    }
  }

  private static func unique(_ a: Bound) throws(Raise) -> PyValue {
    let array = try ArrayReading.array(a[0])
    if a.has(4) { return try uniqueRows(array, a) }
    let groups = Groups(array)
    var results: [PyValue] = [.object(ArrayObject(try groups.values()))]
    if try a.bool(1) { results.append(groups.first) }
    if try a.bool(2) { results.append(groups.inverse) }
    if try a.bool(3) { results.append(groups.counts) }
    return results.count == 1 ? results[0] : .tuple(results)
  }

  /// Different parts along an axis, in the order of their elements.
  private static func uniqueRows(_ array: NDArray, _ a: Bound) throws(Raise) -> PyValue {
    let axis = try NumPyFunctions.axis(try a.int(4), rank: array.shape.rank)
    let others = (0..<array.shape.rank).filter { $0 != axis }
    let values = array.transposed([axis] + others).doubles
    let count = array.shape.lengths[axis]
    let width = count == 0 ? 0 : values.count / count
    let rows = (0..<count).map { Array(values[($0 * width)..<(($0 + 1) * width)]) }
    let order = rows.indices.sorted {
      rows[$0] == rows[$1] ? $0 < $1 : rows[$0].lexicographicallyPrecedes(rows[$1])
    }
    var groups: [[Int]] = []
    for place in order {
      if let last = groups.last?.first, rows[last] == rows[place] {
        groups[groups.count - 1].append(place)
      } else {
        groups.append([place])
      }
    }
    var results: [PyValue] = [
      .object(ArrayObject(try NumPyParts.taken(array, groups.map { $0[0] }, axis: axis)))
    ]
    if try a.bool(1) { results.append(NumPyPicking.places(groups.map { $0[0] })) }
    if try a.bool(2) {
      var inverse = [Int](repeating: 0, count: count)
      for (group, members) in groups.enumerated() {
        for place in members { inverse[place] = group }
      }
      results.append(NumPyPicking.places(inverse))
    }
    if try a.bool(3) { results.append(NumPyPicking.places(groups.map(\.count))) }
    return results.count == 1 ? results[0] : .tuple(results)
  }

  // MARK: Two sets

  private func addPairs(to module: ModuleObject) {
    module.function(
      "intersect1d", "ar1, ar2, assume_unique=False, return_indices=False"
    ) { a throws(Raise) in
      let (x, y) = (Groups(try ArrayReading.array(a[0])), Groups(try ArrayReading.array(a[1])))
      let dtype = NumPyArithmetic.promote(x.array.dtype, y.array.dtype)
      let (left, right) = (x.array.complexNumbers, y.array.complexNumbers)
      var (first, second): ([Int], [Int]) = ([], [])
      for group in x.places {
        guard let other = y.places.first(where: { right[$0[0]] == left[group[0]] }) else {
          continue
        }
        first.append(group[0])
        second.append(other[0])
      }
      let flat = try x.array.reshaped([x.array.count]).converted(to: dtype)
      let values = PyValue.object(ArrayObject(try NumPyParts.taken(flat, first, axis: 0)))
      guard try a.bool(3) else { return values }
      return .tuple([values, NumPyPicking.places(first), NumPyPicking.places(second)])
    }
    module.function("union1d", "ar1, ar2") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      let both = try NumPyFunctions.joined(
        [x.reshaped([x.count]), y.reshaped([y.count])], axis: 0)
      return .object(ArrayObject(try Groups(both).values()))
    }
    for (name, keepsShared) in [("setdiff1d", false), ("setxor1d", true)] {
      module.function(name, "ar1, ar2, assume_unique=False") { a throws(Raise) in
        let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
        let (left, right) = (x.complexNumbers, y.complexNumbers)
        let first = Groups(x).places.map { $0[0] }.filter { !right.contains(left[$0]) }
        let kept = try NumPyParts.taken(x.reshaped([x.count]), first, axis: 0)
        guard keepsShared else { return .object(ArrayObject(kept)) }
        let second = Groups(y).places.map { $0[0] }.filter { !left.contains(right[$0]) }
        let rest = try NumPyParts.taken(y.reshaped([y.count]), second, axis: 0)
        return .object(
          ArrayObject(try Groups(try NumPyFunctions.joined([kept, rest], axis: 0)).values()))
      }
    }
    for name in ["isin", "in1d"] {
      module.function(name, "element, test_elements, assume_unique=False, invert=False") {
        a throws(Raise) in
        guard name == "isin" else {
          throw Raise.attribute("module 'numpy' has no attribute 'in1d'")
        }
        let array = try ArrayReading.array(a[0])
        let known = Set(try ArrayReading.array(a[1]).doubles)
        let inverted = try a.bool(3)
        return NumPyResult.value(
          NDArray(array.doubles.map { known.contains($0) != inverted }, shape: array.shape))
      }
    }
  }
}
