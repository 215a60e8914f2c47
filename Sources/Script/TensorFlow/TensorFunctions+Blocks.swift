import Engine

/// Blocks of images moved to channels and back.
extension TensorFunctions {
  func addBlocks(to neural: ModuleObject) {
    let context = context
    func block(
      _ name: String, _ kernel: String,
      _ body: @escaping (Tensor, Int) throws(Raise) -> PyValue
    ) {
      neural.function(
        name, "input, block_size, data_format='NHWC', name=None"
      ) { a throws(Raise) in
        let (x, size) = (try read(a[0]), try context.int(a[1]))
        guard a[2].text == "NHWC" else {
          throw Raise.unsupported("tf.nn.\(name) but with data_format='NHWC'")
        }
        guard size > 1 else {
          throw TensorErrors.invalidArgument(
            "Block size should be > 1, but was: \(size)", op: kernel)
        }
        guard x.shape.rank == 4 else {
          throw TensorErrors.invalidArgument(
            "Input rank should be 4 instead of: \(x.shape.rank)", op: kernel)
        }
        return try body(x, size)
      }
    }
    func moved(
      _ x: Tensor, _ split: [Int], _ order: [Int], _ result: [Int]
    ) throws(Raise) -> PyValue {
      try made { () throws(EngineError) in
        let parts = try Tensor.apply(Reshape(TensorShape(split)), [x])
        let turned = try Tensor.apply(Transpose(order), [parts])
        return try Tensor.apply(Reshape(TensorShape(result)), [turned])
      }
    }
    block("space_to_depth", "SpaceToDepth") { x, size throws(Raise) in
      let l = x.shape.lengths
      guard l[1] % size == 0, l[2] % size == 0 else {
        throw TensorErrors.invalidArgument(
          "Image width \(l[2]) and height \(l[1]) should be divisible by block_size: \(size)",
          op: "SpaceToDepth")
      }
      return try moved(
        x, [l[0], l[1] / size, size, l[2] / size, size, l[3]], [0, 1, 3, 2, 4, 5],
        [l[0], l[1] / size, l[2] / size, l[3] * size * size])
    }
    block("depth_to_space", "DepthToSpace") { x, size throws(Raise) in
      let l = x.shape.lengths
      guard l[3] % (size * size) == 0 else {
        throw TensorErrors.invalidArgument(
          "Input depth dimension \(l[3]) should be divisible by: \(size * size)",
          op: "DepthToSpace")
      }
      let depth = l[3] / (size * size)
      return try moved(
        x, [l[0], l[1], l[2], size, size, depth], [0, 1, 3, 2, 4, 5],
        [l[0], l[1] * size, l[2] * size, depth])
    }
  }
}
