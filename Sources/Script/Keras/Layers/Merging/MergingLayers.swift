import Engine

/// Layers of several inputs: `Add`, `Subtract`, `Multiply`, `Average`, `Maximum`, `Minimum`,
/// `Concatenate` and `Dot`.
final class MergingLayer: LayerBehavior {
  enum Kind: String {
    case add = "Add"
    case subtract = "Subtract"
    case multiply = "Multiply"
    case average = "Average"
    case maximum = "Maximum"
    case minimum = "Minimum"
    case concatenate = "Concatenate"
    case dot = "Dot"
  }

  private let kind: Kind

  init(_ layer: LayerInstance, _ kind: Kind) {
    self.kind = kind
    super.init(layer)
    layer.supportsMasking = true
  }

  private static func definition(_ kind: Kind, _ parameters: String = "") -> LayerDefinition {
    LayerDefinition(
      kind.rawValue, "layers.merging.\(kind.rawValue.lowercased())", parameters
    ) { layer throws(Raise) in MergingLayer(layer, kind) }
  }

  nonisolated(unsafe) static let definitions = [
    definition(.add), definition(.subtract), definition(.multiply), definition(.average),
    definition(.maximum), definition(.minimum), definition(.concatenate, "axis=-1"),
    definition(.dot, "axes, normalize=False"),
  ]

  private func inputs(_ value: PyValue) throws(Raise) -> [PyValue] {
    let isMany = value.object?.kind == .list || value.object?.kind == .tuple
    let least = kind == .subtract || kind == .dot ? 2 : 1
    guard isMany, let items = try? value.items(), items.count >= least else {
      switch kind {
      case .concatenate:
        throw Raise.value(
          "A `Concatenate` layer should be called on a list of at least 1 input. Received: "
            + "input_shape=\(try KerasNest.shapes(of: value).repr())")
      default:
        throw Raise.value(
          "A merge layer should be called on a list of inputs. Received: input_shape="
            + "\(try KerasNest.shapes(of: value).repr()) (not a list of shapes)")
      }
    }
    return items
  }

  override func build(_ shape: PyValue) throws(Raise) {
    let shapes = try self.shapes(shape)
    if kind == .concatenate || kind == .dot { return }
    _ = try shapes.dropFirst().reduceShapes(shapes.first ?? []) { a, b throws(Raise) in
      try merged(a, b)
    }
  }

  private func shapes(_ shape: PyValue) throws(Raise) -> [[Int?]] {
    guard !KerasNest.isShape(shape) || shape.object == nil else {
      throw Raise.value(
        "A merge layer should be called on a list of inputs. Received: input_shape="
          + "\(try shape.repr()) (not a list of shapes)")
    }
    var found: [[Int?]] = []
    for item in try shape.items() { found.append(try lengths(item)) }
    return found
  }

