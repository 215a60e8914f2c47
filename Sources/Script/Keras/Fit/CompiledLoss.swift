import Engine

/// The losses that `compile` was given: one for all outputs, or one for each.
final class CompiledLoss {
  private struct Part {
    let loss: PyValue
    let weight: Double?
    let name: String
  }

  private let argument: PyValue
  private let weights: PyValue
  private let outputNames: [String]
  private unowned(unsafe) let context: RunContext
  private var parts: [Part?] = []
  private var isBuilt = false
  /// Means of the single losses, where there are several.
  private(set) var trackers: [PyValue] = []

  init(
    _ argument: PyValue, weights: PyValue, outputNames: [String], _ context: RunContext
  ) throws(Raise) {
    self.argument = argument
    self.weights = weights
    self.outputNames = outputNames
    self.context = context
  }

  /// The total for labels and predictions; `nil` where no output has a loss.
  func value(
    _ labels: PyValue, _ predictions: PyValue, _ sampleWeight: PyValue
  ) throws(Raise) -> PyValue? {
    let outputs = try leaves(predictions)
    if !isBuilt { try build(labels, outputs) }
    var targets = try leaves(labels)
    if targets.count < outputs.count, parts.contains(where: { $0 == nil }) {
      var left = targets[...]
      targets = parts.map { $0 == nil ? .none : left.popFirst() ?? .none }
    }
    guard targets.count == outputs.count else {
      throw Raise.value(
        "y_true and y_pred have different structures.\ny_true: \(try stars(labels))\ny_pred: "
          + "\(try stars(predictions))\n")
    }
    let sampleWeights = sampleWeight.isAbsent ? [] : try leaves(sampleWeight)
    var total: PyValue?
    var tracker = trackers[...]
    for (place, part) in parts.enumerated() {
      guard let part, place < outputs.count else { continue }
      let weight =
        sampleWeights.isEmpty ? PyValue.none : sampleWeights[min(place, sampleWeights.count - 1)]
      var value = try part.loss.call([targets[place], outputs[place], weight])
      if let mean = tracker.popFirst() {
        let count = (KerasNest.lengths(of: outputs[place])?.first ?? nil) ?? 1
        _ = try mean.attribute(Symbol("update_state")).call(
          [value, .int(count)], keywords: KeywordNames([Symbol("sample_weight")]))
      }
      if let weight = part.weight {
        value = try Operators.apply(.multiply, value, .float(weight))
      }
      if let sum = total { total = try Operators.apply(.add, sum, value) } else { total = value }
    }
    return total
  }

  /// Outputs in order; those of a dictionary by the order of the model's outputs.
  private func leaves(_ value: PyValue) throws(Raise) -> [PyValue] {
    if let dict = value.cast(DictObject.self), !outputNames.isEmpty,
      outputNames.allSatisfy({ dict.get(text: $0) != nil })
    {
      return outputNames.compactMap { dict.get(text: $0) }
    }
    return try Nest.leaves(of: value)
  }

  private func stars(_ value: PyValue) throws(Raise) -> String {
    try GraphNest.map(value) { _ in .string("*") }.str()
  }

  private func build(_ labels: PyValue, _ outputs: [PyValue]) throws(Raise) {
    isBuilt = true
    var identifiers: [PyValue]
    var names = outputNames
    if let dict = argument.cast(DictObject.self), dict.get(text: "class_name") == nil {
      let keys = dict.keys.compactMap(\.text)
      if names.isEmpty { names = keys.sorted() }
      guard Set(keys).isSubset(of: Set(names)) else {
        throw Raise.value(
          "Expected keys \(try PyValue.list(names.map { .string($0) }).repr()) in loss dict, but "
            + "found loss.keys()=\(try PyValue.list(dict.keys).repr())")
      }
      identifiers = names.map { dict.get(text: $0) ?? .none }
    } else if argument.object?.kind == .list || argument.object?.kind == .tuple {
      identifiers = try argument.items()
    } else {
      identifiers = [PyValue](repeating: argument, count: outputs.count)
    }
    var factors: [Double?] = [Double?](repeating: nil, count: identifiers.count)
    if let dict = weights.cast(DictObject.self) {
      for (place, name) in names.enumerated() where place < factors.count {
        factors[place] = try dict.get(text: name)?.asDouble()
      }
    } else if !weights.isAbsent {
      if weights.object?.kind == .list || weights.object?.kind == .tuple {
        let given = try weights.items()
        guard given.count == identifiers.count else {
          throw Raise.value(
            "`loss_weights` must match the number of losses, got \(identifiers.count) losses and "
              + "\(given.count) weights.")
        }
        for (place, item) in given.enumerated() { factors[place] = try item.asDouble() }
      } else {
        factors = [Double?](repeating: try weights.asDouble(), count: identifiers.count)
      }
    }
    let targets = try leaves(labels)
    for (place, identifier) in identifiers.enumerated() {
      guard !identifier.isNone else {
        parts.append(nil)
        continue
      }
      let output = place < outputs.count ? outputs[place] : .none
      let target = place < targets.count ? targets[place] : .none
      let loss = try resolved(identifier, target, output)
      let name =
        place < names.count
        ? names[place] : loss.cast(NativeFunction.self)?.name ?? "output_\(place)"
      parts.append(Part(loss: loss, weight: factors[place], name: name))
    }
    let real = parts.compactMap { $0 }
    guard real.count > 1 else { return }
    for part in real {
      trackers.append(
        try context.kerasValue("metrics.Mean").call(
          [.string("\(part.name)_loss")], keywords: KeywordNames([KerasSymbols.name])))
    }
  }

