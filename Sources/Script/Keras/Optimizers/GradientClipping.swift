import Engine

/// How an optimizer keeps gradients small.
struct GradientClipping {
  let optimizer: OptimizerInstance

  private func limit(_ name: String) throws(Raise) -> Double? {
    let value = optimizer.setting(name)
    guard !value.isNone else { return nil }
    let number = try value.asDouble()
    return number > 0 ? number : nil
  }

  func clip(_ gradients: [PyValue]) throws(Raise) -> [PyValue] {
    let math = optimizer.math
    var result: [PyValue] = []
    if let limit = try limit("clipnorm") {
      for g in gradients {
        result.append(try math.tf("clip_by_norm", try math.tensor(g), .float(limit)))
      }
      return result
    }
    if let limit = try limit("global_clipnorm") {
      var sums: [PyValue] = []
      for g in gradients { sums.append(try math.sum(try math.square(g))) }
      let norm = try math.sqrt(try math.sum(try math.tf("stack", .list(sums))))
      let least = try math.tf(
        "minimum", try math.divide(.float(1), norm), .float(1 / limit))
      let scale = try math.add(
        try math.multiply(.float(limit), least), try math.subtract(norm, norm))
      for g in gradients { result.append(try math.multiply(g, scale)) }
      return result
    }
    if let limit = try limit("clipvalue") {
      for g in gradients { result.append(try math.clip(try math.tensor(g), -limit, limit)) }
      return result
    }
    return gradients
  }
}
