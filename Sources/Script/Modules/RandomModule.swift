import BigInt
import Engine
import Glibc

/// An instance of Python's `random.Random`.
final class RandomObject: InstanceObject {
  private var twister: MersenneTwister
  private var nextGauss: Double?

  static nonisolated(unsafe) let type = TypeObject(
    "Random", module: "random", extensible: true,
    allocate: { type throws(Raise) in .object(RandomObject(type)) },
    members: randomMembers
      + [
        .method("__init__", "x=None") { a throws(Raise) in
          try a.object(0, RandomObject.self).seed(a[1])
          return .none
        }
      ])

  override init(_ type: TypeObject) {
    var entropy = RunEntropy()
    let word = entropy.next()
    twister = MersenneTwister(
      key: [UInt32(truncatingIfNeeded: word), UInt32(truncatingIfNeeded: word >> 32)])
    super.init(type)
  }

  func seed(_ value: PyValue) throws(Raise) {
    nextGauss = nil
    let number: BigInt
    if value.isAbsent {
      number = BigInt(RandomObject(RandomObject.type).twister.next32())
    } else if let whole = value.bigInt {
      number = whole
    } else if value.text != nil || value.object is BytesObject {
      let bytes = value.text.map { Array($0.utf8) } ?? value.cast(BytesObject.self)?.bytes ?? []
      var mixed = BigUInt(0)
      for byte in bytes + SHA512.digest(bytes) { mixed = mixed << 8 | BigUInt(byte) }
      number = BigInt(mixed)
    } else if case .float = value {
      number = BigInt(UInt(bitPattern: try value.hash()))
    } else {
      throw Raise.type(
        "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
    }
    var key: [UInt32] = []
    for word in number.magnitude.words {
      key.append(UInt32(truncatingIfNeeded: word))
      key.append(UInt32(truncatingIfNeeded: word >> 32))
    }
    while key.count > 1, key.last == 0 { key.removeLast() }
    twister = MersenneTwister(key: key.isEmpty ? [0] : key)
  }

  func random() -> Double { twister.double() }

  func bits(_ count: Int) -> BigInt {
    if count <= 32 { return count == 0 ? 0 : BigInt(twister.next32() >> UInt32(32 - count)) }
    var result = BigInt(0)
    var left = count
    var shift = 0
    while left > 0 {
      var word = twister.next32()
      if left < 32 { word >>= UInt32(32 - left) }
      result |= BigInt(word) << shift
      shift += 32
      left -= 32
    }
    return result
  }

  /// A whole number from 0 up to `limit`.
  func below(_ limit: Int) -> Int {
    guard limit > 0 else { return 0 }
    let count = Int.bitWidth - limit.leadingZeroBitCount
    guard count <= 32 else { return Int(below(BigInt(limit))) }
    let shift = UInt32(32 - count)
    while true {
      let value = Int(twister.next32() >> shift)
      if value < limit { return value }
    }
  }

  func below(_ limit: BigInt) -> BigInt {
    let count = limit.magnitude.bitWidth
    while true {
      let value = bits(count)
      if value < limit { return value }
    }
  }

  func gauss(_ mean: Double, _ deviation: Double) -> Double {
    if let kept = nextGauss {
      nextGauss = nil
      return mean + kept * deviation
    }
    let angle = random() * (2 * .pi)
    let radius = sqrt(-2 * log(1 - random()))
    nextGauss = sin(angle) * radius
    return mean + cos(angle) * radius * deviation
  }

  func normal(_ mean: Double, _ deviation: Double) -> Double {
    let magic = 4 * exp(-0.5) / sqrt(2.0)
    while true {
      let u1 = random()
      let u2 = 1 - random()
      let z = magic * (u1 - 0.5) / u2
      if z * z / 4 <= -log(u2) { return mean + z * deviation }
    }
  }
}

private func generator(_ a: Bound) throws(Raise) -> RandomObject {
  try a.object(0, RandomObject.self)
}

private nonisolated(unsafe) let randomMembers: [NativeMember] = [
  .method("seed", "a=None, version=2") { a throws(Raise) in
    try generator(a).seed(a[1])
    return .none
  },
  .method("random", "") { a throws(Raise) in .float(try generator(a).random()) },
  .method("getrandbits", "k, /") { a throws(Raise) in
    let count = try a.int(1)
    guard count >= 0 else { throw Raise.value("number of bits must be non-negative") }
    guard count < 1 << 27 else { throw Raise(.memoryError, []) }
    return .integer(try generator(a).bits(count))
  },
  .method("randrange", "start, stop=None, step=1") { a throws(Raise) in
    try range(try generator(a), a[1], a[2], a[3])
  },
  .method("randint", "a, b") { a throws(Raise) in
    try range(try generator(a), a[1], try Operators.apply(.add, a[2], .int(1)), .int(1))
  },
  .method("uniform", "a, b") { a throws(Raise) in
    let low = try a.double(1)
    return .float(low + (try a.double(2) - low) * (try generator(a).random()))
  },
  .method("triangular", "low=0.0, high=1.0, mode=None") { a throws(Raise) in
    var low = try a.double(1)
    var high = try a.double(2)
    var u = try generator(a).random()
    var c = 0.5
    if a.has(3) {
      if high == low { return .float(low) }
      c = (try a.double(3) - low) / (high - low)
    }
    if u > c {
      u = 1 - u
      c = 1 - c
      swap(&low, &high)
    }
    return .float(low + (high - low) * sqrt(u * c))
  },
  .method("gauss", "mu=0.0, sigma=1.0") { a throws(Raise) in
    .float(try generator(a).gauss(try a.double(1), try a.double(2)))
  },
  .method("normalvariate", "mu=0.0, sigma=1.0") { a throws(Raise) in
    .float(try generator(a).normal(try a.double(1), try a.double(2)))
  },
  .method("lognormvariate", "mu, sigma") { a throws(Raise) in
    .float(exp(try generator(a).normal(try a.double(1), try a.double(2))))
  },
  .method("expovariate", "lambd") { a throws(Raise) in
    .float(-log(1 - (try generator(a).random())) / (try a.double(1)))
  },
  .method("paretovariate", "alpha") { a throws(Raise) in
    .float(pow(1 - (try generator(a).random()), -1 / (try a.double(1))))
  },
  .method("weibullvariate", "alpha, beta") { a throws(Raise) in
    let u = 1 - (try generator(a).random())
    return .float(try a.double(1) * pow(-log(u), 1 / (try a.double(2))))
  },
  .method("choice", "seq") { a throws(Raise) in
    let count = try a[1].length()
    guard count > 0 else { throw Raise.index("Cannot choose from an empty sequence") }
    return try a[1].item(.int(try generator(a).below(count)))
  },
  .method("gammavariate", "alpha, beta") { a throws(Raise) in
    .float(try generator(a).gamma(try a.double(1), try a.double(2)))
  },
  .method("betavariate", "alpha, beta") { a throws(Raise) in
    let generator = try generator(a)
    let y = try generator.gamma(try a.double(1), 1)
    return .float(y == 0 ? 0 : y / (y + (try generator.gamma(try a.double(2), 1))))
  },
  .method("vonmisesvariate", "mu, kappa") { a throws(Raise) in
    .float(try generator(a).angle(try a.double(1), try a.double(2)))
  },
  .method("choices", "population, weights=None, *, cum_weights=None, k=1") { a throws(Raise) in
    .list(try RandomPicks.choices(try generator(a), a))
  },
  .method("shuffle", "x") { a throws(Raise) in
    let generator = try generator(a)
    var position = try a[1].length() - 1
    while position > 0 {
      let other = generator.below(position + 1)
      let value = try a[1].item(.int(position))
      try a[1].setItem(.int(position), try a[1].item(.int(other)))
      try a[1].setItem(.int(other), value)
      position -= 1
    }
    return .none
  },
  .method("sample", "population, k, *, counts=None") { a throws(Raise) in
    .list(try RandomPicks.sample(try generator(a), a))
  },
]

private func range(
  _ generator: RandomObject, _ start: PyValue, _ stop: PyValue, _ step: PyValue
) throws(Raise) -> PyValue {
  func whole(_ value: PyValue) throws(Raise) -> BigInt {
    guard let number = try value.asIndex()?.bigInt else {
      throw Raise.type("'\(value.typeName)' object cannot be interpreted as an integer")
    }
    return number
  }
  let first = try whole(start)
  if stop.isAbsent {
    guard first > 0 else { throw Raise.value("empty range for randrange()") }
    return .integer(below(generator, first))
  }
  let last = try whole(stop)
  let by = try whole(step)
  let width = last - first
  if by == 1 {
    guard width > 0 else {
      throw Raise.value("empty range for randrange() (\(first), \(last), \(width))")
    }
    return .integer(first + below(generator, width))
  }
  guard by != 0 else { throw Raise.value("zero step for randrange()") }
  let count =
    by > 0
    ? BigNumbers.divmod(width + by - 1, by).quotient
    : BigNumbers.divmod(width + by + 1, by).quotient
  guard count > 0 else { throw Raise.value("empty range for randrange()") }
  return .integer(first + by * below(generator, count))
}

private func below(_ generator: RandomObject, _ limit: BigInt) -> BigInt {
  if let small = Int(exactly: limit) { return BigInt(generator.below(small)) }
  return generator.below(limit)
}

/// Python's `random`: the methods of one hidden generator, and the class.
func makeRandomModule(_ interpreter: Interpreter) -> ModuleObject {
  let module = ModuleObject("random")
  let shared = interpreter.pythonRandom
  module.set("Random", .object(RandomObject.type))
  for name in RandomObject.type.attributeOrder where !name.text.hasPrefix("_") {
    guard let function = RandomObject.type.lookup(name) else { continue }
    module.set(name.text, .object(BoundMethod(.object(shared), function)))
  }
  return module
}
