/// The colors of a picture.
///
/// Forward is blue and backward orange, which people with any kind of color vision tell apart;
/// outlines and words say the same again.
package struct Palette: Hashable, Sendable {
  /// Behind everything.
  package let background: String
  /// Names and expressions.
  package let text: String
  /// What is of less weight.
  package let quiet: String
  /// Values, and the edges they flow along.
  package let forward: String
  /// Adjoints and local partials, and the edges that a gradient has passed.
  package let backward: String
  /// What an update changed.
  package let update: String
  /// Inside inputs, ops and the current node.
  package let inputFill: String
  package let operationFill: String
  package let currentFill: String
  /// The frames of scopes.
  package let scopeFill: String
  package let scopeLine: String

  /// For paper and slides.
  package static let light = Palette(
    background: "#ffffff", text: "#1a1a1a", quiet: "#6b6b6b", forward: "#0072b2",
    backward: "#d55e00", update: "#00795a", inputFill: "#eaf3f9", operationFill: "#ffffff",
    currentFill: "#fff3bf", scopeFill: "#f6f6f6", scopeLine: "#c4c4c4")

  /// For dark screens.
  package static let dark = Palette(
    background: "#16181d", text: "#f2f2f2", quiet: "#a0a4ab", forward: "#5cb8f0",
    backward: "#ff9a4d", update: "#3ccf9e", inputFill: "#1d2b36", operationFill: "#20232a",
    currentFill: "#4a3f10", scopeFill: "#1b1e24", scopeLine: "#4a4e57")
}
