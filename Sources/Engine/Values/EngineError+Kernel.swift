/// Texts of the kernels that join, split and pad, and how a kernel's text is wrapped.
extension EngineError {
  func axisMessage(_ op: String, _ axis: Int, _ rank: Int) -> String {
    let kernel = Kernel(op: op)
    switch op {
    case ArgMax.name, ArgMin.name:
      return kernel.says("Expected dimension in the range [\(-rank), \(rank)), but got \(axis)")
    case CumSum.name, CumProd.name:
      return kernel.says(
        "ScanOp: Expected scan axis in the range [\(-rank), \(rank)), but got \(axis)")
    case Concat.name:
      return Kernel("ConcatV2", node: "ConcatV2_N_2", suffix: " name: concat").says(
        rank == 0
          ? "ConcatOp : Can't concatenate scalars (use tf.stack instead)"
          : "ConcatOp : Expected concatenating dimensions in the range [\(-rank), \(rank)), but "
            + "got \(axis)")
    case ExpandDims.name:
      return kernel.says("Tried to expand dim index \(axis) for tensor with \(rank) dimensions.")
    case Squeeze.name:
      return kernel.says("Tried to squeeze dim index \(axis) for tensor with \(rank) dimensions.")
    case Reverse.name:
      return kernel.says("'axis'[0] = \(axis) is out of valid range [0, \(rank - 1)")
    case Gather.name:
      return rank == 0
        ? kernel.says("params must be at least 1 dimensional")
        : Kernel("GatherV2", suffix: " name: ").says(
          "Shape must be at least rank \(axis < 0 ? -axis : axis + 1) but is rank \(rank)")
    case "split":
      return Kernel("Split", node: "Split_num_split_2", suffix: " name: split").says(
        "-input rank(-\(rank)) <= split_dim < input rank (\(rank)), but got \(axis)")
    default:
      return kernel.says(
        "Invalid reduction dimension (\(axis) for input with \(rank) dimension(s)")
    }
  }

  /// What is said where tensors are joined, split or padded.
  var joiningMessage: String {
    switch self {
    case .unequalInputs(let op, let first, let index, let other, let axis, let count):
      return Self.unequal(op, first, index, other, axis, count)
    case .tileMultiples(let count, let rank):
      return Kernel("Tile").says(
        "Expected multiples argument to be a vector of length \(rank) but got length \(count)")
    case .paddingShape(let shape, let input):
      return Kernel("Pad").says(
        "The first dimension of paddings must be the rank of inputs\(shape.bracketed) "
          + "\(input.bracketed)")
    case .negativePadding(let pair):
      return Kernel("Pad").says(
        "Paddings must be non-negative: " + pair.map(String.init).joined(separator: " "))
    case .cannotSplit(let axis, let length, let parts, let sizes):
      if let sizes {
        return Kernel("SplitV", node: "SplitV_num_split_\(parts)", suffix: " name: split").says(
          "Determined shape must either match input shape along split_dim exactly if fully "
            + "specified, or be less than the size of the input along split_dim if not fully "
            + "specified.  Got: \(sizes.reduce(0, +))")
      }
      return Kernel("Split", node: "Split_num_split_\(parts)", suffix: " name: split").says(
        "Number of ways to split should evenly divide the split dimension, but got split_dim "
          + "\(axis) (size = \(length)) and num_split \(parts)")
    case .unstackCount(let axis, let count, let shape):
      return Kernel("Unpack", node: "Unpack_num_\(count)", suffix: " name: unstack").says(
        "Input shape axis \(axis) must equal \(count), got shape \(shape.bracketed)")
    default: return description
    }
  }

  private static func unequal(
    _ op: String, _ first: Shape, _ index: Int, _ other: Shape, _ axis: Int?, _ count: Int
  ) -> String {
    switch op {
    case AddN.name:
      return Kernel("AddN", node: "AddN_N_\(count)").says(
        "Inputs to operation AddN of type AddN must have the same size and shape.  "
          + "Input 0: \(first.bracketed) != input \(index): \(other.bracketed)")
    case Concat.name:
      let kernel = Kernel("ConcatV2", node: "ConcatV2_N_\(count)", suffix: " name: concat")
      let shapes = "shape[0] = \(first.bracketed) vs. shape[\(index)] = \(other.bracketed)"
      guard first.rank == other.rank else {
        return kernel.says("ConcatOp : Ranks of all input tensors should match: \(shapes)")
      }
      let differs = (0..<first.rank).first {
        $0 != axis && first.lengths[$0] != other.lengths[$0]
      }
      return kernel.says(
        "ConcatOp : Dimension \(differs ?? 0) in both shapes must be equal: \(shapes)")
    default:
      return Kernel("Pack", node: "Pack_N_\(count)", suffix: " name: stack").says(
        "Shapes of all inputs must match: values[0].shape = \(first.bracketed) != "
          + "values[\(index)].shape = \(other.bracketed)")
    }
  }
}