  private func merged(_ a: [Int?], _ b: [Int?]) throws(Raise) -> [Int?] {
    let (long, short) = a.count >= b.count ? (a, b) : (b, a)
    var result = Array(long.prefix(long.count - short.count))
    for (x, y) in zip(long.suffix(short.count), short) {
      switch (x, y) {
      case (nil, _), (_, nil): result.append(x == 1 || x == nil ? (x == nil ? nil : y) : x)
      case (1, _): result.append(y)
      case (_, 1): result.append(x)
      default:
        guard x == y else {
          throw Raise.value(
            "Inputs have incompatible shapes. Received shapes "
              + "\(try tuple(Array(a.dropFirst())).repr()) and "
              + "\(try tuple(Array(b.dropFirst())).repr())")
        }
        result.append(x)
      }
    }
    return result
  }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    let values = try inputs(input)
    func folded(_ op: BinaryOperator) throws(Raise) -> PyValue {
      var total = values[0]
      for value in values.dropFirst() { total = try Operators.apply(op, total, value) }
      return total
    }
    func folded(_ name: String) throws(Raise) -> PyValue {
      var total = values[0]
      for value in values.dropFirst() { total = try context.tensorFlow(name, [total, value]) }
      return total
    }
    switch kind {
    case .add: return try folded(.add)
    case .multiply: return try folded(.multiply)
    case .subtract:
      guard values.count == 2 else {
        throw Raise.value(
          "A `Subtract` layer should be called on exactly 2 inputs. Received: \(values.count)")
      }
      return try folded(.subtract)
    case .average:
      return try Operators.apply(.divide, try folded(.add), .int(values.count))
    case .maximum: return try folded("maximum")
    case .minimum: return try folded("minimum")
    case .concatenate:
      return try context.tensorFlow("concat", [.list(values)], ["axis": setting("axis")])
    case .dot: return try dot(values[0], values[1])
    }
  }

  /// Products along one axis of each, samples apart.
  private func dot(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    let given = try context.ints(setting("axes"))
    let ranks = [a, b].map { KerasNest.lengths(of: $0)?.count ?? 0 }
    let axes = [0, 1].map { place in
      let axis = given.count == 1 ? given[0] : given[min(place, given.count - 1)]
      return axis < 0 ? axis + ranks[place] : axis
    }
    var (x, y) = (a, b)
    if try flag("normalize") {
      x = try context.tensorFlow("nn.l2_normalize", [x], ["axis": .int(axes[0])])
      y = try context.tensorFlow("nn.l2_normalize", [y], ["axis": .int(axes[1])])
    }
    guard ranks == [2, 2] else { throw Raise.unsupported("Dot of inputs of more than two axes") }
    return try context.tensorFlow(
      "reduce_sum", [try Operators.apply(.multiply, x, y)],
      ["axis": .int(1), "keepdims": .bool(true)])
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? {
    guard !KerasNest.isShape(shape) else { return nil }
    let shapes = try self.shapes(shape)
    guard let first = shapes.first else { return nil }
    switch kind {
    case .dot: return nil
    case .concatenate:
      let given = try int("axis")
      let axis = given < 0 ? given + first.count : given
      var result = first
      for other in shapes.dropFirst() {
        guard other.count == first.count else { return nil }
        for place in first.indices where place != axis {
          guard let x = result[place], let y = other[place] else { continue }
          guard x == y else {
            throw Raise.value(
              "A `Concatenate` layer requires inputs with matching shapes except for the "
                + "concatenation axis. Received: input_shape=\(try shape.repr())")
          }
        }
        if result.indices.contains(axis) {
          if let x = result[axis], let y = other[axis] {
            result[axis] = x + y
          } else {
            result[axis] = nil
          }
        }
      }
      return tuple(result)
    default:
      return tuple(
        try shapes.dropFirst().reduceShapes(first) { a, b throws(Raise) in try merged(a, b) })
    }
  }

  /// The functions `keras.layers.add` and so on: a layer, called at once.
  static func addFunctions(to module: ModuleObject, _ context: RunContext) {
    for kind in [Kind.add, .subtract, .multiply, .average, .maximum, .minimum] {
      module.function(kind.rawValue.lowercased(), "inputs, **kwargs") {
        [unowned module] a throws(Raise) in
        let type = module.get(Symbol(kind.rawValue)) ?? .none
        return try type.calling(with: a[1]).call(a[0])
      }
    }
    module.function("concatenate", "inputs, axis=-1, **kwargs") {
      [unowned module] a throws(Raise) in
      let type = module.get(Symbol("Concatenate")) ?? .none
      return try type.call(a[1]).call(a[0])
    }
  }
}

extension ArraySlice<[Int?]> {
  fileprivate func reduceShapes(
    _ first: [Int?], _ body: ([Int?], [Int?]) throws(Raise) -> [Int?]
  ) throws(Raise) -> [Int?] {
    var result = first
    for shape in self { result = try body(result, shape) }
    return result
  }
}
