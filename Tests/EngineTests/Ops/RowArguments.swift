@testable import Engine

/// A row's inputs and attributes, bound to the parameters of a function as a lesson's call is.
struct RowArguments: LessonArguments {
  private var tensors: [String: Tensor] = [:]
  private var list: [Tensor] = []
  private var attributes: [String: ReferenceRow.Attribute] = [:]

  struct Missing: Error { let name: String }

  init(
    _ function: LessonFunction, _ inputs: [Tensor],
    _ given: [String: ReferenceRow.Attribute]
  ) {
    attributes = given
    list = inputs
    // Positional inputs fill the parameters that no attribute names.
    let named = Set(attributes.keys)
    let open = function.parameterNames.filter { !named.contains($0) }
    let takesList =
      ["values", "inputs", "t_list", "coeffs", "args"].contains(open.first)
      && !function.names.contains { $0.hasSuffix("sort") }
    if !takesList { for (name, input) in zip(open, inputs) { tensors[name] = input } }
    for part in function.parameters.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      let name = String(sides[0].drop { $0 == " " })
      guard sides.count == 2, attributes[name] == nil, tensors[name] == nil else { continue }
      attributes[name] = Self.literal(String(sides[1]))
    }
  }

  private static func literal(_ text: String) -> ReferenceRow.Attribute? {
    switch text {
    case "None": nil
    case "True": .truth(true)
    case "False": .truth(false)
    default:
      if let number = Double(text) {
        .number(number)
      } else {
        .text(String(text.drop { $0 == "'" }.prefix { $0 != "'" }))
      }
    }
  }

  func isNone(_ name: String) -> Bool { tensors[name] == nil && attributes[name] == nil }

  func isSequence(_ name: String) -> Bool {
    if case .list = attributes[name] { return true }
    return false
  }

  func tensor(_ name: String) throws -> Tensor {
    if let tensor = tensors[name] { return tensor }
    return Tensor(Float(try double(name)))
  }

  func tensors(_ names: [String]) throws -> [Tensor] {
    let like = names.compactMap { tensors[$0] }.first
    return try names.map { name in
      if let tensor = tensors[name] { return tensor }
      guard let like else { throw Missing(name: name) }
      return Tensor.literal(try double(name), like: like)
    }
  }

  func tensorList(_ name: String) throws -> [Tensor] { list }

  func int(_ name: String) throws -> Int {
    guard let number = try ints(name).first else { throw Missing(name: name) }
    return number
  }

  func double(_ name: String) throws -> Double {
    switch attributes[name] {
    case .number(let value): return value
    case .text("inf"): return .infinity
    default: throw Missing(name: name)
    }
  }

  func bool(_ name: String) throws -> Bool {
    guard case .truth(let value) = attributes[name] else { throw Missing(name: name) }
    return value
  }

  func text(_ name: String) throws -> String? {
    if case .text(let text) = attributes[name], text != "inf" { return text }
    return nil
  }

  func option(_ key: String, in name: String) throws -> String? { try text(key) }

  func ints(_ name: String) throws -> [Int] {
    guard let value = attributes[name] else { throw Missing(name: name) }
    return Self.ints(value)
  }

  func intLists(_ name: String) throws -> [[Int]] {
    guard case .list(let lists) = attributes[name] else { throw Missing(name: name) }
    return lists.map(Self.ints)
  }

  static func ints(_ value: ReferenceRow.Attribute) -> [Int] {
    switch value {
    case .number(let number): [Int(number)]
    case .list(let list): list.flatMap(ints)
    default: []
    }
  }

  func dtype(_ name: String) throws -> DType? {
    guard case .text(let text) = attributes[name] else { return nil }
    return DType(name: text.hasPrefix("tf.") ? String(text.dropFirst(3)) : text)
  }
}

extension ReferenceRow {
  /// Calls the function that the row is about.
  func compute(_ inputs: [Tensor]) throws -> Tensor {
    switch op {
    case "index": return try Tensor.apply(StridedSlice(items), inputs)
    case "strided_slice_grad": return try Tensor.apply(StridedSliceGrad(shape, items), inputs)
    case "gather_grad": return try Tensor.apply(GatherGrad(shape, axis: 0), inputs)
    case "complex_abs": return try Tensor.apply(ComplexAbs(), inputs)
    case "where_true": return try Tensor.apply(WhereTrue(), inputs)
    default: break
    }
    if let result = try apply(inputs) { return result }
    guard let function = Self.function(op) else { throw RowArguments.Missing(name: op) }
    var result = try function.call(RowArguments(function, inputs, attributes ?? [:]))
    if case .tuple(let parts) = result {
      result = parts[0]
      if case .tensor = result, case .number(let part) = attributes?["part"] {
        result = parts[Int(part)]
      }
    }
    if case .record(_, let fields) = result, case .number(let part) = attributes?["part"] {
      result = fields[Int(part)].value
    }
    switch result {
    case .tensor(let tensor): return tensor
    case .list(let tensors):
      guard case .number(let part) = attributes?["part"] else {
        throw RowArguments.Missing(name: "part")
      }
      return tensors[Int(part)]
    default: throw RowArguments.Missing(name: "result")
    }
  }

  static func function(_ op: String) -> LessonFunction? {
    ["tf.", "tf.math.", "tf.nn.", "tf.linalg.", "tf.bitwise."].lazy
      .compactMap { OpCatalog.functionsByName[$0 + op] }.first
  }

  var shape: Shape { attributes?["shape"].map { Shape(RowArguments.ints($0)) } ?? [] }

  /// The items of `x[…]` in Python's notation.
  private var items: [IndexItem] {
    guard case .list(let list) = attributes?["index"] else { return [] }
    return list.map { item in
      guard case .text(let text) = item else { return .newAxis }
      if text == "..." { return .ellipsis }
      if text == "None" { return .newAxis }
      if let index = Int(text) { return .index(index) }
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      return .slice(start: parts[0], stop: parts[1], step: parts.count == 3 ? parts[2] ?? 1 : 1)
    }
  }
}
