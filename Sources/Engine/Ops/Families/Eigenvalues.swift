/// Eigenvalues and eigenvectors of matrices that need not be symmetric.
package enum Eigenvalues: OpFamily {
  package static let operations: [any Operation.Type] = [GeneralEigenPart.self]

  package static let functions: [LessonFunction] = [
    .general(["tf.linalg.eig", "tf.eig"], "tensor, name=None", GeneralEigenPart.summary) {
      arguments in
      let x = try arguments.tensor("tensor")
      return .tuple([
        .tensor(try Tensor.apply(GeneralEigenPart(.values), [x])),
        .tensor(try Tensor.apply(GeneralEigenPart(.vectors), [x])),
      ])
    },
    .composite(
      ["tf.linalg.eigvals", "tf.eigvals"], "tensor, name=None", "takes the eigenvalues of a matrix"
    ) {
      (x) throws(EngineError) in try Tensor.apply(GeneralEigenPart(.values), [x])
    },
  ]
}

/// Eigenvalues or eigenvectors as complex numbers.
///
/// - Source: TensorFlow `_EigGrad`.
package struct GeneralEigenPart: Operation {
  package enum Part: Hashable, Sendable { case values, vectors }

  package static let name = "eig"
  package static let kernel = "Eig"
  package static let summary = "takes eigenvalues and eigenvectors of any square matrix"
  package static var isHolomorphic: Bool { false }
  package let part: Part
  package init(_ part: Part) { self.part = part }
  package var notation: Notation {
    .function(part == .values ? "eig_values" : "eig_vectors")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let signature = try inputs[0].squareMatrices(Self.name)
    let dtype: DType = signature.dtype.realPart == .float64 ? .complex128 : .complex64
    if part == .vectors { return Signature(dtype, signature.shape) }
    return Signature(dtype, Shape(Array(signature.shape.lengths.dropLast())))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    guard
      let found = try Decompositions(Self.name).run(.eigen(vectors: true), inputs[0])
    else {
      throw .invalidArgument(op: Self.name, "Eigen decomposition was not successful.")
    }
    return part == .values ? found[0] : found[1]
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let vectors = part == .vectors ? output : try V.apply(GeneralEigenPart(.vectors), inputs)
    let turned = try V.transposed(V.apply(Conjugate(), [vectors]))
    let size = vectors.signature.shape[-1]
    let middle: V
    if part == .values {
      middle = try V.apply(Diag(length: size), [upstream])
    } else {
      let values = try V.apply(GeneralEigenPart(.values), inputs)
      let row = try V.apply(ExpandDims(axis: -2), [values])
      let column = try V.apply(ExpandDims(axis: -1), [values])
      let gaps = try row - column
      let bound = try V.literal(1e-20, like: gaps)
      let inverse = try gaps * V.apply(Reciprocal(), [gaps * gaps + bound])
      let zeros = try V.apply(BroadcastTo(values.signature.shape), [V.literal(0, like: values)])
      let factors = try V.apply(Conjugate(), [V.apply(SetDiag(), [inverse, zeros])])
      let inner = try V.apply(MatMul(), [turned, upstream])
      let own = try V.apply(MatMul(), [turned, vectors])
      let diagonal = try V.apply(DiagPart(), [inner])
      let real = try V.apply(
        Cast(diagonal.signature.dtype),
        [V.apply(Cast(diagonal.signature.dtype.realPart), [diagonal])])
      let kept = try V.apply(Diag(length: size), [real])
      middle = try factors * (inner - V.apply(MatMul(), [own, kept]))
    }
    let right = try V.apply(MatMul(), [middle, turned])
    let flow = try V.apply(MatrixSolve(), [turned, right])
    let dtype = inputs[0].signature.dtype
    return dtype == flow.signature.dtype ? flow : try V.apply(Cast(dtype), [flow])
  }
}
