import Engine

/// A function of the engine's catalog as a value of the lesson.
enum CatalogFunction {
  /// The function object that binds, converts, calls and boxes.
  static func make(_ function: LessonFunction, _ context: RunContext) -> NativeFunction {
    let full = function.names.first ?? "function"
    let name = full.split(separator: ".").last.map(String.init) ?? full
    // Defaults such as `tf.int64` are read as the names of dtypes.
    let signature = Signature(
      PlainNames.own[full] ?? name, function.parameters.replacingDTypes,
      manner: PlainNames.manner(full))
    let parameters = ParameterTable(function)
    return NativeFunction(direct: name) { [unowned context] arguments throws(Raise) in
      if let quick = try quickly(function, arguments, context) { return quick }
      return try signature.bind(arguments) { bound throws(Raise) in
        try call(function, CallArguments(bound, parameters, context), context)
      }
    }
  }

  /// One or two tensors by position: nothing is bound.
  @inline(__always)
  private static func quickly(
    _ function: LessonFunction, _ arguments: Arguments, _ context: RunContext
  ) throws(Raise) -> PyValue? {
    guard arguments.keywords == nil else { return nil }
    do throws(EngineError) {
      switch function.body {
      case .unary(let body) where arguments.count == 1:
        guard let x = arguments[0].cast(TensorObject.self) else { return nil }
        context.mark()
        return context.boxed(try body(x.tensor))
      case .binary(let body) where arguments.count == 2:
        guard let x = arguments[0].cast(TensorObject.self),
          let y = arguments[1].cast(TensorObject.self)
        else { return nil }
        context.mark()
        return context.boxed(try body(x.tensor, y.tensor))
      default: return nil
      }
    } catch {
      throw Raise(error, madeTensors: false)
    }
  }

  private static func call(
    _ function: LessonFunction, _ arguments: CallArguments, _ context: RunContext
  ) throws(Raise) -> PyValue {
    context.mark()
    context.madeTensors = false
    do {
      let result = context.boxed(try function.call(arguments))
      return try arguments.rows?.wrapped(result) ?? result
    } catch let raise as Raise {
      throw raise
    } catch let error as EngineError {
      let raise = Raise(error, madeTensors: context.madeTensors)
      if let name = arguments.ownName, let text = raise.exception.text, text.hasSuffix("] name: ") {
        raise.exception.text = text + name
      }
      throw raise
    } catch {
      throw Raise.runtime("\(error)")
    }
  }
}

extension String {
  /// `output_type=tf.int64` as `output_type='int64'`.
  fileprivate var replacingDTypes: String {
    split(separator: ",", omittingEmptySubsequences: false).map { part -> String in
      guard let range = part.firstRange(of: "=tf.") else { return String(part) }
      return part[..<range.lowerBound] + "='" + part[range.upperBound...] + "'"
    }.joined(separator: ",")
  }
}

/// The arguments of one call, read the way TensorFlow reads them.
struct CallArguments: LessonArguments {
  private let bound: Bound
  private let table: ParameterTable
  private let context: RunContext
  /// Rows that stand for whole tensors, where the function works on rows.
  let rows: RowArguments?

  init(_ bound: Bound, _ table: ParameterTable, _ context: RunContext) {
    self.bound = bound
    self.table = table
    self.context = context
    rows = table.keepsRows ? RowArguments() : nil
  }

  /// What the lesson calls the op, where an error of its kernel tells.
  var ownName: String? { table.tellsName ? value("name").text : nil }

  private func value(_ name: String) -> PyValue {
    guard let place = table.places[name] else { return .unbound }
    return rows?.unwrapped(bound[place]) ?? bound[place]
  }

  func isNone(_ name: String) -> Bool { value(name).isAbsent }

  func isSequence(_ name: String) -> Bool {
    let kind = value(name).object?.kind
    return kind == .list || kind == .tuple
  }

  // MARK: Tensors

  /// Notes that the op's quick way in does not take an operand as it is, and the long way makes the
  /// tensor; some functions make tensors of their operands before the op sees them.
  private func note(_ value: PyValue) {
    if !table.convertsFirst, !value.isOperandAsIs { context.madeTensors = true }
  }

  func tensor(_ name: String) throws -> Tensor {
    note(value(name))
    return context.recorded(try context.tensor(value(name), wish(value(name))))
  }

