import Engine

/// What is wrong with a use of Keras; each edition has words of its own for it.
enum KerasFault {
  case notCompiled
  /// A layer of a class whose `__init__` did not call that of `Layer`.
  case notInitialized(TypeObject)
  /// Text that names nothing; `kind` is `loss`, `metric` and the like.
  case unknown(kind: String, PyValue)
  case unknownKeywords(DictObject, LayerInstance)
  case unknownReduction(PyValue)
  case weightCount(LayerInstance, given: Int, wanted: Int)
  case countBeforeBuild(LayerInstance)
  case notALayer(PyValue)
  /// Arrays of different numbers of samples, by argument.
  case sampleCounts([(name: String, sizes: [Int])])
  case learningRate(PyValue)
  case momentum
  case dropRate(name: String, PyValue)
  /// A tensor of a functional model as a truth or a number.
  case symbolicTruth
  case symbolicNumber
  /// A value that is no tensor of a functional model among inputs or outputs.
  case notSymbolic(what: String, all: String, one: String, type: String)
}
