import Engine

/// Layers that only change the shape: `Flatten`, `Reshape`, `Permute`, `RepeatVector`, `Identity`.
final class ShapeLayer: LayerBehavior {
  enum Change {
    case flatten
    case reshape([Int])
    case permute([Int])
    case repeated(Int)
    case identity
  }

  private let change: Change

  init(_ layer: LayerInstance, _ change: Change) {
    self.change = change
    super.init(layer)
    layer.supportsMasking = true
    switch change {
    case .flatten: layer.inputSpecs = [InputSpecification(minimumRank: 1)]
    case .permute(let dims): layer.inputSpecs = [InputSpecification(rank: dims.count + 1)]
    case .repeated: layer.inputSpecs = [InputSpecification(rank: 2)]
    case .reshape, .identity: break
    }
  }

  nonisolated(unsafe) static let definitions = [
    LayerDefinition(
      "Flatten", "layers.reshaping.flatten", "data_format=None", isBuiltAtOnce: true
    ) { layer throws(Raise) in
      if layer.ownAttribute("data_format")?.isNone ?? true {
        layer.setOwnAttribute("data_format", .string("channels_last"))
      }
      return ShapeLayer(layer, .flatten)
    },
    LayerDefinition(
      "Reshape", "layers.reshaping.reshape", "target_shape", isBuiltAtOnce: true
    ) { layer throws(Raise) in
      let given = layer.ownAttribute("target_shape") ?? .none
      let lengths = try layer.context.ints(given)
      layer.setOwnAttribute("target_shape", .tuple(lengths.map { .int($0) }))
      return ShapeLayer(layer, .reshape(lengths))
    },
    LayerDefinition("Permute", "layers.reshaping.permute", "dims", isBuiltAtOnce: true) {
      layer throws(Raise) in
      let dims = try layer.context.ints(layer.ownAttribute("dims") ?? .none)
      guard dims.sorted() == Array(1...max(dims.count, 1)) else {
        throw Raise.value(
          "Invalid permutation argument `dims` for Permute Layer. The set of indices in `dims` must "
            + "be consecutive and start from 1. Received dims="
            + "\(try PyValue.tuple(dims.map { .int($0) }).repr())")
      }
      return ShapeLayer(layer, .permute(dims))
    },
    LayerDefinition("RepeatVector", "layers.reshaping.repeat_vector", "n", isBuiltAtOnce: true) {
      layer throws(Raise) in
      ShapeLayer(
        layer, .repeated(try layer.context.int(layer.ownAttribute("n") ?? .none)))
    },
    LayerDefinition("Identity", "layers.core.identity", "", isBuiltAtOnce: true) {
      layer throws(Raise) in ShapeLayer(layer, .identity)
    },
  ]

  override var notesShapes: Bool {
    if case .identity = change { return false }
    return true
  }

  /// The new lengths without the batch, −1 filled in where all others are known.
  private func lengths(after input: [Int?]) -> [Int?] {
    let rest = Array(input.dropFirst())
    switch change {
    case .flatten:
      if rest.isEmpty { return [1] }
      let known = rest.compactMap { $0 }
      return [known.count == rest.count ? known.reduce(1, *) : nil]
    case .reshape(let target):
      let known = rest.compactMap { $0 }
      guard let open = target.firstIndex(of: -1) else { return target.map { $0 } }
      var filled: [Int?] = target.map { $0 }
      let others = target.filter { $0 != -1 }.reduce(1, *)
      filled[open] =
        known.count == rest.count && others > 0 ? known.reduce(1, *) / others : nil
      return filled
    case .permute(let dims): return dims.map { $0 < input.count ? input[$0] : nil }
    case .repeated(let count): return [count] + rest
    case .identity: return rest
    }
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? {
    let input = try lengths(shape)
    let new = lengths(after: input)
    if case .reshape(let target) = change {
      let known = input.dropFirst().compactMap { $0 }
      let wanted = new.compactMap { $0 }
      if known.count == input.count - 1, wanted.count == new.count,
        known.reduce(1, *) != wanted.reduce(1, *)
      {
        throw Raise.value(
          "The total size of the tensor must be unchanged. Received: input_shape="
            + "\(try tuple(Array(input.dropFirst())).repr()), target_shape="
            + "\(try PyValue.tuple(target.map { .int($0) }).repr())")
      }
    }
    return tuple([input.first ?? nil] + new)
  }

  override func outputDType(_ input: DType) -> DType { input }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    let lengths = KerasNest.lengths(of: input) ?? []
    switch change {
    case .identity: return input
    case .permute(let dims):
      return try context.tensorFlow(
        "transpose", [input, .list(([0] + dims).map { .int($0) })])
    case .repeated(let count):
      let wide = try context.tensorFlow("expand_dims", [input, .int(1)])
      return try context.tensorFlow("tile", [wide, .list([.int(1), .int(count), .int(1)])])
    case .flatten, .reshape:
      if !context.isBuilding { _ = try outputShape(tuple(lengths)) }
      let new = self.lengths(after: lengths)
      let batch = lengths.first ?? nil
      // At most one length may be open.
      let isOpen = new.contains { $0 == nil }
      let target = [isOpen ? batch ?? -1 : batch ?? -1] + new.map { $0 ?? -1 }
      return try context.tensorFlow("reshape", [input, .list(target.map { .int($0) })])
    }
  }
}
