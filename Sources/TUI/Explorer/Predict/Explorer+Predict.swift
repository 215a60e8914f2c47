import GraphView

/// Predict mode: cells are hidden, everywhere, until the user has said what stands in them.
extension Explorer {
  mutating func run(_ command: PredictCommand, _ argument: String) -> [Effect<Work>] {
    switch command {
    case .next: return predictNext()
    case .mode:
      switch argument {
      case "phase": return predictPhase()
      case "off": return endPredictions()
      default: return predictNext()
      }
    case .answer: return answer(argument)
    case .hint: return hint()
    case .reveal: return reveal()
    case .score:
      let score = predict.score
      guard score.count > 0 else {
        return refuse("nothing was predicted yet; p asks for the next cell")
      }
      message = Notice(
        text: "\(score.right) of \(score.count) right at once, \(score.helped) in the end, "
          + "\(score.revealed) revealed", style: .normal)
      return []
    }
  }

  // MARK: Asking

  /// Asks what is still hidden here, else hides the next cell that can be predicted.
  private mutating func predictNext() -> [Effect<Work>] {
    if let open = walk.openPrediction(at: walk.stop) { return ask(open) }
    if let open = walk.openPrediction(from: walk.index + 1) {
      walk.seek(open.stop)
      follow()
      return ask(open)
    }
    var index = walk.index + 1
    let last = Swift.min(walk.count, index + Self.farthestQuestion)
    while index < last, walk.predictions(at: walk.stop(at: index)).isEmpty { index += 1 }
    guard index < last else { return refuse("no later cell can be predicted") }
    cover(Veil(index..<index + 1))
    walk.seek(index)
    follow()
    guard let open = walk.openPrediction(at: walk.stop) else { return [] }
    return ask(open)
  }

  /// Stops without a question that are passed over.
  private static let farthestQuestion = 100_000
  /// Stops of a phase that are hidden at once.
  private static let longestPhase = 5_000

  private mutating func predictPhase() -> [Effect<Work>] {
    guard walk.index + 1 < walk.count else { return refuse("this is the last stop") }
    let next = walk.stop(at: walk.index + 1)
    let end = Swift.min(walk.phaseRange(at: next).upperBound, next.index + Self.longestPhase)
    cover(Veil(next.index..<end))
    guard let first = walk.openPrediction(from: next.index) else {
      cover(nil)
      return refuse("no cell of this phase can be predicted")
    }
    walk.seek(first.stop)
    follow()
    return ask(first)
  }

  private mutating func endPredictions() -> [Effect<Work>] {
    guard walk.veil != nil else { return refuse("nothing is hidden") }
    cover(nil)
    predict.question = nil
    message = Notice(text: "nothing is hidden any more", style: .dim)
    return []
  }

  /// Hides cells, or shows all.
  mutating func cover(_ veil: Veil?) {
    if veil != nil {
      // What is open would go on telling the numbers.
      _ = closeDiagnosis()
      chain.closeJacobians()
      if surface.wish != nil { closeSurface() }
    }
    walk.veil = veil
    texts.cover(veil)
  }

  private mutating func ask(_ question: Prediction) -> [Effect<Work>] {
    if predict.question != question {
      predict.question = question
      predict.hints = 0
      predict.misses = 0
    }
    openQuestion()
    return []
  }

  private mutating func openQuestion() {
    guard let question = predict.question else { return }
    entry = Entry(
      purpose: .prediction, prompt: Prompt(lead: PredictionText(walk, question).lead))
    if message == nil {
      message = Notice(
        text: "what stands there? ? hints, ! reveals, Esc leaves it hidden", style: .dim)
    }
  }

  // MARK: Answering

  /// Takes what was typed at a question.
  mutating func submitPrediction(_ text: String) -> [Effect<Work>] {
    switch text.filter({ $0 != " " }) {
    case "?": return hint()
    case "!": return reveal()
    case "":
      openQuestion()
      return []
    default: return answer(text)
    }
  }

  private mutating func current() -> Prediction? {
    if let question = predict.question, question.stop == walk.index,
      walk.veil?.known.contains(question) == false
    {
      return question
    }
    predict.question = walk.openPrediction(at: walk.stop)
    predict.hints = 0
    predict.misses = 0
    return predict.question
  }

  private mutating func answer(_ typed: String) -> [Effect<Work>] {
    guard let question = current() else {
      return refuse("nothing is asked; p asks for the next cell")
    }
    let text = PredictionText(walk, question)
    switch text.verdict(on: typed) {
    case .right:
      if predict.hints == 0, predict.misses == 0 {
        predict.score.right += 1
      } else {
        predict.score.helped += 1
      }
      uncover(question, "right: \(text.full)", .success)
    case .wrong(let reason):
      predict.misses += 1
      message = Notice(text: "\(reason); ? hints, ! reveals", style: .warning)
      openQuestion()
    case .unreadable(let reason):
      message = Notice(text: reason, style: .warning)
      openQuestion()
    }
    return []
  }

  private mutating func hint() -> [Effect<Work>] {
    guard let question = current() else {
      return refuse("nothing is asked; p asks for the next cell")
    }
    predict.hints = Swift.min(predict.hints + 1, PredictionText.hintCount)
    message = Notice(
      text: "hint \(predict.hints)/\(PredictionText.hintCount): "
        + PredictionText(walk, question).hint(predict.hints), style: .normal)
    openQuestion()
    return []
  }

  private mutating func reveal() -> [Effect<Work>] {
    guard let question = current() else {
      return refuse("nothing is asked; p asks for the next cell")
    }
    predict.score.revealed += 1
    uncover(question, "revealed: \(PredictionText(walk, question).full)", .warning)
    return []
  }

  /// Shows a cell, and asks for the next one of the stop.
  private mutating func uncover(_ question: Prediction, _ text: String, _ style: Style) {
    var veil = walk.veil
    veil?.uncover(question)
    cover(veil)
    predict.question = nil
    let score = score.map { "; score \($0)" } ?? ""
    message = Notice(text: text + score, style: style)
    if let next = walk.openPrediction(at: walk.stop) {
      _ = ask(next)
    } else if walk.openPrediction(from: walk.veil?.stops.lowerBound ?? 0) == nil {
      cover(nil)
    } else {
      message = Notice(text: text + score + "; p asks for the next", style: style)
    }
  }

  /// The stop whose output may be read: nothing is printed that is still to be predicted.
  var outputStop: Stop {
    guard let veil = walk.veil, walk.index >= veil.stops.lowerBound,
      let open = walk.openPrediction(from: veil.stops.lowerBound), open.stop <= walk.index
    else { return walk.stop }
    return walk.stop(at: Swift.max(open.stop - 1, 0))
  }

  /// The first training step whose numbers may not be seen in curves.
  var hiddenStep: Int? {
    guard let veil = walk.veil, let open = walk.openPrediction(from: veil.stops.lowerBound) else {
      return nil
    }
    let stop = walk.stop(at: open.stop)
    if let step = stop.step, step.loop == traces.loop { return step.number }
    return traces.loop == nil ? stop.pass + 1 : nil
  }
}
