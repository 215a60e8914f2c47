import Engine

/// The functions of `tf.image` that move and change pixels, written with ops of the catalog.
struct ImageFunctions {
  let functions: TensorFunctions

  static func add(to module: ModuleObject, _ context: RunContext) {
    let image = ModuleObject("tensorflow._api.v2.image") { PlainNames.manner("tf.image.\($0)") }
    let own = ImageFunctions(functions: TensorFunctions(context: context))
    own.addTurns(to: image)
    own.addCrops(to: image)
    own.addColors(to: image)
    own.addSizes(to: image)
    NamedModule.addRefused("tf.image", to: image)
    module.set("image", .object(image))
  }

  /// An image or a stack of images, of three or four axes.
  private func read(_ value: PyValue) throws(Raise) -> Tensor {
    let image = try functions.read(value)
    guard image.shape.rank == 3 || image.shape.rank == 4 else {
      throw Raise.value("'image' (shape \(image.shape)) must be at least three-dimensional.")
    }
    return image
  }

  /// The place of the rows' axis; that of the columns comes next.
  private func rows(_ image: Tensor) -> Int { image.shape.rank - 3 }

  // MARK: Turns

  private func addTurns(to module: ModuleObject) {
    func turn(
      _ name: String, _ change: @escaping (Tensor, Int) throws(EngineError) -> Tensor
    ) {
      module.function(name, "image, name=None") { a throws(Raise) in
        let image = try read(a[0])
        return try functions.made { () throws(EngineError) in try change(image, rows(image)) }
      }
    }
    func swapped(_ image: Tensor, _ rows: Int) throws(EngineError) -> Tensor {
      var order = Array(0..<image.shape.rank)
      order.swapAt(rows, rows + 1)
      return try Tensor.apply(Transpose(order), [image])
    }
    turn("flip_left_right") { image, rows throws(EngineError) in
      try Tensor.apply(Reverse(axes: [rows + 1]), [image])
    }
    turn("flip_up_down") { image, rows throws(EngineError) in
      try Tensor.apply(Reverse(axes: [rows]), [image])
    }
    turn("transpose") { image, rows throws(EngineError) in try swapped(image, rows) }
    module.function("rot90", "image, k=1, name=None") { a throws(Raise) in
      let image = try read(a[0])
      let rows = rows(image)
      let quarter = ((try a.int(1) % 4) + 4) % 4
      return try functions.made { () throws(EngineError) in
        switch quarter {
        case 1: try swapped(try Tensor.apply(Reverse(axes: [rows + 1]), [image]), rows)
        case 2: try Tensor.apply(Reverse(axes: [rows, rows + 1]), [image])
        case 3: try Tensor.apply(Reverse(axes: [rows + 1]), [swapped(image, rows)])
        default: image
        }
      }
    }
  }

  // MARK: Crops

  private func part(
    _ image: Tensor, _ top: Int, _ left: Int, _ height: Int, _ width: Int
  ) throws(Raise) -> PyValue {
    let before = [IndexItem](
      repeating: .slice(start: nil, stop: nil, step: 1), count: rows(image))
    return try functions.made { () throws(EngineError) in
      try Tensor.apply(
        StridedSlice(
          before + [
            .slice(start: top, stop: top + height, step: 1),
            .slice(start: left, stop: left + width, step: 1),
          ]), [image])
    }
  }

  private func addCrops(to module: ModuleObject) {
    let context = functions.context
    module.function("central_crop", "image, central_fraction") { a throws(Raise) in
      let image = try read(a[0])
      let fraction = try a.double(1)
      guard fraction > 0, fraction <= 1 else {
        throw Raise.value("central_fraction must be within (0, 1]")
      }
      if fraction == 1 { return a[0] }
      let (height, width) = (image.shape[rows(image)], image.shape[rows(image) + 1])
      let top = Int((Double(height) - Double(height) * fraction) / 2)
      let left = Int((Double(width) - Double(width) * fraction) / 2)
      return try part(image, top, left, height - 2 * top, width - 2 * left)
    }
    module.function(
      "crop_to_bounding_box", "image, offset_height, offset_width, target_height, target_width"
    ) { a throws(Raise) in
      let image = try read(a[0])
      var box: [Int] = []
      for place in 1...4 { box.append(try context.int(a[place])) }
      let (height, width) = (image.shape[rows(image)], image.shape[rows(image) + 1])
      guard box[0] >= 0 else { throw Raise.value("offset_height must be >= 0.") }
      guard box[1] >= 0 else { throw Raise.value("offset_width must be >= 0.") }
      guard box[2] > 0 else { throw Raise.value("target_height must be > 0.") }
      guard box[3] > 0 else { throw Raise.value("target_width must be > 0.") }
      guard width >= box[3].plusOrMost(box[1]) else {
        throw Raise.value("width must be >= target + offset.")
      }
      guard height >= box[2].plusOrMost(box[0]) else {
        throw Raise.value("height must be >= target + offset.")
      }
      return try part(image, box[0], box[1], box[2], box[3])
    }
    module.function(
      "pad_to_bounding_box", "image, offset_height, offset_width, target_height, target_width"
    ) { a throws(Raise) in
      let image = try read(a[0])
      var box: [Int] = []
      for place in 1...4 { box.append(try context.int(a[place])) }
      let (height, width) = (image.shape[rows(image)], image.shape[rows(image) + 1])
      guard box[0] >= 0 else { throw Raise.value("offset_height must be >= 0") }
      guard box[1] >= 0 else { throw Raise.value("offset_width must be >= 0") }
      guard box[3] >= width.plusOrMost(box[1]) else {
        throw Raise.value("width must be <= target - offset")
      }
      guard box[2] >= height.plusOrMost(box[0]) else {
        throw Raise.value("height must be <= target - offset")
      }
      let paddings =
        [[Int]](repeating: [0, 0], count: rows(image))
        + [[box[0], box[2] - box[0] - height], [box[1], box[3] - box[1] - width], [0, 0]]
      return try functions.made { () throws(EngineError) in
        try Tensor.apply(Pad(paddings: paddings), [image])
      }
    }
  }
}
