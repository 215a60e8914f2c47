import Engine

/// Makes the functions of TensorFlow's modules add nodes while a graph is built.
///
/// The modules hand over every function the first time a lesson uses it; so functions need to know
/// nothing of graphs, and none can be forgotten.
final class GraphCalls {
  unowned(unsafe) let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// The function that takes the place of one of a module.
  func adopt(_ function: NativeFunction, in module: String) -> NativeFunction {
    let name = function.name
    guard !GraphCalls.isPlain(name, module) else { return function }
    let isTolerant = GraphCalls.makesTensors.contains(name)
    let parameters = function.signature
    return NativeFunction(direct: name, signature: parameters) {
      [unowned(unsafe) context] arguments throws(Raise) in
      guard let graph = context.graph else {
        if context.hasKerasTensors, KerasOperation.takes(arguments) {
          return try context.keras.edition.call(function, module, arguments, context)
        }
        return try function.call(arguments)
      }
      return try GraphCalls.trace(
        function, arguments, graph, makesTensors: isTolerant || OpCatalog.names.contains(name))
    }
  }

  private static func trace(
    _ function: NativeFunction, _ arguments: Arguments, _ graph: GraphBuilder, makesTensors: Bool
  ) throws(Raise) -> PyValue {
    let total = arguments.count + arguments.keywordCount
    var values = (0..<total).map { arguments.values[$0] }
    guard makesTensors || values.contains(where: GraphNest.containsTensors) else {
      return try function.call(arguments)
    }
    var keywords = arguments.keywords?.symbols ?? []
    var given: String?
    if let place = keywords.firstIndex(of: Symbol("name")) {
      given = values[arguments.count + place].text
      values.remove(at: arguments.count + place)
      keywords.remove(at: place)
    }
    let names = keywords.isEmpty ? nil : KeywordNames(keywords)
    var text = OpText.function(function.name)
    var extra: [GraphEdge] = []
    let constants = constants(function, values, keywords, &text, &extra, graph)
    guard text.hasState else {
      return try graph.call(text, name: given, values, constants: constants, extra: extra) {
        values throws(Raise) in try function.call(values, keywords: names)
      }
    }
    let site = RandomSite(graph)
    let random = graph.context.random
    return try graph.call(text, name: given, values, constants: constants, extra: extra) {
      values throws(Raise) in
      try random.at(site) { () throws(Raise) in try function.call(values, keywords: names) }
    }
  }

  /// Plain operands that TensorFlow shows as nodes.
  private static func constants(
    _ function: NativeFunction, _ values: [PyValue], _ keywords: [Symbol], _ text: inout OpText,
    _ extra: inout [GraphEdge], _ graph: GraphBuilder
  ) -> [(suffix: String, place: Int)] {
    if function.name == "where", values.count == 1 { text = OpText("Where") }
    let name = function.name
    if name.hasPrefix("reduce_") || name == "transpose" || name == "argmax" || name == "argmin" {
      return reductionConstants(name, values, keywords, &extra, graph)
    }
    if ["zeros_like", "ones_like", "shape", "size", "rank"].contains(name),
      let first = values.first,
      graph.signature(of: first).shape.known != nil || name == "rank"
    {
      text.type = "Const"
      return []
    }
    guard values.count == 2, keywords.isEmpty,
      GraphNest.isTensor(values[0]) != GraphNest.isTensor(values[1]),
      operandFunctions.contains(name)
    else { return [] }
    return GraphNest.isTensor(values[0]) ? [("/y", 1)] : [("/x", 0)]
  }

  private static func reductionConstants(
    _ name: String, _ values: [PyValue], _ keywords: [Symbol], _ extra: inout [GraphEdge],
    _ graph: GraphBuilder
  ) -> [(suffix: String, place: Int)] {
    let axis = keywords.firstIndex(of: Symbol("axis")).map { values.count - keywords.count + $0 }
    let place = axis ?? (values.count - keywords.count > 1 ? 1 : nil)
    if let place, !values[place].isNone {
      let suffix =
        name == "transpose" ? "/perm" : name.hasPrefix("arg") ? "/dimension" : "/reduction_indices"
      return GraphNest.containsTensors(values[place]) ? [] : [(suffix, place)]
    }
    let shown =
      name == "transpose"
      ? "transpose/perm"
      : name.hasPrefix("arg") ? "\(OpText.function(name).name)/dimension" : "Const"
    extra.append(graph.addConstantNote(shown))
    return []
  }

  /// Functions of two operands whose plain one is a node of its own.
  private static let operandFunctions: Set<String> = [
    "add", "subtract", "multiply", "divide", "truediv", "realdiv", "floordiv", "floormod", "mod",
    "pow", "maximum", "minimum", "matmul", "greater", "greater_equal", "less", "less_equal",
    "equal", "not_equal", "squared_difference", "atan2", "logical_and", "logical_or",
  ]

  /// Functions that make tensors even of plain values.
  private static let makesTensors: Set<String> = [
    "constant", "convert_to_tensor", "zeros", "ones", "fill", "eye", "range", "linspace", "one_hot",
    "zeros_like", "ones_like", "shape", "size", "rank", "identity", "normal", "uniform",
    "truncated_normal", "shuffle", "stateless_normal", "stateless_uniform", "gamma", "poisson",
    "categorical",
  ]

  /// Functions that stay what they are in a graph, or see to graphs themselves.
  private static func isPlain(_ name: String, _ module: String) -> Bool {
    if plainModules.contains(where: { module.hasSuffix($0) }) { return true }
    return plain.contains(name)
  }

  private static let plainModules = [
    ".nest", ".config", ".keras", ".data", ".autograph", ".experimental", ".types", ".v1",
    ".errors", ".train", ".initializers", ".optimizers", ".dtypes", ".losses", ".metrics",
    ".activations", ".schedules", ".callbacks", ".utils", ".backend", ".regularizers",
    ".constraints", ".models", ".layers",
  ]

  private static let plain: Set<String> = [
    "function", "executing_eagerly", "is_tensor", "is_symbolic_tensor", "as_dtype",
    "get_static_value", "custom_gradient", "recompute_grad", "cond", "while_loop", "case",
    "switch_case", "map_fn", "vectorized_map", "scan", "foldl", "foldr", "print", "py_function",
    "numpy_function", "group", "no_op", "control_dependencies", "init_scope", "name_scope",
    "gradients", "hessians", "Assert", "set_seed", "inside_function", "get_current_name_scope",
    "ensure_shape", "tuple", "grad_pass_through", "stop_recording", "broadcast_static_shape",
    "variable_creator_scope", "device", "assert_equal", "assert_none_equal", "assert_greater",
    "assert_greater_equal", "assert_less", "assert_less_equal", "assert_positive",
    "assert_negative", "assert_non_negative", "assert_non_positive", "assert_near", "assert_rank",
    "assert_rank_at_least", "assert_rank_in", "assert_scalar", "assert_shapes", "assert_type",
    "assert_integer", "assert_same_float_dtype", "assert_proper_iterable", "is_numeric_tensor",
  ]
}

extension OpCatalog {
  /// The last parts of all names.
  fileprivate static let names = Set(
    functionsByName.keys.compactMap { $0.split(separator: ".").last.map(String.init) })
}

extension GraphBuilder {
  /// A constant that shows in the graph and is part of the call in a run.
  func addConstantNote(_ name: String) -> GraphEdge {
    GraphEdge(
      node: picture.add(
        GraphNode(
          name: uniqueName(name), type: "Const",
          outputs: [PartialSignature(.int32, PartialShape([1]))], span: context.currentSpan)))
  }
}
