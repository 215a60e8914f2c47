/// How TensorFlow describes a kernel where it refuses a dtype: signature, attributes and the list of
/// dtypes, word for word.
///
/// - Source: TensorFlow 2.21's op registry.
struct KernelDefinition {
  /// Signature and attributes, such as `x:T -> y:T; attr=T:type,allowed=[DT_FLOAT]`.
  let text: String
  /// The dtypes in the order TensorFlow lists them.
  let allowed: String

  /// The definition of a kernel, if it has dtypes to refuse.
  init?(_ kernel: String) {
    for line in Self.table.split(separator: "\n") where line.hasPrefix(kernel + " ") {
      let text = line.dropFirst(kernel.count + 1)
      for (name, types) in Self.types {
        guard let place = text.ranges(of: "$" + name + "$").first else { continue }
        let constants = types.split(separator: ", ").map { "DT_" + $0.uppercased() }
        self.text = String(text).replacing(
          text[place], with: "[" + constants.joined(separator: ", ") + "]")
        allowed = types
        return
      }
    }
    return nil
  }

  private static let types = [
    "complex": "bfloat16, half, float, double, complex64, complex128",
    "complexes": "complex64, complex128",
    "activation": "half, bfloat16, float, double",
    "real": "bfloat16, half, float, double",
    "sum":
      "float, double, int32, uint8, int16, int8, complex64, int64, qint8, quint8, "
      + "qint32, bfloat16, qint16, quint16, uint16, complex128, half, uint32, uint64",
    "order":
      "float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, half, uint32, "
      + "uint64",
    "sign": "bfloat16, half, float, double, int8, int16, int32, int64, complex64, complex128",
    "product":
      "bfloat16, half, float, double, uint8, int8, uint16, int16, int32, uint32, "
      + "uint64, int64, complex64, complex128",
    "bound":
      "bfloat16, half, float, double, int8, uint8, int16, uint16, int32, uint32, int64, "
      + "uint64",
    "extremum":
      "float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, half, uint32, "
      + "uint64, qint8, quint8, qint32, qint16, quint16",
    "position":
      "float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, half, uint32, "
      + "uint64, qint8, quint8, qint32, qint16, quint16, bool",
    "add":
      "bfloat16, half, float, double, uint8, uint16, uint32, uint64, int8, int16, "
      + "int32, int64, complex64, complex128",
    "subtract":
      "bfloat16, half, float, double, uint8, int8, uint16, int16, int32, int64, "
      + "complex64, complex128, uint32, uint64",
    "modulo":
      "int8, int16, int32, int64, uint8, uint16, uint32, uint64, bfloat16, half, float, "
      + "double",
    "power": "bfloat16, float, half, double, int8, int16, int32, int64, complex64, complex128",
    "square":
      "bfloat16, half, float, double, int8, int16, int32, int64, uint8, uint16, uint32, "
      + "uint64, complex64, complex128",
    "distance": "bfloat16, half, float, double, int32, int64, complex64, complex128",
    "relu":
      "float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, half, uint32, "
      + "uint64, qint8",
    "whole": "int8, int16, int32, int64, uint8, uint16, uint32, uint64",
    "magnitude": "bfloat16, half, float, double, int8, int16, int32, int64",
    "matrix":
      "bfloat16, half, float, double, int32, int64, uint8, uint16, uint32, uint64, "
      + "complex64, complex128",
    "matrices":
      "bfloat16, half, float, double, int16, int32, int64, uint8, uint16, uint32, "
      + "uint64, complex64, complex128",
    "inverse": "double, float, half, complex64, complex128",
    "determinant": "half, float, double, complex64, complex128",
    "triangular": "bfloat16, double, float, half, complex64, complex128",
    "hot": "uint8, int8, int32, int64",
    "index": "int16, int32, int64",
    "addn":
      "float, double, int32, uint8, int16, int8, complex64, int64, qint8, quint8, "
      + "qint32, bfloat16, qint16, quint16, uint16, complex128, half, uint32, uint64, "
      + "variant",
  ]

