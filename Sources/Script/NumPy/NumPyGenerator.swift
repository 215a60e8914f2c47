import BigInt
import Engine

/// `np.random.Generator`, as `np.random.default_rng` makes it.
package final class NumPyGeneratorObject: PyObject, NumPyRandomObject {
  var stream: GeneratorStream

  nonisolated(unsafe) static let type = TypeObject(
    "Generator", module: "numpy.random._generator",
    members: RandomMembers.shared(NumPyGeneratorObject.self) + members)

  init(_ stream: GeneratorStream) {
    self.stream = stream
    super.init(NumPyGeneratorObject.type)
  }

  package override func repr() throws(Raise) -> String {
    "Generator(PCG64) at \(addressText)"
  }
  package override func str() throws(Raise) -> String { "Generator(PCG64)" }

  /// `default_rng(seed)`.
  static func make(_ seed: PyValue) throws(Raise) -> PyValue {
    if seed.isAbsent { return .object(NumPyGeneratorObject(GeneratorStream())) }
    if seed.cast(NumPyGeneratorObject.self) != nil { return seed }
    return .object(NumPyGeneratorObject(GeneratorStream(SeedSequence(try words(seed)))))
  }

  /// The words of a whole number or of a sequence of them.
  private static func words(_ seed: PyValue) throws(Raise) -> [UInt32] {
    if seed.cast(ArrayObject.self) == nil, let number = try seed.asIndex()?.bigInt {
      guard number >= 0 else { throw Raise.value("expected non-negative integer") }
      let words = number.magnitude.words.flatMap {
        [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)]
      }
      let used = words.lastIndex { $0 != 0 } ?? 0
      return words.isEmpty ? [0] : Array(words[...used])
    }
    guard let items = try LeafRun.elements(of: seed) else {
      throw Raise.type(
        "SeedSequence expects int or sequence of ints for entropy not \(try seed.str())")
    }
    var found: [UInt32] = []
    for item in items { found += try words(item) }
    return found
  }

  // MARK: Methods of its own

  private static func generator(_ a: Bound) throws(Raise) -> NumPyGeneratorObject {
    try a.object(0, NumPyGeneratorObject.self)
  }

  /// Numbers of a distribution without parameters, in float64 or, where it can be had, float32.
  private static func standard(
    _ a: Bound, float: ((inout GeneratorStream) -> Float)? = nil,
    _ draw: (inout GeneratorStream) -> Double
  ) throws(Raise) -> PyValue {
    let object = try generator(a)
    let dtype = try NumPyDTypeObject.argument(a[2]) ?? .float64
    let size = try RandomDraws(a, size: 1).shape()
    switch dtype {
    case .float64:
      guard let size else { return .float(draw(&object.stream)) }
      let values = (0..<size.count).map { _ in draw(&object.stream) }
      return .object(ArrayObject(NDArray(values, shape: size)))
    case .float32:
      guard let float else {
        throw Raise.unsupported("\(a.name) of np.random.Generator in float32")
      }
      guard let size else { return .float(Double(float(&object.stream))) }
      let values = (0..<size.count).map { _ in float(&object.stream) }
      return .object(ArrayObject(NDArray(values, shape: size)))
    default:
      throw Raise.type("Unsupported dtype dtype('\(dtype.name)') for \(a.name)")
    }
  }

  nonisolated(unsafe) private static let members: [NativeMember] = [
    .method("random", "size=None, dtype=None, out=None") { a throws(Raise) in
      try standard(a, float: { $0.bits.float() }) { $0.uniform() }
    },
    .method("standard_normal", "size=None, dtype=None, out=None") { a throws(Raise) in
      try standard(a) { $0.normal() }
    },
    .method(
      "standard_exponential", "size=None, dtype=None, method='zig', out=None"
    ) { a throws(Raise) in
      guard a[3].text == "zig" else {
        throw Raise.unsupported("standard_exponential of np.random.Generator by inversion")
      }
      return try standard(a) { $0.exponential() }
    },
    .method("integers", "low, high=None, size=None, dtype=None, endpoint=False") {
      a throws(Raise) in
      try integers(a, try generator(a))
    },
    .method("permutation", "x, axis=0") { a throws(Raise) in
      try RandomMembers.permutation(a[1], &(try generator(a)).stream)
    },
    .method("choice", "a, size=None, replace=True, p=None, axis=0, shuffle=True") {
      a throws(Raise) in
      try choice(a, try generator(a))
    },
  ]

  private static func integers(_ a: Bound, _ object: NumPyGeneratorObject) throws(Raise) -> PyValue
  {
    let dtype = try NumPyDTypeObject.argument(a[4]) ?? .int64
    let range = try IntegerRange(a[1], a[2], dtype: dtype, endpoint: try a.bool(5))
    let size = try RandomDraws(a, size: 3).shape()
    let values = range.draws(size?.count ?? 1, range.isNarrow) {
      object.stream.whole($0)
    } narrow: { limit, _, bits in
      // Lemire's multiplication in the dtype's width.
      if limit == 1, dtype == .bool { return bits }
      let width = UInt32(dtype.byteWidth * 8)
      let full: UInt32 = (1 << width) - 1
      if limit == full { return bits }
      let product = bits * (limit + 1)
      let threshold = (full - limit) % (limit + 1)
      return product & full < threshold ? nil : product >> width
    } word: {
      object.stream.bits.next32()
    }
    guard let size else { return .object(NumPyScalar(try range.scalar(values[0]))) }
    return .object(ArrayObject(try NDArray(values, shape: size).converted(to: dtype)))
  }

  private static func choice(_ a: Bound, _ object: NumPyGeneratorObject) throws(Raise) -> PyValue {
    guard try a.int(5) == 0 else { throw Raise.unsupported("choice along another axis") }
    let population = try RandomMembers.Population(a[1])
    let sums = try population.sums(a[4])
    let shape = try RandomDraws(a, size: 2).shape()
    let count = shape?.count ?? 1
    if try a.bool(3) {
      let positions = (0..<count).map { _ in
        guard let sums else { return Int(object.stream.whole(UInt64(population.count - 1))) }
        return RandomMembers.Population.place(object.stream.uniform(), sums)
      }
      return try population.picked(positions, shape)
    }
    guard count <= population.count else {
      throw Raise.value("Cannot take a larger sample than population when replace is False")
    }
    if sums != nil {
      let chances = try ArrayReading.array(a[4], .float64).doubles
      return try population.picked(try population.unequal(count, chances, &object.stream), shape)
    }
    let isShuffled = try a.bool(6)
    let picks = object.stream.picks(count, of: population.count, shuffled: isShuffled)
    return try population.picked(picks, shape)
  }
}

/// The module `numpy.random`.
enum NumPyRandomModule {
  static func make(_ context: RunContext) -> ModuleObject {
    let module = ModuleObject("numpy.random")
    context.random.numPy.addFunctions(to: module)
    module.set("RandomState", .object(RandomStateObject.type))
    module.set("Generator", .object(NumPyGeneratorObject.type))
    module.function("default_rng", "seed=None") { a throws(Raise) in
      try NumPyGeneratorObject.make(a[0])
    }
    return module
  }
}
