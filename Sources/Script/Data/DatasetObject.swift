import Engine

/// A `tf.data.Dataset`: elements that are made when they are asked for.
package final class DatasetObject: PyObject {
  typealias Next = () throws(Raise) -> PyValue?

  /// How many elements there are.
  enum Cardinality: Equatable {
    case finite(Int)
    case infinite
    case unknown

    /// TensorFlow's number for it.
    var number: Int {
      switch self {
      case .finite(let count): count
      case .infinite: -1
      case .unknown: -2
      }
    }

    func map(_ change: (Int) -> Int) -> Cardinality {
      if case .finite(let count) = self { return .finite(change(count)) }
      return self
    }
  }

  unowned(unsafe) let context: RunContext
  /// What is known of an element, in its structure.
  let specification: PyValue
  let cardinality: Cardinality
  /// A run over all elements from the start.
  let start: () throws(Raise) -> Next
  /// What shuffles it, where that was the last step: a repetition behind it becomes one with it.
  var shuffling: Shuffling?

  init(
    _ name: String, _ specification: PyValue, _ cardinality: Cardinality, _ context: RunContext,
    start: @escaping () throws(Raise) -> Next
  ) {
    self.context = context
    self.specification = specification
    self.cardinality = cardinality
    self.start = start
    super.init(context.datasets.type(name))
  }

  /// All elements; only for what is finite.
  func elements() throws(Raise) -> [PyValue] {
    var found: [PyValue] = []
    let next = try start()
    while let element = try next() {
      found.append(element)
      if found.count & 0xfff == 0 { try context.checkLimits() }
    }
    return found
  }

  package override func repr() throws(Raise) -> String {
    "<\(type.name) element_spec=\(try specification.repr())>"
  }

  package override func iterate() throws(Raise) -> PyIterator {
    guard context.graph == nil else {
      throw Raise.runtime(
        "`tf.data.Dataset` only supports Python-style iteration in eager mode or within "
          + "tf.function.")
    }
    return DatasetIterator(self)
  }

  package override func length() throws(Raise) -> Int {
    switch cardinality {
    case .finite(let count): return count
    case .infinite: throw Raise.type("The dataset is infinite.")
    case .unknown: throw Raise.type("The dataset length is unknown.")
    }
  }

  package override func truth() throws(Raise) -> Bool { true }

  static func of(_ value: PyValue) throws(Raise) -> DatasetObject {
    guard let dataset = value.cast(DatasetObject.self) else {
      throw Raise.type(
        "`\(value.typeName)` is not a tf.data.Dataset")
    }
    return dataset
  }
}

/// What `iter(dataset)` gives.
package final class DatasetIterator: PyIterator {
  private let dataset: DatasetObject
  private var source: DatasetObject.Next?
  private let isNumPy: Bool

  init(_ dataset: DatasetObject, isNumPy: Bool = false) {
    self.dataset = dataset
    self.isNumPy = isNumPy
    super.init(isNumPy ? .numPyIterator : .datasetIterator)
  }

  package override func next() throws(Raise) -> PyValue? {
    if source == nil { source = try dataset.start() }
    guard let element = try source?() else { return nil }
    try dataset.context.checkLimits()
    guard isNumPy else { return element }
    let context = dataset.context
    return try DataNest.map(element) { leaf throws(Raise) in
      if let tensor = leaf.cast(TensorObject.self) { return context.numpy(tensor.array) }
      return leaf
    }
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__next__", "") { a throws(Raise) in
      guard let value = try a.object(0, DatasetIterator.self).next() else {
        throw Raise(.stopIteration, [])
      }
      return value
    },
    .method("__iter__", "") { a throws(Raise) in a[0] },
    .method("get_next", "name=None") { a throws(Raise) in
      guard let value = try a.object(0, DatasetIterator.self).next() else {
        throw Raise(
          tensorFlow: "OutOfRangeError",
          "{{function_node __wrapped__IteratorGetNext_output_types_1_device_"
            + "/job:localhost/replica:0/task:0/device:CPU:0}} End of sequence [Op:IteratorGetNext] "
            + "name: ")
      }
      return value
    },
    .property("element_spec") { value throws(Raise) in
      PyValue(value.cast(DatasetIterator.self)?.dataset.specification)
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let datasetIterator = TypeObject(
    "OwnedIterator", module: "tensorflow.python.data.ops.iterator_ops", base: .iterator,
    members: DatasetIterator.members)
  nonisolated(unsafe) static let numPyIterator = TypeObject(
    "NumpyIterator", module: "tensorflow.python.data.ops.dataset_ops", base: .iterator,
    members: Array(DatasetIterator.members.prefix(2)))
}

/// The classes of datasets of one run: one for each way to make one.
final class DatasetTypes {
  unowned(unsafe) let context: RunContext
  /// `tf.data.Dataset`.
  private(set) lazy var base = TypeObject(
    "DatasetV2", module: "tensorflow.python.data.ops.dataset_ops",
    construct: { _, _ throws(Raise) in
      throw Raise.type(
        "Can't instantiate abstract class DatasetV2 with abstract methods _inputs, element_spec")
    },
    members: DatasetMembers.all + DatasetSources(context: context).members)
  private var types: [String: TypeObject] = [:]

  init(_ context: RunContext) { self.context = context }

  /// The files of TensorFlow that classes come from, where the name does not say it.
  private static let files = [
    "_TensorSliceDataset": "from_tensor_slices_op", "_TensorDataset": "from_tensors_op",
    "_ParallelMapDataset": "map_op", "_ParallelBatchDataset": "batch_op",
    "_ParallelInterleaveDataset": "interleave_op", "_VariantDataset": "dataset_ops",
    "_OptionsDataset": "dataset_ops",
  ]

  /// The class of that name: `_MapDataset` comes from `map_op`.
  func type(_ name: String) -> TypeObject {
    if let known = types[name] { return known }
    let stem = name.drop { $0 == "_" }.dropLast("Dataset".count)
    let file = DatasetTypes.files[name] ?? String(stem).snakeCase + "_op"
    let made = TypeObject(name, module: "tensorflow.python.data.ops.\(file)", base: base)
    types[name] = made
    return made
  }
}
