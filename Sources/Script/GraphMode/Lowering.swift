import Engine

/// Rewrites the body of a function so that nothing jumps: `break`, `continue` and `return` become
/// flags, and what stands behind them runs only where no flag is set.
///
/// This is how TensorFlow's autograph sees a function too; only with flags can a jump depend on a
/// tensor.
struct Lowering {
  /// What the flags are called; lessons cannot write such names.
  enum Flag {
    static let returned = "do return"
    static let value = "return value"
  }

  private var loopCount = 0
  private let span: SourceSpan

  private init(_ span: SourceSpan) { self.span = span }

  /// The body without jumps: it ends with the one `return`.
  static func lower(_ body: [Statement], at span: SourceSpan) -> [Statement] {
    var lowering = Lowering(span)
    guard body.contains(where: { Lowering.jumps($0, .returns) }) else {
      return lowering.loops(body)
    }
    if body.dropLast().allSatisfy({ !Lowering.jumps($0, .returns) }),
      case .returnValue(let value)? = body.last?.kind
    {
      // The only return stands at the end.
      var lowered = lowering.loops(Array(body.dropLast()))
      if let last = body.last {
        lowered.append(Statement(kind: .returnValue(value), span: last.span))
      }
      return lowered
    }
    let inside = lowering.loops(lowering.returns(body))
    return [
      lowering.assign(Flag.returned, .bool(false), span)
    ] + inside + [
      Statement(kind: .returnValue(lowering.name(Flag.value, span)), span: span)
    ]
  }

  // MARK: What a statement contains

  private enum Jump { case returns, breaks, continues }

  /// Whether a jump in the statement leaves it.
  private static func jumps(_ statement: Statement, _ jump: Jump) -> Bool {
    func any(_ blocks: [[Statement]], _ jump: Jump) -> Bool {
      blocks.contains { $0.contains { jumps($0, jump) } }
    }
    switch statement.kind {
    case .returnValue: return jump == .returns
    case .breakLoop: return jump == .breaks
    case .continueLoop: return jump == .continues
    case .ifElse(_, let then, let otherwise): return any([then, otherwise], jump)
    case .whileLoop(_, let body, let otherwise), .forLoop(_, _, let body, let otherwise):
      return jump == .returns ? any([body, otherwise], jump) : any([otherwise], jump)
    case .with(_, let body): return any([body], jump)
    case .tryExcept(let body, let handlers, let otherwise, let finally):
      return any([body, otherwise, finally] + handlers.map(\.body), jump)
    default: return false
    }
  }

  // MARK: Parts of trees

  private func name(_ name: String, _ span: SourceSpan) -> Expression {
    Expression(kind: .name(name), span: span)
  }

  private func assign(_ name: String, _ value: Expression.Kind, _ span: SourceSpan) -> Statement {
    Statement(
      kind: .assign(
        targets: [self.name(name, span)], value: Expression(kind: value, span: span)), span: span)
  }

  private func not(_ flag: String, _ span: SourceSpan) -> Expression {
    Expression(kind: .unary(.not, name(flag, span)), span: span)
  }

  private func guarded(_ flag: String, _ body: [Statement], _ span: SourceSpan) -> Statement {
    Statement(
      kind: .ifElse(condition: not(flag, span), then: body, otherwise: []), span: span)
  }

  // MARK: Returns