extension EngineError {
  /// A kernel as TensorFlow's messages name it.
  struct Kernel {
    let name: String
    let node: String
    let suffix: String

    /// - Parameters:
    ///   - name: what stands behind `Op:`.
    ///   - node: what is wrapped, where that is another name.
    ///   - suffix: what stands behind the bracket; most end with an empty name.
    init(_ name: String, node: String? = nil, suffix: String? = nil) {
      self.name = name
      self.node = node ?? name
      self.suffix = suffix ?? Self.suffix(name)
    }

    /// The kernel of an op of the catalog.
    init(op: String, suffix: String? = nil) {
      self.init(OpCatalog.operationsByName[op]?.kernel ?? op, suffix: suffix)
    }

    /// The kernel that finds no memory: it pads with zeros as a rule, and multiplies by oneDNN.
    init(whereMemoryEnds op: String, _ dtype: DType) {
      switch op {
      case Pad.name: self.init("Pad")
      case MatMul.name where dtype.hasOneDNNProduct: self.init("MatMul", node: "__MklMatMul")
      default: self.init(op: op)
      }
    }

    private static func suffix(_ name: String) -> String {
      switch name {
      case "Reshape", "Transpose", "BroadcastTo", "Tile", "Pad", "PadV2", "ReverseV2", "GatherV2",
        "Slice", "GatherNd", "ScatterNd", "TensorScatterUpdate", "TensorScatterAdd",
        "TensorScatterSub", "InTopKV2", "BiasAdd", "TensorScatterMax", "TensorScatterMin",
        "MirrorPad", "SegmentSum",
        "SegmentMean", "SegmentProd", "SegmentMax", "SegmentMin", "UnsortedSegmentSum",
        "UnsortedSegmentProd", "UnsortedSegmentMax", "UnsortedSegmentMin", "TopKV2", "Unique",
        "Roll", "InvertPermutation", "DynamicPartition", "OneHot":
        ""
      case "MatrixDiagV3": " name: diag"
      case "MatrixDiagPartV3": " name: diag_part"
      case "MatrixSetDiagV3": " name: set_diag"
      case "StridedSlice": " name: strided_slice/"
      case "ConcatV2": " name: concat"
      case "Pack": " name: stack"
      default: " name: "
      }
    }

    /// A text of the running kernel.
    func says(_ text: String) -> String {
      "{{function_node __wrapped__\(node)_device_/job:localhost/replica:0/task:0/device:CPU:0}} "
        + "\(text) [Op:\(name)]\(suffix)"
    }

    /// An operand of another dtype than the kernel wants.
    func wants(_ expected: DType, _ operand: Int, _ got: DType) -> String {
      let kernel =
        ["MatMul", "BatchMatMulV2", "Einsum"].contains(name) && expected.hasOneDNNProduct
        ? "_Mkl\(name)" : name
      return "cannot compute \(kernel) as input #\(operand)(zero-based) was expected to be a "
        + "\(expected.kernelName) tensor but is a \(got.kernelName) tensor [Op:\(name)]"
        + (suffix.isEmpty ? " name: " : suffix)
    }

    /// Whether the op is declared for a dtype, though no machine has code for it.
    func lists(_ dtype: DType) -> Bool {
      guard let definition = KernelDefinition(name) else { return false }
      return definition.allowed.split(separator: ", ").contains { $0 == dtype.kernelName }
    }

    /// A dtype that the op is declared for and that nothing computes.
    func hasNoDevice(_ dtype: DType) -> String {
      "Could not find device for node: {{node \(name)}} = "
        + "\(name)[T=DT_\(dtype.kernelName.uppercased())]"
    }

    /// A dtype that the kernel does not have.
    func refuses(_ dtype: DType) -> String? {
      guard let definition = KernelDefinition(name) else { return nil }
      return "Value for attr 'T' of \(dtype.kernelName) is not in the list of allowed values: "
        + "\(definition.allowed)\n\t; NodeDef: {{node \(name)}}; "
        + "Op<name=\(name); signature=\(definition.text)> [Op:\(name)]\(suffix)"
    }
  }
}

extension DType {
  /// Whether TensorFlow multiplies matrices of it by oneDNN on this kind of processor.
  var hasOneDNNProduct: Bool { self == .float32 || self == .bfloat16 }

  /// The name that kernels use, such as `float` for float32.
  var kernelName: String {
    switch self {
    case .float16: "half"
    case .float32: "float"
    case .float64: "double"
    default: name
    }
  }
}
