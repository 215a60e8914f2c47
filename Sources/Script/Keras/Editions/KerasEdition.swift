import Engine

/// What Keras 2 and Keras 3 do differently.
///
/// Each run has one of them. Everything else of Keras is written once and asks here.
protocol KerasEdition {
  /// 2 or 3.
  var number: Int { get }
  /// `keras.__version__`, where the module has it.
  var version: String? { get }
  var names: KerasNames { get }
  /// The error for what is wrong.
  func raise(_ fault: KerasFault) throws(Raise) -> Raise

  // MARK: Weights

  /// Whether the lesson sees weights as `tf.Variable`s, and layers find those it made itself.
  var weightsAreVariables: Bool { get }
  /// Whether a layer that is built takes no more weights.
  var locksState: Bool { get }
  /// The name of a new weight with its scopes.
  func path(of name: String, in keras: KerasState) -> String
  /// The name of a weight that was given none.
  func nameOfWeight(_ keras: KerasState) -> String
  /// The parameters of `add_weight` that may be given by position.
  var weightParameters: [String] { get }
  func weights(of layer: LayerInstance) throws(Raise) -> [VariableObject]
  func trainableWeights(of layer: LayerInstance) throws(Raise) -> [VariableObject]
  func otherWeights(of layer: LayerInstance) throws(Raise) -> [VariableObject]
  func setTrainable(_ value: Bool, of layer: LayerInstance) throws(Raise)
  /// The seed of what draws and was given none.
  func seed(_ context: RunContext) -> Int
  /// Whether such a seed is drawn for the first numbers only, and not when the object is made.
  var seedsLazily: Bool { get }
  /// `utils.set_random_seed`, when all other generators have it.
  func setSeed(_ seed: Int, _ context: RunContext) throws(Raise)

  // MARK: Layers and models

  /// The name of a layer of a class that was given none.
  func automaticName(for type: TypeObject, _ keras: KerasState) -> String
  /// The name of an input layer: of its own, or one that is made for a model's first layer.
  func inputName(before layer: LayerInstance?, _ keras: KerasState) -> String
  /// Whether a layer of the lesson is built by `build` alone.
  var buildMarksBuilt: Bool { get }
  /// Whether the first call of a class of the lesson is tried out to give layers inside their weights.
  var triesModelsOut: Bool { get }
  /// Whether training is traced twice when its first step makes what the optimizer keeps.
  var tracesTwice: Bool { get }
  /// Whether `if` and `while` on tensors become nodes in the steps of `fit` and its kin.
  var convertsSteps: Bool { get }
  /// What the call of a layer without `call` gives; `nil` where that is an error.
  func passedOn(_ input: PyValue) -> PyValue?
  /// Whether a row of layers is a scope around them while they are built.
  var rowsAreScopes: Bool { get }
  /// What is said of the arguments `input_shape` and `input_dim`.
  var inputShapeWarning: String? { get }
  /// The text of an error in a layer's call, with what Keras adds to it.
  func explained(_ fault: LayerFault) -> String
  /// The beginning of the error about an input that does not fit.
  func misfit(_ place: Int, _ spec: InputSpecification, _ layer: LayerInstance) -> String
  func text(of tensor: KerasTensor) throws(Raise) -> (str: String, repr: String)
  /// What a layer prints as; `nil` for Python's own text.
  func text(of layer: LayerInstance) -> String?
  /// An attribute that the other edition lacks.
  func attribute(_ name: String, of layer: LayerInstance) throws(Raise) -> PyValue?
  /// Gives the layers of a model of the lesson their weights, for inputs of a shape.
  func build(_ model: ModelInstance, _ shape: PyValue) throws(Raise)
  /// Name, dtype and the like at the head of a layer's configuration.
  func configuration(of layer: LayerInstance) throws(Raise) -> DictObject
  func showSummary(of model: ModelInstance, _ options: SummaryOptions) throws(Raise)
  /// The class and the name of the layer behind an operator on tensors of a functional model, where
  /// they are not those of Keras 3.
  func operation(named name: String) -> (type: String?, title: String?)
  /// A call of a function of TensorFlow with tensors of a functional model.
  func call(
    _ function: NativeFunction, _ module: String, _ arguments: Arguments, _ context: RunContext
  ) throws(Raise) -> PyValue

  // MARK: Training

  /// When a data set is opened once more than it is read, so that its shuffles go on.
  var spareOpening: SpareOpening { get }
  /// Whether lists of numbers are data.
  var readsLists: Bool { get }
  /// Whether the rows of a training come in another order in each epoch, seed or not.
  var shufflesAnew: Bool { get }
  /// Whether results are in the order of their names.
  var sortsResults: Bool { get }
  /// The names of `metrics_names`.
  func metricsNames(of model: ModelInstance) throws(Raise) -> [String]
  func bar(_ moment: ProgressMoment) -> ProgressLine
  /// The line of `verbose=2`.
  func line(_ moment: ProgressMoment) -> String

  // MARK: Losses, metrics and optimizers

  /// What is added where the logarithm of a probability is taken.
  func guarded(_ probability: PyValue, _ math: KerasMath) throws(Raise) -> PyValue
  /// What `hard_sigmoid` squashes between 0 and 1.
  func hardSigmoidLine(_ x: PyValue, _ math: KerasMath) throws(Raise) -> PyValue
  /// Whether initializers tell of their axes, and of their seed before all else.
  var initializersTellAxes: Bool { get }
  var reductions: [String] { get }
  /// What a loss's `reduction` is where nobody says.
  var defaultReduction: String { get }
  /// What a metric prints as.
  func text(of metric: MetricInstance) -> String
  /// The name of an optimizer that was given none.
  func optimizerName(_ type: TypeObject, _ context: RunContext) -> String
  /// What an optimizer keeps beside what its rule needs.
  func idleSlots(_ rule: OptimizerRule) -> [String]
  /// The name of what an optimizer keeps beside a variable.
  func slotName(
    _ slot: String, of variable: VariableObject, _ optimizer: OptimizerInstance
  ) -> String
  /// What an optimizer lists of the variables it keeps.
  func listed(_ optimizer: OptimizerInstance) -> [PyValue]
  /// What `apply_gradients` gives.
  func answer(_ optimizer: OptimizerInstance) -> PyValue
  /// What draws the numbers of a dropout layer: a seed generator, or the seed of an op.
  var dropsByOps: Bool { get }
  /// Whether rows of a gradient that come more than once are added up before an optimizer squares them.
  var addsRowsFirst: Bool { get }
  /// Whether a learning rate may be a whole number.
  var rateMayBeWhole: Bool { get }
  /// Methods of optimizers that the other edition lacks.
  var optimizerMembers: [NativeMember] { get }
  /// The configuration of the settings that all optimizers have.
  func configuration(of optimizer: OptimizerInstance) throws(Raise) -> DictObject
  /// Default settings of an optimizer that are other ones than Keras 3's.
  func defaults(of optimizer: String) -> [String: PyValue]
}

enum SpareOpening { case beforeFirst, afterEpoch }

extension KerasEdition {
  func operation(_ op: BinaryOperator) -> (type: String?, title: String?) {
    switch op {
    case .add: operation(named: "add")
    case .subtract: operation(named: "subtract")
    case .multiply: operation(named: "multiply")
    case .divide: operation(named: "truediv")
    case .floorDivide: operation(named: "floordiv")
    case .modulo: operation(named: "floormod")
    case .power: operation(named: "pow")
    default: operation(named: "matmul")
    }
  }
}
