import Engine

/// A random op in a graph: its seeds are fixed when it is traced.
final class RandomSite {
  private let graph: GraphBuilder
  private var known: SeedPair??

  init(_ graph: GraphBuilder) { self.graph = graph }

  /// The seeds; without one of its own the op has a number that counts the graph's random ops.
  func seeds(operation: Int?) -> SeedPair? {
    if let known { return known }
    var number = operation
    if operation == nil, graph.seed != nil { number = graph.nextRandomOp() }
    let found = KernelSeeds.pair(global: graph.seed, operation: number)
    known = .some(found)
    return found
  }
}

/// How far the kernels of a graph have read their streams, in one place that it is called from.
///
/// TensorFlow copies a function into each place that calls it, so that every place has kernels of its
/// own; they live until a seed is set.
final class KernelRoom {
  private var streams: [ObjectIdentifier: Philox] = [:]
  private var rooms: [ObjectIdentifier: KernelRoom] = [:]

  /// The generator of a random op, whose next call then stands `count` groups further.
  func generator(of site: RandomSite, _ seeds: SeedPair, reserving count: Int) -> Philox {
    let current = streams[ObjectIdentifier(site)] ?? Philox(seeds: seeds)
    streams[ObjectIdentifier(site)] = current.skipped(count)
    return current
  }

  /// The room of a function that this one calls at a place.
  func room(at place: KernelPlace) -> KernelRoom {
    if let known = rooms[ObjectIdentifier(place)] { return known }
    let made = KernelRoom()
    rooms[ObjectIdentifier(place)] = made
    return made
  }
}

/// A place in a graph that calls a function.
final class KernelPlace {}

/// The kernels of a function that is called from outside of all graphs: calls that a tape follows run
/// another copy of the function.
struct FunctionKernels {
  private var epoch = -1
  private var rooms: [Bool: KernelRoom] = [:]

  mutating func room(epoch: Int, isFollowed: Bool) -> KernelRoom {
    if epoch != self.epoch { (self.epoch, rooms) = (epoch, [:]) }
    if let known = rooms[isFollowed] { return known }
    let made = KernelRoom()
    rooms[isFollowed] = made
    return made
  }
}

extension RandomStreams {
  /// Runs the body as the work of a random op of a graph.
  func at<R>(_ site: RandomSite, _ body: () throws(Raise) -> R) throws(Raise) -> R {
    let before = self.site
    self.site = site
    defer { self.site = before }
    return try body()
  }

  /// Runs the body among the kernels of a function.
  func inside<R>(_ room: KernelRoom?, _ body: () throws(Raise) -> R) throws(Raise) -> R {
    let before = kernelRoom
    kernelRoom = room
    defer { kernelRoom = before }
    return try body()
  }
}
