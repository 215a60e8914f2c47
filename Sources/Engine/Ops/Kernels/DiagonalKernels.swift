/// Reads a diagonal out of each matrix.
struct DiagPartWork: ElementWork {
  let x: NDArray
  let shape: Shape
  let plan: DiagonalPlan

  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (plan, length) = (plan, plan.length)
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        for batch in 0..<plan.batches {
          for index in 0..<length {
            target[batch * length + index] = source[plan.place(batch, index)]
          }
        }
      }
    }
  }
}

/// Copies each matrix and writes over a diagonal.
struct SetDiagWork: ElementWork {
  let x: NDArray
  let diagonal: NDArray
  let plan: DiagonalPlan

  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (plan, length) = (plan, plan.length)
    return try x.withElements(E.self) { (source) throws(EngineError) -> NDArray in
      try diagonal.withElements(E.self) { diagonal in
        NDArray.make(E.self, x.shape) { target in
          _ = target.initialize(from: source)
          for batch in 0..<plan.batches {
            for index in 0..<length {
              target[plan.place(batch, index)] = diagonal[batch * length + index]
            }
          }
        }
      }
    }
  }
}

/// Copies what lies within a band, zeros elsewhere.
struct BandWork: ElementWork {
  let x: NDArray
  let band: BandPart

  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (rows, columns) = (x.shape[-2], x.shape[-1])
    let lower = band.lower < 0 ? rows : band.lower
    let upper = band.upper < 0 ? columns : band.upper
    let zero = E(bits: 0)
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, x.shape) { target in
        for place in 0..<target.count {
          let (row, column) = (place / columns % rows, place % columns)
          let inside = row - column <= lower && column - row <= upper
          target[place] = inside ? source[place] : zero
        }
      }
    }
  }
}
