import Engine

/// The arguments of a call sorted into the parameters of the function that is traced.
struct FunctionArguments {
  /// One parameter with its value.
  struct Item {
    enum Kind { case positional, rest, keyword }
    let name: String
    let kind: Kind
    var value: PyValue
  }

  var items: [Item]

  /// What the values are called with again.
  func call(_ function: PyValue) throws(Raise) -> PyValue {
    let positional = items.filter { $0.kind != .keyword }
    let keywords = items.filter { $0.kind == .keyword }
    return try function.call(
      positional.map(\.value) + keywords.map(\.value),
      keywords: keywords.isEmpty ? nil : KeywordNames(keywords.map { Symbol($0.name) }))
  }
}

/// The parameters of a function as tracing sees them.
struct FunctionParameters {
  let names: [String]
  let positional: Int
  let hasRest: Bool
  let hasKeywords: Bool
  let defaults: [String: PyValue]
  /// Whether the parameters of the function are known at all.
  let isKnown: Bool

  /// Positional parameters of these names.
  init(names: [String]) {
    self.names = names
    positional = names.count
    (hasRest, hasKeywords, defaults, isKnown) = (false, false, [:], true)
  }

  init(_ callable: PyValue) {
    var function = callable.cast(FunctionObject.self)
    var skip = 0
    if function == nil, let method = callable.cast(BoundMethod.self) {
      function = method.function.cast(FunctionObject.self)
      skip = 1
    }
    if function == nil, let object = callable.object, object.kind == .instance {
      function = object.type.lookup(Names.call)?.cast(FunctionObject.self)
      skip = 1
    }
    guard let function else {
      names = []
      positional = 0
      (hasRest, hasKeywords, defaults, isKnown) = (true, true, [:], false)
      return
    }
    let parameters = function.code.parameters
    var found: [String: PyValue] = [:]
    let first = parameters.positional - function.defaults.count
    for (index, value) in function.defaults.enumerated() {
      found[parameters.names[first + index].text] = value
    }
    for (index, value) in function.keywordDefaults.enumerated() where !value.isUnbound {
      found[parameters.names[parameters.positional + index].text] = value
    }
    names = parameters.names.dropFirst(skip).map(\.text)
    positional = parameters.positional - skip
    hasRest = parameters.restSlot != nil
    hasKeywords = parameters.keywordsSlot != nil
    defaults = found
    isKnown = true
  }

  func bind(
    _ arguments: Arguments, _ specifications: [PyValue] = []
  ) throws(Raise) -> FunctionArguments {
    var items: [FunctionArguments.Item] = []
    guard isKnown else {
      for index in 0..<arguments.count {
        items.append(.init(name: "args_\(index)", kind: .rest, value: arguments[index]))
      }
      for (name, value) in arguments.named {
        items.append(.init(name: name.text, kind: .keyword, value: value))
      }
      return FunctionArguments(items: items)
    }
    var named: [String: PyValue] = [:]
    for (name, value) in arguments.named { named[name.text] = value }
    if arguments.count > positional, !hasRest {
      throw failure("too many positional arguments", arguments, specifications)
    }
    for (place, name) in names.enumerated() {
      let kind: FunctionArguments.Item.Kind = place < positional ? .positional : .keyword
      if place < min(arguments.count, positional) {
        if named[name] != nil {
          throw failure("multiple values for argument '\(name)'", arguments, specifications)
        }
        items.append(.init(name: name, kind: kind, value: arguments[place]))
      } else if let value = named.removeValue(forKey: name) ?? defaults[name] {
        items.append(.init(name: name, kind: kind, value: value))
      } else {
        throw failure("missing a required argument: '\(name)'", arguments, specifications)
      }
    }
    let rest = (min(positional, arguments.count)..<arguments.count).map { place in
      FunctionArguments.Item(
        name: "args_\(place)", kind: .rest, value: arguments[place])
    }
    items.insert(contentsOf: rest, at: positional)
    for (name, value) in arguments.named where named[name.text] != nil {
      guard hasKeywords else {
        throw failure(
          "got an unexpected keyword argument '\(name.text)'", arguments, specifications)
      }
      items.append(.init(name: name.text, kind: .keyword, value: value))
    }
    return FunctionArguments(items: items)
  }

