import Engine

/// Convolutions over one axis, back to the image, and channel by channel.
extension TensorFunctions {
  func addConvolutions(to neural: ModuleObject) {
    neural.function(
      "conv1d", "input, filters, stride, padding, data_format='NWC', dilations=None, name=None"
    ) { a throws(Raise) in
      let image = try read(a[0])
      let filters = try read(a[1], like: image)
      try checkFormat(a[4], "NWC", "conv1d")
      guard image.shape.rank == 3, filters.shape.rank == 3 else {
        throw Raise.unsupported("tf.nn.conv1d of other than (batch, width, channels)")
      }
      let stride = try steps(a[2]).first ?? 1
      let dilation = a.has(5) ? try steps(a[5]).first ?? 1 : 1
      let use = WindowUse(
        window: [1, filters.shape.lengths[0]], strides: [1, stride], dilations: [1, dilation],
        isSame: try isSame(a[3], "conv1d"))
      return try made { () throws(EngineError) in
        let wide = try Tensor.apply(ExpandDims(axis: 1), [image])
        let flat = try Tensor.apply(ExpandDims(axis: 0), [filters])
        return try Tensor.apply(Squeeze(axes: [1]), [Tensor.apply(Conv2D(use), [wide, flat])])
      }
    }
    neural.function(
      "conv2d_transpose",
      "input, filters, output_shape, strides, padding='SAME', data_format='NHWC', "
        + "dilations=None, name=None"
    ) { a throws(Raise) in
      let output = try read(a[0])
      let filters = try read(a[1], like: output)
      try checkFormat(a[5], "NHWC", "conv2d_transpose")
      let shape = TensorShape(try context.ints(a[2]))
      guard output.shape.rank == 4, filters.shape.rank == 4, shape.rank == 4 else {
        throw Raise.unsupported("tf.nn.conv2d_transpose of other than four axes")
      }
      let use = WindowUse(
        window: Array(filters.shape.lengths.prefix(2)), strides: try pair(a[3]),
        dilations: a.has(6) ? try pair(a[6]) : [1, 1], isSame: try isSame(a[4], "conv2d_transpose"))
      return try made { () throws(EngineError) in
        let forward = try Conv2D(use).infer([
          TensorSignature(output.dtype, shape), filters.signature,
        ])
        guard output.shape == forward.shape else {
          throw .invalidArgument(
            op: Conv2DImageGrad.name,
            "Conv2DSlowBackpropInput: Size of out_backprop doesn't match computed: actual = "
              + "\(output.shape.bracketed), expected = \(forward.shape.bracketed)")
        }
        return try Tensor.apply(Conv2DImageGrad(shape, use), [output, filters])
      }
    }
    neural.function(
      "depthwise_conv2d",
      "input, filter, strides, padding, data_format=None, dilations=None, name=None"
    ) { a throws(Raise) in
      let image = try read(a[0])
      let filters = try read(a[1], like: image)
      try checkFormat(a[4], "NHWC", "depthwise_conv2d")
      guard image.shape.rank == 4, filters.shape.rank == 4, image.shape[3] == filters.shape[2]
      else {
        throw TensorErrors.invalidArgument(
          "input depth must be equal to filter depth: \(image.shape.bracketed) vs "
            + "\(filters.shape.bracketed)", op: "DepthwiseConv2dNative")
      }
      let use = WindowUse(
        window: Array(filters.shape.lengths.prefix(2)), strides: try pair(a[2]),
        dilations: a.has(5) ? try pair(a[5]) : [1, 1], isSame: try isSame(a[3], "depthwise_conv2d"))
      let channels = image.shape[3]
      return try made { () throws(EngineError) in
        let images = try image.split(into: channels, axis: 3)
        let kernels = try filters.split(into: channels, axis: 2)
        var parts: [Tensor] = []
        for (image, kernel) in zip(images, kernels) {
          parts.append(try Tensor.apply(Conv2D(use), [image, kernel]))
        }
        return parts.count == 1 ? parts[0] : try Tensor.apply(Concat(axis: 3), parts)
      }
    }
  }

  private func checkFormat(
    _ value: PyValue, _ format: String, _ function: String
  ) throws(Raise) {
    if let text = value.text, text != format {
      throw Raise.unsupported("tf.nn.\(function) with data_format='\(text)'")
    }
  }

  private func isSame(_ padding: PyValue, _ function: String) throws(Raise) -> Bool {
    switch padding.text?.uppercased() {
    case "SAME": return true
    case "VALID": return false
    default: throw Raise.unsupported("tf.nn.\(function) with padding=\(try padding.repr())")
    }
  }

  private func steps(_ value: PyValue) throws(Raise) -> [Int] {
    let numbers: [Int]
    if case .int(let one) = value { numbers = [one] } else { numbers = try context.ints(value) }
    let steps = numbers.count == 3 ? [numbers[1]] : numbers
    guard steps.allSatisfy({ $0 > 0 }) else {
      throw Raise.value("strides and dilations must be positive, got \(numbers)")
    }
    return steps
  }

  /// Rows and columns: one number, two, or four with 1 outside.
  private func pair(_ value: PyValue) throws(Raise) -> [Int] {
    let numbers = try steps(value)
    switch numbers.count {
    case 1: return [numbers[0], numbers[0]]
    case 2: return numbers
    case 4: return [numbers[1], numbers[2]]
    default:
      throw Raise.value(
        "strides should be of length 1, 2 or 4. Received: strides=\(numbers) of length "
          + "\(numbers.count)")
    }
  }
}
