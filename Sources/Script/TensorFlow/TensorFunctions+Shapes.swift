import Engine

/// Checks and sums of shapes.
extension TensorFunctions {
  func addShapes(to module: ModuleObject) {
    let context = context
    module.function("ensure_shape", "x, shape, name=None") { a throws(Raise) in
      let asked = ShapeObject(lengths: try ShapeObject.lengths(of: a[1]))
      if let graph = context.graph, a[0].object is SymbolicTensor {
        _ = graph
        _ = try a[0].attribute(Symbol("set_shape")).call(.object(asked))
        return a[0]
      }
      let x = try read(a[0])
      guard ShapeObject(x.shape).isCompatible(with: asked) else {
        let lengths = (asked.lengths ?? []).map { $0.map(String.init) ?? "?" }
        throw TensorErrors.invalidArgument(
          "Shape of tensor input \(x.shape.bracketed) is not compatible with expected shape "
            + "[\(lengths.joined(separator: ","))].", op: "EnsureShape")
      }
      return try made { () throws(EngineError) in try Tensor.apply(Identity(), [x]) }
    }
    func copies(_ name: String, _ parameters: String) {
      module.function(name, parameters) { a throws(Raise) in
        var found: [PyValue] = []
        for item in try a[0].items() {
          let x = try read(item)
          found.append(try made { () throws(EngineError) in try Tensor.apply(Identity(), [x]) })
        }
        return .list(found)
      }
    }
    copies("tuple", "tensors, control_inputs=None, name=None")
    copies("identity_n", "input, name=None")
    func broadcast(_ x: [Int], _ y: [Int]) -> TensorShape? {
      TensorShape(x).broadcast(with: TensorShape(y))
    }
    module.function("broadcast_static_shape", "shape_x, shape_y") { a throws(Raise) in
      let (x, y) = (try context.ints(a[0]), try context.ints(a[1]))
      guard let shape = broadcast(x, y) else {
        throw Raise.value(
          "Incompatible shapes for broadcasting. Two shapes are compatible if for each dimension "
            + "pair they are either equal or one of them is 1. Received: \(TensorShape(x)) and "
            + "\(TensorShape(y)).")
      }
      return .object(ShapeObject(shape))
    }
    module.function("broadcast_dynamic_shape", "shape_x, shape_y") { a throws(Raise) in
      let (x, y) = (try context.ints(a[0]), try context.ints(a[1]))
      guard let shape = broadcast(x, y) else {
        throw TensorErrors.invalidArgument(
          "Incompatible shapes: \(TensorShape(x).bracketed) vs. \(TensorShape(y).bracketed)",
          op: "BroadcastArgs", name: nil)
      }
      let lengths = NDArray(shape.lengths.map { Int32($0) }, shape: [shape.rank])
      return context.box(context.constant(lengths))
    }
  }
}