  /// The signature as errors show it: `(x, y=<captured_default_value>)`.
  func text(_ specifications: [PyValue] = []) -> String {
    var parts: [String] = []
    for (place, name) in names.enumerated() {
      if place < specifications.count {
        parts.append("\(name): \((try? specifications[place].repr()) ?? "")")
      } else {
        parts.append(defaults[name] == nil ? name : "\(name)=<captured_default_value>")
      }
    }
    return "(" + parts.joined(separator: ", ") + ")"
  }

  func failure(
    _ reason: String, _ arguments: Arguments, _ specifications: [PyValue]
  ) -> Raise {
    let given = (try? PyValue.tuple(arguments.positional).repr()) ?? "()"
    let keywords = DictObject()
    for (name, value) in arguments.named { keywords.set(text: name, value) }
    return Raise.type(
      "Binding inputs to tf.function failed due to `\(reason)`. Received args: \(given) and "
        + "kwargs: \((try? keywords.repr()) ?? "{}") for signature: \(text(specifications)).")
  }
}

/// What of a call decides which trace runs.
struct TraceKey: Hashable {
  private(set) var text = ""
  /// Tensors among the arguments, in order: their signatures.
  fileprivate(set) var tensors: [PartialSignature] = []
  private var aliases: [ObjectIdentifier] = []

  init(_ arguments: FunctionArguments) throws(Raise) {
    for item in arguments.items {
      text += item.name + "="
      try add(item.value)
      text += ";"
    }
  }

  private mutating func add(_ value: PyValue) throws(Raise) {
    switch value {
    case .none, .unbound: text += "None"
    case .bool(let value): text += value ? "1" : "0"
    case .int(let value): text += String(value)
    case .float(let value):
      if let whole = Int(exactly: value) { text += String(whole) } else { text += "\(value)" }
    case .object(let object): try add(object)
    }
  }

  private mutating func add(_ object: PyObject) throws(Raise) {
    if let signature = TraceKey.signature(of: object) {
      tensors.append(signature)
      text += "T\(signature.dtype.name)"
      return
    }
    if let variable = object as? VariableObject {
      let identity = ObjectIdentifier(variable.variable)
      let alias = aliases.firstIndex(of: identity) ?? aliases.count
      if alias == aliases.count { aliases.append(identity) }
      text += "V\(variable.variable.dtype.name)\(variable.variable.shape)#\(alias)"
      return
    }
    switch object.kind {
    case .string: text += "S" + ((try? object.repr()) ?? "")
    case .list, .tuple:
      text += object.kind == .list ? "[" : "("
      for item in try PyValue.object(object).items() {
        try add(item)
        text += ","
      }
      text += "]"
    case .dict:
      text += "{"
      for (key, item) in unsafeDowncast(object, to: DictObject.self).pairs {
        text += (try key.repr()) + ":"
        try add(item)
        text += ","
      }
      text += "}"
    case .bigInt, .complex, .bytes: text += try object.repr()
    default: text += "O\(object.identityHash)"
    }
  }

  static func signature(of object: PyObject) -> PartialSignature? {
    if let tensor = object as? TensorObject {
      return PartialSignature(tensor.tensor.dtype, PartialShape(tensor.tensor.shape))
    }
    return (object as? SymbolicTensor)?.signature ?? (object as? TensorSpecObject)?.signature
  }
}

extension TraceKey {
  /// Opens the lengths in which another call differed.
  mutating func relax(towards other: TraceKey) {
    for place in tensors.indices where place < other.tensors.count {
      tensors[place].shape = tensors[place].shape.joined(with: other.tensors[place].shape)
    }
  }
}
