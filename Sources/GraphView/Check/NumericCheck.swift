import Engine

/// An adjoint beside the slope that small steps in float64 give.
package struct NumericCheck: Sendable {
  package enum Verdict: Hashable, Sendable {
    /// They agree.
    case agrees
    /// They do not.
    case differs
    /// The slopes to the left and to the right are not the same; the rule took one, or one
    /// between.
    case kink(left: Double, right: Double)
    /// Nothing was computed.
    case skipped(Reason)
  }

  package enum Reason: Hashable, Sendable {
    /// More ops lie between the node and the target than so many, which are replayed at most.
    case tooLong(Int)
    /// The node has no adjoint.
    case noAdjoint
    /// An op between cannot be computed in float64.
    case notReplayable(String)
    /// A function on the way has a gradient of its own that means to be no slope.
    case ownRule(RuleCheck)
    /// What is computed has no finite slope here, such as √x at 0.
    case noFiniteSlope
  }

  package let verdict: Verdict
  /// The adjoint and the slope, one pair for every element that was tried.
  package let analytic: [Double]
  package let numeric: [Double]
  /// How many elements the node has.
  package let elementCount: Int
  /// The gradient that the lesson wrote, where that is what differs.
  package var wrongRule: RuleCheck?

  /// What a column of a table has room for: ok, off, kink, –.
  package var mark: String {
    switch verdict {
    case .agrees: "ok"
    case .differs: "off"
    case .kink: "kink"
    case .skipped: "–"
    }
  }

  /// The largest difference between adjoint and slope.
  package var error: Double {
    zip(analytic, numeric).reduce(0) { Swift.max($0, Swift.abs($1.0 - $1.1)) }
  }

  /// The verdict in words.
  package var sentence: String {
    switch verdict {
    case .agrees: return "small steps in float64 agree: \(numbers)"
    case .differs:
      let rule = wrongRule.map { "; \($0.sentence)" } ?? ""
      return "small steps in float64 do not agree: \(numbers)\(rule)"
    case .kink(let left, let right):
      let rule = analytic.first.map { NumberFormat.exact($0, .float32) } ?? "–"
      return
        "a kink: slope \(Self.short(left)) from the left, \(Self.short(right)) from the right; "
        + "the rule takes \(rule)"
    case .skipped(.tooLong(let count)): return "not checked: more than \(count) ops lie on the way"
    case .skipped(.noAdjoint): return "not checked: nothing arrives here"
    case .skipped(.ownRule(let rule)): return "not checked: \(rule.sentence)"
    case .skipped(.noFiniteSlope): return "not checked: there is no finite slope here"
    case .skipped(.notReplayable(let op)): return "not checked: \(op) is not replayed in float64"
    }
  }

  /// The pair that differs most, or the first one where none does.
  private var numbers: String {
    var shown = zip(analytic, numeric).first { _ in true }
    if verdict == .differs {
      shown = zip(analytic, numeric).max { a, b in
        relativeError(a.0, a.1) < relativeError(b.0, b.1)
      }
    }
    guard let (analytic, numeric) = shown else { return "" }
    return "\(NumberFormat.exact(analytic, .float32)) and \(Self.short(numeric))"
  }

  private static func short(_ value: Double) -> String {
    let rounded = (value * 1e6).rounded() / 1e6
    return NumberFormat.exact(rounded.isFinite ? rounded : value, .float64)
  }
}

extension WalkModel {
  /// Ops that lie between a node and the target at most.
  private static let longestReplay = 5_000
  /// Ops computed for one check at most, and elements tried at most.
  private static let work = 40_000
  private static let mostElements = 16

  /// Checks the adjoint of a row by central differences.
  func numericCheck(of row: Int, in pass: Int) -> NumericCheck {
    func skipped(_ reason: NumericCheck.Reason) -> NumericCheck {
      NumericCheck(verdict: .skipped(reason), analytic: [], numeric: [], elementCount: 0)
    }
    let nodes = nodes(of: pass)
    guard row < nodes.forwardRowCount, let adjoint = adjoints(of: pass)[row] else {
      return skipped(.noAdjoint)
    }
    let replay = Replay(self, nodes, from: row, limit: Self.longestReplay)
    guard replay.steps.count <= Self.longestReplay else {
      return skipped(.tooLong(Self.longestReplay))
    }
    let slopes = adjoint.doubles
    let evaluations = Swift.max(Self.work / Swift.max(replay.steps.count, 1) / 6, 1)
    let tried = Swift.min(slopes.count, Swift.min(Self.mostElements, evaluations))
    var analytic: [Double] = []
    var numeric: [Double] = []
    var kink: (left: Double, right: Double)?
    for index in 0..<tried {
      let element = tried == slopes.count ? index : index * slopes.count / tried
      do throws(ReplayError) {
        let found = try replay.slope(at: element)
        let slope = found.nearest(to: slopes[element])
        guard slope.isFinite else { continue }
        if let sides = found.kink { kink = kink ?? sides }
        analytic.append(slopes[element])
        numeric.append(slope)
      } catch {
        return skipped(.notReplayable(error.operation))
      }
    }
    guard !analytic.isEmpty || slopes.isEmpty else { return skipped(.noFiniteSlope) }
    let tolerance = tolerance(of: NodeID(Int(nodes.rows[row])))
    let agrees = zip(analytic, numeric).allSatisfy { relativeError($0, $1) <= tolerance }
    var verdict: NumericCheck.Verdict =
      !agrees ? .differs : kink.map { .kink(left: $0.left, right: $0.right) } ?? .agrees
    var wrongRule: RuleCheck?
    if !agrees, !customRules.isEmpty, let rule = worstRule(from: row, in: pass) {
      if rule.verdict == .differs { wrongRule = rule } else { verdict = .skipped(.ownRule(rule)) }
    }
    return NumericCheck(
      verdict: verdict, analytic: analytic, numeric: numeric, elementCount: slopes.count,
      wrongRule: wrongRule)
  }

  /// How far an adjoint may be off, as a part of its size.
  func tolerance(of node: NodeID) -> Double {
    recording.signature(of: node).dtype == .float64 ? 1e-5 : 1e-3
  }
}

/// The difference of two slopes as a part of the larger of 1 and either of them.
func relativeError(_ a: Double, _ b: Double) -> Double {
  a == b ? 0 : Swift.abs(a - b) / Swift.max(1, Swift.max(Swift.abs(a), Swift.abs(b)))
}

extension Walk {
  /// Checks the adjoint of a row by small steps in float64; bounded work.
  package func numericCheck(of row: Int, in pass: Int) -> NumericCheck? {
    guard passes.indices.contains(pass), row >= 0, row < model.nodes(of: pass).forwardRowCount
    else { return nil }
    return model.numericCheck(of: row, in: pass)
  }
}
