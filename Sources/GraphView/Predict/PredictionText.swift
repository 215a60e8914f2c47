import Engine

/// How a prediction is asked for, helped with and answered, in words.
package struct PredictionText {
  private let walk: Walk
  private let prediction: Prediction
  private let text: RowText

  package init(_ walk: Walk, _ prediction: Prediction) {
    var open = walk
    open.veil = nil
    self.walk = open
    self.prediction = prediction
    text = RowText(walk.model, prediction.pass)
  }

  private var name: String { RowText.name(prediction.row) }
  private var expression: String { text.expression(prediction.row) }
  private var target: String {
    text.called(text.nodes.targetRows.last.map(Int.init) ?? prediction.row)
  }

  /// The term of the chain rule that is asked about.
  private var term: ChainTerm? {
    let place: Int
    switch prediction.part {
    case .value: return nil
    case .partial(let its), .contribution(let its), .adjoint(let its): place = its
    }
    return walk.chainRule(at: prediction.row, walk.stop(at: prediction.stop))?
      .terms.first { $0.place == place }
  }

  /// `[2,3]` where a single element is asked for.
  private var place: String {
    guard let element = prediction.element else { return "" }
    let shape =
      prediction.part == .value
      ? walk.recording.signature(of: text.node(prediction.row)).shape : term?.inputShape ?? []
    var rest = element
    var places: [Int] = []
    for length in shape.lengths.reversed() where length > 0 {
      places.insert(rest % length, at: 0)
      rest /= length
    }
    return "[\(places.map { String($0) }.joined(separator: ","))]"
  }

  /// What stands before the answer: `w5 = w1·w2 = `.
  package var lead: String {
    switch prediction.part {
    case .value:
      place.isEmpty
        ? "\(name) = \(expression) = " : "\(name)\(place) of \(name) = \(expression): "
    case .partial: "\(term?.derivative ?? "local") = "
    case .contribution:
      place.isEmpty
        ? "\(term?.name ?? name) receives \(product(isOpen: true)) = "
        : "\(term?.name ?? name)\(place) receives of \(product(isOpen: true)): "
    case .adjoint:
      place.isEmpty
        ? "d\(target)/d\(term?.name ?? name) = \(term?.before?.exact ?? "0") + … = "
        : "d\(target)/d\(term?.name ?? name)\(place), all that has arrived: "
    }
  }

  /// The whole cell once it is uncovered.
  package var full: String {
    let answer = walk.answer(to: prediction).map { ValueText($0).exact } ?? "None"
    switch prediction.part {
    case .value:
      return place.isEmpty ? "\(name) = \(expression) = \(answer)" : "\(name)\(place) = \(answer)"
    case .partial: return "\(term?.derivative ?? "local") = \(answer)"
    case .contribution: return "\(term?.name ?? name)\(place) receives \(answer)"
    case .adjoint: return "d\(target)/d\(term?.name ?? name)\(place) = \(answer)"
    }
  }

  private func product(isOpen: Bool) -> String {
    guard let term, !term.isTensor else { return term?.local.pullback ?? "g" }
    return isOpen
      ? "d\(target)/d\(name) × ∂\(name)/∂\(term.name)"
      : "\(term.upstream?.exact ?? "g") × \(term.partial(.number))"
  }

  // MARK: Hints

  /// A hint: first the rule, then the formula, then the numbers.
  package func hint(_ level: Int) -> String {
    switch level {
    case 1: rule
    case 2: formula
    default: numbers
    }
  }

  /// How many hints there are.
  package static let hintCount = 3

  private var rule: String {
    switch prediction.part {
    case .value: return "put in the values of what \(name) reads"
    case .partial:
      switch walk.recording.operation(of: text.node(prediction.row)) {
      case is Multiply: return "the slope of a product by one factor is the other factor"
      case is Add: return "a sum grows by as much as one of its terms: the slope is 1"
      case is Subtract:
        return "a difference grows with what is subtracted from and falls with what is subtracted"
      case is Maximum, is Minimum:
        return "only the branch that was taken has a slope; the other one has 0"
      case is Divide: return "the quotient rule: 1/b by the numerator, −a/b² by the denominator"
      default: return "differentiate \(expression) by \(term?.name ?? "the input")"
      }
    case .contribution: return "what arrives at \(name) times the local slope"
    case .adjoint: return "all paths add up: what had arrived, and what comes now"
    }
  }

  private var formula: String {
    switch prediction.part {
    case .value: return "\(name) = \(expression)"
    case .partial:
      return "\(term?.derivative ?? "") = \(term?.partial(.formula) ?? "")"
    case .contribution: return "\(term?.name ?? "") receives \(product(isOpen: true))"
    case .adjoint:
      let name = term?.name ?? name
      return "d\(target)/d\(name) = what stood there + what \(self.name) hands on"
    }
  }

  private var numbers: String {
    switch prediction.part {
    case .value: return "\(name) = \(text.numbers(prediction.row) ?? expression)"
    case .partial:
      if let branch = term?.local.branch { return branch }
      return "\(term?.derivative ?? "") at \(inputs)"
    case .contribution: return "\(term?.name ?? "") receives \(product(isOpen: false))"
    case .adjoint:
      return "\(term?.before?.exact ?? "0") + \(Self.held(term?.contribution?.exact ?? "0"))"
    }
  }

  private var inputs: String {
    walk.recording.inputs(of: text.node(prediction.row)).compactMap { input in
      text.nodes.row(of: input.position).map {
        "\(RowText.name($0)) = \(ValueText(walk.recording.value(of: input)).exact)"
      }
    }.joined(separator: ", ")
  }

  private static func held(_ text: String) -> String { text.hasPrefix("-") ? "(\(text))" : text }
}

