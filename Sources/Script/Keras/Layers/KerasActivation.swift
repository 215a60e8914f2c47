import Engine

/// The activation of a layer: what an argument named, as a function that is called with a tensor.
struct KerasActivation {
  let value: PyValue
  private let isLinear: Bool

  init(_ identifier: PyValue, _ context: RunContext) throws(Raise) {
    if identifier.isAbsent || identifier.text == "linear" {
      value = try context.kerasValue("activations.linear")
      isLinear = true
    } else {
      value = try context.kerasObject(identifier, "activations")
      isLinear = false
    }
  }

  func apply(_ input: PyValue) throws(Raise) -> PyValue {
    isLinear ? input : try value.call(input)
  }
}
