import Engine

/// The rows of a ragged tensor as NumPy prints them: axes of one length as an array, others as an
/// array of arrays.
struct RaggedText {
  let text: String

  init(_ ragged: RaggedObject) { text = Part(ragged, 0).text }

  /// An array whose elements are texts or arrays again.
  private indirect enum Cell {
    case leaf(String)
    case array(Part)

    var text: String {
      switch self {
      case .leaf(let text): text
      case .array(let part): part.text
      }
    }
  }

  private struct Part {
    let shape: [Int]
    let cells: [Cell]

    init(shape: [Int], cells: [Cell]) {
      self.shape = shape
      self.cells = cells
    }

    init(_ ragged: RaggedObject, _ depth: Int) {
      let splits = ragged.partitions[depth]
      let inner =
        depth + 1 < ragged.partitions.count
        ? Part(ragged, depth + 1)
        : Part(shape: ragged.values.shape.lengths, cells: Part.leaves(ragged.values.array))
      let lengths = zip(splits, splits.dropFirst()).map { $1 - $0 }
      let rest = Array(inner.shape.dropFirst())
      guard let first = lengths.first else {
        self.init(shape: [0], cells: [])
        return
      }
      if lengths.allSatisfy({ $0 == first }) {
        self.init(shape: [lengths.count, first] + rest, cells: inner.cells)
        return
      }
      let size = rest.reduce(1, *)
      let rows = zip(splits, splits.dropFirst()).map { start, end in
        Cell.array(
          Part(shape: [end - start] + rest, cells: Array(inner.cells[start * size..<end * size])))
      }
      self.init(shape: [rows.count], cells: rows)
    }

    private static func leaves(_ array: NDArray) -> [Cell] {
      let flat = array.contiguous()
      let start = flat.layout?.offset ?? 0
      return (0..<array.count).map { place in
        .leaf(TensorText.scalar(flat.view(offset: start + place, shape: .scalar, strides: [])))
      }
    }

    var text: String {
      if cells.isEmpty { return empty(shape[...]) }
      let texts = cells.map(\.text)
      if shape.count == 1, texts.contains(where: { $0.contains("\n") }) { return lines(of: texts) }
      return ArrayText(
        shape: shape, elements: .text { texts[$0] }, dtypeName: nil, options: .current
      ).body(separator: ", ", prefixWidth: 0)
    }

    private func empty(_ shape: ArraySlice<Int>) -> String {
      guard let length = shape.first else { return "" }
      let item = empty(shape.dropFirst())
      return "[" + Array(repeating: item, count: length).joined(separator: ", ") + "]"
    }

    /// A row of texts some of which have several lines: these stand below one another, and what
    /// follows is pushed behind the longest.
    private func lines(of texts: [String]) -> String {
      let width = ArrayPrintOptions.current.lineWidth - 1
      var (result, line) = ("", " ")
      for (place, text) in texts.enumerated() {
        let words = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let longest = words.map(\.count).max() ?? 0
        var indent = String(repeating: " ", count: line.count)
        if line.count + longest > width, line.count > 1 {
          result += line.withoutTrailingBlanks + "\n"
          line = " " + words[0]
          indent = " "
        } else {
          line += words[0]
        }
        for word in words.dropFirst() {
          result += line.withoutTrailingBlanks + "\n"
          line = indent + word
        }
        if words.count > 1 {
          line += String(repeating: " ", count: longest - (words.last?.count ?? 0))
        }
        if place < texts.count - 1 { line += ", " }
      }
      return "[" + (result + line).dropFirst() + "]"
    }
  }
}

extension String {
  fileprivate var withoutTrailingBlanks: Substring {
    self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)]
  }
}