// MARK: Judging

extension PredictionText {
  /// What became of an answer.
  package enum Verdict: Hashable, Sendable {
    case right
    /// What went wrong, as far as the number tells.
    case wrong(String)
    /// It cannot be read.
    case unreadable(String)
  }

  /// Numbers that agree to half a percent are the same.
  private static let tolerance = 0.005

  private static func agrees(_ guess: Double, _ truth: Double) -> Bool {
    if guess.isNaN || truth.isNaN { return guess.isNaN && truth.isNaN }
    if guess.isInfinite || truth.isInfinite { return guess == truth }
    return Swift.abs(guess - truth) <= Swift.max(tolerance * Swift.abs(truth), 1e-6)
  }

  /// Judges what was typed.
  package func verdict(on typed: String) -> Verdict {
    let value: TypedValue
    do throws(TypedValueError) {
      value = try TypedValue(typed)
    } catch {
      return .unreadable(error.description)
    }
    guard let answer = walk.answer(to: prediction) else { return .unreadable("nothing is asked") }
    guard value.lengths == answer.shape.lengths else {
      let wanted = answer.shape.rank == 0 ? "a number" : "rows of the shape \(answer.shape)"
      return .unreadable("got \(typed), expected \(wanted)")
    }
    let truth = answer.doubles
    let wrong = zip(value.elements, truth).filter { !Self.agrees($0, $1) }.count
    if wrong == 0 { return .right }
    guard let guess = value.number, let exact = truth.first else {
      return .wrong("\(wrong) of \(truth.count) elements differ")
    }
    return .wrong(reason(guess, exact) ?? nearness(guess, exact))
  }

  private func nearness(_ guess: Double, _ truth: Double) -> String {
    let isNear = Swift.abs(guess - truth) <= 0.05 * Swift.abs(truth)
    return isNear
      ? "close, but off by more than half a percent" : "not \(NumberFormat.exact(guess))"
  }

