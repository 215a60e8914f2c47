@testable import Engine

/// Matrices, indices, order and segments.
extension NumericCheck {
  private static func letters(_ text: String) -> [Int] { text.utf8.map { Int($0) } }

  private static func einsum(
    _ equation: String, _ shapes: [Shape]
  ) -> NumericCheck {
    let sides = equation.split(separator: ">", omittingEmptySubsequences: false)
    let terms = sides[0].split(separator: ",").map { letters(String($0)) }
    return NumericCheck("einsum", shapes) {
      try Tensor.apply(Einsum(terms, letters(String(sides[1]))), $0)
    }
  }

  /// A positive definite matrix from any: x·xᵀ + 2·I.
  private static func positive(_ x: Tensor) throws -> Tensor {
    let product = try Tensor.apply(MatMul(transposeB: true), [x, x])
    let two = try Tensor.apply(BroadcastTo([x.shape[-1]]), [Tensor(2.0)])
    return try product + Tensor.apply(Diag(length: x.shape[-1]), [two])
  }

  /// A matrix that has an inverse whatever is added to 3·I.
  private static func regular(_ x: Tensor) throws -> Tensor {
    let three = try Tensor.apply(BroadcastTo([x.shape[-1]]), [Tensor(3.0)])
    return try x + Tensor.apply(Diag(length: x.shape[-1]), [three])
  }

  private static var pairs: Tensor { Tensor(NDArray([Int32(0), 1, 1, 2, 0, 1], shape: [3, 2])) }
  private static var rows: Tensor { Tensor(NDArray([Int32(2), 0, 2, 1], shape: [2, 2])) }
  private static var ids: Tensor { Tensor(NDArray([Int32(0), 0, 2, 2], shape: [4])) }
  private static var loose: Tensor { Tensor(NDArray([Int32(2), 0, -1, 2], shape: [4])) }
  private static var two: Tensor { Tensor(NDArray([Int32(0), 2], shape: [2, 1])) }

