import Glibc

/// Distributions that Python draws by rejection.
extension RandomObject {
  /// `gammavariate`: Cheng's way above 1, Ahrens' and Dieter's below.
  func gamma(_ shape: Double, _ scale: Double) throws(Raise) -> Double {
    guard shape > 0, scale > 0 else {
      throw Raise.value("gammavariate: alpha and beta must be > 0.0")
    }
    if shape == 1 { return -log(1 - random()) * scale }
    return (shape > 1 ? largeGamma(shape) : smallGamma(shape)) * scale
  }

  private func largeGamma(_ shape: Double) -> Double {
    let width = sqrt(2 * shape - 1)
    let offset = shape - log(4.0)
    let slope = shape + width
    let magic = 1 + log(4.5)
    while true {
      let u1 = random()
      guard u1 > 1e-7, u1 < 0.9999999 else { continue }
      let u2 = 1 - random()
      let v = log(u1 / (1 - u1)) / width
      let x = shape * exp(v)
      let z = u1 * u1 * u2
      let r = offset + slope * v - x
      if r + magic - 4.5 * z >= 0 || r >= log(z) { return x }
    }
  }

  private func smallGamma(_ shape: Double) -> Double {
    let e = exp(1.0)
    while true {
      let b = (e + shape) / e
      let p = b * random()
      let x = p <= 1 ? pow(p, 1 / shape) : -log((b - p) / shape)
      let u = random()
      if p > 1 ? u <= pow(x, shape - 1) : u <= exp(-x) { return x }
    }
  }

  /// `vonmisesvariate`: an angle around another one.
  func angle(_ mean: Double, _ concentration: Double) -> Double {
    let turn = 2 * Double.pi
    if concentration <= 1e-6 { return turn * random() }
    let s = 0.5 / concentration
    let r = s + sqrt(1 + s * s)
    var f = 0.0
    while true {
      let z = cos(Double.pi * random())
      let d = z / (r + z)
      let u = random()
      if u < 1 - d * d || u <= (1 - d) * exp(d) {
        let q = 1 / r
        f = (q + z) / (1 + q * z)
        break
      }
    }
    let side = random() > 0.5 ? acos(f) : -acos(f)
    let angle = fmod(mean + side, turn)
    return angle < 0 ? angle + turn : angle
  }
}
