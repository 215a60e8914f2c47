import Engine

/// Reductions by name, for functions, methods and ufuncs alike.
enum NumPyReductionTable {
  typealias Reduce = @Sendable (NumPyReduction, Double) throws(Raise) -> NDArray

  /// What a reduction starts from, and what counts.
  struct Choices {
    var initial: PyValue = .unbound
    var mask: PyValue = .unbound
    var correction = 0.0
  }

  struct Row: Sendable {
    let name: String
    /// The parameters behind the array.
    let parameters: String
    let isMethod: Bool
    /// What an element that does not count is taken for; `nil` where everything counts.
    let neutral: Double?
    /// What joins the result with the number it starts from.
    let joining: String?
    let reduce: Reduce
  }

  private static func row(
    _ name: String, _ parameters: String, neutral: Double? = nil, joining: String? = nil,
    isMethod: Bool = true, _ reduce: @escaping Reduce
  ) -> Row {
    Row(
      name: name, parameters: parameters, isMethod: isMethod, neutral: neutral, joining: joining,
      reduce: reduce)
  }

  private static let sums =
    "axis=None, dtype=None, out=None, keepdims=False, initial=..., where=..."
  private static let extremes = "axis=None, out=None, keepdims=False, initial=..., where=..."
  private static let truths = "axis=None, out=None, keepdims=False, *, where=..."
  private static let spreads =
    "axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=..., mean=None, "
    + "correction=..."

  static let rows: [Row] = [
    row("sum", sums, neutral: 0, joining: "add") { it, _ throws(Raise) in try it.sum() },
    row("prod", sums, neutral: 1, joining: "multiply") { it, _ throws(Raise) in
      try it.product()
    },
    row("mean", "axis=None, dtype=None, out=None, keepdims=False, *, where=...") {
      it, _ throws(Raise) in try it.mean()
    },
    row("max", extremes, joining: "maximum") { it, _ throws(Raise) in
      try it.extremum(isLargest: true)
    },
    row("amax", extremes, joining: "maximum", isMethod: false) { it, _ throws(Raise) in
      try it.extremum(isLargest: true)
    },
    row("min", extremes, joining: "minimum") { it, _ throws(Raise) in
      try it.extremum(isLargest: false)
    },
    row("amin", extremes, joining: "minimum", isMethod: false) { it, _ throws(Raise) in
      try it.extremum(isLargest: false)
    },
    row("argmax", "axis=None, out=None, *, keepdims=False") { it, _ throws(Raise) in
      try it.position(isLargest: true)
    },
    row("argmin", "axis=None, out=None, *, keepdims=False") { it, _ throws(Raise) in
      try it.position(isLargest: false)
    },
    row("any", truths, neutral: 0) { it, _ throws(Raise) in try it.truth(all: false) },
    row("all", truths, neutral: 1) { it, _ throws(Raise) in try it.truth(all: true) },
    row("var", spreads) { it, correction throws(Raise) in
      try it.variance(correction: correction)
    },
    row("std", spreads) { it, correction throws(Raise) in
      try Ufuncs.apply("sqrt", try it.variance(correction: correction))
    },
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0) })

  /// Ufuncs whose reduction is one of these.
  static let ofUfuncs: [String: Row] = {
    var found: [String: Row] = [:]
    for (ufunc, name) in [
      ("add", "sum"), ("multiply", "prod"), ("maximum", "max"), ("minimum", "min"),
      ("logical_and", "all"), ("logical_or", "any"),
    ] { found[ufunc] = byName[name] }
    return found
  }()

  /// A reduction as a lesson calls it: the array is the first of the arguments.
  static func run(_ row: Row, _ source: NDArray, _ a: Bound) throws(Raise) -> PyValue {
    var choices = Choices()
    var (keeps, dtype, target): (Bool, DType?, PyValue) = (false, nil, .none)
    let names = row.parameters.split(separator: ", ").filter { $0 != "*" }
    for (place, written) in names.enumerated() {
      let value = a[place + 1]
      switch written.prefix(while: { $0 != "=" }) {
      case "dtype": dtype = try NumPyDTypeObject.argument(value)
      case "out": target = value
      case "keepdims": keeps = try value.truth()
      case "initial": choices.initial = value
      case "where": choices.mask = value
      case "ddof", "correction":
        if !value.isAbsent { choices.correction = max(choices.correction, try value.asDouble()) }
      case "mean":
        if !value.isAbsent { throw Raise.unsupported("np.\(row.name) with mean=") }
      default: break
      }
    }
    var array = source
    if let dtype { array = try source.converted(to: dtype) }
    var found = try reduced(row, try NumPyReduction(array, a[1], keepsAxes: keeps), choices)
    // Sums of narrow whole numbers that were asked for in a dtype stay in it.
    if let dtype, ["sum", "prod"].contains(row.name) { found = try found.converted(to: dtype) }
    return try UfuncObject.finished(found, target, row.name)
  }

  static func reduced(
    _ row: Row, _ reduction: NumPyReduction, _ choices: Choices
  ) throws(Raise) -> NDArray {
    var reduction = reduction
    var count: NDArray?
    var isMasked = false
    if !choices.mask.isAbsent {
      let mask = try ArrayReading.array(choices.mask).converted(to: .bool)
      let shape = reduction.array.shape
      guard mask.shape.broadcast(with: shape) == shape else {
        throw NumPyErrors.raise(.incompatibleShapes(op: row.name, shape, mask.shape))
      }
      let full = mask.broadcast(to: shape).contiguous()
      isMasked = !full.doubles.allSatisfy { $0 != 0 }
      if isMasked {
        let neutral: NDArray
        if let number = row.neutral ?? (row.name == "mean" ? 0 : nil) {
          neutral = try .filled(number, reduction.array.dtype, .scalar)
        } else if row.joining != nil, !choices.initial.isAbsent {
          neutral = try ArrayReading.array(choices.initial, reduction.array.dtype)
        } else if row.joining != nil {
          throw Raise.value(
            "reduction operation '\(row.joining ?? row.name)' does not have an identity, so to use "
              + "a where mask one has to specify 'initial'")
        } else {
          throw Raise.unsupported("np.\(row.name) with where=")
        }
        let chosen = try NumPyArithmetic.choose(full, reduction.array, neutral)
        reduction = reduction.over(chosen)
        if row.name == "mean" { count = try reduction.over(full).sum() }
      }
    }
    if let count {
      let sum = try reduction.sum()
      let real = sum.dtype.isFloating || sum.dtype.isComplex ? sum.dtype : .float64
      return try NumPyArithmetic.apply(
        .divide, .strong(try sum.converted(to: real)), .strong(try count.converted(to: real)))
    }
    guard !choices.initial.isAbsent, let joining = row.joining else {
      return try row.reduce(reduction, choices.correction)
    }
    let start = try ArrayReading.array(choices.initial)
    if reduction.groupCount == 0, joining.hasSuffix("imum") {
      return try reduction.everywhere(start.converted(to: reduction.array.dtype))
    }
    let found = try row.reduce(reduction, choices.correction)
    let bent = try start.converted(
      to: start.dtype.isFloating && !found.dtype.isFloating && !found.dtype.isComplex
        ? start.dtype : found.dtype)
    switch joining {
    case "add": return try NumPyArithmetic.apply(.add, .strong(found), .strong(bent))
    case "multiply": return try NumPyArithmetic.apply(.multiply, .strong(found), .strong(bent))
    default:
      return try ArrayReading.array(
        try Ufuncs.extremum(
          NumPyResult.value(found), NumPyResult.value(bent), isLargest: joining == "maximum"))
    }
  }
}
