import Foundation

/// The lines of one code cell, without what only Jupyter understands.
struct NotebookCell {
  private(set) var lines: [String] = []
  /// Lines that are not run, from 1.
  private(set) var skipped: [(line: Int, text: String)] = []

  /// Cell magics that run the rest of the cell as Python.
  private static let timing = ["%%time", "%%timeit", "%%capture", "%%prun"]

  /// Reads a cell; lines that begin with `%`, `!` or `?` where a statement may begin are skipped.
  init(_ text: String) {
    var scan = LineScan()
    var isForeign = false
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, part) in all.enumerated() {
      let line = part.hasSuffix("\r") ? part.dropLast() : part
      let start = line.drop { $0 == " " || $0 == "\t" }
      let isMagic = scan.beginsStatement && Self.isMagic(start)
      if isMagic, index == 0, start.hasPrefix("%%") {
        isForeign = !Self.timing.contains(String(start.prefix { $0 != " " }))
      }
      if isMagic || isForeign {
        if isMagic { skipped.append((index + 1, String(start))) }
        // An indented block may need a statement.
        let indent = line.prefix(line.count - start.count)
        lines.append(indent.isEmpty ? "# \(start)" : "\(indent)pass  # \(start)")
      } else {
        lines.append(String(line))
        scan.take(line)
      }
    }
  }

  private static func isMagic(_ line: Substring) -> Bool {
    line.hasPrefix("%") || line.hasPrefix("!") || line.hasPrefix("?")
      || line.hasSuffix("?") && !line.hasPrefix("#") && !line.contains("\"")
        && !line.contains("'")
  }
}

/// Follows strings and brackets over lines, to tell where a statement may begin.
private struct LineScan {
  private var depth = 0
  /// The quotes of an open triple-quoted string.
  private var quotes: String?
  private var isContinued = false

  var beginsStatement: Bool { depth <= 0 && quotes == nil && !isContinued }

  mutating func take(_ line: Substring) {
    isContinued = line.hasSuffix("\\")
    var rest = line
    while let first = rest.first {
      if let quotes {
        guard let end = rest.range(of: quotes) else { return }
        rest = rest[end.upperBound...]
        self.quotes = nil
        continue
      }
      switch first {
      case "#": return
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case "'", "\"":
        let triple = String(repeating: first, count: 3)
        if rest.hasPrefix(triple) {
          quotes = triple
          rest = rest.dropFirst(3)
          continue
        }
        rest = rest.dropFirst().drop(quotedBy: first)
        continue
      default: break
      }
      rest = rest.dropFirst()
    }
  }
}

extension Substring {
  /// What comes after the end of a string on one line.
  fileprivate func drop(quotedBy quote: Character) -> Substring {
    var rest = self
    while let first = rest.first {
      rest = rest.dropFirst()
      if first == "\\" {
        rest = rest.dropFirst()
      } else if first == quote {
        return rest
      }
    }
    return rest
  }
}
