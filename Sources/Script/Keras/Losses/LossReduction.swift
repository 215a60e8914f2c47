import Engine

/// How the losses of samples become one number.
struct LossReduction {
  let math: KerasMath
  let reduction: PyValue
  let dtype: DType

  /// Fails for what is no reduction.
  static func check(_ reduction: PyValue, _ edition: any KerasEdition) throws(Raise) {
    if reduction.isNone { return }
    if let text = reduction.text, edition.reductions.contains(text) { return }
    throw try edition.raise(.unknownReduction(reduction))
  }

  func callAsFunction(_ losses: PyValue, weights: PyValue) throws(Raise) -> PyValue {
    var values = try math.tensor(losses, dtype)
    var weights = weights
    if !weights.isAbsent {
      weights = try math.tensor(weights, dtype)
      (values, weights) = try math.sameRank(values, weights)
      values = try math.multiply(values, weights)
    }
    let lengths = math.lengths(of: values)
    if reduction.isNone || reduction.text == "none" || lengths.isEmpty || lengths == [0] {
      return values
    }
    let total = try math.sum(values)
    if reduction.text == "sum" { return total }
    let divisor =
      reduction.text == "mean_with_sample_weight" && !weights.isAbsent
      ? try math.sum(weights) : try math.count(values, dtype)
    return try math.divideNoNaN(total, divisor)
  }
}
