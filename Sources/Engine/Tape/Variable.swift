/// A value that an op can change: a weight.
///
/// Each assignment makes a new state node.
public final class Variable {
  /// The recording that holds its states.
  package let recording: Recording
  /// What the recording keeps of it.
  package let history: VariableHistory
  /// Its value now, as a tensor of the recording.
  public private(set) var value: Tensor

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
    let number = recording.variables.count
    func index(_ update: VariableState.Update) -> UInt32 {
      recording.index(of: VariableState(variable: number, update: update))
    }
    assignIndex = index(.assign)
    addIndex = index(.add)
    subtractIndex = index(.subtract)
    let first =
      recording.overlay == nil
      ? initial.array : recording.overlaid(state: 0, of: number, initial.array)
    let state = recording.append(index(.initial), first)
    history = VariableHistory(number: number, name: name, isTrainable: isTrainable, state)
    value = Tensor(first, state, recording)
    recording.add(history)
    history.variable = self
  }

  /// Its place in the recording's list of variables.
  package var number: Int { history.number }
  /// The name it was given, or `Variable`.
  public var name: String { history.name }
  /// Whether tapes watch it without being asked.
  public var isTrainable: Bool { history.isTrainable }
  /// Element type; fixed.
  public var dtype: DType { value.dtype }
  /// Axis lengths; fixed.
  public var shape: Shape { value.shape }

  /// The shape it was declared with, where values of several shapes may follow one another.
  package var declaredShape: DeclaredShape? {
    get { history.declaredShape }
    set { history.declaredShape = newValue }
  }

  /// Whether a value of that shape may be assigned.
  package func accepts(_ new: Shape) -> Bool { declaredShape?.accepts(new) ?? (new == shape) }

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
    guard update == .assign ? accepts(operand.shape) : operand.shape == shape else {
      switch update {
      case .add:
        throw .updateShape(kernel: "AssignAddVariableOp", shape, value: operand.shape)
      case .subtract:
        throw .updateShape(kernel: "AssignSubVariableOp", shape, value: operand.shape)
      case .assign, .initial, .part:
        throw .assignShape(variable: name, shape, value: operand.shape)
      }
    }
    let new =
      update == .assign
      ? try compute(value.array, operand.array)
      : try Denormals.off(unless: dtype == .float16) { () throws(EngineError) in
        try compute(value.array, operand.array)
      }
    try become(new, update, operand)
  }

  /// Records the next state.
  func become(
    _ new: NDArray, _ update: VariableState.Update, _ operand: Tensor
  ) throws(EngineError) {
    let input = try recording.operandNode(operand)
    let index =
      switch update {
      case .add: addIndex
      case .subtract: subtractIndex
      case .assign, .initial: assignIndex
      case .part: recording.index(of: VariableState(variable: number, update: .part))
      }
    let new =
      recording.overlay == nil
      ? new : recording.overlaid(state: history.states.count, of: number, new)
    let state = recording.append(index, value.node, input, new)
    value = Tensor(new, state, recording)
    history.states.append(state)
    recording.note(.assigned(variable: number, state))
  }
}

/// A shape of which not everything is fixed.
package enum DeclaredShape: Hashable, Sendable {
  /// Not even the number of axes.
  case free
  /// Axes without a length may have any.
  case lengths([Int?])

  package func accepts(_ shape: Shape) -> Bool {
    guard case .lengths(let lengths) = self else { return true }
    return lengths.count == shape.rank
      && zip(lengths, shape.lengths).allSatisfy { $0 == nil || $0 == $1 }
  }
}

/// A variable as its recording knows it: what it is called and the states it had.
package final class VariableHistory {
  package let number: Int
  package let name: String
  package let isTrainable: Bool
  package internal(set) var declaredShape: DeclaredShape?
  /// Its state nodes, first to last.
  package internal(set) var states: [NodeID]
  /// The variable itself, while the program still holds it; the recording must not keep it alive,
  /// for it keeps the recording alive.
  package internal(set) weak var variable: Variable?

  init(number: Int, name: String, isTrainable: Bool, _ first: NodeID) {
    self.number = number
    self.name = name
    self.isTrainable = isTrainable
    states = [first]
  }
}

extension Recording {
  /// Variables that ops read since so many nodes were there, in order of creation.
  package func variablesRead(from start: Int) -> [Variable] {
    var found: Set<Int> = []
    for position in start..<Swift.max(count, start) {
      let id = NodeID(position)
      if operation(of: id) is VariableState { continue }
      for input in inputs(of: id) {
        if let state = operation(of: input) as? VariableState { found.insert(state.variable) }
      }
    }
    return found.sorted().compactMap { variables[$0].variable }
  }
}