  private static let table = """
    AddV2 x:T, y:T -> z:T; attr=T:type,allowed=$add$; is_commutative=true; is_aggregate=true
    Sub x:T, y:T -> z:T; attr=T:type,allowed=$subtract$
    Mul x:T, y:T -> z:T; attr=T:type,allowed=$product$; is_commutative=true
    RealDiv x:T, y:T -> z:T; attr=T:type,allowed=$product$
    Neg x:T -> y:T; attr=T:type,allowed=$sign$
    FloorDiv x:T, y:T -> z:T; attr=T:type,allowed=$product$
    FloorMod x:T, y:T -> z:T; attr=T:type,allowed=$modulo$
    Reciprocal x:T -> y:T; attr=T:type,allowed=$sign$
    Pow x:T, y:T -> z:T; attr=T:type,allowed=$power$
    Square x:T -> y:T; attr=T:type,allowed=$square$
    Sqrt x:T -> y:T; attr=T:type,allowed=$complex$
    Rsqrt x:T -> y:T; attr=T:type,allowed=$complex$
    SquaredDifference x:T, y:T -> z:T; attr=T:type,allowed=$distance$; is_commutative=true
    Exp x:T -> y:T; attr=T:type,allowed=$complex$
    Erf x:T -> y:T; attr=T:type,allowed=$real$
    Erfc x:T -> y:T; attr=T:type,allowed=$real$
    Erfinv x:T -> y:T; attr=T:type,allowed=$real$
    Ndtri x:T -> y:T; attr=T:type,allowed=$real$
    Lgamma x:T -> y:T; attr=T:type,allowed=$real$
    Digamma x:T -> y:T; attr=T:type,allowed=$real$
    Rint x:T -> y:T; attr=T:type,allowed=$real$
    BesselI0 x:T -> y:T; attr=T:type,allowed=$real$
    BesselI1 x:T -> y:T; attr=T:type,allowed=$real$
    BesselI0e x:T -> y:T; attr=T:type,allowed=$real$
    BesselI1e x:T -> y:T; attr=T:type,allowed=$real$
    Expm1 x:T -> y:T; attr=T:type,allowed=$complex$
    Log x:T -> y:T; attr=T:type,allowed=$complex$
    Log1p x:T -> y:T; attr=T:type,allowed=$complex$
    Sin x:T -> y:T; attr=T:type,allowed=$complex$
    Cos x:T -> y:T; attr=T:type,allowed=$complex$
    Tan x:T -> y:T; attr=T:type,allowed=$complex$
    Asin x:T -> y:T; attr=T:type,allowed=$complex$
    Acos x:T -> y:T; attr=T:type,allowed=$complex$
    Atan x:T -> y:T; attr=T:type,allowed=$complex$
    Atan2 y:T, x:T -> z:T; attr=T:type,allowed=$real$
    Sinh x:T -> y:T; attr=T:type,allowed=$complex$
    Cosh x:T -> y:T; attr=T:type,allowed=$complex$
    Tanh x:T -> y:T; attr=T:type,allowed=$complex$
    Asinh x:T -> y:T; attr=T:type,allowed=$complex$
    Acosh x:T -> y:T; attr=T:type,allowed=$complex$
    Atanh x:T -> y:T; attr=T:type,allowed=$complex$
    Relu features:T -> activations:T; attr=T:type,allowed=$relu$
    Relu6 features:T -> activations:T; attr=T:type,allowed=$order$
    LeakyRelu features:T -> activations:T; attr=alpha:float,default=0.2; \
    attr=T:type,default=DT_FLOAT,allowed=$activation$
    Elu features:T -> activations:T; attr=T:type,allowed=$activation$
    Selu features:T -> activations:T; attr=T:type,allowed=$activation$
    Sigmoid x:T -> y:T; attr=T:type,allowed=$complex$
    Softplus features:T -> activations:T; attr=T:type,allowed=$activation$
    Softmax logits:T -> softmax:T; attr=T:type,allowed=$activation$
    LogSoftmax logits:T -> logsoftmax:T; attr=T:type,allowed=$activation$
    Maximum x:T, y:T -> z:T; attr=T:type,allowed=$bound$
    Minimum x:T, y:T -> z:T; attr=T:type,allowed=$bound$
    Abs x:T -> y:T; attr=T:type,allowed=$magnitude$
    Sign x:T -> y:T; attr=T:type,allowed=$sign$
    Floor x:T -> y:T; attr=T:type,allowed=$real$
    Ceil x:T -> y:T; attr=T:type,allowed=$real$
    Round x:T -> y:T; attr=T:type,allowed=$sign$
    Greater x:T, y:T -> z:bool; attr=T:type,allowed=$order$
    GreaterEqual x:T, y:T -> z:bool; attr=T:type,allowed=$order$
    Less x:T, y:T -> z:bool; attr=T:type,allowed=$order$
    LessEqual x:T, y:T -> z:bool; attr=T:type,allowed=$order$
    IsFinite x:T -> y:bool; attr=T:type,allowed=$real$
    IsNan x:T -> y:bool; attr=T:type,allowed=$real$
    IsInf x:T -> y:bool; attr=T:type,allowed=$real$
    Sum input:T, reduction_indices:Tidx -> output:T; attr=keep_dims:bool,default=false; \
    attr=T:type,allowed=$sum$; attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]
    Mean input:T, reduction_indices:Tidx -> output:T; attr=keep_dims:bool,default=false; \
    attr=T:type,allowed=$sum$; attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]
    Max input:T, reduction_indices:Tidx -> output:T; attr=keep_dims:bool,default=false; \
    attr=T:type,allowed=$extremum$; attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]
    Min input:T, reduction_indices:Tidx -> output:T; attr=keep_dims:bool,default=false; \
    attr=T:type,allowed=$extremum$; attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]
    Prod input:T, reduction_indices:Tidx -> output:T; attr=keep_dims:bool,default=false; \
    attr=T:type,allowed=$sum$; attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]
    EuclideanNorm input:T, reduction_indices:Tidx -> output:T; \
    attr=keep_dims:bool,default=false; attr=T:type,allowed=$sum$; \
    attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]
    Cumsum x:T, axis:Tidx -> out:T; attr=exclusive:bool,default=false; \
    attr=reverse:bool,default=false; attr=T:type,allowed=$sum$; \
    attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]
    Cumprod x:T, axis:Tidx -> out:T; attr=exclusive:bool,default=false; \
    attr=reverse:bool,default=false; attr=T:type,allowed=$sum$; \
    attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]
    MatMul a:T, b:T -> product:T; attr=transpose_a:bool,default=false; \
    attr=transpose_b:bool,default=false; attr=T:type,allowed=$matrix$; \
    attr=grad_a:bool,default=false; attr=grad_b:bool,default=false
    BatchMatMulV2 x:T, y:T -> output:T; attr=T:type,allowed=$matrices$; \
    attr=adj_x:bool,default=false; attr=adj_y:bool,default=false; \
    attr=grad_x:bool,default=false; attr=grad_y:bool,default=false
    AddN inputs:N*T -> sum:T; attr=N:int,min=1; attr=T:type,allowed=$addn$; is_commutative=true; \
    is_aggregate=true
    MatrixInverse input:T -> output:T; attr=adjoint:bool,default=false; \
    attr=T:type,allowed=$inverse$
    MatrixDeterminant input:T -> output:T; attr=T:type,allowed=$determinant$
    LogMatrixDeterminant input:T -> sign:T, log_abs_determinant:T; \
    attr=T:type,allowed=$determinant$
    MatrixSolve matrix:T, rhs:T -> output:T; attr=adjoint:bool,default=false; \
    attr=T:type,allowed=$inverse$
    MatrixTriangularSolve matrix:T, rhs:T -> output:T; attr=lower:bool,default=true; \
    attr=adjoint:bool,default=false; attr=T:type,allowed=$triangular$
    Cholesky input:T -> output:T; attr=T:type,allowed=$inverse$
    MatrixLogarithm input:T -> output:T; attr=T:type,allowed=$complexes$
    Qr input:T -> q:T, r:T; attr=full_matrices:bool,default=false; attr=T:type,allowed=$inverse$
    Svd input:T -> s:T, u:T, v:T; attr=compute_uv:bool,default=true; \
    attr=full_matrices:bool,default=false; attr=T:type,allowed=$inverse$
    SelfAdjointEigV2 input:T -> e:T, v:T; attr=compute_v:bool,default=true; \
    attr=T:type,allowed=$inverse$
    BitwiseAnd x:T, y:T -> z:T; attr=T:type,allowed=$whole$; is_commutative=true
    BitwiseOr x:T, y:T -> z:T; attr=T:type,allowed=$whole$; is_commutative=true
    BitwiseXor x:T, y:T -> z:T; attr=T:type,allowed=$whole$; is_commutative=true
    LeftShift x:T, y:T -> z:T; attr=T:type,allowed=$whole$
    RightShift x:T, y:T -> z:T; attr=T:type,allowed=$whole$
    Invert x:T -> y:T; attr=T:type,allowed=$whole$
    L2Loss t:T -> output:T; attr=T:type,allowed=$activation$
    ArgMax input:T, dimension:Tidx -> output:output_type; attr=T:type,allowed=$position$; \
    attr=Tidx:type,default=DT_INT32,allowed=[DT_INT16, DT_INT32, DT_INT64]; \
    attr=output_type:type,default=DT_INT64,allowed=[DT_INT16, DT_UINT16, DT_INT32, DT_INT64]
    ArgMin input:T, dimension:Tidx -> output:output_type; attr=T:type,allowed=$position$; \
    attr=Tidx:type,default=DT_INT32,allowed=[DT_INT32, DT_INT64]; \
    attr=output_type:type,default=DT_INT64,allowed=[DT_INT32, DT_INT64]
    """
}
