import GraphView

/// What was found out about a pass and its rows: numeric checks, diagnoses and health.
///
/// They look at many ops, and the same rows are drawn again with every frame. An explorer and its
/// copies are used from one thread.
final class CheckMemory: @unchecked Sendable {
  private var checks: [Int: NumericCheck?] = [:]
  private var diagnoses: [Int: Diagnosis?] = [:]
  private var health: Health??
  private var pass = -1

  /// The health of the pass that a stop belongs to; nil where nothing is differentiated in it.
  func health(at stop: Stop, in walk: Walk) -> Health? {
    enter(stop.pass)
    if let health { return health }
    let made = walk.health(of: stop.pass)
    health = .some(made)
    return made
  }

  func check(of row: Int, at stop: Stop, in walk: Walk) -> NumericCheck? {
    enter(stop.pass)
    if let found = checks[row] { return found }
    let made = walk.numericCheck(of: row, in: stop.pass)
    checks[row] = .some(made)
    return made
  }

  func diagnosis(of row: Int, at stop: Stop, in walk: Walk) -> Diagnosis? {
    enter(stop.pass)
    if let found = diagnoses[row] { return found }
    let made = walk.diagnosis(of: row, in: stop.pass)
    diagnoses[row] = .some(made)
    return made
  }

  private func enter(_ wanted: Int) {
    guard wanted != pass else { return }
    checks = [:]
    diagnoses = [:]
    health = nil
    pass = wanted
  }
}
