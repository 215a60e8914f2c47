/// For each axis, the position that each of its new positions is read from: what repeating,
/// rolling and mirroring come to.
struct AxisMaps {
  let source: Shape
  let maps: [[Int]]

  init(_ source: Shape, _ maps: [[Int]]) {
    self.source = source
    self.maps = maps
  }

  /// The positions of all axes but one as they are.
  init(_ source: Shape, axis: Int, _ map: [Int]) {
    self.init(
      source, source.lengths.indices.map { $0 == axis ? map : Array(0..<source.lengths[$0]) })
  }

  var shape: Shape { Shape(maps.map(\.count)) }

  /// Calls the closure with the place in the source for each place of the result, in order.
  @inline(__always)
  fileprivate func walk(_ body: (_ place: Int, _ source: Int) -> Void) {
    let steps = source.rowMajorStrides
    let offsets = zip(maps, steps).map { map, step in map.map { $0 * step } }
    guard let inner = offsets.last else { return body(0, 0) }
    let outer = offsets.dropLast().map(\.count).reduce(1, *)
    guard !inner.isEmpty else { return }
    var place = 0
    for block in 0..<outer {
      var (rest, start) = (block, 0)
      for axis in stride(from: offsets.count - 2, through: 0, by: -1) {
        start += offsets[axis][rest % offsets[axis].count]
        rest /= offsets[axis].count
      }
      for offset in inner {
        body(place, start + offset)
        place += 1
      }
    }
  }

  /// The array read through the maps.
  func read(_ array: NDArray, for op: String) throws(EngineError) -> NDArray {
    try array.dtype.open(ReadMapsWork(maps: self, array: array), for: op)
  }

  /// An array of the result's shape added up where the maps read it from.
  func add(_ array: NDArray, for op: String) throws(EngineError) -> NDArray {
    try array.dtype.open(AddMapsWork(maps: self, array: array), for: op)
  }
}

private struct ReadMapsWork: ElementWork {
  let maps: AxisMaps
  let array: NDArray

  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    let maps = maps
    return try array.withElements(E.self) { source in
      NDArray.make(E.self, maps.shape) { target in
        maps.walk { place, from in target[place] = source[from] }
      }
    }
  }
}

private struct AddMapsWork: NumberWork {
  let maps: AxisMaps
  let array: NDArray

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let maps = maps
    return try array.broadcast(to: maps.shape).withElements(E.self) { source in
      NDArray.make(E.self, maps.source) { target in
        target.initialize(repeating: .zero)
        maps.walk { place, into in target[into] = E.add(target[into], source[place]) }
      }
    }
  }
}
