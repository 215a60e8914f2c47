import Engine

/// How a layer's `call` takes its arguments.
final class CallForm {
  /// Parameters by name without the receiver, and their defaults, `unbound` where there is none.
  let names: [Symbol]
  let defaults: [PyValue]
  /// How many of them may be given by position.
  let positional: Int
  /// Whether more may come by position or by name.
  let hasRest: Bool
  let hasKeywords: Bool
  let takesTraining: Bool
  let takesMask: Bool
  /// Whether it is that of a model whose layers are its call.
  let isOfGraph: Bool

  init(
    _ names: [Symbol], _ defaults: [PyValue], positional: Int, hasRest: Bool, hasKeywords: Bool,
    isOfGraph: Bool = false
  ) {
    self.names = names
    self.defaults = defaults
    self.positional = positional
    self.hasRest = hasRest
    self.hasKeywords = hasKeywords
    self.isOfGraph = isOfGraph
    takesTraining = names.contains(KerasSymbols.training)
    takesMask = names.contains(KerasSymbols.mask)
  }

  /// Of a function of the lesson, found on a class.
  convenience init(_ function: FunctionObject) {
    let parameters = function.code.parameters
    let positional = Array(parameters.names[..<parameters.positional])
    var defaults = [PyValue](repeating: .unbound, count: positional.count)
    for (place, value) in function.defaults.enumerated() {
      defaults[positional.count - function.defaults.count + place] = value
    }
    defaults += function.keywordDefaults
    self.init(
      Array(parameters.names.dropFirst()), Array(defaults.dropFirst()),
      positional: max(positional.count - 1, 0), hasRest: parameters.restSlot != nil,
      hasKeywords: parameters.keywordsSlot != nil)
  }

  /// Of a built-in layer.
  convenience init(builtIn names: [String]) {
    self.init(
      names.map { Symbol($0) }, names.enumerated().map { $0.offset == 0 ? .unbound : .none },
      positional: names.count, hasRest: false, hasKeywords: false)
  }

  /// `*args, **kwargs`.
  nonisolated(unsafe) static let anything = CallForm(
    [], [], positional: 0, hasRest: true, hasKeywords: true)

  /// Sorts a call's arguments; `nil` where they do not fit.
  func bind(_ positional: [PyValue], _ named: [(Symbol, PyValue)]) -> BoundCall? {
    guard positional.count <= self.positional || hasRest else { return nil }
    var values = [PyValue](repeating: .unbound, count: names.count)
    var given = [Bool](repeating: false, count: names.count)
    for place in 0..<min(positional.count, self.positional) {
      values[place] = positional[place]
      given[place] = true
    }
    var extra: [(Symbol, PyValue)] = []
    for (name, value) in named {
      if let place = names.firstIndex(of: name) {
        guard !given[place] else { return nil }
        values[place] = value
        given[place] = true
      } else {
        guard hasKeywords else { return nil }
        extra.append((name, value))
      }
    }
    for place in names.indices where !given[place] {
      guard !defaults[place].isUnbound else { return nil }
      values[place] = defaults[place]
    }
    return BoundCall(
      form: self, values: values, given: given,
      rest: Array(positional.dropFirst(self.positional)), extra: extra)
  }
}

/// A call's arguments by the names of `call`'s parameters.
struct BoundCall {
  let form: CallForm
  var values: [PyValue]
  let given: [Bool]
  let rest: [PyValue]
  let extra: [(Symbol, PyValue)]

  subscript(name: Symbol) -> PyValue? {
    form.names.firstIndex(of: name).map { values[$0] }
  }

  /// The first argument, which is the input.
  var first: PyValue { values.first ?? rest.first ?? extra.first?.1 ?? .unbound }

  /// Arguments that hold tensors and nothing else, by name.
  var tensors: [(name: String, value: PyValue)] {
    var found: [(String, PyValue)] = []
    for (name, value) in zip(form.names, values) where KerasNest.isTensors(value) {
      found.append((name.text, value))
    }
    return found
  }
}

/// What a layer hands on to layers that it calls.
final class LayerCallContext {
  let entry: LayerInstance
  var training: PyValue = .none

  init(_ entry: LayerInstance) { self.entry = entry }
}

/// Structures of tensors as Keras reads them.
enum KerasNest {
  /// Whether it is a tensor of any kind: with a value, of a graph, of a functional model.
  static func isTensor(_ value: PyValue) -> Bool {
    guard case .object(let object) = value else { return false }
    return object is TensorObject || object is SymbolicTensor || object is KerasTensor
      || object is VariableObject
  }

  /// Whether it is a tensor or a structure of tensors only.
  static func isTensors(_ value: PyValue) -> Bool {
    if isTensor(value) { return true }
    guard case .object(let object) = value else { return false }
    switch object.kind {
    case .list, .tuple, .dict:
      guard let leaves = try? Nest.leaves(of: value), !leaves.isEmpty else { return false }
      return leaves.contains { isTensor($0) } && leaves.allSatisfy { isTensor($0) || $0.isNone }
    default: return false
    }
  }

  /// Whether a tensor of a functional model is in it.
  static func isSymbolic(_ value: PyValue) -> Bool {
    guard case .object(let object) = value else { return false }
    if object is KerasTensor { return true }
    switch object.kind {
    case .list, .tuple, .dict:
      return (try? Nest.leaves(of: value))?.contains { $0.object is KerasTensor } ?? false
    default: return false
    }
  }

  /// The shape of a tensor as a tuple; axes of open length are `None`.
  static func shape(of value: PyValue) -> PyValue {
    .tuple((lengths(of: value) ?? []).map { PyValue($0.map { .int($0) }) })
  }

  static func lengths(of value: PyValue) -> [Int?]? {
    guard case .object(let object) = value else { return nil }
    switch object {
    case let tensor as TensorObject: return tensor.tensor.shape.lengths
    case let tensor as KerasTensor: return tensor.shape
    case let tensor as SymbolicTensor: return tensor.shape.lengths
    case let variable as VariableObject: return variable.variable.shape.lengths
    case let array as ArrayObject: return array.array.shape.lengths
    default: return nil
    }
  }

  static func dtype(of value: PyValue) -> DType? {
    guard case .object(let object) = value else { return nil }
    switch object {
    case let tensor as TensorObject: return tensor.tensor.dtype
    case let tensor as KerasTensor: return tensor.dtype
    case let tensor as SymbolicTensor: return tensor.dtype
    case let variable as VariableObject: return variable.variable.dtype
    default: return nil
    }
  }

  /// Shapes in the structure of tensors.
  static func shapes(of value: PyValue) throws(Raise) -> PyValue {
    try GraphNest.map(value) { leaf in leaf.isNone ? leaf : shape(of: leaf) }
  }
}
