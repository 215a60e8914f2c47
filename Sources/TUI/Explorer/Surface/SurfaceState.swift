import Engine
import GraphView

/// What the surface pane remembers between frames.
struct SurfaceState {
  /// What the user wants to see; nil while the pane is closed.
  var wish: Wish?
  /// How often the ends were halved around the walk's place; below zero doubled.
  var zoom = 0
  /// What is asked for and not there yet.
  var pending: SurfaceRequest.Key?
  var shown: SurfaceAnswer?

  struct Wish: Hashable {
    enum Kind: String, CaseIterable { case surface, slice, gradient }

    var kind: Kind
    /// The names of the weights: two, one, or none along the gradient.
    var weights: [String]
  }
}

/// A loss that is to be computed at other weights: it takes too long to wait for it at a key.
package struct SurfaceRequest: Equatable, Sendable {
  /// What makes two requests the same.
  struct Key: Hashable, Sendable {
    var recording: ObjectIdentifier
    var pass: Int
    var wish: SurfaceState.Wish
    var zoom: Int
  }

  let key: Key
  let function: LossFunction
  let ends: [ClosedRange<Double>]
  let path: DescentPath

  package static func == (left: SurfaceRequest, right: SurfaceRequest) -> Bool {
    left.key == right.key
  }

  /// Computes the loss, on any thread.
  package func answer() -> SurfaceAnswer {
    do throws(LossError) {
      let surface = try LossSurface(
        function, x: ends[0], y: ends.count > 1 ? ends[1] : nil)
      return SurfaceAnswer(key: key, axes: function.axes, path: path, result: .success(surface))
    } catch {
      return SurfaceAnswer(key: key, axes: function.axes, path: path, result: .failure(error))
    }
  }
}

/// What came of a request.
package struct SurfaceAnswer: Equatable, Sendable {
  let key: SurfaceRequest.Key
  let axes: [LossAxis]
  let path: DescentPath
  let result: Result<LossSurface, LossError>
}

extension Explorer {
  /// Asks for the surface of the pass that the walk stands in, where the pane shows another.
  mutating func settleSurface() -> [Effect<Work>] {
    guard let wish = surface.wish, !isEmpty, !isTiny, layout.rect(of: .surface) != nil else {
      return []
    }
    let stop = walk.stop
    let key = SurfaceRequest.Key(
      recording: ObjectIdentifier(walk.recording), pass: stop.pass, wish: wish,
      zoom: surface.zoom)
    guard surface.shown?.key != key, surface.pending != key else { return [] }
    do throws(LossError) {
      let request = try surfaceRequest(key, wish, stop)
      surface.pending = key
      return [.run(.surface(request))]
    } catch {
      surface.pending = nil
      surface.shown = SurfaceAnswer(
        key: key, axes: [], path: DescentPath(), result: .failure(error))
      return []
    }
  }

  private func surfaceRequest(
    _ key: SurfaceRequest.Key, _ wish: SurfaceState.Wish, _ stop: Stop
  ) throws(LossError) -> SurfaceRequest {
    var axes: [LossAxis] = []
    if wish.kind == .gradient {
      axes = [try walk.gradientAxis(at: stop)]
    } else {
      for name in wish.weights { axes.append(try walk.lossAxis(name, at: stop)) }
    }
    let function = try walk.lossFunction(over: axes, at: stop)
    let path = knownPath(key, stop) ?? walk.descentPath(over: axes, at: stop)
    let loss = try function(axes.map(\.origin))
    let ends = axes.enumerated().map { place, axis in
      Self.ends(of: axis, path.points.map { $0.weights[place] }, loss: loss, zoom: surface.zoom)
    }
    return SurfaceRequest(key: key, function: function, ends: ends, path: path)
  }

  /// The way of the descent that is shown already, where it is the same: reading it takes long where
  /// old values were let go.
  private func knownPath(_ key: SurfaceRequest.Key, _ stop: Stop) -> DescentPath? {
    guard let shown = surface.shown, shown.key.recording == key.recording,
      shown.key.wish == key.wish, let last = shown.path.points.last, let step = stop.step,
      last.step == step.count, walk.passes.indices.contains(shown.key.pass),
      walk.passes[shown.key.pass].step?.loop == step.loop,
      walk.passes[shown.key.pass].slot == walk.passes[stop.pass].slot
    else { return nil }
    return shown.path
  }

  /// The ends of an axis: around the way of the descent, or around the weight.
  private static func ends(
    of axis: LossAxis, _ path: [Double], loss: Double, zoom: Int
  ) -> ClosedRange<Double> {
    var low = axis.origin
    var high = axis.origin
    if !axis.isSingle {
      // A straight fall to zero would end there.
      let square = axis.slope.map { Swift.abs($0) } ?? 1
      let length = loss.isFinite && loss > 0 && square > 0 ? 2 * loss / square : 1
      (low, high) = (-0.25 * length, 1.25 * length)
    } else {
      for number in path where number.isFinite && Swift.abs(number) < 1e100 {
        low = Swift.min(low, number)
        high = Swift.max(high, number)
      }
      let span = high - low
      let room =
        span > 1e-6 * Swift.max(1, Swift.abs(axis.origin))
        ? span * 0.35 : Swift.max(Swift.abs(axis.origin), 1)
      low -= room
      high += room
    }
    guard low.isFinite, high.isFinite, low < high else { return -1...1 }
    if zoom != 0 {
      var factor = 1.0
      for _ in 0..<Swift.abs(zoom) { factor *= zoom > 0 ? 0.5 : 2 }
      let middle = zoom > 0 ? axis.origin : (low + high) / 2
      let half = (high - low) / 2 * factor
      (low, high) = (middle - half, middle + half)
    }
    return low < high ? low...high : (low - 1)...(low + 1)
  }

  /// Takes a surface that was asked for; one that is no longer wanted is dropped.
  mutating func take(_ answer: SurfaceAnswer) {
    guard answer.key == surface.pending else { return }
    surface.pending = nil
    surface.shown = answer
  }
}
