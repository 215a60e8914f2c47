import Synchronization

/// The parameters of a function written in Swift, as Python writes them:
/// `"input_tensor, axis=None, keepdims=False, *, name=None"`, also `/`, `*args` and `**kwargs`.
///
/// Defaults are literals: `None`, `True`, `False`, numbers, quoted text without escapes, `()`, and
/// `...` for an argument that may be left out and then is `unbound`.
package final class Signature {
  struct Parameter {
    let name: Symbol
    let fallback: PyValue?
  }

  struct Layout {
    var parameters: [Parameter] = []
    /// How many may only be given by position, and how many may be at all.
    var positionalOnly = 0
    var positional = 0
    var rest: Int?
    var keywords: Int?
    var required = 0
  }

  /// Who complains about arguments.
  package enum Manner: Sendable {
    /// A function written in Python.
    case python
    /// One of CPython's functions in C.
    case builtin
    /// TensorFlow's dispatch by type, which names no function.
    case dispatched
  }

  package let name: String
  let owner: String?
  /// Whose words errors about arguments are in.
  var manner: Manner
  /// The module in front of the name in some errors.
  var module: String?
  private let text: String
  private var cached: Layout?
  /// Classes written in Swift are shared by interpreters on several threads.
  private let parsing = Mutex(())
  /// Number of parameters where a call of exactly so many positional arguments needs no binding.
  private let direct: Int

  package init(
    _ name: String, _ parameters: String, owner: String? = nil, manner: Manner = .python
  ) {
    self.manner = manner
    self.name = name
    self.owner = owner
    hidden = owner == nil ? 0 : 1
    text = parameters
    direct = Signature.directCount(parameters)
  }

  /// Counts parameters without parsing them; −1 where some are no plain ones.
  private static func directCount(_ text: String) -> Int {
    var count = text.isEmpty ? 0 : 1
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "*"): return -1
      case UInt8(ascii: ","): count += 1
      case UInt8(ascii: "/"): count -= 1
      default: break
      }
    }
    return count
  }

  /// The parsed form, made at the first call that needs it.
  var layout: Layout {
    parsing.withLock { _ in
      if cached == nil { cached = Signature.parse(text) }
    }
    return cached ?? Layout()
  }

  private static func parts(_ text: String) -> [Substring] {
    text.split(separator: ",").map { part in
      var part = part
      while part.first == " " { part.removeFirst() }
      while part.last == " " { part.removeLast() }
      return part
    }
  }

  private static func parse(_ text: String) -> Layout {
    var layout = Layout()
    var keywordOnly = false
    for part in parts(text) {
      if part == "/" {
        layout.positionalOnly = layout.parameters.count
      } else if part == "*" {
        keywordOnly = true
      } else if part.hasPrefix("**") {
        layout.keywords = layout.parameters.count
        layout.parameters.append(Parameter(name: Symbol(String(part.dropFirst(2))), fallback: nil))
      } else if part.hasPrefix("*") {
        layout.rest = layout.parameters.count
        layout.parameters.append(Parameter(name: Symbol(String(part.dropFirst())), fallback: nil))
        keywordOnly = true
      } else {
        let halves = part.split(separator: "=", maxSplits: 1)
        let fallback = halves.count == 2 ? literal(String(halves[1])) : nil
        layout.parameters.append(Parameter(name: Symbol(String(halves[0])), fallback: fallback))
        if !keywordOnly {
          layout.positional = layout.parameters.count
          if fallback == nil { layout.required += 1 }
        }
      }
    }
    return layout
  }

  private static func literal(_ text: String) -> PyValue {
    switch text {
    case "None": return .none
    case "True": return .bool(true)
    case "False": return .bool(false)
    case "()": return .tuple([])
    case "...": return .unbound
    default: break
    }
    if let number = Int(text) { return .int(number) }
    if let number = Double(text) { return .float(number) }
    return .string(String(text.dropFirst().dropLast()))
  }

  /// The name in front of `()` in errors.
  var title: String { (owner ?? module).map { "\($0).\(name)" } ?? name }

  /// The name that errors of functions written in Python have: with its class.
  private var pythonTitle: String { manner == .builtin ? name : title }

  /// Sorts the arguments of a call into parameters and runs `body` on them.
  @inline(__always)
  func bind(
    _ arguments: Arguments, _ body: NativeFunction.Body
  ) throws(Raise) -> PyValue {
    if arguments.count == direct, arguments.keywords == nil {
      return try body(Bound(values: arguments.values, name: name, hidden: hidden))
    }
    return try bindSlowly(arguments, body)
  }

  private func bindSlowly(
    _ arguments: Arguments, _ body: NativeFunction.Body
  ) throws(Raise) -> PyValue {
    let layout = layout
    let total = layout.parameters.count
    let row = UnsafeMutablePointer<PyValue>.allocate(capacity: max(total, 1))
    row.initialize(repeating: .unbound, count: total)
    defer {
      row.deinitialize(count: total)
      row.deallocate()
    }
    try fill(row, arguments, layout)
    return try body(Bound(values: row, name: name, hidden: hidden))
  }

  private func fill(
    _ row: UnsafeMutablePointer<PyValue>, _ arguments: Arguments, _ layout: Layout
  ) throws(Raise) {
    var isFilled = [Bool](repeating: false, count: layout.parameters.count)
    let taken = min(arguments.count, layout.positional)
    for index in 0..<taken {
      row[index] = arguments[index]
      isFilled[index] = true
    }
    if let rest = layout.rest {
      row[rest] = .tuple((taken..<arguments.count).map { arguments[$0] })
    } else if arguments.count > layout.positional {
      throw tooMany(arguments, layout)
    }
    let extra = layout.keywords == nil ? nil : DictObject()
    if let extra, let index = layout.keywords { row[index] = .object(extra) }
    for (key, value) in arguments.named {
      let position = layout.parameters.indices.first {
        layout.parameters[$0].name == key && $0 >= layout.positionalOnly && $0 != layout.rest
          && $0 != layout.keywords
      }
      guard let position else {
        if let extra {
          extra.set(text: key, value)
          continue
        }
        if layout.positionalOnly == layout.parameters.count {
          throw Raise.type("\(title)() takes no keyword arguments")
        }
        if manner == .dispatched {
          throw Raise.type("Got an unexpected keyword argument '\(key.text)'")
        }
        if manner == .builtin {
          let title = name == "sorted" ? "sort" : name
          throw Raise.type("'\(key.text)' is an invalid keyword argument for \(title)()")
        }
        throw Raise.type("\(pythonTitle)() got an unexpected keyword argument '\(key.text)'")
      }
      if isFilled[position] {
        let function = manner == .dispatched ? "Got" : "\(pythonTitle)() got"
        throw Raise.type("\(function) multiple values for argument '\(key.text)'")
      }
      row[position] = value
      isFilled[position] = true
    }
    var missing: [String] = []
    for (index, parameter) in layout.parameters.enumerated()
    where !isFilled[index] && index != layout.rest && index != layout.keywords {
      if let fallback = parameter.fallback {
        row[index] = fallback
      } else {
        missing.append(parameter.name.text)
      }
    }
    if !missing.isEmpty { throw self.missing(missing, arguments, layout) }
  }

  /// Whether errors count a receiver: those of methods do not.
  private let hidden: Int

  private func tooMany(_ arguments: Arguments, _ layout: Layout) -> Raise {
    let limit = layout.positional - hidden
    let given = arguments.count - hidden
    if manner == .dispatched {
      return Raise.type("Too many arguments were given. Expected \(limit) but got \(given).")
    }
    if layout.positionalOnly == layout.parameters.count {
      if limit == 0 { return Raise.type("\(title)() takes no arguments (\(given) given)") }
      if limit == 1, layout.required == layout.positional {
        return Raise.type("\(title)() takes exactly one argument (\(given) given)")
      }
      let bound = layout.required == layout.positional ? "" : "at most "
      return Raise.type(
        "\(name) expected \(bound)\(limit) argument\(limit == 1 ? "" : "s"), got \(given)")
    }
    // A constructor is called without the object that it makes, and counts it.
    let receiver = name == "__init__" ? 1 : 0
    let (least, most) = (layout.required + receiver, layout.positional + receiver)
    let all = arguments.count + receiver
    let range = least == most ? "\(most)" : "from \(least) to \(most)"
    let plural = most == 1 && least == 1 ? "" : "s"
    return Raise.type(
      "\(pythonTitle)() takes \(range) positional argument\(plural) but \(all) "
        + (all == 1 ? "was" : "were") + " given")
  }

  private func missing(
    _ names: [String], _ arguments: Arguments, _ layout: Layout
  ) -> Raise {
    if manner == .dispatched { return Raise.type("Missing required positional argument") }
    if layout.positionalOnly == layout.parameters.count {
      let limit = layout.positional - hidden
      let given = arguments.count - hidden
      let least = layout.required - hidden
      if limit == 1 {
        return Raise.type("\(title)() takes exactly one argument (\(given) given)")
      }
      let bound = layout.required == layout.positional ? "" : "at least "
      return Raise.type(
        "\(name) expected \(bound)\(least) argument\(least == 1 ? "" : "s"), got \(given)")
    }
    return Raise.type(missingArguments(pythonTitle, "positional", names))
  }
}

