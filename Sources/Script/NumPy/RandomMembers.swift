import Engine
import Glibc

/// An object that NumPy's distributions draw from.
protocol NumPyRandomObject: PyObject {
  associatedtype Stream: NumPyStream
  var stream: Stream { get set }
}

/// The methods that `RandomState` and `Generator` share, number for number but for the stream.
enum RandomMembers {
  static func shared<Object: NumPyRandomObject>(_ type: Object.Type) -> [NativeMember] {
    func source(_ a: Bound) throws(Raise) -> Object { try a.object(0, Object.self) }
    func method(
      _ name: String, _ parameters: String, places: [Int], size: Int, whole: Bool = false,
      check: @escaping ([Double]) throws(Raise) -> Void = { _ in },
      _ draw: @escaping (inout Object.Stream, [Double]) -> Double
    ) -> NativeMember {
      .method(name, parameters) { a throws(Raise) in
        let object = try source(a)
        return try RandomDraws(a, size: size).numbers(places, whole: whole, check: check) {
          draw(&object.stream, $0)
        }
      }
    }
    let scale = RandomDraws.atLeastZero("scale", 1)
    return [
      method("uniform", "low=0.0, high=1.0, size=None", places: [1, 2], size: 3) {
        $0.uniform($1[0], $1[1])
      },
      method("normal", "loc=0.0, scale=1.0, size=None", places: [1, 2], size: 3, check: scale) {
        $1[0] + $1[1] * $0.normal()
      },
      method("lognormal", "mean=0.0, sigma=1.0, size=None", places: [1, 2], size: 3) {
        exp($1[0] + $1[1] * $0.normal())
      },
      method(
        "exponential", "scale=1.0, size=None", places: [1], size: 2,
        check: RandomDraws.atLeastZero("scale")
      ) { $1[0] * $0.exponential() },
      method(
        "standard_gamma", "shape, size=None", places: [1], size: 2,
        check: RandomDraws.atLeastZero("shape")
      ) { $0.gamma($1[0]) },
      method(
        "gamma", "shape, scale=1.0, size=None", places: [1, 2], size: 3,
        check: RandomDraws.atLeastZero("shape")
      ) { $1[1] * $0.gamma($1[0]) },
      method(
        "beta", "a, b, size=None", places: [1, 2], size: 3, check: RandomDraws.aboveZero("a", "b")
      ) { $0.beta($1[0], $1[1]) },
      method(
        "chisquare", "df, size=None", places: [1], size: 2, check: RandomDraws.aboveZero("df")
      ) { $0.chiSquare($1[0]) },
      method("laplace", "loc=0.0, scale=1.0, size=None", places: [1, 2], size: 3, check: scale) {
        $0.laplace($1[0], $1[1])
      },
      method("logistic", "loc=0.0, scale=1.0, size=None", places: [1, 2], size: 3, check: scale) {
        $0.logistic($1[0], $1[1])
      },
      method("gumbel", "loc=0.0, scale=1.0, size=None", places: [1, 2], size: 3, check: scale) {
        $0.gumbel($1[0], $1[1])
      },
      method("triangular", "left, mode, right, size=None", places: [1, 2, 3], size: 4) {
        $0.triangular($1[0], $1[1], $1[2])
      },
      method(
        "poisson", "lam=1.0, size=None", places: [1], size: 2, whole: true
      ) { values throws(Raise) in
        if !(values[0] >= 0) { throw Raise.value("lam < 0 or lam is NaN") }
        if values[0] > 9.223372006484771e18 { throw Raise.value("lam value too large") }
      } _: {
        Double($0.poisson($1[0]))
      },
      method(
        "binomial", "n, p, size=None", places: [1, 2], size: 3, whole: true
      ) { values throws(Raise) in
        if values[0] < 0 { throw Raise.value("n < 0") }
        if !(values[1] >= 0 && values[1] <= 1) { throw Raise.value("p < 0, p > 1 or p is NaN") }
      } _: {
        Double($0.binomial($1[1], Int64(casting: $1[0])))
      },
      .method("shuffle", "x, axis=0") { a throws(Raise) in
        try shuffle(a[1], &(try source(a)).stream)
        return .none
      },
    ]
  }

  /// `permutation`: a drawn order of numbers or of rows.
  static func permutation<S: NumPyStream>(
    _ value: PyValue, _ stream: inout S
  ) throws(Raise) -> PyValue {
    if value.cast(ArrayObject.self) == nil, let count = try value.asIndex()?.smallInt {
      guard count >= 0 else { throw Raise.value("negative dimensions are not allowed") }
      _ = try NumPyShapes.checked([count], .int64)
      let order = stream.order(count).map { Int64($0) }
      return .object(ArrayObject(NDArray(order, shape: [order.count])))
    }
    let array = try ArrayReading.array(value)
    guard let count = array.shape.lengths.first else {
      throw Raise.index("x must be an integer or at least 1-dimensional")
    }
    let order = stream.order(count).map { Int64($0) }
    let rows = NDArray(order, shape: [count])
    return .object(ArrayObject(try NumPyFunctions.gathered(array, rows)))
  }

