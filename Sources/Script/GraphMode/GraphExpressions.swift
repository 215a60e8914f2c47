import Engine

/// Evaluates `a and b`, `a or b`; on tensors the right side is a branch.
final class GraphLogicNode: Node {
  private let isAnd: Bool
  private let left: Node
  private let right: Node
  private let machine: MachinePointer

  init(isAnd: Bool, _ left: Node, _ right: Node, _ span: SourceSpan, _ machine: MachinePointer) {
    self.isAnd = isAnd
    self.left = left
    self.right = right
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = try left.evaluate(frame)
    guard let (graph, tensor) = try value.symbolic() else {
      do throws(Raise) {
        return try value.truth() == isAnd ? try right.evaluate(frame) : value
      } catch {
        throw error.at(left.span)
      }
    }
    machine.pointee.span = span
    do throws(Raise) {
      let (isAnd, right) = (isAnd, right)
      return try graph.conditional(
        tensor,
        then: { () throws(Raise) in isAnd ? try right.evaluate(frame) : tensor },
        otherwise: { () throws(Raise) in isAnd ? tensor : try right.evaluate(frame) })
    } catch {
      throw error.at(span)
    }
  }
}

/// Evaluates `not a`.
final class GraphNotNode: Node {
  private let operand: Node
  private let machine: MachinePointer

  init(_ operand: Node, _ span: SourceSpan, _ machine: MachinePointer) {
    self.operand = operand
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = try operand.evaluate(frame)
    machine.pointee.span = span
    do throws(Raise) {
      guard let (graph, tensor) = try value.symbolic() else { return .bool(try !value.truth()) }
      return try graph.call(OpText("LogicalNot"), name: nil, [tensor]) { values throws(Raise) in
        try Operators.apply(.invert, values[0])
      }
    } catch {
      throw error.at(span)
    }
  }
}

/// Evaluates `a if condition else b`.
final class GraphConditionalNode: Node {
  private let condition: Node
  private let then: Node
  private let otherwise: Node
  private let machine: MachinePointer

  init(
    _ condition: Node, _ then: Node, _ otherwise: Node, _ span: SourceSpan,
    _ machine: MachinePointer
  ) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = try condition.evaluate(frame)
    guard let (graph, tensor) = try value.symbolic() else {
      let truth: Bool
      do throws(Raise) {
        truth = try value.truth()
      } catch {
        throw error.at(condition.span)
      }
      return truth ? try then.evaluate(frame) : try otherwise.evaluate(frame)
    }
    machine.pointee.span = span
    do throws(Raise) {
      let (then, otherwise) = (then, otherwise)
      return try graph.conditional(
        tensor,
        then: { () throws(Raise) in try then.evaluate(frame) },
        otherwise: { () throws(Raise) in try otherwise.evaluate(frame) },
        mismatch: { [span, machine] _, a, b in
          let text = machine.pointee.interpreter.source.text(of: span)
          let (x, y) = (graph.signature(of: a).dtype.name, graph.signature(of: b).dtype.name)
          return Raise.type(
            "'\(text)' has dtype \(x) in the main branch, but dtype \(y) in the else branch")
        })
    } catch {
      throw error.at(span)
    }
  }
}

/// Python's functions that autograph gives a meaning for tensors.
enum GraphBuiltins {
  static let names: Set<String> = ["range", "len", "int", "float", "abs", "enumerate", "zip"]

  /// The call on tensors of a graph; `nil` where Python's own function is meant.
  static func call(_ name: String, _ arguments: [PyValue]) throws(Raise) -> PyValue? {
    guard let tensor = arguments.lazy.compactMap({ $0.cast(SymbolicTensor.self) }).first,
      let graph = tensor.context.graph
    else { return nil }
    let context = tensor.context
    switch name {
    case "range":
      let range = try context.module("tensorflow").attribute(Symbol("range"))
      return try range.call(arguments)
    case "len":
      guard let lengths = tensor.shape.lengths else {
        return try count(tensor.value, context)
      }
      guard let first = lengths.first else {
        throw Raise.value("len requires a non-scalar tensor, got one of shape []")
      }
      if let first { return .int(first) }
      return try count(tensor.value, context)
    case "int", "float":
      let dtype: DType = name == "int" ? .int32 : .float32
      return try graph.call(OpText("Cast"), name: nil, [tensor.value]) { values throws(Raise) in
        let value = try context.tensor(values[0])
        if value.dtype == dtype { return values[0] }
        return try context.apply(Cast(dtype), value)
      }
    case "abs": return try graph.magnitude(tensor.value)
    default: return nil
    }
  }

  private static func count(_ value: PyValue, _ context: RunContext) throws(Raise) -> PyValue {
    let shape = try context.module("tensorflow").attribute(Symbol("shape")).call(value)
    return try shape.item(.int(0))
  }
}

/// A call of one of those functions.
final class GraphBuiltinNode: Node {
  private let name: String
  private let callee: Node
  private let arguments: [Node]
  private let machine: MachinePointer

  init(
    _ name: String, _ callee: Node, _ arguments: [Node], _ span: SourceSpan,
    _ machine: MachinePointer
  ) {
    self.name = name
    self.callee = callee
    self.arguments = arguments
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let function = try callee.evaluate(frame)
    var values: [PyValue] = []
    for argument in arguments { values.append(try argument.evaluate(frame)) }
    machine.pointee.span = span
    do throws(Raise) {
      let isOwn = machine.pointee.interpreter.builtins[name]?.isSame(as: function) ?? false
      if isOwn, let result = try GraphBuiltins.call(name, values) { return result }
      return try function.call(values)
    } catch {
      throw error.at(span)
    }
  }
}