  /// The loss object of a name, a function or an object.
  private func resolved(
    _ identifier: PyValue, _ target: PyValue, _ output: PyValue
  ) throws(Raise) -> PyValue {
    var found: PyValue
    if let name = identifier.text?.lowercased(), name == "crossentropy" || name == "ce" {
      let kind = OutputKind(target, output)
      found = try context.kerasValue("losses.\(kind.crossEntropy)")
    } else {
      found = try context.kerasObject(identifier, "losses")
    }
    if let instance = found.cast(InstanceObject.self),
      instance.type.ancestors.contains(where: { $0.name == "Loss" })
    {
      return found
    }
    var name = identifier.text
    if name == nil { name = try found.findAttribute(Names.name)?.text?.kerasStem }
    return FunctionLoss.make(found, name: name ?? found.type.name.kerasStem, context)
  }
}

/// What kind of classes an output tells apart.
struct OutputKind {
  let isBinary: Bool
  let isSparse: Bool

  init(_ target: PyValue, _ output: PyValue) {
    let labels = KerasNest.lengths(of: target) ?? []
    let predictions = KerasNest.lengths(of: output) ?? []
    isBinary = predictions.last == 1
    let isLastOne = labels.last == 1
    isSparse =
      labels.count < predictions.count || isLastOne && ((predictions.last ?? nil) ?? 0) > 1
  }

  var crossEntropy: String {
    isBinary
      ? "binary_crossentropy"
      : isSparse ? "sparse_categorical_crossentropy" : "categorical_crossentropy"
  }

  var accuracy: String {
    isBinary
      ? "BinaryAccuracy" : isSparse ? "SparseCategoricalAccuracy" : "CategoricalAccuracy"
  }
}

/// A function of labels and predictions as a loss: its numbers are brought to their mean.
enum FunctionLoss {
  static func make(_ function: PyValue, name: String, _ context: RunContext) -> PyValue {
    .native(name, "y_true, y_pred, sample_weight=None") { [unowned context] a throws(Raise) in
      try value(function, a[0], a[1], a[2], context)
    }
  }

  private static func value(
    _ function: PyValue, _ labels: PyValue, _ predictions: PyValue, _ sampleWeight: PyValue,
    _ context: RunContext
  ) throws(Raise) -> PyValue {
    let (labels, predictions) = try sameRank(labels, predictions, context)
    var losses = try function.call(labels, predictions)
    if !sampleWeight.isAbsent {
      var weights = sampleWeight
      let rank = KerasNest.lengths(of: losses)?.count ?? 0
      if let lengths = KerasNest.lengths(of: weights), lengths.count == rank + 1,
        lengths.last == 1
      {
        weights = try context.tensorFlow("squeeze", [weights, .list([.int(-1)])])
      }
      if let dtype = KerasNest.dtype(of: losses), KerasNest.dtype(of: weights) != dtype {
        weights = try context.tensorFlow("cast", [weights, .string(dtype.name)])
      }
      losses = try Operators.apply(.multiply, losses, weights)
    }
    if !KerasNest.isTensor(losses) {
      losses = context.boxed(try context.tensor(losses))
    }
    if KerasNest.lengths(of: losses)?.isEmpty ?? false { return losses }
    if context.keras.edition.number == 2 {
      let math = KerasMath(context: context)
      return try LossReduction(
        math: math, reduction: .string("auto"), dtype: math.dtype(of: losses) ?? .float32)(
          losses, weights: .none)
    }
    return try context.tensorFlow("reduce_mean", [losses])
  }

  /// Labels and predictions of the same rank, where one has a last axis of 1 too many.
  static func sameRank(
    _ labels: PyValue, _ predictions: PyValue, _ context: RunContext
  ) throws(Raise) -> (PyValue, PyValue) {
    guard let a = KerasNest.lengths(of: labels), let b = KerasNest.lengths(of: predictions) else {
      return (labels, predictions)
    }
    if a.count == b.count + 1, a.last == 1 {
      return (try context.tensorFlow("squeeze", [labels, .list([.int(-1)])]), predictions)
    }
    if b.count == a.count + 1, b.last == 1 {
      return (labels, try context.tensorFlow("squeeze", [predictions, .list([.int(-1)])]))
    }
    return (labels, predictions)
  }
}
