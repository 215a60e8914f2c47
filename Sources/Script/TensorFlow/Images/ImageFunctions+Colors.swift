import Engine

/// Brightness, gray, standard scores and dtypes of pixels.
extension ImageFunctions {
  func addColors(to module: ModuleObject) {
    module.function("convert_image_dtype", "image, dtype, saturate=False, name=None") {
      a throws(Raise) in
      let image = try functions.read(a[0])
      guard let dtype = try DTypeObject.argument(a[1]) else {
        throw Raise.type("Cannot convert the argument `type_value`: None to a TensorFlow DType.")
      }
      let saturates = try a.bool(2)
      guard image.dtype.isFloating || dtype.isFloating || image.dtype == dtype else {
        throw Raise.unsupported("tf.image.convert_image_dtype from one integer dtype to another")
      }
      return try functions.made { () throws(EngineError) in
        try image.pixels(dtype, saturates: saturates)
      }
    }
    module.function("adjust_brightness", "image, delta") { a throws(Raise) in
      let image = try functions.read(a[0])
      let delta = try a.double(1)
      return try functions.made { () throws(EngineError) in
        let real = image.dtype.isFloating ? image : try image.pixels(.float32, saturates: false)
        let brighter = try real + .literal(delta, like: real)
        return try brighter.pixels(image.dtype, saturates: true)
      }
    }
    module.function("rgb_to_grayscale", "images, name=None") { a throws(Raise) in
      let image = try functions.read(a[0])
      guard let channels = image.shape.lengths.last, channels == 3 else {
        throw Raise.value(
          "Size of the last dimension must be 3, got \(image.shape.lengths.last ?? 0).")
      }
      return try functions.made { () throws(EngineError) in
        let real = image.dtype.isFloating ? image : try image.pixels(.float32, saturates: false)
        let weights = try Tensor.apply(
          Cast(real.dtype), [Tensor(NDArray([Float(0.2989), 0.5870, 0.1140], shape: [3, 1]))])
        let rows = try Tensor.apply(
          Reshape(TensorShape([image.shape.count / 3, 3])), [real])
        let gray = try Tensor.apply(MatMul(), [rows, weights])
        let shaped = try Tensor.apply(
          Reshape(TensorShape(Array(image.shape.lengths.dropLast()) + [1])), [gray])
        return try shaped.pixels(image.dtype, saturates: false)
      }
    }
    module.function("grayscale_to_rgb", "images, name=None") { a throws(Raise) in
      let image = try functions.read(a[0])
      guard image.shape.lengths.last == 1 else {
        throw Raise.value("Last dimension of a grayscale image should be size 1.")
      }
      return try functions.made { () throws(EngineError) in
        try Tensor.apply(
          Tile(multiples: Array(repeating: 1, count: image.shape.rank - 1) + [3]), [image])
      }
    }
    module.function("per_image_standardization", "image") { a throws(Raise) in
      let image = try functions.read(a[0])
      let rank = image.shape.rank
      guard rank >= 3 else {
        throw Raise.value("'image' (shape \(image.shape)) must be at least three-dimensional.")
      }
      let axes = [rank - 3, rank - 2, rank - 1]
      let count = axes.reduce(1) { $0 * image.shape[$1] }
      return try functions.made { () throws(EngineError) in
        let x = image.dtype.isFloating ? image : try Tensor.apply(Cast(.float32), [image])
        let mean = try Tensor.apply(ReduceMean(axes: axes, keepsDims: true), [x])
        let away = try x - mean
        let variance = try Tensor.apply(
          ReduceMean(axes: axes, keepsDims: true), [Tensor.apply(Square(), away)])
        let least = try Tensor.apply(Rsqrt(), .literal(Double(count), like: x))
        let deviation = try Tensor.apply(Maximum(), Tensor.apply(Sqrt(), variance), least)
        return try away / deviation
      }
    }
    module.function("total_variation", "images, name=None") { a throws(Raise) in
      let image = try functions.read(a[0])
      let rank = image.shape.rank
      guard rank == 3 || rank == 4 else {
        throw Raise.value("'images' must be either 3 or 4-dimensional.")
      }
      return try functions.made { () throws(EngineError) in
        func change(_ axis: Int) throws(EngineError) -> Tensor {
          let before = [IndexItem](
            repeating: .slice(start: nil, stop: nil, step: 1), count: axis)
          let later = try Tensor.apply(
            StridedSlice(before + [.slice(start: 1, stop: nil, step: 1)]), [image])
          let sooner = try Tensor.apply(
            StridedSlice(before + [.slice(start: nil, stop: -1, step: 1)]), [image])
          return try Tensor.apply(
            ReduceSum(axes: [rank - 3, rank - 2, rank - 1]),
            [Tensor.apply(Abs(), try later - sooner)])
        }
        return try change(rank - 3) + change(rank - 2)
      }
    }
  }
}

extension Tensor {
  /// Pixels in another dtype: whole numbers fill their range, fractions lie in [0, 1].
  fileprivate func pixels(_ target: DType, saturates: Bool) throws(EngineError) -> Tensor {
    if dtype == target { return self }
    func most(_ dtype: DType) -> Double {
      Double(
        sign: .plus, exponent: dtype.byteWidth * 8 - (dtype.isUnsigned ? 0 : 1), significand: 1)
        - 1
    }
    if dtype.isFloating, target.isFloating { return try Tensor.apply(Cast(target), [self]) }
    if target.isFloating {
      let real = try Tensor.apply(Cast(target), [self])
      return try real * .literal(1 / most(dtype), like: real)
    }
    var scaled = try self * .literal(most(target) + 0.5, like: self)
    if saturates {
      let low = target.isUnsigned ? 0 : -most(target) - 1
      let above = try Tensor.apply(Maximum(), scaled, .literal(low, like: scaled))
      scaled = try Tensor.apply(Minimum(), above, .literal(most(target), like: scaled))
    }
    return try Tensor.apply(Cast(target), [scaled])
  }
}
