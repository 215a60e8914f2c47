import Engine

/// What an expression is at a stop.
package enum WatchReading: Sendable {
  case value(NDArray)
  case truth(Bool)
  case word(String)
  /// Something that it reads is not there at the stop, or never.
  case missing(String)
  /// It makes no sense, whatever the stop.
  case wrong(String)

  static func number(_ value: Double) -> WatchReading { .value(NDArray(value)) }

  /// Whether a condition holds; what is missing does not.
  package var holds: Bool {
    switch self {
    case .truth(let truth): truth
    case .value(let value): value.doubleIfSingle.map { $0 != 0 && !$0.isNaN } ?? false
    case .word, .missing, .wrong: false
    }
  }

  /// As a watch shows it.
  package var text: String {
    switch self {
    case .value(let value): ValueText(value).exact
    case .truth(let truth): truth ? "true" : "false"
    case .word(let word): word
    case .missing: "·"
    case .wrong(let problem): problem
    }
  }
}

/// Reads expressions at stops of a walk.
struct WatchReader {
  let walk: Walk
  let stop: Stop

  func read(_ expression: WatchExpression) -> WatchReading {
    switch expression {
    case .number(let number): return .number(number)
    case .word(let word): return .word(word)
    case .name(let name): return value(of: name)
    case .negative(let part):
      return single(part) { .number(-$0) }
    case .not(let part):
      switch read(part) {
      case .missing(let name): return .missing(name)
      case .wrong(let problem): return .wrong(problem)
      case let reading: return .truth(!reading.holds)
      }
    case .call(let function, let parts): return call(function, parts)
    case .element(let base, let places): return element(base, places)
    case .binary(let operation, let left, let right): return combine(operation, left, right)
    }
  }

  // MARK: Names

  private func value(of name: String) -> WatchReading {
    if let row = row(called: name) {
      return walk.model.isComputed(row, at: stop)
        ? .value(walk.model.value(node(row))) : .missing(name)
    }
    switch name {
    case "stop": return .number(Double(stop.index))
    case "step": return stop.step.map { .number(Double($0.number)) } ?? .missing(name)
    case "phase": return .word(stop.phase.rawValue)
    case "loss", "target":
      guard !walk.passes.isEmpty,
        let row = walk.model.nodes(of: stop.pass).targetRows.last.map(Int.init)
      else { return .missing(name) }
      return walk.model.isComputed(row, at: stop)
        ? .value(walk.model.value(node(row))) : .missing(name)
    default: return .missing(name)
    }
  }

  /// The newest row of a name that is computed, else any.
  private func row(called name: String) -> Int? {
    guard !walk.passes.isEmpty else { return nil }
    let rows = walk.model.rows(called: name, in: stop.pass)
    let end = walk.table(at: stop).endIndex
    let shown = rows.filter { $0 < end }
    return shown.last { walk.model.isComputed($0, at: stop) } ?? shown.last
  }

  private func node(_ row: Int) -> Int { Int(walk.model.nodes(of: stop.pass).rows[row]) }

  // MARK: Functions

  private func call(
    _ function: WatchExpression.Function, _ parts: [WatchExpression]
  ) -> WatchReading {
    switch function {
    case .grad: return gradient(of: parts[0])
    case .changed: return changed(parts[0])
    case .max where parts.count > 1: return fold(parts, Swift.max)
    case .min where parts.count > 1: return fold(parts, Swift.min)
    default: break
    }
    switch read(parts[0]) {
    case .value(let value): return reduced(value, function)
    case .truth(let truth): return reduced(NDArray(truth ? 1.0 : 0.0), function)
    case .word(let word): return .wrong("\(function.rawValue) of \(word)")
    case let other: return other
    }
  }

  private func reduced(_ value: NDArray, _ function: WatchExpression.Function) -> WatchReading {
    if case .text = value.payload { return .wrong("\(function.rawValue) of text") }
    let elements = value.doubles
    switch function {
    case .norm: return .number(elements.reduce(0) { $0 + $1 * $1 }.squareRoot())
    case .abs:
      guard let number = value.doubleIfSingle else {
        return .wrong("abs takes one number; max, mean and norm take a tensor")
      }
      return .number(Swift.abs(number))
    case .max: return .number(elements.reduce(-.infinity) { $0 >= $1 || $0.isNaN ? $0 : $1 })
    case .min: return .number(elements.reduce(.infinity) { $0 <= $1 || $0.isNaN ? $0 : $1 })
    case .mean: return .number(elements.reduce(0, +) / Double(elements.count))
    case .sum: return .number(elements.reduce(0, +))
    case .size: return .number(Double(elements.count))
    case .isnan: return .truth(elements.contains(where: \.isNaN))
    case .isinf: return .truth(elements.contains(where: \.isInfinite))
    case .isbad: return .truth(elements.contains { !$0.isFinite })
    case .grad, .changed: return .wrong("\(function.rawValue) takes a name")
    }
  }

