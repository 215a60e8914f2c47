import Engine

/// Elements of datasets: tensors in tuples and dictionaries.
///
/// Lists are tensors here.
enum DataNest {
  /// A copy of tuples and dictionaries with every leaf replaced.
  static func map(
    _ value: PyValue, _ change: (PyValue) throws(Raise) -> PyValue
  ) throws(Raise) -> PyValue {
    switch value.object?.kind {
    case .tuple:
      var items: [PyValue] = []
      for item in try value.contiguousItems() { items.append(try map(item, change)) }
      return .tuple(items)
    case .dict:
      let result = DictObject()
      for (key, item) in value.cast(DictObject.self)?.pairs ?? [] {
        try result.set(key, try map(item, change))
      }
      return .object(result)
    default: return try change(value)
    }
  }

  /// The leaves in order; a dictionary's by its sorted keys.
  static func leaves(_ value: PyValue) throws(Raise) -> [PyValue] {
    var found: [PyValue] = []
    switch value.object?.kind {
    case .tuple:
      for item in try value.contiguousItems() { found += try leaves(item) }
    case .dict:
      let pairs = (value.cast(DictObject.self)?.pairs ?? []).sorted {
        ($0.key.text ?? "") < ($1.key.text ?? "")
      }
      for (_, item) in pairs { found += try leaves(item) }
    default: found.append(value)
    }
    return found
  }

  /// Several values of one structure, leaf by leaf.
  static func join(
    _ values: [PyValue], _ change: ([PyValue]) throws(Raise) -> PyValue
  ) throws(Raise) -> PyValue {
    guard let first = values.first else { return .none }
    switch first.object?.kind {
    case .tuple:
      let count = try first.length()
      var items: [PyValue] = []
      for place in 0..<count {
        var parts: [PyValue] = []
        for value in values { parts.append(try value.item(.int(place))) }
        items.append(try join(parts, change))
      }
      return .tuple(items)
    case .dict:
      let result = DictObject()
      for key in first.cast(DictObject.self)?.keys ?? [] {
        var parts: [PyValue] = []
        for value in values { parts.append(try value.item(key)) }
        try result.set(key, try join(parts, change))
      }
      return .object(result)
    default: return try change(values)
    }
  }

  /// Values of a lesson as tensors in their structure.
  static func tensors(_ value: PyValue, _ context: RunContext) throws(Raise) -> PyValue {
    try map(value) { leaf throws(Raise) in
      if leaf.isNone {
        throw Raise.value("Invalid `element`. `element` should not be empty.")
      }
      if leaf.object is DatasetObject { return leaf }
      return context.box(context.recorded(try context.tensor(leaf)))
    }
  }

  /// What is known of an element: specifications in its structure.
  static func specification(_ element: PyValue) throws(Raise) -> PyValue {
    try map(element) { leaf throws(Raise) in
      if let dataset = leaf.cast(DatasetObject.self) {
        return .object(DatasetSpecObject(dataset.specification))
      }
      guard let object = leaf.object, let signature = TraceKey.signature(of: object) else {
        return leaf
      }
      return .object(TensorSpecObject(signature))
    }
  }

  /// The specification with every shape changed.
  static func reshape(
    _ specification: PyValue, _ change: (PartialShape) throws(Raise) -> PartialShape
  ) throws(Raise) -> PyValue {
    try map(specification) { leaf throws(Raise) in
      guard let spec = leaf.cast(TensorSpecObject.self) else { return leaf }
      let shape = try change(spec.signature.shape)
      return .object(TensorSpecObject(PartialSignature(spec.signature.dtype, shape)))
    }
  }

  /// Whether all leaves are tensors, so that functions can be traced.
  static func isTraceable(_ specification: PyValue) throws(Raise) -> Bool {
    try leaves(specification).allSatisfy { $0.object is TensorSpecObject }
  }
}

/// `tf.data.DatasetSpec`: what is known of a dataset that is an element itself.
package final class DatasetSpecObject: PyObject {
  private let element: PyValue

  init(_ element: PyValue) {
    self.element = element
    super.init(.datasetSpec)
  }

  package override func repr() throws(Raise) -> String {
    "DatasetSpec(\(try element.repr()), TensorShape([]))"
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .equal || op == .notEqual, let other = other.cast(DatasetSpecObject.self) else {
      return nil
    }
    return .bool(try element.isEqual(to: other.element) == (op == .equal))
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("element_spec") { value throws(Raise) in
      PyValue(value.cast(DatasetSpecObject.self)?.element)
    }
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let datasetSpec = TypeObject(
    "DatasetSpec", module: "tensorflow.python.data.ops.dataset_ops",
    members: DatasetSpecObject.members)
}
