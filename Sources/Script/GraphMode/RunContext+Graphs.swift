import Engine

/// What a run keeps for its graphs.
final class GraphState {
  /// The graphs that are being built, innermost last; empty in eager mode.
  var building: [GraphBuilder?] = []
  /// The graph of TensorFlow 1 programs, once eager mode is off.
  var defaultGraph: GraphBuilder?
  var isEagerOff = false
  var runsFunctionsEagerly = false
  /// Whether `if` and `while` on tensors become nodes; see `Autograph`.
  var converts = false
  /// What becomes of a `tf.Variable` that is made while a function is traced.
  var variableCreation = VariableCreation.allowed
  var sessions: [SessionObject] = []
  /// Scopes of the functions that are running.
  var path: [String] = []
  /// Variables of plain graphs and what makes their first values.
  var graphVariables: [GraphVariable] = []
  var samplingDepth = 0
  /// Pairs of a loop variable and its shape, from `set_loop_options`, for the loop at hand.
  var shapeInvariants: [PyValue] = []
  /// `tf.compat.v1.Session`, whose making needs the run.
  var sessionType = TypeObject.variableBase
}

/// What is put back when samples were computed.
struct SamplingState {
  let recording: Recording
  let kernels: KernelSeeds
  let keras: (Int64, Int64)?
  let room: KernelRoom?
}

enum VariableCreation { case allowed, used, refused }

/// A variable of a plain graph.
struct GraphVariable {
  let variable: VariableObject
  let graph: GraphBuilder
  /// A value, or a tensor of the graph.
  let initial: PyValue
  let isTrainable: Bool
}

extension RunContext {
  /// The graph that ops are added to; `nil` in eager mode.
  @inline(__always)
  var graph: GraphBuilder? { isBuilding ? currentGraph : nil }

  private var currentGraph: GraphBuilder? {
    if let last = graphs.building.last { return last }
    return graphs.isEagerOff ? defaultGraph : nil
  }

  var defaultGraph: GraphBuilder {
    if let graph = graphs.defaultGraph { return graph }
    let made = GraphBuilder(self, .plain)
    graphs.defaultGraph = made
    recording.graphs.append(made.picture)
    return made
  }

  var sessions: [SessionObject] { graphs.sessions }
  var runsFunctionsEagerly: Bool { graphs.runsFunctionsEagerly }
  var variableCreation: VariableCreation {
    get { graphs.variableCreation }
    set { graphs.variableCreation = newValue }
  }

  private func update() {
    if let last = graphs.building.last {
      isBuilding = last != nil
    } else {
      isBuilding = graphs.isEagerOff
    }
    converts = graphs.converts && isBuilding
  }

  /// Enters a graph; `nil` is eager mode.
  func push(_ graph: GraphBuilder?) {
    graphs.building.append(graph)
    update()
  }

  func pop() {
    graphs.building.removeLast()
    update()
  }

  func disableEager() {
    graphs.isEagerOff = true
    update()
  }

  func enableEager() {
    graphs.isEagerOff = false
    update()
  }

  /// Makes the default graph of a program of TensorFlow 1 anew.
  func resetDefaultGraph() { graphs.defaultGraph = nil }

  // MARK: Tracing

  func beginTracing(_ graph: GraphBuilder, autograph: Bool) -> Bool {
    let before = graphs.converts
    graphs.converts = autograph
    push(graph)
    return before
  }

  func endTracing(_ state: Bool) {
    graphs.building.removeLast()
    graphs.converts = state
    update()
  }

  func setConverts(_ value: Bool) {
    graphs.converts = value
    update()
  }

  /// Runs the body in eager mode, as calls that a graph makes of Python do.
  func eagerly<R>(_ body: () throws(Raise) -> R) throws(Raise) -> R {
    let before = graphs.converts
    graphs.converts = false
    push(nil)
    defer {
      graphs.building.removeLast()
      graphs.converts = before
      update()
    }
    return try body()
  }

  /// Whether a function is being traced, perhaps around a stretch of eager mode.
  var isTracing: Bool { graphs.building.contains { $0?.kind == .function } }

  /// Notes that a weight was made: a function that makes some is traced once more, now that they are
  /// there.
  func noteWeightOfTrace() {
    if isTracing, variableCreation == .allowed { variableCreation = .used }
  }

  // MARK: Samples

  /// Calls made from here on compute in a recording that nobody sees.
  func beginSampling() -> SamplingState {
    let before = SamplingState(
      recording: recording, kernels: random.kernels, keras: random.keras, room: random.kernelRoom)
    graphs.samplingDepth += 1
    replaceRecording(graphs.samplingDepth == 1 ? Recording() : before.recording)
    random.kernelRoom = nil
    push(nil)
    return before
  }

  func endSampling(_ before: SamplingState) {
    pop()
    graphs.samplingDepth -= 1
    replaceRecording(before.recording)
    random.kernels = before.kernels
    random.keras = before.keras
    random.kernelRoom = before.room
  }

  /// Whether a call is only tried out, so that no random numbers are used up.
  var isSampling: Bool { graphs.samplingDepth > 0 }

  // MARK: Scopes of running functions

  func path(entering name: String) -> String {
    graphs.path.append(name)
    return graphs.path.joined(separator: "/")
  }

  func leavePath() { _ = graphs.path.popLast() }
}
