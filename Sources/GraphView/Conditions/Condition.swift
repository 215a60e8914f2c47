import Engine

/// A break or watch expression: `norm(grad(w)) > 10`, `loss < 0.1`, `isnan(w6)`, `step == 50`.
///
/// Names are those of the lesson, `w1`…, and `loss` (what is differentiated), `step` (the turn of
/// the training loop), `stop`, `phase` (forward, backward, update). `grad(w)` is the adjoint as far
/// as it has been summed up. `|x|` is the norm.
package struct Condition: Hashable, Sendable {
  /// As it was written.
  package let text: String
  package let expression: WatchExpression

  /// - Throws: where the text is no expression.
  package init(_ text: String) throws(WatchSyntaxError) {
    let trimmed = String(text.drop { $0.isWhitespace })
    self.text = trimmed
    expression = try WatchParser.parse(trimmed)
  }
}

extension Walk {
  /// Checks that every name of a condition is one of this walk.
  ///
  /// - Returns: what is wrong with it, and the nearest name; `nil` when nothing is.
  package func problem(with condition: Condition) -> String? {
    let words = ["stop", "step", "phase", "loss", "target"]
    var known: [String]?
    for name in condition.expression.names where !words.contains(name) {
      if isNumbered(name) { continue }
      let names = known ?? NodeNames(recording).all()
      known = names
      guard !names.contains(name) else { continue }
      let near = nearestName(to: name, among: names + words)
      return "no value is called \(name)" + (near.map { "; did you mean \($0)?" } ?? "")
    }
    return nil
  }

  /// Whether it is w1…wn.
  private func isNumbered(_ name: String) -> Bool {
    guard name.first == "w", let number = Int(name.dropFirst()) else { return false }
    return number >= 1 && number <= recording.count
  }

  /// What a condition is at a stop.
  package func reading(of condition: Condition, at stop: Stop) -> WatchReading {
    WatchReader(walk: self, stop: stop).read(condition.expression)
  }
}
