import GraphView

/// Predict mode: what is asked, and how well it was answered.
struct PredictState {
  /// What is being asked.
  var question: Prediction?
  /// Hints that were given to it.
  var hints = 0
  /// Wrong answers to it.
  var misses = 0
  var score = Score()

  struct Score: Hashable {
    /// Right at once and without a hint.
    var right = 0
    /// Right in the end.
    var helped = 0
    /// Uncovered by the user.
    var revealed = 0

    var count: Int { right + helped + revealed }
  }
}

extension Explorer {
  /// How many predictions were right at once, `3 of 4`; nil before the first.
  package var score: String? {
    let score = predict.score
    return score.count == 0 ? nil : "\(score.right) of \(score.count)"
  }

  /// What predict mode can be asked for.
  package enum PredictCommand: Hashable, Sendable {
    case next, mode, answer, hint, reveal, score
  }

  /// Predict, then reveal.
  static let predicting: [Action<Command>] = [
    Action(
      "predict-next", [.character("p")], chapter: "Predict",
      help: "hides the next cell and asks for it: a value, a slope, what flows back, a sum",
      hint: "predict",
      .predict(.next)),
    Action(
      "predict", chapter: "Predict",
      help: "hides the next cell, all of the phase from here on, or nothing",
      argument: Argument(.choice(["next", "phase", "off"]), "next|phase|off"), .predict(.mode)),
    Action(
      "answer", chapter: "Predict", help: "answers what is asked: a number, a fraction, -1*2",
      argument: Argument(.text, "VALUE"), .predict(.answer)),
    Action(
      "hint", chapter: "Predict",
      help: "helps with what is asked: the rule, the formula, the numbers",
      .predict(.hint)),
    Action("reveal", chapter: "Predict", help: "uncovers what is asked", .predict(.reveal)),
    Action(
      "score", chapter: "Predict", help: "tells how many predictions were right", .predict(.score)),
  ]
}

extension Explorer.Command {
  /// Whether it shows numbers that predict mode may be asking for.
  var tellsValues: Bool {
    switch self {
    case .diagnosis, .surface, .export: true
    case .chain(let command): command == .jacobian
    default: false
    }
  }
}
