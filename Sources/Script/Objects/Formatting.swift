import BigInt

/// The module's text functions with their problems turned into exceptions of a lesson.
func representation(of value: Double) -> String { FloatText.representation(of: value) }

func representation(real: Double, imaginary: Double) -> String {
  ComplexText.representation(real: real, imaginary: imaginary)
}

func representation(of text: String) -> String { TextEscape.representation(of: text) }

func escapedToASCII(_ representation: String) -> String { TextEscape.ascii(representation) }

/// A number with a fixed count of decimals.
func fixedDecimal(_ value: Double, _ decimals: Int) -> String {
  FloatText.text(value, .fixed(decimals: decimals))
}

extension Raise {
  package init(_ problem: FormatProblem) {
    if case .missingKey(let key) = problem {
      self.init(.keyError, key)
    } else {
      let type = TypeObject.allExceptions.first { $0.name == problem.className }
      self.init(type ?? .valueError, problem.message.isEmpty ? [] : [.string(problem.message)])
    }
  }

  /// Runs a text function.
  static func converting<Result>(
    _ body: () throws(FormatProblem) -> Result
  ) throws(Raise) -> Result {
    do throws(FormatProblem) {
      return try body()
    } catch {
      throw Raise(error)
    }
  }
}

func formatted(
  _ value: FormattedValue, _ specification: String, typeName: String? = nil
) throws(Raise) -> String {
  try Raise.converting { () throws(FormatProblem) in
    try value.text(specification, typeName: typeName)
  }
}

func formatted(text: String, _ specification: String) throws(Raise) -> String {
  try formatted(.string(text), specification)
}

func formatted(integer: BigInt, _ specification: String) throws(Raise) -> String {
  try formatted(.integer(integer), specification)
}

func formatted(int: Int, _ specification: String) throws(Raise) -> String {
  try formatted(.integer(BigInt(int)), specification)
}

func formatted(float: Double, _ specification: String) throws(Raise) -> String {
  try formatted(.float(float), specification)
}

func formatted(
  real: Double, imaginary: Double, _ specification: String
) throws(Raise) -> String {
  try formatted(.complex(real: real, imaginary: imaginary), specification)
}

// MARK: template % values

/// Python's `template % value`.
func percentFormatted(_ template: String, _ value: PyValue) throws(Raise) -> String {
  let parsed = try Raise.converting { () throws(FormatProblem) in try PercentTemplate(template) }
  let isTuple = value.object?.kind == .tuple
  var values = PercentValues(
    items: isTuple ? try value.contiguousItems() : [value], mapping: value)
  var text = ""
  for piece in parsed.pieces {
    switch piece {
    case .text(let part): text += part
    case .field(let field): text += try values.text(of: field)
    }
  }
  // CPython takes anything that can be indexed, but for text and tuples, for a mapping.
  let isMapping =
    switch value.object?.kind {
    case .dict, .instance, .list, .bytes, .range, .other: true
    default: false
    }
  if values.next < values.items.count, !parsed.usesKeys, !isMapping || isTuple {
    throw Raise(.unconvertedArguments)
  }
  return text
}

/// The right side of `%` while fields take from it.
private struct PercentValues {
  let items: ContiguousArray<PyValue>
  let mapping: PyValue
  var next = 0

  mutating func take() throws(Raise) -> PyValue {
    guard next < items.count else { throw Raise(.notEnoughArguments) }
    next += 1
    return items[next - 1]
  }

  private mutating func amount(_ amount: PercentField.Amount?) throws(Raise) -> Int? {
    guard case .argument = amount else { return nil }
    guard case .int(let value) = try take() else { throw Raise(.starWantsInt) }
    return value
  }

  mutating func text(of field: PercentField) throws(Raise) -> String {
    let value: PyValue
    var width: Int?
    var precision: Int?
    if let key = field.key {
      guard mapping.object is DictObject || mapping.object?.kind == .instance else {
        throw Raise(.needsMapping)
      }
      value = try mapping.item(.string(key))
    } else {
      width = try amount(field.width)
      precision = try amount(field.precision)
      value = try take()
    }
    let shown = try percentValue(value, field.need)
    return try Raise.converting { () throws(FormatProblem) in
      try field.text(shown, width: width, precision: precision, typeName: value.typeName)
    }
  }

  private func percentValue(
    _ value: PyValue, _ need: PercentField.Need
  ) throws(Raise) -> PercentValue {
    switch need {
    case .text(.str): return .string(try value.str())
    case .text(.repr): return .string(try value.repr())
    case .text(.ascii): return .string(escapedToASCII(try value.repr()))
    case .number, .character: break
    }
    if let number = value.bigInt { return .integer(number) }
    if case .float(let number) = value { return .float(number) }
    if let text = value.text { return .string(text) }
    if case .object(let object) = value, need == .number {
      if let number = try object.asIndex()?.bigInt { return .integer(number) }
      if let number = try object.asFloat() { return .float(number) }
    }
    return .other(typeName: value.typeName)
  }
}

// MARK: str.format

func formattedTemplate(
  _ template: String, _ positional: [PyValue], _ named: [(Symbol, PyValue)]
) throws(Raise) -> String {
  let source = TemplateValues(positional: positional) { name throws(Raise) in
    named.first { $0.0.text == name }?.1
  }
  return try source.text(of: template)
}

func formattedTemplate(_ template: String, mapping: PyValue) throws(Raise) -> String {
  let source = TemplateValues(positional: []) { name throws(Raise) in
    try mapping.item(.string(name))
  }
  return try source.text(of: template)
}

/// The arguments of `str.format`.
private struct TemplateValues {
  let positional: [PyValue]
  let named: (String) throws(Raise) -> PyValue?

  func text(of template: String) throws(Raise) -> String {
    let parsed = try Raise.converting { () throws(FormatProblem) in try FormatTemplate(template) }
    return try text(of: parsed.pieces)
  }

  private func text(of pieces: [FormatTemplate.Piece]) throws(Raise) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .field(let field): text += try self.text(of: field)
      }
    }
    return text
  }

  private func text(of field: FormatField) throws(Raise) -> String {
    var value: PyValue
    switch field.source {
    case .position(let index):
      guard index < positional.count else { throw Raise(.indexOutOfRange(index)) }
      value = positional[index]
    case .name(let name):
      guard let found = try named(name) else { throw Raise(.missingKey(name)) }
      value = found
    }
    for step in field.path {
      switch step {
      case .attribute(let name): value = try value.attribute(Symbol(name))
      case .index(let index): value = try value.item(.int(index))
      case .key(let key): value = try value.item(.string(key))
      }
    }
    switch field.conversion {
    case nil: break
    case .str: value = .string(try value.str())
    case .repr: value = .string(try value.repr())
    case .ascii: value = .string(escapedToASCII(try value.repr()))
    }
    return try value.format(try text(of: field.spec))
  }
}
