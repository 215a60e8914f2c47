/// How an assignment to some elements of a variable changes each of them.
package enum PartUpdate: Sendable {
  case set, add, subtract, multiply, divide, least, greatest
}

extension Variable {
  /// Changes some elements, one after another, and leaves the others; `positions` are places in
  /// row-major order, and one may come more than once.
  package func change(
    at positions: [Int], _ values: Tensor, _ way: PartUpdate
  ) throws(EngineError) {
    guard values.dtype == dtype else {
      throw .assignDType(variable: name, dtype, value: values.dtype)
    }
    let old = value.array
    let new: NDArray
    if way == .set {
      new = try dtype.open(
        Placing(old: old, positions: positions, values: values.array), for: "assign")
    } else {
      new = try dtype.open(
        Combining(old: old, positions: positions, values: values.array, way: way), for: "assign")
    }
    try become(new, .part, values)
  }
}

private struct Placing: ElementWork {
  let old: NDArray
  let positions: [Int]
  let values: NDArray

  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    try old.withElements(E.self) { (old) throws(EngineError) -> NDArray in
      try values.withElements(E.self) { values in
        NDArray.make(E.self, self.old.shape) { target in
          for i in 0..<target.count { target[i] = old[i] }
          for (i, place) in positions.enumerated() { target[place] = values[i] }
        }
      }
    }
  }
}

private struct Combining: NumberWork {
  let old: NDArray
  let positions: [Int]
  let values: NDArray
  let way: PartUpdate

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    try old.withElements(E.self) { (old) throws(EngineError) -> NDArray in
      try values.withElements(E.self) { values in
        NDArray.make(E.self, self.old.shape) { target in
          for i in 0..<target.count { target[i] = old[i] }
          for (i, place) in positions.enumerated() {
            target[place] = combine(target[place], values[i])
          }
        }
      }
    }
  }

  private func combine<E: Number>(_ x: E, _ y: E) -> E {
    switch way {
    case .set: y
    case .add: E.add(x, y)
    case .subtract: E.subtract(x, y)
    case .multiply: E.multiply(x, y)
    case .divide: E.divide(x, y)
    case .least: Swift.min(x, y)
    case .greatest: Swift.max(x, y)
    }
  }
}
