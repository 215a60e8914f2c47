import Engine

/// How arrays are printed: `np.set_printoptions` and what writes with options of its own.
struct NumPyPrinting {
  private static let names =
    "precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, "
    + "infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None"

  func add(to module: ModuleObject) {
    module.function("set_printoptions", Self.names) { a throws(Raise) in
      ArrayPrintOptions.current = try Self.options(a, from: 0)
      ArrayFormatters.current = try ArrayFormatters.read(a[7])
      return .none
    }
    module.function("printoptions", "**kwargs") { a throws(Raise) in
      .object(PrintOptionsScope(a[0]))
    }
    module.function("get_printoptions", "") { _ throws(Raise) in
      .object(try Self.dictionary(.current))
    }
    module.function(
      "array2string",
      "a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *, "
        + "formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix=''"
    ) { a throws(Raise) in
      let before = ArrayFormatters.current
      defer { ArrayFormatters.current = before }
      if a.has(6) { ArrayFormatters.current = try ArrayFormatters.read(a[6]) }
      var options = ArrayPrintOptions.current
      if a.has(1) { options.lineWidth = try a.int(1) }
      if a.has(2) { options.precision = try a.int(2) }
      if a.has(3) { options.suppressesSmall = try a.bool(3) }
      if a.has(7) { options.threshold = try a.int(7) }
      if a.has(8) { options.edgeItems = try a.int(8) }
      if a.has(9) { options.sign = try Self.sign(a[9]) }
      if a.has(10) { options.floatMode = try Self.mode(a[10]) }
      let array = try ArrayReading.array(a[0])
      return .string(
        TensorText.text(
          array, options, separator: try a.text(4), prefix: try a.text(5).count))
    }
    module.function(
      "array_str", "a, max_line_width=None, precision=None, suppress_small=None"
    ) { a throws(Raise) in
      var options = ArrayPrintOptions.current
      if a.has(1) { options.lineWidth = try a.int(1) }
      if a.has(2) { options.precision = try a.int(2) }
      if a.has(3) { options.suppressesSmall = try a.bool(3) }
      let array = try ArrayReading.array(a[0])
      return .string(TensorText.text(array, options, separator: " ", prefix: 0))
    }
    module.function("base_repr", "number, base=2, padding=0") { a throws(Raise) in
      let (number, base) = (try a.int(0), try a.int(1))
      guard base >= 2, base <= 36 else {
        throw Raise.value(
          base < 2
            ? "Bases less than 2 not handled in base_repr."
            : "Bases greater than 36 not handled in base_repr.")
      }
      let digits = String(number.magnitude, radix: base, uppercase: true)
      let zeros = String(repeating: "0", count: max(try a.int(2), 0))
      return .string((number < 0 ? "-" : "") + zeros + digits)
    }
    module.function("binary_repr", "num, width=None") { a throws(Raise) in
      let number = try a.int(0)
      let digits = String(number.magnitude, radix: 2)
      guard a.has(1) else { return .string((number < 0 ? "-" : "") + digits) }
      let width = try a.int(1)
      guard number < 0 else {
        return .string(String(repeating: "0", count: max(width - digits.count, 0)) + digits)
      }
      // The two's complement of that width.
      guard width > 0, width < 64, number >= -(1 << (width - 1)) else {
        throw Raise.value(
          "Insufficient bit width=\(width) provided for binwidth=\(digits.count + 1)")
      }
      return .string(String((1 << width) + number, radix: 2))
    }
    module.function("array_repr", "arr") { a throws(Raise) in
      .string(TensorText.repr(try ArrayReading.array(a[0])))
    }
  }

  /// The current options changed by the arguments from a place on.
  fileprivate static func options(_ a: Bound, from first: Int) throws(Raise) -> ArrayPrintOptions {
    var options = ArrayPrintOptions.current
    if a.has(first) {
      options.precision = try a.int(first)
    }
    if a.has(first + 1) { options.threshold = try threshold(a[first + 1]) }
    if a.has(first + 2) { options.edgeItems = try a.int(first + 2) }
    if a.has(first + 3) { options.lineWidth = try threshold(a[first + 3]) }
    if a.has(first + 4) { options.suppressesSmall = try a.bool(first + 4) }
    if a.has(first + 5) { options.notANumber = try a.text(first + 5) }
    if a.has(first + 6) { options.infinity = try a.text(first + 6) }
    if a.has(first + 8) { options.sign = try sign(a[first + 8]) }
    if a.has(first + 9) { options.floatMode = try mode(a[first + 9]) }
    if a.has(first + 10) || a.has(first + 11) {
      throw Raise.unsupported("np.set_printoptions(legacy=…)")
    }
    return options
  }

