import Engine

/// Engine's names that Script has types of its own for.
typealias TensorShape = Engine.Shape
typealias TensorSignature = Engine.Signature

/// What the tensors, tapes, arrays and figures of one run share: the recording they write to and
/// the place in the lesson that is being evaluated.
///
/// One for each interpreter; it outlives every value of the run.
package final class RunContext: @unchecked Sendable {
  package let recording: Recording
  /// The random generators that the run's modules share.
  let random = RandomStreams()
  /// `tf.random.Generator`, once the module is made.
  var generatorType: TypeObject?
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

  /// Gradients that functions of the lesson bring along, in the order of the calls.
  var gradientRules: [GradientRule] = []
  /// Why a function of the lesson failed that the engine had called.
  var failure: Raise?

  /// Functions that the lesson gave variables as constraints, by number of the variable.
  var constraints: [Int: PyValue] = [:]

  private var recordTypes: [String: TypeObject] = [:]
  private var warned: Set<String> = []
  private var variableObjects: [Int: WeakVariableObject] = [:]

  init(_ recording: Recording, _ interpreter: Interpreter) {
    self.recording = recording
    self.interpreter = interpreter
    machine = interpreter.machine
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

  var pythonRandom: RandomObject { interpreter.pythonRandom }

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
    "EagerTensor", module: "tensorflow.python.framework.ops", base: .tensor,
    members: TensorObject.members)
}
