import Engine

/// Images made larger and smaller.
extension ImageFunctions {
  func addSizes(to module: ModuleObject) {
    let context = functions.context
    let method = ModuleObject("ResizeMethod")
    for name in [
      "bilinear", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic",
    ] {
      method.set(name.uppercased(), .string(name))
    }
    method.set("NEAREST_NEIGHBOR", .string("nearest"))
    module.set("ResizeMethod", .object(method))
    module.function(
      "resize",
      "images, size, method='bilinear', preserve_aspect_ratio=False, antialias=False, name=None"
    ) { a throws(Raise) in
      let image = try functions.read(a[0])
      let size = try context.ints(a[1])
      let rank = image.shape.rank
      guard rank == 3 || rank == 4 else {
        throw Raise.value("'images' must have either 3 or 4 dimensions.")
      }
      guard size.count == 2 else {
        throw Raise.value("'size' must be a 1-D Tensor of 2 elements: new_height, new_width")
      }
      guard size.allSatisfy({ $0 > 0 }) else {
        throw TensorErrors.invalidArgument(
          "output dimensions must be positive", op: "ResizeBilinear")
      }
      let kind = a[2].text ?? ""
      guard kind == "bilinear" || kind == "nearest", try !a.bool(3), try !a.bool(4) else {
        throw Raise.unsupported(
          "tf.image.resize other than by 'bilinear' and 'nearest', without antialias and "
            + "preserve_aspect_ratio")
      }
      if [image.shape[rank - 3], image.shape[rank - 2]] == size {
        if kind == "nearest" || image.dtype == .float32 { return a[0] }
        return try functions.made { () throws(EngineError) in
          try Tensor.apply(Cast(.float32), [image])
        }
      }
      return try functions.made { () throws(EngineError) in
        if kind == "nearest" {
          let rows = try image.nearest(size[0], axis: rank - 3)
          return try rows.nearest(size[1], axis: rank - 2)
        }
        let real =
          image.dtype == .float32 ? image : try Tensor.apply(Cast(.float32), [image])
        // Along the rows first, as the kernel does.
        let columns = try real.between(size[1], axis: rank - 2)
        return try columns.between(size[0], axis: rank - 3)
      }
    }
  }
}

extension Tensor {
  /// Where the centers of `count` new pixels lie among the old ones of an axis.
  private func centers(_ count: Int, axis: Int) -> [Float] {
    let scale = Float(shape[axis]) / Float(count)
    return (0..<count).map { (Float($0) + 0.5) * scale }
  }

  /// The old pixel in which the center of each new one lies.
  fileprivate func nearest(_ count: Int, axis: Int) throws(EngineError) -> Tensor {
    let last = Int64(shape[axis] - 1)
    let places = centers(count, axis: axis).map { Swift.min(Int64($0.rounded(.down)), last) }
    return try Tensor.apply(
      Gather(axis: axis), [self, Tensor(NDArray(places, shape: [count]))])
  }

  /// The mean of the two old pixels around each new one, by how near they are.
  fileprivate func between(_ count: Int, axis: Int) throws(EngineError) -> Tensor {
    let last = Float(shape[axis] - 1)
    let centers = centers(count, axis: axis).map { $0 - 0.5 }
    let low = centers.map { Int64(Swift.max($0.rounded(.down), 0)) }
    let high = centers.map { Int64(Swift.min($0.rounded(.up), last)) }
    let shares = centers.map { $0 - $0.rounded(.down) }
    let before = try Tensor.apply(
      Gather(axis: axis), [self, Tensor(NDArray(low, shape: [count]))])
    let after = try Tensor.apply(
      Gather(axis: axis), [self, Tensor(NDArray(high, shape: [count]))])
    var lengths = [Int](repeating: 1, count: shape.rank - axis)
    lengths[0] = count
    let share = Tensor(NDArray(shares, shape: TensorShape(lengths)))
    return try before + (after - before) * share
  }
}
