/// Diagonals, bands and triangles of matrices.
package enum MatrixParts: OpFamily {
  package static let operations: [any Operation.Type] = [
    Diag.self, DiagPart.self, SetDiag.self, BandPart.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.linalg.diag"],
      "diagonal, name='diag', k=0, num_rows=-1, num_cols=-1, padding_value=0, align='RIGHT_LEFT'",
      Diag.summary
    ) { arguments in
      let band = try DiagonalBand(arguments)
      return .tensor(
        try band.matrix(
          arguments.tensor("diagonal"), rows: arguments.int("num_rows"),
          columns: arguments.int("num_cols"), padding: arguments.double("padding_value")))
    },
    .general(
      ["tf.linalg.diag_part"],
      "input, name='diag_part', k=0, padding_value=0, align='RIGHT_LEFT'", DiagPart.summary
    ) { arguments in
      let band = try DiagonalBand(arguments)
      return .tensor(
        try band.part(of: arguments.tensor("input"), padding: arguments.double("padding_value")))
    },
    .general(
      ["tf.linalg.set_diag"], "input, diagonal, name='set_diag', k=0, align='RIGHT_LEFT'",
      SetDiag.summary
    ) { arguments in
      let operands = try arguments.tensors(["input", "diagonal"])
      return .tensor(try DiagonalBand(arguments).set(operands[1], in: operands[0]))
    },
    .general(
      ["tf.linalg.band_part"], "input, num_lower, num_upper, name=None", BandPart.summary
    ) { arguments in
      let op = BandPart(
        lower: try arguments.int("num_lower"), upper: try arguments.int("num_upper"))
      return .tensor(try Tensor.apply(op, [arguments.tensor("input")]))
    },
    .composite(["tf.linalg.trace"], "x, name=None", "sums the diagonal of a matrix") {
      (x) throws(EngineError) in
      let diagonal = try Tensor.apply(DiagPart(), [x])
      return try diagonal.reduced(ReduceSum.self, [-1])
    },
    .composite(
      ["tf.linalg.tensor_diag"], "diagonal, name=None", "puts a tensor on a diagonal"
    ) { (x) throws(EngineError) in
      let flat = try Tensor.apply(Reshape([x.shape.count]), [x])
      let square = try Tensor.apply(Diag(length: x.shape.count), [flat])
      return try Tensor.apply(Reshape(Shape(x.shape.lengths + x.shape.lengths)), [square])
    },
    .composite(
      ["tf.linalg.tensor_diag_part"], "input, name=None", "takes the diagonal of a tensor"
    ) { (x) throws(EngineError) in
      let half = Shape(Array(x.shape.lengths.prefix(x.shape.rank / 2)))
      guard x.shape.rank > 0, x.shape.rank % 2 == 0 else {
        throw .invalidArgument(
          op: "DiagPart",
          "The rank of the tensor should be                                          even and positive, got shape \(x.shape.bracketed)"
        )
      }
      for axis in 0..<half.rank where half.lengths[axis] != x.shape.lengths[axis + half.rank] {
        throw .invalidArgument(
          op: "DiagPart",
          "Invalid shape \(x.shape.bracketed): dimensions \(axis) and \(axis + half.rank) do "
            + "not match.")
      }
      let square = try Tensor.apply(Reshape([half.count, half.count]), [x])
      return try Tensor.apply(Reshape(half), [Tensor.apply(DiagPart(), [square])])
    },
  ]
}

/// Where the elements of one diagonal lie in a stack of matrices.
struct DiagonalPlan {
  let batches: Int
  let rows: Int
  let columns: Int
  let offset: Int

  init(_ matrices: Shape, _ offset: Int) {
    rows = matrices[-2]
    columns = matrices[-1]
    batches = matrices.lengths.dropLast(2).reduce(1, *)
    self.offset = offset
  }

  /// Elements on the diagonal.
  var length: Int {
    Swift.max(0, Swift.min(rows + Swift.min(offset, 0), columns - Swift.max(offset, 0)))
  }

  /// Place of the diagonal's element in memory laid out row after row.
  func place(_ batch: Int, _ index: Int) -> Int {
    let (row, column) = (index - Swift.min(offset, 0), index + Swift.max(offset, 0))
    return (batch * rows + row) * columns + column
  }

  static func check(_ matrices: Shape, _ offset: Int, _ op: String) throws(EngineError) {
    guard matrices.rank >= 2 else {
      throw .invalidArgument(
        op: op, "input must be at least 2-dim, received shape: \(matrices.bracketed)")
    }
    let (rows, columns) = (matrices[-2], matrices[-1])
    guard offset == 0 || offset > -rows && offset < columns else {
      throw .invalidArgument(
        op: op,
        "lower_diag_index is out of bound: \(offset). It must be between \(-rows) and \(columns)")
    }
  }
}

