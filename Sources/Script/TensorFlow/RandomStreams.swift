import Engine

/// The random generators that the modules of one run share.
final class RandomStreams {
  /// TensorFlow's seeds and kernels.
  var kernels = KernelSeeds()
  /// The generator behind the functions of `np.random`.
  let numPy = RandomStateObject(LegacyStream(), isShared: true)
  /// `tf.random.get_global_generator()`.
  var generator: TensorFlowGenerator?
  /// Keras' seed generator for draws without a seed: its state, then the count.
  var keras: (Int64, Int64)?
  /// The random op of a graph that is running or being tried out.
  var site: RandomSite?
  /// Where the kernels of the function that is running stand.
  var kernelRoom: KernelRoom?

  /// The generator of an op's next call: the lesson's own, or that of its place in a graph.
  func generator(
    _ kernel: String, _ dtypes: [DType], seed: Int?, reserving count: Int
  ) -> Philox {
    guard let site else {
      return kernels.generator(kernel, dtypes, seed: seed, reserving: count)
    }
    guard let seeds = site.seeds(operation: seed) else { return kernels.unseeded() }
    return kernelRoom?.generator(of: site, seeds, reserving: count) ?? Philox(seeds: seeds)
  }
}

extension RunContext {
  /// Draws an array with an op's kernel, which sets aside so many groups of words, and records it
  /// as a leaf.
  func draw<Kind: RandomKind>(
    _ kind: Kind.Type, _ dtypes: [DType], seed: PyValue, groups: Int, _ arguments: String,
    _ body: (Philox) throws(EngineError) -> NDArray
  ) throws(Raise) -> Tensor {
    let operation = seed.isAbsent ? nil : try int(seed)
    let generator = random.generator(
      Kind.kernel, dtypes, seed: operation, reserving: groups)
    return try draw(kind, generator, arguments, body)
  }

  func draw<Kind: RandomKind>(
    _ kind: Kind.Type, _ generator: Philox, _ arguments: String,
    _ body: (Philox) throws(EngineError) -> NDArray
  ) throws(Raise) -> Tensor {
    mark()
    do throws(EngineError) {
      return recording.leaf(RandomDraw<Kind>(arguments), try body(generator))
    } catch {
      throw Raise(error)
    }
  }

  /// A standard draw stretched and moved: one leaf where plain numbers say how, else ops that let
  /// gradients pass to the parameters.
  func draw<Kind: RandomKind>(
    _ kind: Kind.Type, stretched spread: RandomSpread, _ arguments: String,
    _ standard: () throws(Raise) -> (Philox, (Philox) throws(EngineError) -> NDArray)
  ) throws(Raise) -> PyValue {
    let (generator, body) = try standard()
    switch spread {
    case .plain(let factor, let start):
      return box(
        try draw(kind, generator, arguments) { (generator) throws(EngineError) in
          try Add().evaluate([try Multiply().evaluate([try body(generator), factor]), start])
        })
    case .tensors(let factor, let start):
      let drawn = try draw(kind, generator, arguments, body)
      do throws(EngineError) {
        return box(try Tensor.apply(Add(), try Tensor.apply(Multiply(), drawn, factor), start))
      } catch {
        throw Raise(error)
      }
    }
  }
}

/// By what a standard draw is multiplied and what is added to it.
enum RandomSpread {
  case plain(NDArray, NDArray)
  case tensors(Tensor, Tensor)
}
