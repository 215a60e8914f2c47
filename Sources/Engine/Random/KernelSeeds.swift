/// TensorFlow's seeds of one run, and how far the streams of its kernels have been read.
package struct KernelSeeds {
  /// A kernel as TensorFlow's eager runtime keeps it: one for each op, dtype and pair of seeds.
  private struct Kernel: Hashable {
    let name: String
    let dtypes: [DType]
    let seeds: SeedPair
  }

  /// `tf.random.set_seed`; `nil` before.
  package private(set) var global: Int?
  private var operations: MersenneTwister?
  private var streams: [Kernel: Philox] = [:]
  /// How often a seed was set: kernels of graphs then start anew as well.
  package private(set) var epoch = 0
  private var entropy = RunEntropy()

  package init() {}

  /// Sets the lesson's seed and starts all streams anew.
  package mutating func set(_ seed: Int) {
    global = seed
    operations = MersenneTwister(python: seed)
    streams = [:]
    epoch += 1
  }

  private static func truncated(_ seed: Int) -> Int64 {
    let modulus = Int(Int32.max)
    let remainder = seed % modulus
    return Int64(remainder < 0 ? remainder + modulus : remainder)
  }

  /// The two seeds of the next op; `nil` where none was given.
  ///
  /// An op that is traced brings its number in the graph as `counter`.
  package mutating func pair(operation: Int?, counter: Int? = nil) -> SeedPair? {
    guard let global else { return KernelSeeds.pair(global: nil, operation: operation) }
    return KernelSeeds.pair(global: global, operation: operation ?? counter ?? nextOperation())
  }

  /// The seeds of an op of a graph, whose seed is `global`.
  package static func pair(global: Int?, operation: Int?) -> SeedPair? {
    let found: (Int, Int)
    if let global, let operation {
      found = (global, operation)
    } else if let operation {
      found = (87_654_321, operation)
    } else {
      return nil
    }
    let seeds = (KernelSeeds.truncated(found.0), KernelSeeds.truncated(found.1))
    if seeds == (0, 0) { return SeedPair(global: 0, operation: Int64(Int32.max)) }
    return SeedPair(global: seeds.0, operation: seeds.1)
  }

  /// Python's `randint(0, 2**31 - 1)` of a generator with the lesson's seed.
  private mutating func nextOperation() -> Int {
    while let word = operations?.next32() {
      if word <= 0x7fff_ffff { return Int(word) }
    }
    return 0
  }

  /// A generator that starts anywhere.
  package mutating func unseeded() -> Philox {
    Philox(high: entropy.next(), key: entropy.next())
  }

  /// The generator of an op's next call, which then stands `count` groups further.
  package mutating func generator(
    _ kernel: String, _ dtypes: [DType], seed: Int?, reserving count: Int
  ) -> Philox {
    guard let seeds = pair(operation: seed) else { return unseeded() }
    // Seeds that nobody gave are new with every call: there is no stream to go on with.
    if seed == nil { return Philox(seeds: seeds) }
    let key = Kernel(name: kernel, dtypes: dtypes, seeds: seeds)
    let current = streams[key] ?? Philox(seeds: seeds)
    streams[key] = current.skipped(count)
    return current
  }
}

extension MersenneTwister {
  /// Seeds by a whole number as Python's `random.Random(n)` does.
  package init(python seed: Int) {
    let low = UInt32(truncatingIfNeeded: seed.magnitude)
    let high = UInt32(truncatingIfNeeded: seed.magnitude >> 32)
    self.init(key: high == 0 ? [low] : [low, high])
  }
}
