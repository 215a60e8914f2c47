import Engine
import GraphView

/// Editing a number that is written inside an expression: the 0 of `max(0, z)`.
extension Explorer {
  /// `edit-number LINE K VALUE`, or `K VALUE` for the line at hand.
  mutating func editNumber(_ argument: String) -> [Effect<Work>] {
    guard let source = walk.recording.source else { return refuse("there is no text to edit") }
    let words = argument.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    let usage = "edit-number LINE K VALUE: which number of which line, counted from 1"
    let hasLine = words.count > 2 && !isFormula
    guard words.count >= 2, let which = Int(words[hasLine ? 1 : 0]),
      let line = hasLine ? Int(words[0]) : isFormula ? 1 : currentLine
    else { return refuse(usage) }
    guard line >= 1, line <= source.lineCount else {
      return refuse(
        line == 0 ? usage : "got line \(line), expected one from 1 to \(source.lineCount)")
    }
    let text =
      isFormula
      ? (1...source.lineCount).map { source.line($0) }.joined(separator: "; ") : source.line(line)
    let value = words.dropFirst(hasLine ? 2 : 1).joined(separator: " ")
    var characters = Array(text)
    let ranges = LineNumbers(characters).ranges
    let place = isFormula ? "the formula" : "line \(line)"
    guard ranges.indices.contains(which - 1) else {
      let list = ranges.enumerated().map { "\($0 + 1): \(String(characters[$1]))" }
      return refuse(
        ranges.isEmpty
          ? "no number is written in \(place)"
          : "\(place) has no number \(which); there are \(list.joined(separator: ", "))")
    }
    do throws(TypedValueError) {
      guard try TypedValue(value).number != nil else {
        return refuse("got rows of numbers, expected a number")
      }
    } catch {
      return refuse("\(place): \(error)")
    }
    characters.replaceSubrange(ranges[which - 1], with: Array(value))
    let new = String(characters)
    return apply(
      isFormula
        ? Edit(.formula, name: "formula", text: new)
        : Edit(.line(line), name: "line \(line)", text: new))
  }
}
