@testable import Engine

extension ReferenceRow {
  /// The op of a row that is about an op no function of lessons is called like.
  func apply(_ inputs: [Tensor]) throws -> Tensor? {
    switch op {
    case "gather_nd_grad": try Tensor.apply(GatherNDGrad(shape), inputs)
    case "batch_gather": try Tensor.apply(BatchGather(batches: int("batch_dims")), inputs)
    case "batch_gather_grad":
      try Tensor.apply(BatchGatherGrad(shape, batches: int("batch_dims")), inputs)
    case "repeat_grad":
      try Tensor.apply(RepeatGrad(Repeat(ints("repeats"), axis: int("axis")), shape), inputs)
    case "mirror_pad": try Tensor.apply(mirror, inputs)
    case "mirror_pad_grad": try Tensor.apply(MirrorPadGrad(mirror, shape), inputs)
    case "softmax_cross_entropy": try Tensor.apply(SoftmaxCrossEntropy(), inputs)
    case "sparse_softmax_cross_entropy": try Tensor.apply(SparseSoftmaxCrossEntropy(), inputs)
    case "unique_index": try Tensor.apply(UniqueIndex(), inputs)
    case "unique_count": try Tensor.apply(UniqueCount(), inputs)
    case "conv2d_image_grad": try Tensor.apply(Conv2DImageGrad(shape, window), inputs)
    case "conv2d_filter_grad": try Tensor.apply(Conv2DFilterGrad(shape, window), inputs)
    case "avg_pool_grad": try Tensor.apply(AveragePoolGrad(shape, window), inputs)
    case "max_pool_grad": try Tensor.apply(MaxPoolGrad(window), inputs)
    case "max_pool_pick": try Tensor.apply(MaxPoolPick(window), inputs)
    case "log_abs_det": try Tensor.apply(LogDeterminant(), inputs)
    case "det_sign": try Tensor.apply(DeterminantSign(), inputs)
    default: nil
    }
  }

  private func ints(_ name: String) -> [Int] {
    attributes?[name].map { RowArguments.ints($0) } ?? []
  }

  private func int(_ name: String) -> Int { ints(name).first ?? 0 }

  private var window: WindowUse {
    let size = op.hasPrefix("conv2d") ? [3, 2] : ints("ksize")
    return WindowUse(window: size, strides: ints("strides"), isSame: true)
  }

  private var mirror: MirrorPad {
    var pairs: [[Int]] = []
    if case .list(let list) = attributes?["paddings"] { pairs = list.map(RowArguments.ints) }
    var isSymmetric = false
    if case .text(let mode) = attributes?["mode"] { isSymmetric = mode == "SYMMETRIC" }
    return MirrorPad(paddings: pairs, repeatsEdge: isSymmetric)
  }
}
