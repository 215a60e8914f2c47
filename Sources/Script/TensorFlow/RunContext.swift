import Engine

/// Engine's names that Script has types of its own for.
typealias TensorShape = Engine.Shape
typealias TensorSignature = Engine.Signature

/// What the tensors, tapes, arrays and figures of one run share: the recording they write to and
/// the place in the lesson that is being evaluated.
///
/// One for each interpreter; it outlives every value of the run.
package final class RunContext: @unchecked Sendable {
  /// The random generators that the run's modules share.
  let random = RandomStreams()
  /// `tf.random.Generator`, once the module is made.
  var generatorType: TypeObject?
  @exclusivity(unchecked) package private(set) var recording: Recording
  /// Whether a graph is being built, so that ops add nodes instead of computing.
  @exclusivity(unchecked) var isBuilding = false
  private(set) var graphs = GraphState()
  /// The classes of `tf.data`.
  private(set) lazy var datasets = DatasetTypes(self)
  /// Names, scopes and classes of Keras.
  private(set) lazy var keras = KerasState(self)
  /// Whether there are tensors of functional models, which functions of TensorFlow may meet.
  @exclusivity(unchecked) var hasKerasTensors = false
  /// Name scopes that are open in eager mode.
  var nameScopes: [String] = []
  package let figures = FigureStore()
  let machine: MachinePointer
  private unowned let interpreter: Interpreter

  /// `tf.Variable`, the class of its instances and `tf.GradientTape`: making one needs the run.
  private(set) var variableType = TypeObject.variableBase
  private(set) var resourceVariableType = TypeObject.variableBase
  private(set) var unreadVariableType = TypeObject.variableBase
  private(set) var tapeType = TypeObject.variableBase
  private(set) var accumulatorType = TypeObject.variableBase
  private(set) var slicesType = TypeObject.variableBase
  private(set) var raggedType = TypeObject.variableBase
  private(set) var sparseType = TypeObject.variableBase

  /// Gradients that functions of the lesson bring along, in the order of the calls.
  var gradientRules: [GradientRule] = []
  /// Why a function of the lesson failed that the engine had called.
  var failure: Raise?

  /// Functions that the lesson gave variables as constraints, by number of the variable.
  var constraints: [Int: PyValue] = [:]

  private var recordTypes: [String: TypeObject] = [:]
  /// Whether the function that runs made a tensor of an operand that was none.
  @exclusivity(unchecked) var madeTensors = false
  private var warned: Set<String> = []
  private var variableObjects: [Int: WeakVariableObject] = [:]

  init(_ recording: Recording, _ interpreter: Interpreter) {
    self.recording = recording
    self.interpreter = interpreter
    machine = interpreter.machine
    defer { interpreter.graphContext = self }
    variableType = TypeObject(
      "Variable", module: "tensorflow.python.ops.variables", base: .variableBase,
      construct: { [unowned self] _, arguments throws(Raise) in
        try self.makeVariable(arguments)
      })
    resourceVariableType = TypeObject(
      "ResourceVariable", module: "tensorflow.python.ops.resource_variable_ops",
      base: variableType, members: VariableObject.members)
    unreadVariableType = TypeObject(
      "_UnreadVariable", module: "tensorflow.python.ops.resource_variable_ops",
      base: variableType, members: VariableObject.members)
    slicesType = TypeObject(
      "IndexedSlices", module: "tensorflow.python.framework.indexed_slices",
      construct: { [unowned self] _, arguments throws(Raise) in try self.makeSlices(arguments) },
      members: IndexedSlicesObject.members)
    raggedType = TypeObject(
      "RaggedTensor", module: "tensorflow.python.ops.ragged.ragged_tensor",
      members: RaggedObject.members + RaggedObject.factories(self))
    sparseType = TypeObject(
      "SparseTensor", module: "tensorflow.python.framework.sparse_tensor",
      construct: { [unowned self] _, arguments throws(Raise) in try self.makeSparse(arguments) },
      members: SparseObject.members)
    accumulatorType = TypeObject(
      "ForwardAccumulator", module: "tensorflow.python.eager.forwardprop",
      construct: { [unowned self] _, arguments throws(Raise) in
        try self.makeAccumulator(arguments)
      },
      members: ForwardAccumulatorObject.members)
    tapeType = TypeObject(
      "GradientTape", module: "tensorflow.python.eager.backprop",
      construct: { [unowned self] _, arguments throws(Raise) in try self.makeTape(arguments) },
      members: TapeObject.members)
  }

  /// Lets go of all that holds the context itself; nothing of the run is used any more.
  func close() {
    variableType = .variableBase
    resourceVariableType = .variableBase
    unreadVariableType = .variableBase
    tapeType = .variableBase
    accumulatorType = .variableBase
    slicesType = .variableBase
    raggedType = .variableBase
    sparseType = .variableBase
    generatorType = nil
    recordTypes = [:]
    gradientRules = []
    constraints = [:]
    failure = nil
    datasets = DatasetTypes(self)
    keras = KerasState(self)
    graphs = GraphState()
    recording = Recording()
  }

  var pythonRandom: RandomObject { interpreter.pythonRandom }
  /// Puts another recording in the place of this one for a while.
  func replaceRecording(_ other: Recording) { recording = other }

  /// The expression that is being evaluated.
  var currentSpan: SourceSpan {
    get { machine.pointee.span }
    set { machine.pointee.span = newValue }
  }

  /// Whether functions of the lesson run in the form in which control flow becomes nodes.
  var converts: Bool {
    get { machine.pointee.converts }
    set { machine.pointee.converts = newValue }
  }

  func write(_ text: String, to stream: OutputStream) { interpreter.write(text, to: stream) }

  func interpreterModule(_ path: String) throws(Raise) -> PyValue { try interpreter.module(path) }

  var source: SourceText { interpreter.source }

  /// Tells the recording which columns of the lesson the next nodes come from.
  @inline(__always)
  func mark() { recording.span = machine.pointee.span }

  /// Writes a line to standard error, as Python's warnings and TensorFlow's log do.
  func warn(_ line: String) { interpreter.write(line + "\n", to: .error) }

  /// The same, the first time only.
  func warnOnce(_ line: String) {
    if warned.insert(line).inserted { warn(line) }
  }

  /// The line of the lesson that is being evaluated, from 1.
  var line: Int { interpreter.source.lineNumber(at: Int(machine.pointee.span.start)) }

  /// Long loops of native code look here for an interrupt.
  func checkLimits() throws(Raise) { try interpreter.checkLimits(steps: 1) }

  // MARK: Boxes

  @inline(__always)
  func box(_ tensor: Tensor) -> PyValue { .object(TensorObject(tensor, self)) }

  /// The object of a variable: the same one as long as the lesson holds it.
  func object(for variable: Variable) -> PyValue {
    if let known = variableObjects[variable.number]?.object { return .object(known) }
    let object = VariableObject(variable, self)
    variableObjects[variable.number] = WeakVariableObject(object: object)
    return .object(object)
  }

  /// Makes an object that of its variable.
  func keep(_ object: VariableObject) {
    variableObjects[object.variable.number] = WeakVariableObject(object: object)
  }

  /// A tuple with named parts; its class is made at the first one.
  func record(_ name: String, _ fields: [(name: String, value: LessonResult)]) -> PyValue {
    let names = fields.map(\.name)
    let type = recordTypes[name] ?? RecordObject.makeType(name, names)
    recordTypes[name] = type
    return .object(RecordObject(names, fields.map { boxed($0.value) }, type))
  }

  /// A value that the lesson made on purpose.
  func constant(_ array: NDArray, fromNumPy: Bool = false) -> Tensor {
    mark()
    return recording.leaf(Constant(fromNumPy: fromNumPy), array)
  }

  /// The tensor as one of this recording: a bare number becomes a literal of it.
  func recorded(_ tensor: Tensor) -> Tensor {
    tensor.recording == nil ? recording.leaf(Literal(), tensor.array) : tensor
  }
}

private struct WeakVariableObject {
  weak var object: VariableObject?
}

extension TypeObject {
  /// The root of variables, in place before a run has its own classes.
  nonisolated(unsafe) static let variableBase = TypeObject(
    "Trackable", module: "tensorflow.python.trackable.base")
  /// `tf.Tensor`.
  nonisolated(unsafe) static let tensor = TypeObject(
    "Tensor", module: "tensorflow.python.framework.tensor")
  nonisolated(unsafe) static let eagerTensor = TypeObject(
    "EagerTensor", module: "tensorflow.python.framework.ops", title: TensorObject.className,
    base: .tensor,
    members: TensorObject.members)
}
