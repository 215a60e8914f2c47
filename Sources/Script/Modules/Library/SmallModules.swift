/// Python's `string`: its constants.
func makeStringModule() -> ModuleObject {
  let module = ModuleObject("string")
  let lower = "abcdefghijklmnopqrstuvwxyz"
  let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  let punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
  let space = " \t\n\r\u{b}\u{c}"
  for (name, text) in [
    ("ascii_lowercase", lower), ("ascii_uppercase", upper), ("ascii_letters", lower + upper),
    ("digits", "0123456789"), ("hexdigits", "0123456789abcdefABCDEF"), ("octdigits", "01234567"),
    ("punctuation", punctuation), ("whitespace", space),
    ("printable", "0123456789" + lower + upper + punctuation + space),
  ] {
    module.set(name, .string(text))
  }
  module.function("capwords", "s") { a throws(Raise) in
    let words = try a.text(0).split(whereSeparator: \.isWhitespace)
    return .string(
      words.map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
        .joined(separator: " "))
  }
  return module
}

/// Python's `typing`: names for annotations, which nobody looks at.
func makeTypingModule() -> ModuleObject {
  let module = ModuleObject("typing")
  for name in [
    "Any", "Optional", "Union", "List", "Dict", "Tuple", "Set", "FrozenSet", "Sequence",
    "Iterable", "Iterator", "Callable", "Mapping", "MutableMapping", "Generator", "Type",
    "ClassVar", "Final", "Literal", "Generic", "Protocol", "NoReturn", "Text", "Hashable",
    "Sized", "Collection", "Annotated", "Self", "DefaultDict", "Deque", "Counter",
    "OrderedDict", "NamedTuple", "TypedDict", "SupportsFloat", "Number",
  ] {
    module.set(name, .object(TypingName.make(name)))
  }
  module.function("TypeVar", "name, *constraints, bound=None, covariant=False") {
    a throws(Raise) in .object(TypingName.make(try a.text(0)))
  }
  module.function("cast", "typ, val") { a throws(Raise) in a[1] }
  for name in ["overload", "final", "no_type_check", "runtime_checkable"] {
    module.function(name, "f") { a throws(Raise) in a[0] }
  }
  module.set("TYPE_CHECKING", .bool(false))
  return module
}

/// `List`, `Optional` and the like: a class to derive from and to put brackets behind.
private enum TypingName {
  static func make(_ name: String) -> TypeObject {
    TypeObject(name, module: "typing", extensible: true)
  }
}

/// Python's `__future__`: what it asks for is the case already.
func makeFutureModule() -> ModuleObject {
  let module = ModuleObject("__future__")
  for name in [
    "annotations", "division", "print_function", "absolute_import", "unicode_literals",
    "generators", "nested_scopes", "with_statement",
  ] {
    module.set(name, .bool(true))
  }
  return module
}

/// Python's `warnings`: filters are accepted, warnings go to standard error.
func makeWarningsModule(_ interpreter: Interpreter) -> ModuleObject {
  let module = ModuleObject("warnings")
  var isSilent = false
  module.function("filterwarnings", "action, *args, **kwargs") { a throws(Raise) in
    isSilent = a[0].text == "ignore"
    return .none
  }
  module.function("simplefilter", "action, *args, **kwargs") { a throws(Raise) in
    isSilent = a[0].text == "ignore"
    return .none
  }
  module.function("warn", "message, category=None, stacklevel=1, source=None") {
    [unowned interpreter] a throws(Raise) in
    if isSilent { return .none }
    let kind = a[1].cast(TypeObject.self) ?? a[0].cast(ExceptionObject.self)?.type
    let line = interpreter.source.lineNumber(at: Int(interpreter.currentSpan.start))
    interpreter.write(
      "\(interpreter.source.name):\(line): \(kind?.name ?? "UserWarning"): \(try a[0].str())\n",
      to: .error)
    return .none
  }
  return module
}

/// Python's `abc`.
func makeABCModule() -> ModuleObject {
  let module = ModuleObject("abc")
  module.set("ABC", .object(TypeObject.abstractBase))
  module.function("abstractmethod", "funcobj") { a throws(Raise) in
    try a[0].setAttribute(Names.isAbstract, .bool(true))
    return a[0]
  }
  return module
}