  static let arrays: [NumericCheck] = [
    einsum("ij,jk>ki", [[2, 3], [3, 2]]), einsum("iij>j", [[3, 3, 2]]),
    einsum("ij,k>j", [[2, 3], [2]]), einsum("ij,jk,kl>il", [[2, 2], [2, 3], [3, 2]]),
    einsum("i>ii", [[3]]),
    op(Diag(length: 3, offset: 1), [[2, 3]]), op(DiagPart(offset: -1), [[2, 3, 3]]),
    op(SetDiag(), [[2, 3], [2]]), op(BandPart(lower: 1, upper: 0), [[3, 3]]),
    NumericCheck("inv", [[2, 3, 3]], from: -1, to: 1) {
      try Tensor.apply(MatrixInverse(), [regular($0[0])])
    },
    NumericCheck("inv", [[3, 3]], from: -1, to: 1) {
      try Tensor.apply(MatrixInverse(transposed: true), [regular($0[0])])
    },
    NumericCheck("solve", [[3, 3], [3, 2]], from: -1, to: 1) {
      try Tensor.apply(MatrixSolve(), [regular($0[0]), $0[1]])
    },
    NumericCheck("solve", [[3, 3], [3, 2]], from: -1, to: 1) {
      try Tensor.apply(MatrixSolve(transposed: true), [regular($0[0]), $0[1]])
    },
    NumericCheck("det", [[2, 3, 3]], from: -1, to: 1) {
      try Tensor.apply(Determinant(), [regular($0[0])])
    },
    NumericCheck("log_abs_det", [[3, 3]], from: -1, to: 1) {
      try Tensor.apply(LogDeterminant(), [regular($0[0])])
    },
    NumericCheck("det_sign", [[3, 3]], from: -1, to: 1) {
      try Tensor.apply(DeterminantSign(), [regular($0[0])])
    },
    NumericCheck("cholesky", [[2, 3, 3]], from: -1, to: 1) {
      try Tensor.apply(Cholesky(), [positive($0[0])])
    },
    NumericCheck("triangular_solve", [[3, 3], [3, 2]], from: -1, to: 1) {
      try Tensor.apply(TriangularSolve(), [regular($0[0]), $0[1]])
    },
    NumericCheck("triangular_solve", [[3, 3], [2, 3, 2]], from: -1, to: 1) {
      try Tensor.apply(TriangularSolve(lower: false, transposed: true), [regular($0[0]), $0[1]])
    },
    NumericCheck("qr", [[3, 3]], from: -1, to: 1) {
      try Tensor.apply(QRFactor(.orthogonal), [regular($0[0])])
    },
    NumericCheck("qr", [[3, 3]], from: -1, to: 1) {
      try Tensor.apply(QRFactor(.triangle), [regular($0[0])])
    },
    NumericCheck("qr", [[3, 2]]) { try Tensor.apply(QRFactor(.orthogonal), $0) },
    NumericCheck("qr", [[2, 3]]) { try Tensor.apply(QRFactor(.triangle), $0) },
    NumericCheck("qr", [[2, 3]]) { try Tensor.apply(QRFactor(.orthogonal), $0) },
    NumericCheck("eigh", [[2, 3, 3]]) {
      try Tensor.apply(EigenPart(.values), [$0[0] + Tensor.transposed($0[0])])
    },
    NumericCheck("eigh", [[3, 3]]) {
      try Tensor.apply(EigenPart(.vectors), [$0[0] + Tensor.transposed($0[0])])
    },
    NumericCheck("sqrtm", [[2, 3, 3]], from: -1, to: 1) {
      try Tensor.apply(MatrixSquareRoot(), [positive($0[0])])
    },
    NumericCheck("eig", [[3, 3]], from: -1, to: 1) {
      try Tensor.apply(RealPart(), [Tensor.apply(GeneralEigenPart(.values), [positive($0[0])])])
    },
    NumericCheck("svd", [[3, 3]]) { try Tensor.apply(SingularPart(.values), $0) },
    NumericCheck("svd", [[3, 2]]) { try Tensor.apply(SingularPart(.left), $0) },
    NumericCheck("svd", [[2, 3]]) { try Tensor.apply(SingularPart(.right), $0) },
    NumericCheck("softmax_cross_entropy", [[2, 3]]) {
      let shares = Tensor([0.25, 0.5, 0.25, 0.75, 0, 0.25], shape: [2, 3])
      return try Tensor.apply(SoftmaxCrossEntropy(), [$0[0], shares])
    },
    NumericCheck("sparse_softmax_cross_entropy", [[3, 4]]) {
      try Tensor.apply(SparseSoftmaxCrossEntropy(), [$0[0], Tensor(first)])
    },
    op(BiasAdd(), [[2, 2, 3], [3]]), binary(Xlogy(), from: 0.3), binary(Xlog1py(), from: 0.3),
    binary(Xdivy(), from: 0.3), binary(DivideNoNan(), from: 0.3), binary(MultiplyNoNan()),
    op(Conv2D(WindowUse(window: [2, 2], isSame: true)), [[1, 3, 3, 2], [2, 2, 2, 2]]),
    op(
      Conv2D(WindowUse(window: [2, 1], strides: [1, 2], dilations: [2, 1])),
      [[2, 4, 3, 1], [2, 1, 1, 2]]),
    op(
      Conv2DImageGrad([1, 3, 3, 1], WindowUse(window: [2, 2], strides: [2, 2], isSame: true)),
      [[1, 2, 2, 2], [2, 2, 1, 2]]),
    op(
      Conv2DFilterGrad([2, 2, 1, 2], WindowUse(window: [2, 2], strides: [2, 2], isSame: true)),
      [[1, 3, 3, 1], [1, 2, 2, 2]]),
    op(MaxPool(WindowUse(window: [2, 2])), [[1, 3, 3, 2]]),
    NumericCheck("max_pool_grad", [[1, 2, 2, 2], [1, 3, 3, 2]]) {
      try Tensor.apply(MaxPoolGrad(WindowUse(window: [2, 2])), $0)
    },
    NumericCheck("max_pool_pick", [[1, 3, 3, 2], [1, 3, 3, 2]]) {
      try Tensor.apply(MaxPoolPick(WindowUse(window: [2, 2])), $0)
    },
    op(AveragePool(WindowUse(window: [2, 2], isSame: true)), [[1, 3, 3, 2]]),
    op(
      AveragePoolGrad([1, 3, 3, 2], WindowUse(window: [2, 2], strides: [2, 2], isSame: true)),
      [[1, 2, 2, 2]]),
    NumericCheck("gather_nd", [[2, 3]]) { try Tensor.apply(GatherND(), [$0[0], pairs]) },
    NumericCheck("gather_nd_grad", [[3]]) {
      try Tensor.apply(GatherNDGrad([2, 3]), [pairs, $0[0]])
    },
    NumericCheck("scatter_nd", [[3]]) { try Tensor.apply(ScatterND([2, 3]), [pairs, $0[0]]) },
    NumericCheck("tensor_scatter_nd_update", [[3, 2], [2, 2]]) {
      try Tensor.apply(ScatterReplace(), [$0[0], two, $0[1]])
    },
    NumericCheck("tensor_scatter_nd_add", [[3, 2], [2, 2]]) {
      try Tensor.apply(ScatterAdd(), [$0[0], two, $0[1]])
    },
    NumericCheck("tensor_scatter_nd_sub", [[3, 2], [2, 2]]) {
      try Tensor.apply(ScatterSubtract(), [$0[0], two, $0[1]])
    },
    NumericCheck("tensor_scatter_nd_max", [[3, 2], [2, 2]]) {
      try Tensor.apply(ScatterMaximum(), [$0[0], two, $0[1]])
    },
    NumericCheck("tensor_scatter_nd_min", [[3, 2], [2, 2]]) {
      try Tensor.apply(ScatterMinimum(), [$0[0], two, $0[1]])
    },
    NumericCheck("segment_sum", [[4, 2]]) {
      try Tensor.apply(SegmentSum(count: 3, isSorted: true), [$0[0], ids])
    },
    NumericCheck("segment_sum", [[4, 2]]) {
      try Tensor.apply(SegmentSum(count: 3, isSorted: false), [$0[0], loose])
    },
    NumericCheck("segment_prod", [[4, 2]]) {
      try Tensor.apply(SegmentProduct(count: 3, isSorted: true), [$0[0], ids])
    },
    NumericCheck("segment_prod", [[4, 2]]) {
      try Tensor.apply(SegmentProduct(count: 3, isSorted: false), [$0[0], loose])
    },
    NumericCheck("segment_max", [[4, 2]]) {
      try Tensor.apply(SegmentMaximum(count: 3, isSorted: true), [$0[0], ids])
    },
    NumericCheck("segment_min", [[4, 2]]) {
      try Tensor.apply(SegmentMinimum(count: 3, isSorted: true), [$0[0], ids])
    },
    op(Repeat([2, 0, 3], axis: 1)), op(RepeatGrad(Repeat([2, 1], axis: 0), [2, 3]), [[3, 3]]),
    op(MirrorPad(paddings: [[1, 0], [2, 1]], repeatsEdge: false)),
    op(MirrorPad(paddings: [[2, 1], [0, 3]], repeatsEdge: true)),
    op(
      MirrorPadGrad(MirrorPad(paddings: [[1, 0], [1, 1]], repeatsEdge: true), [2, 3]), [[3, 5]]),
    op(Roll(shifts: [1, -2], axes: [0, 1])),
    NumericCheck("batch_gather") { try Tensor.apply(BatchGather(batches: 1), [$0[0], rows]) },
    NumericCheck("batch_gather_grad", [[2, 2]]) {
      try Tensor.apply(BatchGatherGrad([2, 3], batches: 1), [$0[0], rows])
    },
  ]

  static let closedArrays: Set<String> = [
    "one_hot", "argsort", "searchsorted", "unique", "unique_index", "unique_count", "in_top_k",
    "invert_permutation",
  ]
}
