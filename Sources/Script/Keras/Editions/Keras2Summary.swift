import Engine

/// `model.summary()` as Keras 2 prints it: columns between lines of signs.
struct Keras2Summary {
  private let model: ModelInstance
  private let options: SummaryOptions
  private let isRow: Bool
  private let width: Int
  private let places: [Int]

  init(_ model: ModelInstance, _ options: SummaryOptions) throws(Raise) {
    self.model = model
    self.options = options
    guard model.isBuilt else {
      throw Raise.value(
        "This model has not yet been built. Build the model first by calling `build()` or by "
          + "calling the model on a batch of data.")
    }
    isRow = try model.isRow()
    let length = options.lineLength ?? (isRow ? 65 : 98)
    let parts = options.positions ?? (isRow ? [0.45, 0.85, 1.0] : [0.3, 0.6, 0.70, 1.0])
    let isRelative = (parts.last ?? 0) <= 1
    var places = parts.map { Int(isRelative ? Double(length) * $0 : $0) }
    if options.showsTrainable { places.append(length + 11) }
    width = options.showsTrainable ? length + 11 : length
    self.places = places
  }

  func show() throws(Raise) {
    for line in try lines() {
      if options.print.isAbsent {
        model.context.write(line + "\n", to: .standard)
      } else {
        _ = try options.print.call(.string(line))
      }
    }
  }

  private func lines() throws(Raise) -> [String] {
    let rule = String(repeating: "_", count: width)
    let heavy = String(repeating: "=", count: width)
    var header = ["Layer (type)", "Output Shape", "Param #"]
    if !isRow { header.append("Connected to") }
    if options.showsTrainable { header.append("Trainable") }
    var lines = ["Model: \"\(model.name)\"", rule] + row(header, level: 0) + [heavy]
    for layer in try options.chosen(try model.shownLayers()) {
      try add(layer, to: &lines, level: 0, isLast: false)
    }
    lines.append(heavy)
    let trainable = try model.trainableWeights()
    let others = try model.otherWeights()
    lines.append(total("Total params", trainable + others))
    lines.append(total("Trainable params", trainable))
    lines.append(total("Non-trainable params", others))
    lines.append(rule)
    return lines
  }

  // MARK: Rows

  private func add(
    _ layer: LayerInstance, to lines: inout [String], level: Int, isLast: Bool
  ) throws(Raise) {
    lines += row(try cells(layer), level: level)
    let inner = options.expandsNested ? try (layer as? ModelInstance)?.shownLayers() ?? [] : []
    var isLast = isLast
    func edge(_ level: Int, _ sign: String) -> String {
      let bars = String(repeating: "|", count: level)
      return bars + String(repeating: sign, count: max(0, width - 2 * level)) + bars
    }
    if !inner.isEmpty {
      lines.append(edge(level + 1, "¯"))
      for (place, part) in inner.enumerated() {
        isLast = place == inner.count - 1
        try add(part, to: &lines, level: level + 1, isLast: isLast)
      }
      lines.append(edge(level, "¯"))
    }
    if !isLast { lines.append(edge(level, " ")) }
  }

  private func cells(_ layer: LayerInstance) throws(Raise) -> [String] {
    let isUnused = !layer.isBuilt && layer.graph == nil
    let count = try layer.allWeights().reduce(0) { $0 + $1.variable.shape.count }
    var cells = [
      "\(layer.name) (\(layer.type.name))", try Keras2Summary.shape(of: layer),
      isUnused && isRow ? "0 (unused)" : "\(count)",
    ]
    if !isRow {
      let parts = model.connections(of: layer).map { PyValue.string($0) }
      cells.append(try PyValue.list(parts).str())
    }
    if options.showsTrainable { cells.append(layer.isTrainable ? "Y" : "N") }
    return cells
  }

  /// What `layer.output_shape` gives.
  private static func shape(of layer: LayerInstance) throws(Raise) -> String {
    if let node = layer.nodes.last {
      let shapes = node.outputTensors.map(\.shapeValue)
      if shapes.count == 1, !(layer.behavior is InputLayer) { return try shapes[0].str() }
      return try (node.outputs.object?.kind == .tuple ? PyValue.tuple(shapes) : .list(shapes))
        .str()
    }
    guard let graph = layer.graph else { return "multiple" }
    return try KerasNest.shapes(of: graph.outputs).str()
  }

  /// One or more lines: cells that are too long go on below.
  private func row(_ cells: [String], level: Int) -> [String] {
    var left = cells.map { Array($0) }
    var lines: [String] = []
    let bars = String(repeating: "|", count: level)
    while left.contains(where: { !$0.isEmpty }) {
      var line = ""
      for column in left.indices {
        let start = column > 0 ? places[column - 1] : 0
        let isEnd = column == places.count - 1
        var room = places[column] - start - (isEnd ? 0 : 3)
        if column == 0 { room -= level }
        let part = Keras2Summary.part(left[column], max(room, 1))
        if column == 0 { line += bars + " " }
        line += String(part)
        if !isEnd { line += "  " }
        left[column].removeFirst(part.count)
        let wanted = places[column] - line.count - (level > 0 && isEnd ? level : 0)
        line += String(repeating: " ", count: max(0, wanted))
      }
      lines.append(line + bars)
    }
    return lines
  }

  /// What fits, up to the end of a part of a tuple, list or dictionary.
  private static func part(_ text: [Character], _ room: Int) -> ArraySlice<Character> {
    let fitting = text.prefix(room)
    for place in fitting.indices.dropFirst()
    where fitting[place] == "," && [")", "}", "]", "'"].contains(fitting[place - 1]) {
      return fitting[...place]
    }
    return fitting
  }

  // MARK: Totals

  private func total(_ title: String, _ weights: [VariableObject]) -> String {
    let count = weights.reduce(0) { $0 + $1.variable.shape.count }
    var size = Double(
      weights.reduce(0) { $0 + $1.variable.shape.count * $1.variable.dtype.byteWidth })
    let units = ["Byte", "KB", "MB", "GB", "TB", "PB"]
    var unit = 0
    while size / 1024 >= 1, unit < units.count {
      size /= 1024
      unit += 1
    }
    let number = (try? formatted(float: size, ".2f")) ?? "\(size)"
    return "\(title): \(count) (\(number) \(units[min(unit, units.count - 1)]))"
  }
}