  /// What an operand must be where the function knows one dtype only; tensors are left to the op.
  private func wish(_ value: PyValue) -> RunContext.Wish {
    if let dtype = table.operandDType, tensorDType(value) == nil { return .dtype(dtype) }
    return .none
  }

  func tensors(_ names: [String]) throws -> [Tensor] {
    try converted(names.map { value($0) })
  }

  func tensorList(_ name: String) throws -> [Tensor] {
    let list = value(name)
    if tensorDType(list) != nil {
      if table.takesOneAsList { return [try context.tensor(list)] }
      return try list.items().map { try context.tensor($0) }
    }
    guard let items = try LeafRun.elements(of: list) else {
      throw Raise.type("'\(list.typeName)' object is not iterable")
    }
    if table.stacks, let dtype = try LeafRun.commonDType(list) {
      return try items.map { context.recorded(try context.tensor($0, .dtype(dtype))) }
    }
    return try converted(Array(items))
  }

  private func converted(_ values: [PyValue]) throws -> [Tensor] {
    if table.isLoose { return try loosely(values) }
    for value in values { note(value) }
    if table.operandDType != nil {
      return anchored(try values.map { try context.tensor($0, wish($0)) })
    }
    var dtype = values.lazy.compactMap { tensorDType($0) }.first
    var tensors: [Tensor] = []
    for value in values {
      let wish: RunContext.Wish =
        if let dtype, tensorDType(value) == nil { .dtype(dtype) } else { .none }
      let tensor = try context.tensor(value, wish)
      if dtype == nil { dtype = tensor.dtype }
      tensors.append(tensor)
    }
    return anchored(tensors)
  }

  private func loosely(_ values: [PyValue]) throws -> [Tensor] {
    var tensors: [Tensor] = []
    // The operator of a second operand that is the only tensor takes the first one in.
    let taker = table.reflects && values.count == 2 ? tensorDType(values[1]) : nil
    for value in values {
      let wish: RunContext.Wish =
        if let first = tensors.first {
          .hint(first.dtype)
        } else if let taker, tensorDType(value) == nil {
          .dtype(taker)
        } else {
          .none
        }
      tensors.append(try context.tensor(value, wish))
    }
    return anchored(tensors)
  }

  /// At least one of them must know the recording.
  private func anchored(_ tensors: [Tensor]) -> [Tensor] {
    guard tensors.allSatisfy({ $0.recording == nil }), let first = tensors.first else {
      return tensors
    }
    return [context.recorded(first)] + tensors.dropFirst()
  }

  private func tensorDType(_ value: PyValue) -> DType? {
    guard case .object(let object) = value else { return nil }
    if let tensor = object as? TensorObject { return tensor.tensor.dtype }
    return (object as? VariableObject)?.variable.dtype
  }

  // MARK: Plain values

  func int(_ name: String) throws -> Int { try context.int(value(name)) }

  func double(_ name: String) throws -> Double { try value(name).asDouble() }

  func bool(_ name: String) throws -> Bool { try value(name).truth() }

  func text(_ name: String) throws -> String? { value(name).text }

  func option(_ key: String, in name: String) throws -> String? {
    value(name).cast(DictObject.self)?.get(text: key)?.text
  }

  func isNumber(_ name: String) -> Bool {
    switch value(name) {
    case .int, .bool: return true
    case .object(let object):
      if let tensor = object as? TensorObject { return tensor.tensor.shape.rank == 0 }
      return object is NumPyScalar
    default: return false
    }
  }

  func ints(_ name: String) throws -> [Int] {
    if table.operandLists.contains(name) { note(value(name)) }
    return try context.ints(value(name))
  }

  func intLists(_ name: String) throws -> [[Int]] {
    note(value(name))
    return try value(name).items().map { try context.ints($0) }
  }

  func dtype(_ name: String) throws -> DType? { try DTypeObject.argument(value(name)) }
}

extension PyValue {
  /// Whether an op's quick way in takes it as an operand: tensors, variables, arrays and Python's
  /// numbers, which `np.float64` is one of; rows, text and NumPy's other scalars go the long way,
  /// whose errors do not tell a name.
  var isOperandAsIs: Bool {
    switch self {
    case .int, .float, .bool: true
    case .object(let object):
      object is TensorObject || object is VariableObject || object is ArrayObject
        || (object as? NumPyScalar)?.array.dtype == .float64
    case .none, .unbound: false
    }
  }
}

extension RunContext {
  /// The value of a function's result.
  @inline(__always)
  func boxed(_ tensor: Tensor) -> PyValue {
    box(tensor.recording == nil ? constant(tensor.array) : tensor)
  }

