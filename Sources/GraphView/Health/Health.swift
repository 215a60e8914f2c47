import Engine

/// How well gradients flow in one pass: every weight by depth, and the units of every activation.
package struct Health: Sendable {
  /// One weight, or what the gradient is asked by.
  package struct Weight: Sendable {
    package let name: String
    package let node: NodeID
    package let shape: Shape
    /// √mean(g²), the size of one element; `nil` where there is no gradient.
    package let gradient: Double?
    /// √mean(w²).
    package let size: Double
    /// The part of the gradient's elements that is exactly 0.
    package let zeros: Double
    /// ‖Δw‖/‖w‖ of the update that follows; `nil` where nothing was assigned.
    package let updateRatio: Double?
    package let mark: Mark
  }

  /// One activation, unit by unit along its last axis.
  package struct Activation: Sendable {
    package let name: String
    package let node: NodeID
    package let op: String
    package let units: Int
    /// Units that give nothing, or always the same end of their range, whatever comes in.
    package let dead: [Int]
    /// The part of all elements that is 0, or at an end of the range.
    package let flat: Double
    package let isSaturating: Bool

    /// `3 of 8 units dead: 0, 4, 5`.
    package var text: String {
      let word = isSaturating ? "saturated" : "dead"
      let percent = NumberFormat.rounded(100 * flat, digits: 3) + " %"
      guard !dead.isEmpty else { return "\(percent) \(isSaturating ? "saturated" : "zero")" }
      let shown = dead.prefix(12).map(String.init).joined(separator: ", ")
      return "\(dead.count) of \(units) unit\(units == 1 ? "" : "s") \(word): \(shown)"
        + (dead.count > 12 ? ", …" : "")
    }
  }

  package enum Mark: String, Hashable, Sendable {
    case fine = ""
    case vanishing, exploding, dead
    case notFinite = "not finite"
    case noGradient = "no gradient"
  }

  package let pass: Int
  package let step: TrainStep?
  package let target: String
  /// Nearest the input first.
  package let weights: [Weight]
  package let activations: [Activation]
  /// What there is to say of the whole.
  package let verdicts: [String]

  /// Whether anything is wrong.
  package var isFine: Bool { verdicts.isEmpty }
}

extension Walk {
  /// The health of a pass; `nil` where nothing was differentiated.
  package func health(of pass: Int) -> Health? {
    guard passes.indices.contains(pass), passes[pass].counts.backward > 0 else { return nil }
    return HealthReader(model, pass).read()
  }
}