/// CPython's sentence for parameters without a value.
func missingArguments(_ function: String, _ kind: String, _ names: [String]) -> String {
  let quoted = names.map { "'\($0)'" }
  let list: String
  switch quoted.count {
  case 1: list = quoted[0]
  case 2: list = "\(quoted[0]) and \(quoted[1])"
  default: list = quoted.dropLast().joined(separator: ", ") + ", and \(quoted[quoted.count - 1])"
  }
  return "\(function)() missing \(names.count) required \(kind) argument"
    + (names.count == 1 ? "" : "s") + ": \(list)"
}

/// The arguments of a native function, one value per parameter of its signature.
package struct Bound {
  package let values: UnsafeMutablePointer<PyValue>
  /// The function's name, for errors.
  package let name: String
  /// 1 where the first parameter is a receiver that errors do not count.
  fileprivate let hidden: Int

  package subscript(index: Int) -> PyValue { values[index] }

  /// Whether the argument was given and is not `None`.
  package func has(_ index: Int) -> Bool { !values[index].isAbsent }

  package func int(_ index: Int) throws(Raise) -> Int { try values[index].asIndexInt() }

  package func int(_ index: Int, default fallback: Int) throws(Raise) -> Int {
    has(index) ? try int(index) : fallback
  }

  package func double(_ index: Int) throws(Raise) -> Double { try values[index].asDouble() }

  package func bool(_ index: Int) throws(Raise) -> Bool { try values[index].truth() }

  /// A `str` argument, or a `TypeError` that names the parameter's place.
  package func text(_ index: Int) throws(Raise) -> String {
    guard let text = values[index].text else {
      throw Raise.type(
        "\(name)() argument \(index + 1 - hidden) must be str, not \(values[index].typeName)")
    }
    return text
  }

  /// The receiver or another argument as a native object.
  package func object<Object: PyObject>(_ index: Int, _ type: Object.Type) throws(Raise) -> Object {
    guard let object = values[index].cast(type) else {
      throw Raise.type(
        "\(name)() got an argument of an unexpected type '\(values[index].typeName)'")
    }
    return object
  }
}