  /// Which factor was wrong, where another one of the usual ways leads to the guess.
  private func reason(_ guess: Double, _ truth: Double) -> String? {
    func isLike(_ other: Double?) -> Bool { other.map { Self.agrees(guess, $0) } ?? false }
    switch prediction.part {
    case .value: return valueReason(guess, truth)
    case .partial:
      guard let term else { return nil }
      if truth != 0, isLike(-truth) { return "the sign of the slope is wrong" }
      if let up = term.upstreamNumber, isLike(up * truth), up != 1 {
        return "that is the slope times what arrives; here only the local slope is asked"
      }
      if isLike(term.upstreamNumber) {
        return "that is what arrives at \(name), not its slope by \(term.name)"
      }
      if let other = otherTerm(term), isLike(other.local.number) {
        return "that is the slope by \(other.name); asked is the one by \(term.name)"
      }
      if isLike(scalar(of: prediction.row)) { return "that is the value of \(name), not its slope" }
      if isLike(scalar(of: term.row)) { return "that is the value of \(term.name), not a slope" }
      return nil
    case .contribution:
      guard let term, let local = term.local.number, let up = term.upstreamNumber else {
        return nil
      }
      if isLike(local) { return "that is the local slope: it was not multiplied by what arrives" }
      if isLike(up) { return "that is what arrives: it was not multiplied by the local slope" }
      if truth != 0, isLike(-truth) { return "the sign is wrong" }
      if isLike(up + local) { return "slopes along a path are multiplied, not added" }
      if let other = otherTerm(term), isLike(other.local.number.map { $0 * up }) {
        return "that is what \(other.name) receives: the local slope of the wrong input"
      }
      return nil
    case .adjoint:
      guard let term, let before = number(term.before), let flow = number(term.contribution) else {
        return nil
      }
      if isLike(flow) {
        return "the sum over paths is missing: \(term.name) had \(term.before?.exact ?? "") already"
      }
      if isLike(before) { return "what \(name) hands on now is not added yet" }
      if isLike(before * flow) { return "paths are added, not multiplied" }
      if truth != 0, isLike(-truth) { return "the sign is wrong" }
      if isLike(before - flow) { return "what arrives is added, not subtracted" }
      return nil
    }
  }

  private func valueReason(_ guess: Double, _ truth: Double) -> String? {
    func isLike(_ other: Double) -> Bool { Self.agrees(guess, other) }
    let recording = walk.recording
    let node = text.node(prediction.row)
    let values = recording.inputs(of: node).compactMap {
      recording.value(of: $0).doubleIfSingle
    }
    if truth != 0, isLike(-truth) { return "the sign is wrong" }
    guard values.count == 2 else { return nil }
    let (a, b) = (values[0], values[1])
    let own = recording.operation(of: node)
    if own is Maximum || own is Minimum, isLike(a) || isLike(b) {
      return
        "that is the other branch: which of the two is \(own is Maximum ? "larger" : "smaller")?"
    }
    if !(own is Add), isLike(a + b) { return "that is the sum; \(name) is \(expression)" }
    if !(own is Multiply), isLike(a * b) { return "that is the product; \(name) is \(expression)" }
    if own is Subtract, isLike(b - a) { return "subtracted the wrong way around" }
    if !(own is Subtract), isLike(a - b) {
      return "that is the difference; \(name) is \(expression)"
    }
    if own is Divide, isLike(b / a) { return "divided the wrong way around" }
    return nil
  }

  private func otherTerm(_ term: ChainTerm) -> ChainTerm? {
    walk.chainRule(at: prediction.row, walk.stop(at: prediction.stop))?
      .terms.first { $0.place != term.place && $0.row != term.row }
  }

  private func scalar(of row: Int) -> Double? {
    let value = walk.recording.value(of: text.node(row))
    return value.isScalar ? value.doubleIfSingle : nil
  }

  private func number(_ text: ValueText?) -> Double? { text.flatMap { Double($0.exact) } }
}
