/// Sorting the arguments of a call into parameters, with CPython's errors.
extension FunctionCode {
  func bind(
    _ function: FunctionObject, _ arguments: Arguments, into frame: Frame
  ) throws(Raise) {
    let parameters = parameters
    let taken = min(arguments.count, parameters.positional)
    for index in 0..<taken { frame[index] = arguments[index] }
    if let rest = parameters.restSlot {
      frame[rest] = .object(
        TupleObject(
          ContiguousArray(
            UnsafeBufferPointer(
              start: arguments.values + taken, count: arguments.count - taken))))
    }
    var extra: DictObject?
    if let slot = parameters.keywordsSlot {
      let dict = DictObject()
      extra = dict
      frame[slot] = .object(dict)
    }
    if let keywords = arguments.keywords {
      for (offset, name) in keywords.symbols.enumerated() {
        let value = arguments.values[arguments.count + offset]
        try place(name, value, extra, frame, function, among: keywords.symbols)
      }
    }
    if arguments.count > parameters.positional, parameters.restSlot == nil {
      throw tooMany(function, arguments.count, frame)
    }
    try fillDefaults(function, frame)
  }

  private func place(
    _ name: Symbol, _ value: PyValue, _ extra: DictObject?, _ frame: Frame,
    _ function: FunctionObject, among keywords: [Symbol]
  ) throws(Raise) {
    var index = parameters.positionalOnly
    while index < parameters.names.count {
      if parameters.names[index] == name {
        guard frame[index].isUnbound else {
          throw Raise.type(
            "\(function.qualname)() got multiple values for argument '\(name.text)'")
        }
        frame[index] = value
        return
      }
      index += 1
    }
    if let extra {
      extra.set(text: name, value)
      return
    }
    let misplaced = keywords.filter(parameters.names.prefix(parameters.positionalOnly).contains)
    if !misplaced.isEmpty {
      throw Raise.type(
        "\(function.qualname)() got some positional-only arguments passed as keyword arguments: "
          + "'\(misplaced.map(\.text).joined(separator: ", "))'")
    }
    throw Raise.type("\(function.qualname)() got an unexpected keyword argument '\(name.text)'")
  }

  private func fillDefaults(_ function: FunctionObject, _ frame: Frame) throws(Raise) {
    let positional = parameters.positional
    let required = positional - function.defaults.count
    var missing: [String] = []
    for index in 0..<positional where frame[index].isUnbound {
      if index >= required {
        frame[index] = function.defaults[index - required]
      } else {
        missing.append(parameters.names[index].text)
      }
    }
    if !missing.isEmpty {
      throw Raise.type(missingArguments(function.qualname, "positional", missing))
    }
    for index in positional..<parameters.names.count where frame[index].isUnbound {
      let value = function.keywordDefaults[index - positional]
      if value.isUnbound {
        missing.append(parameters.names[index].text)
      } else {
        frame[index] = value
      }
    }
    if !missing.isEmpty {
      throw Raise.type(missingArguments(function.qualname, "keyword-only", missing))
    }
  }

  private func tooMany(_ function: FunctionObject, _ given: Int, _ frame: Frame) -> Raise {
    let most = parameters.positional
    let least = most - function.defaults.count
    let range = least == most ? "\(most)" : "from \(least) to \(most)"
    let plural = most == 1 && least == most ? "" : "s"
    var extra = 0
    for index in most..<parameters.names.count where !frame[index].isUnbound { extra += 1 }
    let keywords =
      extra > 0
      ? " positional argument\(given == 1 ? "" : "s") (and \(extra) keyword-only argument"
        + "\(extra == 1 ? "" : "s"))" : ""
    return Raise.type(
      "\(function.qualname)() takes \(range) positional argument\(plural) but \(given)\(keywords) "
        + (given == 1 && extra == 0 ? "was" : "were") + " given")
  }
}
