import Engine

/// The arguments of `model.summary(…)`.
struct SummaryOptions {
  let lineLength: Int?
  let positions: [Double]?
  let print: PyValue
  let expandsNested: Bool
  let showsTrainable: Bool
  private let range: PyValue

  init(_ a: Bound, _ context: RunContext) throws(Raise) {
    lineLength = a.has(1) ? try context.int(a[1]) : nil
    if a.has(2) {
      var found: [Double] = []
      for item in try a[2].items() { found.append(try item.asDouble()) }
      positions = found
    } else {
      positions = nil
    }
    print = a[3]
    expandsNested = try a[4].truth()
    showsTrainable = try a[5].truth()
    range = a[6]
  }

  /// The layers between the two of `layer_range`.
  func chosen(_ layers: [LayerInstance]) throws(Raise) -> [LayerInstance] {
    if range.isAbsent { return layers }
    let names = try range.items()
    guard names.count == 2 else {
      throw Raise.value(
        "layer_range must be a list or tuple of length 2. Received: layer_range = "
          + "\(try range.str()) of length \(names.count)")
    }
    let first = layers.indices.filter { layers[$0].name.hasPrefix(names[0].text ?? "") }
    let last = layers.indices.filter { layers[$0].name.hasPrefix(names[1].text ?? "") }
    guard let low = first.min(), let high = last.max() else {
      throw Raise.value(
        "Passed layer_names do not match the layer names in the model. Received: "
          + "\(try range.str())")
    }
    return Array(layers[min(low, high)...max(low, high)])
  }
}

extension ModelInstance {
  /// Whether one layer follows the other.
  func isRow() throws(Raise) -> Bool {
    guard form == .functional, let graph = functional else { return true }
    for nodes in graph.nodesByDepth where nodes.count > 1 || (nodes.first?.inputs.count ?? 0) > 1 {
      return false
    }
    let nodes = graph.nodesByDepth.joined()
    for layer in try shownLayers() {
      let uses = layer.nodes.filter { node in nodes.contains { $0 === node } }
      if uses.count > 1 { return false }
    }
    return true
  }

  /// The outputs that a layer reads in this model: layer, call and place.
  func connections(of layer: LayerInstance) -> [String] {
    guard let graph = functional else { return [] }
    var parts: [String] = []
    for node in layer.nodes
    where graph.nodesByDepth.contains(where: { $0.contains { $0 === node } }) {
      for tensor in node.inputs {
        guard let origin = tensor.origin else { continue }
        let from = origin.node.layer
        let index = from.nodes.firstIndex { $0 === origin.node } ?? 0
        parts.append("\(from.name)[\(index)][\(origin.place)]")
      }
    }
    return parts
  }
}
