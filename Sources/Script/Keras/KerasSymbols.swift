/// Names of attributes that Keras' machinery asks for.
enum KerasSymbols {
  static let build = Symbol("build")
  static let call = Symbol("call")
  static let training = Symbol("training")
  static let mask = Symbol("mask")
  static let name = Symbol("name")
  static let dtype = Symbol("dtype")
  static let computeOutputShape = Symbol("compute_output_shape")
  static let getConfig = Symbol("get_config")
  static let trainStep = Symbol("train_step")
  static let testStep = Symbol("test_step")
  static let predictStep = Symbol("predict_step")
  static let computeLoss = Symbol("compute_loss")
  static let computeMetrics = Symbol("compute_metrics")
  static let metrics = Symbol("metrics")
}