  /// A count, or infinity for no limit.
  private static func threshold(_ value: PyValue) throws(Raise) -> Int {
    let number = try value.asDouble()
    if number.isNaN {
      throw Raise.value("threshold must be non-NAN, try sys.maxsize for untruncated representation")
    }
    return Int(exactly: number.rounded(.towardZero)) ?? .max
  }

  private static func sign(_ value: PyValue) throws(Raise) -> ArrayPrintOptions.Sign {
    guard let sign = value.text.flatMap({ ArrayPrintOptions.Sign(rawValue: $0) }) else {
      throw Raise.value("sign option must be one of ' ', '+', or '-'")
    }
    return sign
  }

  private static func mode(_ value: PyValue) throws(Raise) -> ArrayPrintOptions.FloatMode {
    guard let mode = value.text.flatMap({ ArrayPrintOptions.FloatMode(rawValue: $0) }) else {
      throw Raise.value(
        "floatmode option must be one of \"fixed\", \"unique\", \"maxprec\", \"maxprec_equal\"")
    }
    return mode
  }

  private static func dictionary(_ options: ArrayPrintOptions) throws(Raise) -> DictObject {
    let found = DictObject()
    let rows: [(String, PyValue)] = [
      ("edgeitems", .int(options.edgeItems)), ("threshold", .int(options.threshold)),
      ("floatmode", .string(options.floatMode.rawValue)), ("precision", .int(options.precision)),
      ("suppress", .bool(options.suppressesSmall)), ("linewidth", .int(options.lineWidth)),
      ("nanstr", .string(options.notANumber)), ("infstr", .string(options.infinity)),
      ("sign", .string(options.sign.rawValue)), ("formatter", .none), ("legacy", .bool(false)),
      ("override_repr", .none),
    ]
    for (name, value) in rows { try found.setItem(.string(name), value) }
    return found
  }

  nonisolated(unsafe) fileprivate static let signature = Signature("printoptions", names)
}

/// `with np.printoptions(...)`: the options hold inside the block.
package final class PrintOptionsScope: PyObject {
  private let keywords: PyValue
  private var before = ArrayPrintOptions()
  private var formattersBefore: [String: PyValue] = [:]

  nonisolated(unsafe) static let type = TypeObject(
    "_GeneratorContextManager", module: "contextlib",
    members: [
      .method("__enter__", "") { a throws(Raise) in
        try a.object(0, PrintOptionsScope.self).enter()
        return .none
      },
      .method("__exit__", "*args") { a throws(Raise) in
        let scope = try a.object(0, PrintOptionsScope.self)
        ArrayPrintOptions.current = scope.before
        ArrayFormatters.current = scope.formattersBefore
        return .bool(false)
      },
    ])

  init(_ keywords: PyValue) {
    self.keywords = keywords
    super.init(PrintOptionsScope.type)
  }

  private func enter() throws(Raise) {
    before = .current
    formattersBefore = ArrayFormatters.current
    if let function = keywords.cast(DictObject.self)?.get(text: "formatter") {
      ArrayFormatters.current = try ArrayFormatters.read(function)
    }
    guard let dict = keywords.cast(DictObject.self) else { return }
    var names: [Symbol] = []
    var values: [PyValue] = []
    for key in dict.keys {
      names.append(Symbol(key.text ?? ""))
      values.append(try dict.item(key))
    }
    let function = NativeFunction("printoptions", NumPyPrinting.signature.written) {
      a throws(Raise) in
      ArrayPrintOptions.current = try NumPyPrinting.options(a, from: 0)
      return .none
    }
    _ = try function.call(values, keywords: KeywordNames(names))
  }
}
