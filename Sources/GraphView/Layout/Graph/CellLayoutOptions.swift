/// What a layout may choose and what it must know.
package struct CellLayoutOptions: Sendable {
  /// The cells that a text takes.
  package var width: @Sendable (String) -> Int
  /// A box with more arguments gets one bundled port for all of them.
  package var mostPorts: Int
  /// How many layouts are tried, of which the best is kept; nil for as many as are quick.
  package var attempts: Int?
  /// Whether corners and tees of two lines must never touch.
  ///
  /// Where all of them are drawn as `+`, lines that touch would look connected.
  package var keepsJointsApart: Bool

  package init(
    mostPorts: Int = 8, attempts: Int? = nil, keepsJointsApart: Bool = false,
    width: @escaping @Sendable (String) -> Int
  ) {
    self.mostPorts = mostPorts
    self.attempts = attempts
    self.keepsJointsApart = keepsJointsApart
    self.width = width
  }
}
