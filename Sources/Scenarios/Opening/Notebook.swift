import Engine
import Foundation

/// The code cells of a Jupyter notebook, one behind the other, as the text of a lesson.
struct Notebook {
  let source: SourceText
  /// What was skipped, a line each.
  let notes: [String]

  /// Reads a notebook of format 4.
  ///
  /// - Throws: where the bytes are no such notebook, or one of another language.
  init(name: String, bytes: [UInt8]) throws(NotebookError) {
    guard let value = try? JSONSerialization.jsonObject(with: Data(bytes)),
      let root = value as? [String: Any]
    else { throw .notJSON }
    guard let format = root["nbformat"] as? Int else { throw .noNotebook }
    guard format == 4 else { throw .format(format) }
    if let language = Self.language(root), language.lowercased() != "python" {
      throw .language(language)
    }
    guard let cells = root["cells"] as? [[String: Any]] else { throw .noNotebook }
    var lines: [String] = []
    var cellLines: [Int] = []
    var notes: [String] = []
    for cell in cells where cell["cell_type"] as? String == "code" {
      guard let text = Self.text(cell["source"]) else { throw .noNotebook }
      let read = NotebookCell(text)
      let number = cellLines.count + 1
      notes += read.skipped.map { "\(name): cell \(number), line \($0.line): skipped: \($0.text)" }
      lines.append("# cell \(number)")
      cellLines.append(lines.count + 1)
      lines += read.lines
    }
    guard !cellLines.isEmpty else { throw .noCode }
    let joined = Array((lines.joined(separator: "\n") + "\n").utf8)
    source = SourceText(name: name, bytes: joined, cellLines: cellLines)
    self.notes = notes
  }

  /// A cell's text: one string, or one for each line.
  private static func text(_ source: Any?) -> String? {
    (source as? String) ?? (source as? [String])?.joined()
  }

  private static func language(_ root: [String: Any]) -> String? {
    let metadata = root["metadata"] as? [String: Any]
    let information = metadata?["language_info"] as? [String: Any]
    let kernel = metadata?["kernelspec"] as? [String: Any]
    return (information?["name"] as? String) ?? (kernel?["language"] as? String)
  }
}

/// Why a file is no notebook that can be run.
package enum NotebookError: Error, Sendable {
  case notJSON
  case noNotebook
  case noCode
  case format(Int)
  case language(String)

  /// The message without the file's name.
  var text: String {
    switch self {
    case .notJSON: "got no notebook: the file is not JSON"
    case .noNotebook: "got no notebook, expected JSON with nbformat 4 and cells"
    case .noCode: "got a notebook without code cells"
    case .format(let format):
      "got a notebook of nbformat \(format), expected 4\n"
        + "help: jupyter nbconvert --to notebook --nbformat 4 writes it anew"
    case .language(let language): "got a notebook of \(language), expected Python"
    }
  }
}
