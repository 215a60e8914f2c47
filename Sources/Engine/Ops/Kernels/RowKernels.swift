/// Which row of a table each row of another one is: what gathering and scattering by index tuples
/// come to.
struct RowPlan {
  /// The row of the table for each tuple of indices.
  let rows: [Int]
  /// Elements in a row.
  let inner: Int

  /// Tuples along the last axis of `indices` into the leading axes of `shape`, after `batches`
  /// axes that both share.
  init(
    _ indices: NDArray, into shape: Shape, batches: Int = 0,
    wrong: (_ place: [Int], _ tuple: [Int]) -> EngineError
  ) throws(EngineError) {
    let depth = indices.shape[-1]
    let own = Array(shape.lengths[batches..<batches + depth])
    let steps = Shape(own).rowMajorStrides
    let size = own.reduce(1, *)
    inner = shape.lengths[(batches + depth)...].reduce(1, *)
    let outer = Array(indices.shape.lengths.dropLast())
    let count = outer.reduce(1, *)
    let perBatch = Swift.max(outer[batches...].reduce(1, *), 1)
    let numbers = indices.integers
    var rows: [Int] = []
    rows.reserveCapacity(count)
    for tuple in 0..<count {
      var row = tuple / perBatch * size
      for axis in 0..<depth {
        let index = Int(numbers[tuple * depth + axis])
        guard index >= 0, index < own[axis] else {
          let places = Shape(outer).rowMajorStrides
          throw wrong(
            outer.indices.map { tuple / places[$0] % outer[$0] },
            (0..<depth).map { Int(numbers[tuple * depth + $0]) })
        }
        row += index * steps[axis]
      }
      rows.append(row)
    }
    self.rows = rows
  }

  init(rows: [Int], inner: Int) {
    self.rows = rows
    self.inner = inner
  }
}

/// Copies the rows of a plan one after the other.
struct GatherRowsWork: ElementWork {
  let table: NDArray
  let plan: RowPlan
  let shape: Shape

  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    let plan = plan
    return try table.withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        var next = 0
        for row in plan.rows {
          let start = row * plan.inner
          for i in 0..<plan.inner { target[next + i] = source[start + i] }
          next += plan.inner
        }
      }
    }
  }
}

/// Writes rows over those of a table, the last one that names a row winning.
struct ReplaceRowsWork: ElementWork {
  let table: NDArray
  let updates: NDArray
  let plan: RowPlan

  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    let plan = plan
    return try table.withElements(E.self) { (source) throws(EngineError) -> NDArray in
      try updates.withElements(E.self) { updates in
        NDArray.make(E.self, table.shape) { target in
          _ = target.initialize(from: source)
          var next = 0
          for row in plan.rows {
            let start = row * plan.inner
            for i in 0..<plan.inner { target[start + i] = updates[next + i] }
            next += plan.inner
          }
        }
      }
    }
  }
}

/// How rows meet those of a table.
package enum RowCombination: Sendable {
  case add, subtract, multiply, greatest, least

  @inline(__always)
  func callAsFunction<E: Number>(_ old: E, _ new: E) -> E {
    switch self {
    case .add: E.add(old, new)
    case .subtract: E.subtract(old, new)
    case .multiply: E.multiply(old, new)
    case .greatest: new > old || new.isNotANumber ? new : old
    case .least: new < old || new.isNotANumber ? new : old
    }
  }
}

/// Combines rows with those of a table; rows below 0 are left out.
struct CombineRowsWork: NumberWork {
  let table: NDArray
  let updates: NDArray
  let plan: RowPlan
  let combine: RowCombination

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (plan, combine) = (plan, combine)
    return try table.withElements(E.self) { (source) throws(EngineError) -> NDArray in
      try updates.withElements(E.self) { updates in
        NDArray.make(E.self, table.shape) { target in
          _ = target.initialize(from: source)
          var next = 0
          for row in plan.rows {
            defer { next += plan.inner }
            guard row >= 0 else { continue }
            let start = row * plan.inner
            for i in 0..<plan.inner {
              target[start + i] = combine(target[start + i], updates[next + i])
            }
          }
        }
      }
    }
  }
}
