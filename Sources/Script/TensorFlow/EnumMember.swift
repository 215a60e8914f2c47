/// A member of `tf.VariableSynchronization` or `tf.VariableAggregation`.
package final class EnumMember: PyObject {
  private let label: String
  private let number: Int

  private init(_ label: String, _ number: Int, of owner: TypeObject) {
    self.label = label
    self.number = number
    super.init(owner)
  }

  package override func str() throws(Raise) -> String { "\(type.name).\(label)" }
  package override func repr() throws(Raise) -> String { "<\(type.name).\(label): \(number)>" }

  private static func module(_ owner: TypeObject, _ labels: [String]) -> ModuleObject {
    let module = ModuleObject(owner.name, isShared: true)
    for (number, label) in labels.enumerated() {
      module.set(label, .object(EnumMember(label, number, of: owner)))
    }
    return module
  }

  nonisolated(unsafe) private static let synchronizationType = TypeObject(
    "VariableSynchronization", module: "tensorflow.python.ops.variables")
  nonisolated(unsafe) private static let aggregationType = TypeObject(
    "VariableAggregation", module: "tensorflow.python.ops.variables")

  /// `tf.VariableSynchronization` and `tf.VariableAggregation`.
  nonisolated(unsafe) static let synchronization = module(
    synchronizationType, ["AUTO", "NONE", "ON_WRITE", "ON_READ"])
  nonisolated(unsafe) static let aggregation = module(
    aggregationType, ["NONE", "SUM", "MEAN", "ONLY_FIRST_REPLICA"])
}
