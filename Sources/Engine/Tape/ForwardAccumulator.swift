/// Derivatives along one direction, in the order of the calculation: Jacobian times vector.
///
/// The recording holds every op, so that the answer is worked out when it is asked for: a backward
/// pass is linear in what it starts from, and the derivative of that line is the answer.
public final class ForwardAccumulator {
  private let tape: GradientTape
  private let primals: [GradientSource]
  private let tangents: [Tensor]
  /// Tapes that recorded when this one began: to them the answer counts as part of the
  /// calculation.
  private var enclosing: [GradientTape] = []

  /// An accumulator that does not record yet.
  ///
  /// - Parameters:
  ///   - recording: what it looks at.
  ///   - primals: what is varied.
  ///   - tangents: in which direction, one of the shape of each.
  public init(in recording: Recording, _ primals: [GradientSource], _ tangents: [Tensor]) {
    tape = GradientTape(in: recording, isPersistent: true, watchesAccessedVariables: false)
    self.primals = primals
    self.tangents = tangents
    for primal in primals {
      switch primal {
      case .tensor(let tensor): tape.watch(tensor)
      case .variable(let variable): tape.watch(variable)
      }
    }
  }

  /// Whether it records now.
  public var isRecording: Bool { tape.isRecording }

  /// Begins to record, or goes on.
  ///
  /// - Throws: when it records already.
  public func start() throws(EngineError) {
    enclosing = tape.recording.activeTapes
    try tape.start()
  }

  /// Ends recording.
  public func stop() { tape.stop() }

  /// The derivative of a tensor along the tangents; `nil` where no path leads to it.
  public func derivative(of target: Tensor) throws(EngineError) -> Tensor? {
    let recording = tape.recording
    guard target.recording === recording, target.dtype.isDifferentiable else { return nil }
    let resumed = enclosing.filter { !$0.isRecording }
    for outer in resumed { outer.resume() }
    defer { for outer in resumed { outer.stop() } }
    let one = try NDArray.filled(1, target.signature)
    let upstream = recording.leaf(Upstream(), one)
    let inner = GradientTape(in: recording, watchesAccessedVariables: false)
    try inner.start()
    inner.watch(upstream)
    let flows: [Gradient?]
    do throws(EngineError) {
      flows = try tape.gradients(
        of: [target], by: primals, outputGradients: [upstream], isNoted: false)
    } catch {
      inner.stop()
      throw error
    }
    inner.stop()
    var targets: [Tensor] = []
    var seeds: [Tensor?] = []
    for (flow, tangent) in zip(flows, tangents) {
      guard let flow = try flow?.dense() else { continue }
      targets.append(flow)
      seeds.append(tangent)
    }
    guard !targets.isEmpty else { return nil }
    let zero = UnconnectedGradients.zero
    return try inner.gradients(
      of: targets, by: [.tensor(upstream)], outputGradients: seeds, unconnected: zero,
      isNoted: false)[0]?.dense()
  }
}
