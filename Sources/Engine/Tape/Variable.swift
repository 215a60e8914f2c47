/// A value that an op can change: a weight.
///
/// Each assignment makes a new state node.
public final class Variable {
  /// The recording that holds its states.
  package let recording: Recording
  /// Its place in the recording's list of variables.
  package private(set) var number = 0
  /// The name it was given, or `Variable`.
  public let name: String
  /// Whether tapes watch it without being asked.
  public let isTrainable: Bool
  /// Its value now, as a tensor of the recording.
  public private(set) var value: Tensor

  /// Its state nodes, first to last.
  package private(set) var states: [NodeID] = []

  private let assignIndex: UInt32
  private let addIndex: UInt32
  private let subtractIndex: UInt32

  /// A variable that starts with a value.
  ///
  /// - Parameters:
  ///   - initial: the first value; it fixes dtype and shape.
  ///   - recording: where its states are recorded.
  ///   - name: what it is called in listings.
  ///   - isTrainable: whether tapes watch it without being asked.
  public init(
    _ initial: Tensor, in recording: Recording, name: String = "Variable",
    isTrainable: Bool = true
  ) {
    self.recording = recording
    self.name = name
    self.isTrainable = isTrainable
    value = initial
    let number = recording.nextVariableNumber
    func index(_ update: VariableState.Update) -> UInt32 {
      recording.index(of: VariableState(variable: number, update: update))
    }
    assignIndex = index(.assign)
    addIndex = index(.add)
    subtractIndex = index(.subtract)
    let state = recording.append(index(.initial), initial.array)
    value = Tensor(initial.array, state, recording)
    states = [state]
    self.number = recording.add(self)
  }

  /// Element type; fixed.
  public var dtype: DType { value.dtype }
  /// Axis lengths; fixed.
  public var shape: Shape { value.shape }

  /// Replaces the value.
  ///
  /// - Throws: where dtype or shape differ.
  public func assign(_ new: Tensor) throws(EngineError) {
    try change(.assign, new) { (_, new) throws(EngineError) in new }
  }

  /// Adds to the value.
  ///
  /// - Throws: where dtype or shape differ.
  public func assignAdd(_ delta: Tensor) throws(EngineError) {
    try change(.add, delta) { (old, delta) throws(EngineError) in try old + delta }
  }

  /// Subtracts from the value.
  ///
  /// - Throws: where dtype or shape differ.
  public func assignSub(_ delta: Tensor) throws(EngineError) {
    try change(.subtract, delta) { (old, delta) throws(EngineError) in try old - delta }
  }

  private func change(
    _ update: VariableState.Update, _ operand: Tensor,
    _ compute: (NDArray, NDArray) throws(EngineError) -> NDArray
  ) throws(EngineError) {
    guard operand.dtype == dtype else {
      throw .assignDType(variable: name, dtype, value: operand.dtype)
    }
    guard operand.shape == shape else {
      throw .assignShape(variable: name, shape, value: operand.shape)
    }
    let new = try compute(value.array, operand.array)
    let input = try recording.operandNode(operand)
    let index =
      switch update {
      case .add: addIndex
      case .subtract: subtractIndex
      case .assign, .initial: assignIndex
      }
    let state = recording.append(index, value.node, input, new)
    value = Tensor(new, state, recording)
    states.append(state)
    recording.note(.assigned(variable: number, state))
  }
}