  /// A block in which returns set the flag and the value.
  private mutating func returns(_ body: [Statement]) -> [Statement] {
    var result: [Statement] = []
    for (place, statement) in body.enumerated() {
      let rest = Array(body[(place + 1)...])
      if case .returnValue(let value) = statement.kind {
        result.append(assign(Flag.returned, .bool(true), statement.span))
        result.append(
          Statement(
            kind: .assign(
              targets: [name(Flag.value, statement.span)],
              value: value ?? Expression(kind: .none, span: statement.span)),
            span: statement.span))
        return result
      }
      guard Lowering.jumps(statement, .returns) else {
        result.append(statement)
        continue
      }
      // Where one branch always returns, the rest belongs to the other one.
      if case .ifElse(let condition, let then, let otherwise) = statement.kind {
        if Lowering.always(then),
          !otherwise.contains(where: { Lowering.jumps($0, .returns) }) || rest.isEmpty
        {
          result.append(
            Statement(
              kind: .ifElse(
                condition: condition, then: returns(then), otherwise: returns(otherwise + rest)),
              span: statement.span))
          return result
        }
        if Lowering.always(otherwise), !otherwise.isEmpty,
          !then.contains(where: { Lowering.jumps($0, .returns) })
        {
          result.append(
            Statement(
              kind: .ifElse(
                condition: condition, then: returns(then + rest), otherwise: returns(otherwise)),
              span: statement.span))
          return result
        }
      }
      result.append(inside(statement))
      if !rest.isEmpty { result.append(guarded(Flag.returned, returns(rest), statement.span)) }
      return result
    }
    return result
  }

  /// Whether every way through a block ends in a return.
  private static func always(_ body: [Statement]) -> Bool {
    guard let last = body.last else { return false }
    switch last.kind {
    case .returnValue: return true
    case .ifElse(_, let then, let otherwise): return always(then) && always(otherwise)
    case .raise: return true
    default: return false
    }
  }

  private mutating func inside(_ statement: Statement) -> Statement {
    let kind: Statement.Kind
    switch statement.kind {
    case .ifElse(let condition, let then, let otherwise):
      kind = .ifElse(condition: condition, then: returns(then), otherwise: returns(otherwise))
    case .whileLoop(let condition, let body, let otherwise):
      kind = .whileLoop(
        condition: Expression(
          kind: .and(not(Flag.returned, condition.span), condition), span: condition.span),
        body: returns(body), otherwise: returns(otherwise))
    case .forLoop(let target, let iterable, let body, let otherwise):
      // The flag is looked at before each round, as a `break` is.
      kind = .forLoop(
        target: target, iterable: iterable,
        body: returns(body) + [
          Statement(
            kind: .ifElse(
              condition: name(Flag.returned, statement.span),
              then: [Statement(kind: .breakLoop, span: statement.span)], otherwise: []),
            span: statement.span)
        ], otherwise: returns(otherwise))
    case .with(let items, let body): kind = .with(items: items, body: returns(body))
    case .tryExcept(let body, let handlers, let otherwise, let finally):
      var changed: [ExceptHandler] = []
      for var handler in handlers {
        handler.body = returns(handler.body)
        changed.append(handler)
      }
      kind = .tryExcept(
        body: returns(body), handlers: changed, otherwise: returns(otherwise),
        finally: returns(finally))
    default: kind = statement.kind
    }
    return Statement(kind: kind, span: statement.span)
  }

  // MARK: Loops

  /// A block in which loops have no `break` and `continue`.
  private mutating func loops(_ body: [Statement]) -> [Statement] {
    var result: [Statement] = []
    for statement in body { result += loop(statement) }
    return result
  }

  private mutating func loop(_ statement: Statement) -> [Statement] {
    let span = statement.span
    switch statement.kind {
    case .ifElse(let condition, let then, let otherwise):
      return [
        Statement(
          kind: .ifElse(condition: condition, then: loops(then), otherwise: loops(otherwise)),
          span: span)
      ]
    case .with(let items, let body):
      return [Statement(kind: .with(items: items, body: loops(body)), span: span)]
    case .tryExcept(let body, let handlers, let otherwise, let finally):
      var changed: [ExceptHandler] = []
      for var handler in handlers {
        handler.body = loops(handler.body)
        changed.append(handler)
      }
      return [
        Statement(
          kind: .tryExcept(
            body: loops(body), handlers: changed, otherwise: loops(otherwise),
            finally: loops(finally)), span: span)
      ]
    case .whileLoop(let condition, let body, let otherwise):
      let (broken, lowered) = jumpless(body, span)
      var test = condition
      if let broken {
        test = Expression(
          kind: .and(not(broken, condition.span), condition), span: condition.span)
      }
      let loop = Statement(
        kind: .whileLoop(condition: test, body: lowered, otherwise: []), span: span)
      return finished(loop, broken, otherwise, span)
    case .forLoop(let target, let iterable, let body, let otherwise):
      let (broken, lowered) = jumpless(body, span)
      var guards: [Statement] = []
      if let broken {
        // The resolver takes the first statement of such a body for the test of the next round.
        guards = [Statement(kind: .expression(not(broken, span)), span: span)]
      }
      let loop = Statement(
        kind: .forLoop(
          target: target, iterable: iterable, body: guards + lowered,
          otherwise: []), span: span)
      return finished(loop, broken, otherwise, span)
    default: return [statement]
    }
  }

