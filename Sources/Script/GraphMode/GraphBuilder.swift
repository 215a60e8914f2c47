import Engine

/// A graph while the lesson builds it, and what it takes to replay it.
///
/// While a function is traced, every call of a TensorFlow function and every operator on a tensor
/// adds a node here instead of computing. A node remembers how it is computed: the call as it was
/// written, with symbolic tensors in the places of values. Replaying puts the values of one run
/// there and makes the same call, so that the engine records the ops of each run, and gradients,
/// walks and exports need to know nothing of graphs.
///
/// What comes out of a node is found out by making the call on two samples (see `Sampler`): lengths
/// that differ between them are open.
package final class GraphBuilder {
  /// What kind of graph it is: it decides what is allowed in it.
  enum Kind {
    /// What `tf.function` traces.
    case function
    /// A branch or a loop body inside another graph.
    case body
    /// A `tf.Graph`, or the default graph of TensorFlow 1.
    case plain
  }

  /// How the values of a node come about in a run, one for each output.
  typealias Work = (_ run: GraphRun) throws(Raise) -> [PyValue]

  /// A node with what a run needs of it.
  struct Step {
    let node: Int
    let span: SourceSpan
    /// Where the values of its outputs go.
    let firstSlot: Int
    let work: Work
    /// Values that a run needs before, for runs of a part of the graph.
    var needs: [SymbolicTensor]
    var controls: [Int]
    /// For each output what a gradient of it can reach.
    var reaches: [Reach]
    /// The name scopes it was written in, in which its ops stand in a run as well.
    var scope: String?
    /// Whether it does nothing but compute: TensorFlow leaves it out where nobody reads it.
    var isPure = false
  }

  unowned(unsafe) let context: RunContext
  let kind: Kind
  let outer: GraphBuilder?
  let picture: TracedGraph
  private(set) var steps: [Step] = []
  private(set) var slotCount = 0
  var samples: [Sample] = []
  /// Name scopes in which nodes are made now.
  var scopes: [String] = []
  /// Nodes that the next ones have to wait for.
  var controls: [[Int]] = []
  /// Sources of `tf.gradients` in this graph: runs watch them.
  var gradientSources: [PyValue] = []
  /// Variables that were read or assigned here or in a graph inside, by number, in order.
  private(set) var variables: [VariableObject] = []
  /// Tensors of graphs around that are read here or in a graph inside.
  private(set) var captured: [SymbolicTensor] = []
  /// Tensors with values that are read here: TensorFlow calls them captures as well.
  private(set) var constants: [TensorObject] = []
  /// Reads of a variable, by variable number, so that a capture has one placeholder.
  private var resources: [Int: GraphEdge] = [:]
  private(set) var hasEffects = false
  private weak var boxed: GraphObject?
  /// The seed of its random ops that bring none: that of the lesson when the graph was begun.
  var seed: Int?
  private var randomOps = 0
  /// Where the values of arguments go, by node.
  private(set) var inputSlots: [Int: Int] = [:]
  /// The places of steps by node, filled when asked for.
  var stepPlaces: [Int: Int] = [:]
  /// Whether each step is run, once a run has asked.
  private var liveSteps: [Bool]?

  init(_ context: RunContext, _ kind: Kind, name: String = "", outer: GraphBuilder? = nil) {
    self.context = context
    self.kind = kind
    self.outer = outer
    picture = TracedGraph(name: name, outer: kind == .body ? outer?.picture : nil)
    if let outer {
      seed = outer.seed
    } else if kind != .plain {
      seed = context.random.kernels.global
    }
  }

  /// The number of the next random op that brings no seed.
  func nextRandomOp() -> Int {
    defer { randomOps += 1 }
    return randomOps
  }

  var isFunction: Bool { kind == .function }
  var isBody: Bool { kind == .body }

  /// The function around bodies of branches and loops, or the graph itself.
  var root: GraphBuilder {
    var graph = self
    while graph.isBody, let outer = graph.outer { graph = outer }
    return graph
  }

  /// The graph as a value of the lesson, the same one while the lesson holds it.
  var object: GraphObject {
    if let boxed { return boxed }
    let made = GraphObject(self)
    boxed = made
    return made
  }

  /// Refuses tensors that live in no graph around this one.
  func check(_ tensor: SymbolicTensor) throws(Raise) {
    var graph: GraphBuilder? = self
    while let current = graph {
      if current === tensor.graph { return }
      graph = current.outer
    }
    if tensor.graph.kind == .plain {
      throw Raise.value("Tensor \(try tensor.repr()) is not an element of this graph.")
    }
    if tensor.graph.isBody {
      throw Raise(
        GraphErrors.inaccessibleTensor,
        "<tf.Tensor '\(tensor.name)' shape=\(tensor.shape) dtype=\(tensor.dtype.name)> is out of "
          + "scope and cannot be used here. Use return values, explicit Python locals or TensorFlow "
          + "collections to access it.\nPlease see https://www.tensorflow.org/guide/function"
          + "#all_outputs_of_a_tffunction_must_be_return_values for more information.")
    }
    throw tensor.outOfScope
  }

  // MARK: Nodes

  /// A name in the scopes at hand that is not taken.
  func uniqueName(_ base: String) -> String {
    let path = (scopes + [base]).joined(separator: "/")
    return picture.uniqueName(path)
  }

  /// Adds a node that shows itself in the graph.
  func add(
    _ node: GraphNode, needs: [SymbolicTensor], samples: [Sample], reaches: [Reach] = [],
    isPure: Bool = false, _ work: @escaping Work
  ) -> [SymbolicTensor] {
    let index = picture.add(node)
    let firstSlot = slotCount
    if node.outputs.isEmpty { reserveSlot() }
    var made: [SymbolicTensor] = []
    for (output, signature) in node.outputs.enumerated() {
      let tensor = SymbolicTensor(
        self, GraphEdge(node: index, output: output), slot: slotCount, signature)
      slotCount += 1
      self.samples.append(output < samples.count ? samples[output] : Sample(signature))
      made.append(tensor)
    }
    steps.append(
      Step(
        node: index, span: node.span, firstSlot: firstSlot, work: work, needs: needs,
        controls: node.controlInputs, reaches: reaches,
        scope: scopes.isEmpty ? nil : scopes.joined(separator: "/"), isPure: isPure))
    return made
  }

  /// Adds something that happens in a run and shows no node: the work of a tape.
  func addHidden(needs: [SymbolicTensor] = [], _ work: @escaping Work) {
    steps.append(
      Step(
        node: -1, span: context.currentSpan, firstSlot: slotCount, work: work, needs: needs,
        controls: [], reaches: []))
    reserveSlot()
  }

  /// Every step has a slot that tells whether it ran.
  private func reserveSlot() {
    slotCount += 1
    samples.append(Sample(PartialSignature(.float32, .unknown)))
  }

  /// Notes that running the graph does more than compute.
  func noteEffect() {
    hasEffects = true
    outer?.noteEffect()
  }

  /// Notes a variable that the graph uses.
  func note(_ variable: VariableObject) {
    var graph: GraphBuilder? = self
    while let current = graph {
      if !current.variables.contains(where: { $0.variable === variable.variable }) {
        current.variables.append(variable)
      }
      graph = current.isBody ? current.outer : nil
    }
  }

  /// Notes that the tensor is read here, in each graph between here and its own.
  func note(_ tensor: SymbolicTensor) {
    var graph: GraphBuilder? = self
    while let current = graph, current !== tensor.graph {
      if !current.captured.contains(where: { $0 === tensor }) { current.captured.append(tensor) }
      graph = current.outer
    }
  }

  func note(_ tensor: TensorObject) {
    if !constants.contains(where: { $0 === tensor }) { constants.append(tensor) }
  }

  /// The edge to a tensor from this graph.
  func edge(to tensor: SymbolicTensor) -> GraphEdge {
    var depth = 0
    var graph: GraphBuilder? = self
    while let current = graph, current !== tensor.graph {
      depth += 1
      graph = current.outer
    }
    return GraphEdge(node: tensor.edge.node, output: tensor.edge.output, depth: depth)
  }

  /// Where a variable enters the graph: one placeholder for all its uses.
  func resource(of variable: VariableObject, near name: String) -> GraphEdge {
    if let known = resources[variable.variable.number] { return known }
    let handle = picture.add(
      GraphNode(
        name: picture.uniqueName(isFunction ? name + "/resource" : variable.variable.name),
        type: isFunction ? "Placeholder" : "VarHandleOp", outputs: [], span: context.currentSpan))
    let edge = GraphEdge(node: handle)
    resources[variable.variable.number] = edge
    return edge
  }

  func setResource(of variable: VariableObject, _ edge: GraphEdge) {
    resources[variable.variable.number] = edge
  }

  /// The steps that a call of a function runs: those that do more than compute, and those that they
  /// and the outputs read.
  func live(for outputs: PyValue) -> [Bool] {
    if let liveSteps { return liveSteps }
    var live = steps.map { !$0.isPure }
    var stack = GraphNest.tensors(in: outputs).compactMap { $0.cast(SymbolicTensor.self) }
    var controls: [Int] = []
    for step in steps where !step.isPure {
      stack += step.needs
      controls += step.controls
    }
    while true {
      let node: Int
      if let tensor = stack.popLast() {
        guard tensor.graph === self else { continue }
        node = tensor.edge.node
      } else if let control = controls.popLast() {
        node = control
      } else {
        break
      }
      guard let place = stepPlace(of: node), !live[place] else { continue }
      live[place] = true
      stack += steps[place].needs
      controls += steps[place].controls
    }
    liveSteps = live
    return live
  }

  /// Takes the latest step out of the order: its value comes from outside.
  func dropStep() {
    guard let step = steps.popLast() else { return }
    inputSlots[step.node] = step.firstSlot
  }

  /// Forgets what was only needed while building.
  func finish() { samples = [] }
}
