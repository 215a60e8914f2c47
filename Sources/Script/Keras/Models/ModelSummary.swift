import Engine

/// `model.summary()`: the table of layers, as Keras 3 prints it where nobody watches.
struct ModelSummary {
  private let model: ModelInstance
  private let options: SummaryOptions

  init(_ model: ModelInstance, _ options: SummaryOptions) {
    self.model = model
    self.options = options
  }

  func show() throws(Raise) {
    let text = try self.text()
    if options.print.isAbsent {
      model.context.write(text, to: .standard)
    } else {
      _ = try options.print.call(.string(text))
    }
  }

  // MARK: Rows

  private func layers() throws(Raise) -> [LayerInstance] {
    if model.form == .functional, let graph = model.functional { return graph.layers }
    return try model.shownLayers()
  }

  private func text() throws(Raise) -> String {
    let isRow = try model.isRow()
    var length = isRow ? 88 : 108
    var places = options.positions ?? (isRow ? [0.45, 0.80, 1.0] : [0.3, 0.56, 0.74, 1.0])
    var header = ["Layer (type)", "Output Shape", "Param #"]
    var sides: [SummaryTable.Side] = [.left, .left, .right]
    if !isRow {
      header.append("Connected to")
      sides.append(.left)
    }
    if options.showsTrainable {
      length += 12
      places = places.map { $0 * 0.90 } + [1.0]
      header.append("Trainable")
      sides.append(.center)
    }
    let width = options.lineLength ?? min(length, 76)
    var widths: [Int] = []
    var current = 0
    for place in places {
      let wide = Int(place * Double(width)) - current
      guard wide >= 4 else { throw Raise.value("Insufficient console width to print summary.") }
      widths.append(wide)
      current += wide
    }
    var table = SummaryTable(header: header, sides: sides, widths: widths, total: width)
    for layer in try options.chosen(try layers()) {
      try add(layer, to: &table, isRow: isRow, level: 0)
    }
    return "Model: \"\(model.name)\"\n" + table.text() + (try totals())
  }

  private func add(
    _ layer: LayerInstance, to table: inout SummaryTable, isRow: Bool, level: Int
  ) throws(Raise) {
    let prefix = level == 0 ? "" : String(repeating: "   ", count: level) + "└ "
    let weights = try layer.allWeights()
    var cells = [
      "\(prefix)\(layer.name) (\(layer.type.name))", try shapeText(layer),
      layer.isBuilt
        ? ModelSummary.grouped(weights.reduce(0) { $0 + $1.variable.shape.count })
        : "0 (unbuilt)",
    ]
    if !isRow {
      let parts = model.connections(of: layer)
      cells.append(parts.isEmpty ? "-" : parts.joined(separator: ", "))
    }
    if options.showsTrainable {
      cells.append(weights.isEmpty ? "-" : layer.isTrainable ? "Y" : "N")
    }
    table.rows.append(cells)
    guard options.expandsNested, let inner = layer as? ModelInstance else { return }
    for layer in try inner.shownLayers() {
      try add(layer, to: &table, isRow: isRow, level: level + 1)
    }
  }

  private func shapeText(_ layer: LayerInstance) throws(Raise) -> String {
    func text(_ shape: PyValue) throws(Raise) -> String {
      let lengths = try ShapeObject.lengths(of: shape) ?? []
      return "(" + lengths.map { $0.map(String.init) ?? "None" }.joined(separator: ", ") + ")"
    }
    func all(_ shapes: PyValue) throws(Raise) -> String {
      if KerasNest.isShape(shapes) { return try text(shapes) }
      if let dict = shapes.cast(DictObject.self) {
        var parts: [String] = []
        for (key, value) in dict.pairs { parts.append("\(try key.str()): \(try all(value))") }
        return parts.count == 1
          ? try all(dict.pairs[0].value) : "{\(parts.joined(separator: ", "))}"
      }
      var parts: [String] = []
      for item in try shapes.items() { parts.append(try all(item)) }
      if parts.count == 1 { return parts[0] }
      return shapes.object?.kind == .tuple
        ? "(\(parts.joined(separator: ", ")))" : "[\(parts.joined(separator: ", "))]"
    }
    if let node = layer.nodes.last {
      if node.outputTensors.count == 1 { return try text(node.outputTensors[0].shapeValue) }
      return try all(.list(node.outputTensors.map(\.shapeValue)))
    }
    if let graph = layer.graph { return try all(try KerasNest.shapes(of: graph.outputs)) }
    guard let shape = layer.buildShapes, !shape.isNone else { return "?" }
    do throws(Raise) {
      return try all(try PyValue.object(layer).attribute("compute_output_shape").call(shape))
    } catch {
      guard error.matches(.notImplementedError) else { throw error }
      return "?"
    }
  }

  // MARK: Totals

  private func totals() throws(Raise) -> String {
    func size(_ weights: [VariableObject]) -> (count: Int, bytes: Int) {
      weights.reduce((0, 0)) {
        let count = $1.variable.shape.count
        return ($0.0 + count, $0.1 + count * $1.variable.dtype.byteWidth)
      }
    }
    let trainable = size(try model.trainableWeights())
    let others = size(try model.otherWeights())
    let optimizer = size(try model.training?.optimizerWeights() ?? [])
    let hasOptimizer = optimizer.count > 0
    let bytes = trainable.bytes + others.bytes + optimizer.bytes
    let count = trainable.count + others.count + optimizer.count
    func line(_ title: String, _ size: (count: Int, bytes: Int)) -> String {
      " \(title): \(ModelSummary.grouped(size.count)) (\(ModelSummary.readable(size.bytes)))\n"
    }
    return line("Total params", (count, bytes)) + line("Trainable params", trainable)
      + line("Non-trainable params", others)
      + (hasOptimizer ? line("Optimizer params", optimizer) : "")
  }

  /// 4000 as `4,000`.
  static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0, place % 3 == 0, digit != "-" { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// A number of bytes with its unit.
  static func readable(_ bytes: Int) -> String {
    var size = Double(bytes)
    for unit in ["B", "KB", "MB", "GB", "TB"] {
      if size / 1024 < 1 { return "\(fixed(size)) \(unit)" }
      size /= 1024
    }
    return "\(fixed(size)) PB"
  }

  private static func fixed(_ number: Double) -> String {
    (try? formatted(float: number, ".2f")) ?? "\(number)"
  }
}
