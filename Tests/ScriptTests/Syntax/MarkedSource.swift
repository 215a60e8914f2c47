import Engine
import Testing

@testable import Script

/// A source text in which `«…»` marks where a fault must stand.
struct MarkedSource: CustomTestStringConvertible {
  let text: String
  let span: SourceSpan

  init(_ marked: String) {
    var text = ""
    var start = 0
    var end = 0
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "«": start = text.utf8.count
      case "»": end = text.utf8.count
      default: text.unicodeScalars.append(scalar)
      }
    }
    self.text = text
    span = SourceSpan(start, end)
  }

  var source: SourceText { SourceText(name: "lesson.py", text) }
  var testDescription: String { text }

  /// The fault of the text, if it has one.
  var fault: SyntaxFault? {
    do throws(SyntaxFault) {
      _ = try parseLesson(source)
      return nil
    } catch {
      return error
    }
  }
}
