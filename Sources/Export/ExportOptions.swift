/// What can be chosen about an export beside its format.
package struct ExportOptions: Sendable {
  /// Columns that tables try to keep to.
  package var width = 100
  /// Whether text keeps to the characters that every terminal and printer has.
  package var isASCII = false
  /// The colors of pictures.
  package var palette = Palette.light
  /// The heading, where it is not the lesson's name or the formula.
  package var title: String?

  /// How the graph is drawn in cells.
  package var cells = CellsOptions()

  package init() {}

  /// A text in the characters that were asked for.
  func spelled(_ text: String) -> String { isASCII ? ASCIISpelling.of(text) : text }
}