  private func fold(
    _ parts: [WatchExpression], _ combine: (Double, Double) -> Double
  ) -> WatchReading {
    var found: Double?
    for part in parts {
      switch number(part) {
      case .success(let next): found = found.map { combine($0, next) } ?? next
      case .failure(let why): return why.reading
      }
    }
    return found.map { .number($0) } ?? .missing("")
  }

  private func gradient(of part: WatchExpression) -> WatchReading {
    guard case .name(let name) = part else { return .wrong("grad takes a name") }
    guard !walk.passes.isEmpty else { return .missing(name) }
    let forward = walk.model.nodes(of: stop.pass).forwardRowCount
    guard let row = walk.model.rows(called: name, in: stop.pass).last(where: { $0 < forward })
    else { return .missing(name) }
    let cell = walk.model.adjoint(of: row, at: stop)
    return cell.value.map { .value($0) } ?? .missing("grad(\(name))")
  }

  private func changed(_ part: WatchExpression) -> WatchReading {
    guard case .name(let name) = part, !walk.passes.isEmpty else { return .truth(false) }
    let rows = walk.model.rows(called: name, in: stop.pass)
    return .truth(
      walk.changes(at: stop).contains { change in
        switch change {
        case .value(let row), .adjoint(let row), .seed(let row), .variable(_, let row):
          rows.contains(row)
        }
      })
  }

  private func element(
    _ base: WatchExpression, _ places: [WatchExpression]
  ) -> WatchReading {
    guard case .value(let value) = read(base) else { return read(base) }
    let lengths = value.shape.lengths
    guard places.count == lengths.count else {
      return .wrong("\(places.count) indices for a tensor of shape \(value.shape)")
    }
    var offset = 0
    for (length, place) in zip(lengths, places) {
      switch number(place) {
      case .success(let wanted):
        guard wanted == wanted.rounded(), Swift.abs(wanted) < 1e15 else {
          return .wrong("an index is a whole number")
        }
        let index = wanted < 0 ? Int(wanted) + length : Int(wanted)
        guard (0..<length).contains(index) else {
          return .wrong("index \(Int(wanted)) is outside of shape \(value.shape)")
        }
        offset = offset * length + index
      case .failure(let why): return why.reading
      }
    }
    return .number(value.doubles[offset])
  }

  // MARK: Numbers

  private struct NoNumber: Error { let reading: WatchReading }

  private func number(_ part: WatchExpression) -> Result<Double, NoNumber> {
    switch read(part) {
    case .value(let value):
      if let number = value.doubleIfSingle { return .success(number) }
      return .failure(
        NoNumber(
          reading: .wrong(
            "a tensor of shape \(value.shape) is no number; take its norm, max, mean or an element"
          )))
    case .truth(let truth): return .success(truth ? 1 : 0)
    case .word(let word): return .failure(NoNumber(reading: .wrong("\(word) is no number")))
    case let other: return .failure(NoNumber(reading: other))
    }
  }

  private func single(
    _ part: WatchExpression, _ body: (Double) -> WatchReading
  ) -> WatchReading {
    switch number(part) {
    case .success(let value): body(value)
    case .failure(let why): why.reading
    }
  }

  private func combine(
    _ operation: WatchExpression.Operator, _ left: WatchExpression, _ right: WatchExpression
  ) -> WatchReading {
    switch operation {
    case .and, .or: return joined(operation, left, right)
    case .equal, .notEqual:
      if case .word(let a) = read(left), case .word(let b) = read(right) {
        return .truth((a == b) == (operation == .equal))
      }
    default: break
    }
    switch (number(left), number(right)) {
    case (.failure(let why), _), (_, .failure(let why)): return why.reading
    case (.success(let a), .success(let b)):
      switch operation {
      case .less: return .truth(a < b)
      case .lessOrEqual: return .truth(a <= b)
      case .greater: return .truth(a > b)
      case .greaterOrEqual: return .truth(a >= b)
      case .equal: return .truth(a == b)
      case .notEqual: return .truth(a != b)
      case .plus: return .number(a + b)
      case .minus: return .number(a - b)
      case .times: return .number(a * b)
      case .divided: return .number(a / b)
      case .power: return .number(Double.power(a, b))
      case .and, .or: return .missing("")
      }
    }
  }

  private func joined(
    _ operation: WatchExpression.Operator, _ left: WatchExpression, _ right: WatchExpression
  ) -> WatchReading {
    let (a, b) = (read(left), read(right))
    for part in [a, b] { if case .wrong = part { return part } }
    return .truth(operation == .and ? a.holds && b.holds : a.holds || b.holds)
  }
}
