import GraphView

/// All that a lesson printed, as lines; every stop sees a first part of it.
///
/// It is put together when it is looked at first.
final class PrintedText: @unchecked Sendable {
  private let walk: Walk
  private lazy var text = Text(walk)

  init(_ walk: Walk) { self.walk = walk }

  private struct Text {
    var bytes: [UInt8] = []
    /// Where each piece ends.
    var ends: [Int] = [0]
    /// Where each line starts.
    var starts = [0]

    init(_ walk: Walk) {
      for index in 0..<walk.printedCount {
        for byte in walk.printed(index).utf8 {
          bytes.append(byte)
          if byte == UInt8(ascii: "\n") { starts.append(bytes.count) }
        }
        ends.append(bytes.count)
      }
    }
  }

  /// Lines of the whole text.
  var lineCount: Int { walk.printedCount == 0 ? 0 : lineCount(upTo: text.bytes.count) }

  /// How many bytes had been printed at a stop.
  func end(at stop: Stop) -> Int {
    walk.printedCount == 0 ? 0 : text.ends[walk.printedCount(at: stop)]
  }

  /// How many lines the first bytes hold; a line break at their end begins no other.
  func lineCount(upTo end: Int) -> Int {
    guard end > 0 else { return 0 }
    var low = 0
    var high = text.starts.count
    while low < high {
      let middle = (low + high) / 2
      if text.starts[middle] < end { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A line from 0, as far as it had been printed.
  func line(_ index: Int, upTo end: Int) -> String {
    guard text.starts.indices.contains(index) else { return "" }
    let start = text.starts[index]
    let next = index + 1 < text.starts.count ? text.starts[index + 1] - 1 : text.bytes.count
    return String(
      decoding: text.bytes[start..<Swift.max(start, Swift.min(next, end))], as: UTF8.self)
  }
}
