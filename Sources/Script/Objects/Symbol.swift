import Synchronization

/// A name known once: attribute look-ups compare addresses, not letters.
package struct Symbol: Hashable, Sendable {
  private unowned(unsafe) let entry: Entry

  private final class Entry: @unchecked Sendable {
    let text: String
    let string: StringObject

    init(_ text: String) {
      self.text = text
      string = StringObject(text)
    }
  }

  /// Names are few and shared by all interpreters, so entries are never freed.
  private static let table = Mutex<[String: Entry]>([:])

  package init(_ text: String) {
    entry = Symbol.table.withLock { table in
      if let known = table[text] { return known }
      let entry = Entry(text)
      table[text] = entry
      return entry
    }
  }

  package var text: String { entry.text }

  /// The name as a value, made once.
  package var value: PyValue { .object(entry.string) }

  package static func == (a: Symbol, b: Symbol) -> Bool { a.entry === b.entry }

  /// A number for small tables of names.
  var bits: Int {
    Int(bitPattern: Unmanaged.passUnretained(entry).toOpaque()) >> 4
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(entry))
  }
}

extension Symbol: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}

/// Names that the evaluator itself asks for.
package enum Names {
  package static let initialize = Symbol("__init__")
  package static let new = Symbol("__new__")
  package static let call = Symbol("__call__")
  package static let repr = Symbol("__repr__")
  package static let str = Symbol("__str__")
  package static let format = Symbol("__format__")
  package static let bool = Symbol("__bool__")
  package static let len = Symbol("__len__")
  package static let getItem = Symbol("__getitem__")
  package static let setItem = Symbol("__setitem__")
  package static let delItem = Symbol("__delitem__")
  package static let contains = Symbol("__contains__")
  package static let iter = Symbol("__iter__")
  package static let next = Symbol("__next__")
  package static let reversed = Symbol("__reversed__")
  package static let enter = Symbol("__enter__")
  package static let exit = Symbol("__exit__")
  package static let hash = Symbol("__hash__")
  package static let eq = Symbol("__eq__")
  package static let getAttr = Symbol("__getattr__")
  package static let getAttribute = Symbol("__getattribute__")
  package static let setAttr = Symbol("__setattr__")
  package static let delAttr = Symbol("__delattr__")
  package static let get = Symbol("__get__")
  package static let set = Symbol("__set__")
  package static let setName = Symbol("__set_name__")
  package static let initSubclass = Symbol("__init_subclass__")
  package static let index = Symbol("__index__")
  package static let int = Symbol("__int__")
  package static let float = Symbol("__float__")
  package static let complex = Symbol("__complex__")
  package static let abs = Symbol("__abs__")
  package static let round = Symbol("__round__")
  package static let floor = Symbol("__floor__")
  package static let ceil = Symbol("__ceil__")
  package static let trunc = Symbol("__trunc__")
  package static let divmod = Symbol("__divmod__")
  package static let rdivmod = Symbol("__rdivmod__")
  package static let slots = Symbol("__slots__")
  package static let name = Symbol("__name__")
  package static let qualname = Symbol("__qualname__")
  package static let module = Symbol("__module__")
  package static let doc = Symbol("__doc__")
  package static let dict = Symbol("__dict__")
  package static let classOf = Symbol("__class__")
  package static let bases = Symbol("__bases__")
  package static let mro = Symbol("__mro__")
  package static let annotations = Symbol("__annotations__")
  package static let missing = Symbol("__missing__")
  package static let wrapped = Symbol("__wrapped__")
  package static let isAbstract = Symbol("__isabstractmethod__")
  package static let args = Symbol("args")

  private static func table(_ prefix: String) -> [Symbol] {
    [
      "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and",
      "or", "xor",
    ].map { Symbol("__\(prefix)\($0)__") }
  }

  private static let forward = table("")
  private static let reflected = table("r")
  private static let inPlace = table("i")

  /// `__add__` of `+`.
  package static func method(_ op: BinaryOperator) -> Symbol { forward[op.ordinal] }
  /// `__radd__` of `+`.
  package static func reflectedMethod(_ op: BinaryOperator) -> Symbol { reflected[op.ordinal] }
  /// `__iadd__` of `+=`.
  package static func inPlaceMethod(_ op: BinaryOperator) -> Symbol { inPlace[op.ordinal] }

  /// `__lt__` of `<`.
  package static func method(_ op: ComparisonOperator) -> Symbol {
    switch op {
    case .less: lt
    case .lessEqual: le
    case .greater: gt
    case .greaterEqual: ge
    case .notEqual: ne
    default: eq
    }
  }
  private static let lt = Symbol("__lt__")
  private static let le = Symbol("__le__")
  private static let gt = Symbol("__gt__")
  private static let ge = Symbol("__ge__")
  private static let ne = Symbol("__ne__")

  package static func method(_ op: UnaryOperator) -> Symbol {
    switch op {
    case .minus: neg
    case .plus: pos
    case .invert, .not: invert
    }
  }
  private static let neg = Symbol("__neg__")
  private static let pos = Symbol("__pos__")
  private static let invert = Symbol("__invert__")
}

extension BinaryOperator {
  /// The place in the tables of special methods.
  fileprivate var ordinal: Int {
    switch self {
    case .add: 0
    case .subtract: 1
    case .multiply: 2
    case .divide: 3
    case .floorDivide: 4
    case .modulo: 5
    case .power: 6
    case .matrixMultiply: 7
    case .leftShift: 8
    case .rightShift: 9
    case .bitAnd: 10
    case .bitOr: 11
    case .bitXor: 12
    }
  }
}
