/// How a user likes the explorer to begin.
package struct Preferences: Hashable, Sendable {
  /// The word of the pane in focus, `graph`.
  package var pane: String?
  /// How much of the screen it takes: `normal`, `half`, `full`.
  package var zoom: String?
  /// Whether adjoints are checked by small steps.
  package var check: Bool?
  /// How the chain rule is written: `both`, `formula`, `number`.
  package var chain: String?
  /// Whether curves are shown by their logarithms.
  package var log: Bool?

  package init() {}

  /// The words of panes that there may be at the start.
  package static let panes = Pane.allCases.filter { $0 != .tensor && $0 != .surface }.map(\.word)
  package static let zooms = ["normal", "half", "full"]
  package static let chains = ["both", "formula", "number"]
}

extension Explorer {
  /// Begins as the user likes it; a pane that has nothing to show is not gone to.
  package mutating func prefer(_ wishes: Preferences) {
    if let check = wishes.check { showsCheck = check }
    if let log = wishes.log { isLogarithmic = log }
    if let chain = wishes.chain {
      chainMode = chain == "formula" ? .formula : chain == "number" ? .number : .both
    }
    if let word = wishes.zoom, let place = Preferences.zooms.firstIndex(of: word) {
      zoom = Zoom(rawValue: place) ?? .normal
    }
    // A lesson that failed opens where it failed.
    guard subject.ending == .finished, let word = wishes.pane,
      let pane = Pane.allCases.first(where: { $0.word == word }), reachable.contains(pane)
    else { return }
    focus = pane
  }
}