  private static func shuffle<S: NumPyStream>(
    _ value: PyValue, _ stream: inout S
  ) throws(Raise) {
    if let array = value.cast(ArrayObject.self) {
      guard let count = array.array.shape.lengths.first else {
        throw Raise.type("len() of unsized object")
      }
      let order = stream.order(count).map { Int64($0) }
      let rows = try NumPyFunctions.gathered(array.array, NDArray(order, shape: [count]))
      try array.setItem(.object(EllipsisObject.instance), .object(ArrayObject(rows)))
      return
    }
    guard value.object?.kind == .list else {
      throw Raise.type("'\(value.typeName)' object does not support item assignment")
    }
    let items = try value.contiguousItems()
    for (place, origin) in stream.order(items.count).enumerated() {
      try value.setItem(.int(place), items[origin])
    }
  }

  // MARK: Choosing

  /// What `choice` draws from: positions, or the rows of an array.
  struct Population {
    let count: Int
    private let rows: PyValue?

    init(_ value: PyValue) throws(Raise) {
      if value.cast(ArrayObject.self) == nil, let count = try value.asIndex()?.smallInt {
        guard count > 0 else {
          throw Raise.value("a must be greater than 0 unless no samples are taken")
        }
        self.count = count
        rows = nil
        return
      }
      let items = try LeafRun.elements(of: value)
      if let first = items?.first, first.text != nil {
        rows = .list(Array(items ?? []))
      } else {
        rows = .object(ArrayObject(try ArrayReading.array(value)))
      }
      count = try rows?.length() ?? 0
      guard count > 0 else { throw Raise.value("a cannot be empty unless no samples are taken") }
    }

    func picked(_ positions: [Int], _ shape: TensorShape?) throws(Raise) -> PyValue {
      guard let shape else {
        guard let rows else { return .int(positions[0]) }
        return try rows.item(.int(positions[0]))
      }
      let places = NDArray(positions.map { Int64($0) }, shape: shape)
      guard let rows else { return .object(ArrayObject(places)) }
      if let array = rows.cast(ArrayObject.self)?.array {
        return .object(ArrayObject(try NumPyFunctions.gathered(array, places)))
      }
      throw Raise.unsupported("an array of text from choice with size")
    }

    /// The running sums of the chances, ending at 1; `nil` where all are equal.
    func sums(_ chances: PyValue) throws(Raise) -> [Double]? {
      if chances.isAbsent { return nil }
      let array = try ArrayReading.array(chances, .float64)
      guard array.shape.rank == 1 else { throw Raise.value("'p' must be 1-dimensional") }
      let values = array.doubles
      guard values.count == count else { throw Raise.value("'a' and 'p' must have same size") }
      if values.contains(where: { $0.isNaN }) { throw Raise.value("probabilities contain NaN") }
      if values.contains(where: { $0 < 0 }) {
        throw Raise.value("probabilities are not non-negative")
      }
      guard abs(values.reduce(0, +) - 1) <= 1.4901161193847656e-08 else {
        throw Raise.value("probabilities do not sum to 1")
      }
      return Self.running(values)
    }

    private static func running(_ values: [Double]) -> [Double] {
      var total = 0.0
      let sums = values.map { value in
        total += value
        return total
      }
      return sums.map { $0 / total }
    }

    /// Positions drawn by chance, never one twice.
    func unequal<S: NumPyStream>(
      _ count: Int, _ chances: [Double], _ stream: inout S
    ) throws(Raise) -> [Int] {
      guard chances.filter({ $0 > 0 }).count >= count else {
        throw Raise.value("Fewer non-zero entries in p than size")
      }
      var left = chances
      var found: [Int] = []
      while found.count < count {
        let draws = (0..<(count - found.count)).map { _ in stream.uniform() }
        for place in found { left[place] = 0 }
        let sums = Self.running(left)
        var new: [Int] = []
        for draw in draws {
          let place = Self.place(draw, sums)
          if !new.contains(place) { new.append(place) }
        }
        found += new
      }
      return found
    }

    static func place(_ draw: Double, _ sums: [Double]) -> Int {
      var low = 0
      var high = sums.count
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] <= draw { low = middle + 1 } else { high = middle }
      }
      return min(low, sums.count - 1)
    }
  }
}
