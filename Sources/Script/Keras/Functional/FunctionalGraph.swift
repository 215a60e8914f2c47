import Engine

/// The calls between the inputs and the outputs of a functional model.
final class FunctionalGraph {
  /// Tensors in the structure in which they were given.
  let inputs: PyValue
  let outputs: PyValue
  let inputTensors: [KerasTensor]
  let outputTensors: [KerasTensor]

  init(_ inputs: PyValue, _ outputs: PyValue) throws(Raise) {
    self.inputs = inputs
    self.outputs = outputs
    inputTensors = try Nest.leaves(of: inputs).compactMap { $0.cast(KerasTensor.self) }
    outputTensors = try Nest.leaves(of: outputs).compactMap { $0.cast(KerasTensor.self) }
  }
}
