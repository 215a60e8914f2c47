/// A gradient that is zero but in some rows: the rows, and which they are.
///
/// What `gather` hands back; a row may come more than once, and then counts as the sum.
package struct Slices<V: ShapedValue> {
  /// Rows one after another: shape [n, …].
  package let values: V
  /// Which row each of them is: shape [n].
  package let indices: V
  /// The shape of the whole.
  package let shape: Shape

  package init(values: V, indices: V, shape: Shape) {
    self.values = values
    self.indices = indices
    self.shape = shape
  }

  /// The whole, with zeros in the other rows.
  package func dense() throws(EngineError) -> V {
    try V.apply(GatherGrad(shape, axis: 0), [values, indices])
  }

  /// Several of them as one: rows behind rows.
  package static func joined(_ parts: [Slices<V>]) throws(EngineError) -> Slices<V>? {
    guard let first = parts.first else { return nil }
    if parts.count == 1 { return first }
    var indices = parts.map(\.indices)
    let dtype = first.indices.signature.dtype
    if !indices.allSatisfy({ $0.signature.dtype == dtype }) {
      for place in indices.indices where indices[place].signature.dtype != .int64 {
        indices[place] = try V.apply(Cast(.int64), [indices[place]])
      }
    }
    return Slices(
      values: try V.apply(Concat(axis: 0), parts.map(\.values)),
      indices: try V.apply(Concat(axis: 0), indices), shape: first.shape)
  }
}

/// What a tape answers for one source.
package enum Gradient {
  case tensor(Tensor)
  case slices(Slices<Tensor>)

  /// The gradient as one array.
  package func dense() throws(EngineError) -> Tensor {
    switch self {
    case .tensor(let tensor): tensor
    case .slices(let slices): try slices.dense()
    }
  }
}

/// What has arrived at a node.
enum Adjoint<V: ShapedValue> {
  case whole(V)
  case slices([Slices<V>])

  /// What goes on from a change of sign: rows stay rows; `nil` for a whole array.
  func negatedRows() throws(EngineError) -> Adjoint<V>? {
    guard case .slices(let parts) = self, let all = try Slices.joined(parts) else { return nil }
    return .slices([Slices(values: try -all.values, indices: all.indices, shape: all.shape)])
  }

  /// Adds what another use hands back.
  mutating func add(_ other: Adjoint<V>) throws(EngineError) {
    switch (self, other) {
    case (.slices(let parts), .slices(let more)): self = .slices(parts + more)
    default: self = .whole(try dense() + other.dense())
    }
  }

  /// All of it as one array.
  func dense() throws(EngineError) -> V {
    switch self {
    case .whole(let value): return value
    case .slices(let parts):
      guard let first = parts.first else { throw .noInputs(op: "add_n") }
      return try (Slices.joined(parts) ?? first).dense()
    }
  }
}

extension Adjoint<Tensor> {
  init(_ gradient: Gradient) {
    switch gradient {
    case .tensor(let tensor): self = .whole(tensor)
    case .slices(let slices): self = .slices([slices])
    }
  }
}

extension Gather {
  /// The rows that go back to the table, in place of the whole table; `nil` along another axis.
  func rows<V: ShapedValue>(
    _ upstream: V, _ inputs: [V]
  ) throws(EngineError) -> Slices<V>? {
    guard axis == 0 else { return nil }
    let shape = inputs[0].signature.shape
    let count = inputs[1].signature.shape.count
    return Slices(
      values: try upstream.reshaped(to: Shape([count] + shape.lengths.dropFirst())),
      indices: try inputs[1].reshaped(to: [count]), shape: shape)
  }
}

extension ShapedValue {
  fileprivate func reshaped(to shape: Shape) throws(EngineError) -> Self {
    signature.shape == shape ? self : try Self.apply(Reshape(shape), [self])
  }
}