  /// A loop with its flag in front and its `else` behind.
  private mutating func finished(
    _ loop: Statement, _ broken: String?, _ otherwise: [Statement], _ span: SourceSpan
  ) -> [Statement] {
    let rest = loops(otherwise)
    guard let broken else { return [loop] + rest }
    var result = [assign(broken, .bool(false), span), loop]
    if !rest.isEmpty { result.append(guarded(broken, rest, span)) }
    return result
  }

  /// The body of a loop with flags for its jumps, and the flag of `break` where it has one.
  private mutating func jumpless(
    _ body: [Statement], _ span: SourceSpan
  ) -> (broken: String?, body: [Statement]) {
    let breaks = body.contains { Lowering.jumps($0, .breaks) }
    let continues = body.contains { Lowering.jumps($0, .continues) }
    guard breaks || continues else { return (nil, loops(body)) }
    loopCount += 1
    let broken = breaks ? "break \(loopCount)" : nil
    let continued = continues ? "continue \(loopCount)" : nil
    var lowered = replaced(body, broken, continued)
    if let continued { lowered.insert(assign(continued, .bool(false), span), at: 0) }
    return (broken, loops(lowered))
  }

  /// A block whose jumps set flags; what follows a jump is guarded.
  private func replaced(
    _ body: [Statement], _ broken: String?, _ continued: String?
  ) -> [Statement] {
    var result: [Statement] = []
    for (place, statement) in body.enumerated() {
      let span = statement.span
      switch statement.kind {
      case .breakLoop:
        if let broken { result.append(assign(broken, .bool(true), span)) }
        return result
      case .continueLoop:
        if let continued { result.append(assign(continued, .bool(true), span)) }
        return result
      default: break
      }
      let breaks = Lowering.jumps(statement, .breaks)
      let continues = Lowering.jumps(statement, .continues)
      guard breaks || continues else {
        result.append(statement)
        continue
      }
      result.append(Statement(kind: replacedInside(statement.kind, broken, continued), span: span))
      let rest = replaced(Array(body[(place + 1)...]), broken, continued)
      if !rest.isEmpty {
        var block = rest
        if continues, let continued { block = [guarded(continued, block, span)] }
        if breaks, let broken { block = [guarded(broken, block, span)] }
        result += block
      }
      return result
    }
    return result
  }

  private func replacedInside(
    _ kind: Statement.Kind, _ broken: String?, _ continued: String?
  ) -> Statement.Kind {
    switch kind {
    case .ifElse(let condition, let then, let otherwise):
      return .ifElse(
        condition: condition, then: replaced(then, broken, continued),
        otherwise: replaced(otherwise, broken, continued))
    case .with(let items, let body):
      return .with(items: items, body: replaced(body, broken, continued))
    case .tryExcept(let body, let handlers, let otherwise, let finally):
      return .tryExcept(
        body: replaced(body, broken, continued),
        handlers: handlers.map { handler in
          var handler = handler
          handler.body = replaced(handler.body, broken, continued)
          return handler
        }, otherwise: replaced(otherwise, broken, continued),
        finally: replaced(finally, broken, continued))
    default: return kind
    }
  }
}