/// A matrix with its input on a diagonal.
///
/// The gradient is the same diagonal of what arrives.
package struct Diag: Operation {
  package static let name = "diag"
  package static let kernel = "MatrixDiagV3"
  package static let summary = "puts its input on the diagonal of a matrix"
  /// Which diagonal: 0 the main one, 1 the one above.
  package let offset: Int
  package let rows: Int
  package let columns: Int
  package let padding: Double

  /// For a diagonal of that length; −1 rows or columns are as few as hold it.
  package init(
    length: Int, offset: Int = 0, rows: Int = -1, columns: Int = -1, padding: Double = 0
  ) {
    self.offset = offset
    self.padding = padding
    let (leastRows, leastColumns) = (length - Swift.min(offset, 0), length + Swift.max(offset, 0))
    let side = Swift.max(leastRows, leastColumns)
    self.rows = rows >= 0 ? rows : columns >= 0 ? leastRows : side
    self.columns = columns >= 0 ? columns : rows >= 0 ? leastColumns : side
  }

  package var notation: Notation {
    .function("diag", attributes: offset == 0 ? "" : "k=\(offset)")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let shape = inputs[0].shape
    guard let length = shape.lengths.last else {
      throw .invalidArgument(
        op: Self.name, "diagonal must be at least 1-dim, received shape: \(shape.bracketed)")
    }
    let result = Shape(shape.lengths.dropLast() + [rows, columns])
    guard DiagonalPlan(result, offset).length == length else {
      throw .invalidArgument(
        op: Self.name, "The number of rows is too small, or the number of columns is too small.")
    }
    return Signature(inputs[0].dtype, result)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let signature = try infer([inputs[0].signature])
    let work = SetDiagWork(
      x: try .filled(padding, signature), diagonal: inputs[0],
      plan: DiagonalPlan(signature.shape, offset))
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(DiagPart(offset: offset), [upstream])
  }
}

/// A diagonal of a matrix.
///
/// The gradient goes back on the diagonal, zeros elsewhere.
package struct DiagPart: Operation {
  package static let name = "diag_part"
  package static let kernel = "MatrixDiagPartV3"
  package static let summary = "takes a diagonal of a matrix"
  package let offset: Int
  package init(offset: Int = 0) { self.offset = offset }
  package var notation: Notation {
    .function("diag_part", attributes: offset == 0 ? "" : "k=\(offset)")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let shape = inputs[0].shape
    try DiagonalPlan.check(shape, offset, Self.name)
    let plan = DiagonalPlan(shape, offset)
    return Signature(inputs[0].dtype, Shape(shape.lengths.dropLast(2) + [plan.length]))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    let work = DiagPartWork(
      x: inputs[0], shape: shape, plan: DiagonalPlan(inputs[0].shape, offset))
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let shape = inputs[0].signature.shape
    let length = upstream.signature.shape[-1]
    let op = Diag(length: length, offset: offset, rows: shape[-2], columns: shape[-1])
    return try V.apply(op, [upstream])
  }
}

/// A matrix with another diagonal.
///
/// The old diagonal gets no gradient, the new one its own part.
package struct SetDiag: Operation {
  package static let name = "set_diag"
  package static let kernel = "MatrixSetDiagV3"
  package static let summary = "replaces a diagonal of a matrix"
  package let offset: Int
  package init(offset: Int = 0) { self.offset = offset }
  package var notation: Notation {
    .function("set_diag", attributes: offset == 0 ? "" : "k=\(offset)")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (x, diagonal) = (inputs[0], inputs[1])
    guard x.dtype == diagonal.dtype else {
      throw .expectedDType(op: Self.name, operand: 1, x.dtype, diagonal.dtype)
    }
    try DiagonalPlan.check(x.shape, offset, Self.name)
    let expected = Shape(x.shape.lengths.dropLast(2) + [DiagonalPlan(x.shape, offset).length])
    guard diagonal.shape == expected else {
      throw .invalidArgument(
        op: Self.name,
        "Either first dimensions of diagonal don't match input.shape[:-2], or "
          + "diagonal.shape[:-1] is not equal to the longests diagonal in range "
          + "[lower_diag_index:upper_diag_index].\nInput shape: \(x.shape.bracketed)\n"
          + "Diagonal shape: \(diagonal.shape.bracketed)\n"
          + "Expected diagonal shape: \(expected.bracketed)")
    }
    return x
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let work = SetDiagWork(
      x: inputs[0], diagonal: inputs[1], plan: DiagonalPlan(inputs[0].shape, offset))
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    if operand == 1 { return try V.apply(DiagPart(offset: offset), [upstream]) }
    let zero = try V.literal(0, like: upstream)
    let zeros = try V.apply(BroadcastTo(inputs[1].signature.shape), [zero])
    return try V.apply(self, [upstream, zeros])
  }
}

/// A matrix with zeros outside a band round the diagonal.
///
/// The gradient is cut the same way.
package struct BandPart: Operation {
  package static let name = "band_part"
  package static let kernel = "MatrixBandPart"
  package static let summary = "keeps a band round the diagonal of a matrix"
  /// Diagonals kept below and above the main one; −1 keeps all.
  package let lower: Int
  package let upper: Int
  package init(lower: Int, upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  package static let lowerTriangle = BandPart(lower: -1, upper: 0)
  package static let upperTriangle = BandPart(lower: 0, upper: -1)

  package var notation: Notation {
    switch (lower, upper) {
    case (-1, 0): .function("tril")
    case (0, -1): .function("triu")
    default: .function("band_part", attributes: "\(lower), \(upper)")
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let shape = inputs[0].shape
    guard shape.rank >= 2 else {
      throw .invalidArgument(
        op: Self.name, "input must be at least 2-dim, received shape: \(shape.bracketed)")
    }
    guard lower <= shape[-2] else {
      throw .invalidArgument(
        op: Self.name,
        "num_lower must be negative or less or equal to number of rows (\(shape[-2])) "
          + "got: \(lower)")
    }
    guard upper <= shape[-1] else {
      throw .invalidArgument(
        op: Self.name,
        "num_upper must be negative or less or equal to number of columns (\(shape[-1])) "
          + "got: \(upper)")
    }
    return inputs[0]
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].dtype.open(BandWork(x: inputs[0], band: self), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(self, [upstream])
  }
}