  func boxed(_ result: LessonResult) -> PyValue {
    switch result {
    case .none: .none
    case .tensor(let tensor): boxed(tensor)
    case .list(let tensors): .list(tensors.map { boxed($0) })
    case .tuple(let results): .tuple(results.map { boxed($0) })
    case .record(let name, let fields): record(name, fields)
    }
  }

  /// A whole number: Python's, NumPy's or a scalar tensor's.
  func int(_ value: PyValue) throws(Raise) -> Int {
    if let array = value.cast(TensorObject.self)?.array,
      !array.dtype.isInteger || array.shape.rank > 0
    {
      throw try noInteger(value)
    }
    guard let index = try value.asIndex()?.smallInt else {
      if value.isNone {
        throw Raise.type("'NoneType' object cannot be interpreted as an integer")
      }
      throw try noInteger(value)
    }
    return index
  }

  /// The error of a value that is converted to a whole number and is none.
  private func noInteger(_ value: PyValue) throws(Raise) -> Raise {
    if value.cast(ArrayObject.self) != nil {
      return Raise.type("'\(value.typeName)' object cannot be interpreted as an integer")
    }
    _ = try tensor(value, .dtype(.int32))
    return Raise.type("Cannot convert \(try value.repr()) to EagerTensor of dtype int32")
  }

  /// Whole numbers: a list, a shape, an array or a tensor of them, or one as a list of one.
  func ints(_ value: PyValue) throws(Raise) -> [Int] {
    if case .int(let one) = value { return [one] }
    if let shape = value.cast(ShapeObject.self) {
      guard let known = shape.known else {
        throw Raise.value(
          "Cannot convert a partially known TensorShape \(try shape.str()) to a Tensor.")
      }
      return known.lengths
    }
    if let array = value.cast(TensorObject.self)?.array ?? value.cast(ArrayObject.self)?.array,
      array.dtype.isInteger
    {
      return array.integers.map { Int($0) }
    }
    if value.cast(TensorObject.self) != nil { throw try noInteger(value) }
    if let one = try value.asIndex()?.smallInt { return [one] }
    guard let items = try LeafRun.elements(of: value) else {
      throw try noInteger(value)
    }
    var found: [Int] = []
    for item in items {
      guard let index = try item.asIndex()?.smallInt else { throw try noInteger(value) }
      found.append(index)
    }
    return found
  }

  /// Axis lengths of a new tensor, which must not be negative.
  func shape(
    _ value: PyValue, op: String, _ dtype: DType = .float32
  ) throws(Raise) -> TensorShape {
    let lengths = try ints(value)
    if let wrong = lengths.first(where: { $0 < 0 }) {
      throw TensorErrors.invalidArgument("Dimension \(wrong) must be >= 0", op: op)
    }
    return try fitting(TensorShape(lengths), dtype, op: op)
  }

  /// The shape, where a tensor of it can be had.
  func fitting(_ shape: TensorShape, _ dtype: DType, op: String) throws(Raise) -> TensorShape {
    do throws(EngineError) {
      _ = try shape.fitting(dtype, op: op)
    } catch {
      throw Raise(error)
    }
    return shape
  }
}

/// Rows among the arguments of a function that works on their values alone, and gives rows back.
final class RowArguments {
  private var one: IndexedSlicesObject?
  private var many: [Int: IndexedSlicesObject] = [:]

  func unwrapped(_ value: PyValue) -> PyValue {
    if let slices = value.cast(IndexedSlicesObject.self) {
      one = slices
      return slices.values
    }
    guard value.object?.kind == .list || value.object?.kind == .tuple,
      let items = try? value.items()
    else { return value }
    for (place, item) in items.enumerated() {
      if let slices = item.cast(IndexedSlicesObject.self) { many[place] = slices }
    }
    if many.isEmpty { return value }
    return .list(items.enumerated().map { many[$0]?.values ?? $1 })
  }

  /// The result with rows where rows were given.
  func wrapped(_ result: PyValue) throws(Raise) -> PyValue {
    if let one { return one.with(result) }
    guard !many.isEmpty, result.object?.kind == .tuple else { return result }
    var parts = try result.items()
    guard let first = parts.first else { return result }
    let clipped = try first.items().enumerated().map { many[$0]?.with($1) ?? $1 }
    parts[0] = .list(clipped)
    return .tuple(parts)
  }
}
