import Engine

/// `np.random.RandomState`, and the one behind the functions of `np.random`.
package final class RandomStateObject: PyObject, NumPyRandomObject {
  var stream: LegacyStream

  nonisolated(unsafe) static let type = TypeObject(
    "RandomState", module: "numpy.random.mtrand",
    construct: { _, arguments throws(Raise) in
      try signature.bind(arguments) { a throws(Raise) in
        let object = RandomStateObject(LegacyStream())
        try object.seed(a[0])
        return .object(object)
      }
    }, members: RandomMembers.shared(RandomStateObject.self) + members)
  nonisolated(unsafe) private static let signature = Signature("RandomState", "seed=None")

  init(_ stream: LegacyStream, isShared: Bool = false) {
    self.stream = stream
    super.init(RandomStateObject.type)
  }

  package override func repr() throws(Raise) -> String {
    "RandomState(MT19937) at \(addressText)"
  }
  package override func str() throws(Raise) -> String { "RandomState(MT19937)" }

  func seed(_ value: PyValue) throws(Raise) {
    if value.isAbsent {
      stream = LegacyStream()
      return
    }
    let wrong = Raise.value("Seed must be between 0 and 2**32 - 1")
    if let index = try value.asIndex() {
      guard let seed = index.smallInt.flatMap({ UInt32(exactly: $0) }) else { throw wrong }
      stream = LegacyStream(MersenneTwister(seed: seed))
      return
    }
    let array = try ArrayReading.array(value)
    guard array.dtype.isInteger else {
      throw Raise.type(
        "Cannot cast scalar from dtype('\(array.dtype.name)') to dtype('int64') according to the rule 'safe'"
      )
    }
    guard array.count > 0 else { throw Raise.value("Seed must be non-empty") }
    guard array.shape.rank == 1 else { throw Raise.value("Seed array must be 1-d") }
    var key: [UInt32] = []
    for word in array.integers {
      guard let word = UInt32(exactly: word) else { throw wrong }
      key.append(word)
    }
    stream = LegacyStream(MersenneTwister(key: key))
  }

  /// The functions of `np.random` that are methods of the hidden generator.
  func addFunctions(to module: ModuleObject) {
    for name in RandomStateObject.type.attributeOrder where !name.text.hasPrefix("_") {
      guard let function = RandomStateObject.type.lookup(name) else { continue }
      module.set(name.text, .object(BoundMethod(.object(self), function)))
    }
    for (alias, name) in [("ranf", "random_sample"), ("sample", "random_sample")] {
      if let function = module.get(Symbol(name)) { module.set(alias, function) }
    }
  }

  // MARK: Methods of its own

  private static func state(_ a: Bound) throws(Raise) -> RandomStateObject {
    try a.object(0, RandomStateObject.self)
  }

  nonisolated(unsafe) private static let members: [NativeMember] = [
    .method("seed", "seed=None") { a throws(Raise) in
      try state(a).seed(a[1])
      return .none
    },
    .method("random_sample", "size=None") { a throws(Raise) in
      let state = try state(a)
      return try RandomDraws(a, size: 1).numbers([]) { _ in state.stream.uniform() }
    },
    .method("random", "size=None") { a throws(Raise) in
      let state = try state(a)
      return try RandomDraws(a, size: 1).numbers([]) { _ in state.stream.uniform() }
    },
    .method("standard_normal", "size=None") { a throws(Raise) in
      let state = try state(a)
      return try RandomDraws(a, size: 1).numbers([]) { _ in state.stream.normal() }
    },
    .method("standard_exponential", "size=None") { a throws(Raise) in
      let state = try state(a)
      return try RandomDraws(a, size: 1).numbers([]) { _ in state.stream.exponential() }
    },
    .method("rand", "*args") { a throws(Raise) in
      let state = try state(a)
      return try listed(a) { state.stream.uniform() }
    },
    .method("randn", "*args") { a throws(Raise) in
      let state = try state(a)
      return try listed(a) { state.stream.normal() }
    },
    .method("randint", "low, high=None, size=None, dtype=None") { a throws(Raise) in
      try integers(a, try state(a))
    },
    .method("permutation", "x") { a throws(Raise) in
      try RandomMembers.permutation(a[1], &(try state(a)).stream)
    },
    .method("choice", "a, size=None, replace=True, p=None") { a throws(Raise) in
      try choice(a, try state(a))
    },
  ]

  /// `rand(2, 3)`: the axis lengths are the arguments.
  private static func listed(_ a: Bound, _ draw: () -> Double) throws(Raise) -> PyValue {
    if try a[1].length() == 0 { return .float(draw()) }
    let shape = try RandomDraws.shape(a[1])
    return .object(ArrayObject(NDArray((0..<shape.count).map { _ in draw() }, shape: shape)))
  }

  private static func integers(_ a: Bound, _ state: RandomStateObject) throws(Raise) -> PyValue {
    let asked = try NumPyDTypeObject.argument(a[4])
    let range = try IntegerRange(a[1], a[2], dtype: asked ?? .int64, endpoint: false)
    let size = try RandomDraws(a, size: 3).shape()
    let values = range.draws(size?.count ?? 1, range.isNarrow) {
      state.stream.bits.masked($0)
    } narrow: { limit, mask, word in
      // Words are cut into pieces of the dtype's width.
      let value = word & mask
      return value <= limit ? value : nil
    } word: {
      state.stream.bits.next32()
    }
    guard let size else {
      return asked == nil ? .int(Int(values[0])) : .object(NumPyScalar(try range.scalar(values[0])))
    }
    return .object(ArrayObject(try NDArray(values, shape: size).converted(to: range.dtype)))
  }

  private static func choice(_ a: Bound, _ state: RandomStateObject) throws(Raise) -> PyValue {
    let population = try RandomMembers.Population(a[1])
    let sums = try population.sums(a[4])
    let shape = try RandomDraws(a, size: 2).shape()
    let count = shape?.count ?? 1
    if try a.bool(3) {
      let positions = (0..<count).map { _ in
        guard let sums else { return Int(state.stream.whole(UInt64(population.count - 1))) }
        return RandomMembers.Population.place(state.stream.uniform(), sums)
      }
      return try population.picked(positions, shape)
    }
    guard count <= population.count else {
      throw Raise.value("Cannot take a larger sample than population when 'replace=False'")
    }
    if sums != nil {
      let chances = try ArrayReading.array(a[4], .float64).doubles
      return try population.picked(try population.unequal(count, chances, &state.stream), shape)
    }
    _ = try NumPyShapes.checked([population.count], .int64)
    return try population.picked(Array(state.stream.order(population.count).prefix(count)), shape)
  }
}
