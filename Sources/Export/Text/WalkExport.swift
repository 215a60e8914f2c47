import Engine
import GraphView

/// The linear walk: one numbered sentence a stop, under headings for training steps and phases.
struct WalkExport {
  private let walk: Walk
  private let last: Int
  private let options: ExportOptions

  /// The walk up to a stop, without one to its end.
  init(_ walk: Walk, upTo stop: Stop?, _ options: ExportOptions) {
    self.walk = walk
    last = stop?.index ?? walk.count - 1
    self.options = options
  }

  func text() -> String {
    var text = ""
    write { text += $0 }
    return text
  }

  /// Hands out the text piece by piece, so that a long walk is read while it is written.
  func write(to sink: (String) -> Void) {
    let heading = Heading(walk, walk.stop(at: last), options)
    let stops = last == 0 ? "1 stop" : "\(last + 1) stops"
    sink(options.spelled("gradwalk walk · \(heading.title) · \(stops)") + "\n")
    let digits = String(last).count
    let margin = String(repeating: " ", count: digits + 4)
    var phase: (pass: Int, Phase)?
    var step: TrainStep?
    var printed = 0
    var explained: Set<String> = []
    for index in 0...last {
      let stop = walk.stop(at: index)
      if let new = stop.step, new != step {
        sink("\ntraining step \(new.number) of \(new.count)\n")
      }
      step = stop.step
      if phase.map({ $0 != (stop.pass, stop.phase) }) ?? true {
        sink("\n\(stop.phase.rawValue.uppercased())\n")
        phase = (stop.pass, stop.phase)
      }
      let number = TextWidth.padded(String(index), to: digits + 2, isRight: true)
      sink(options.spelled("\(number)  \(TextWidth.onOneLine(walk.sentence(at: stop)))") + "\n")
      if stop.phase == .backward, stop.place == stop.placeCount {
        // A loop that loses the same gradient in every turn says so once.
        for lost in walk.lostGradients(in: stop.pass)
        where explained.insert(lost.sentence).inserted {
          let place = lost.location.isEmpty ? "" : " (\(lost.location))"
          sink(options.spelled("\(margin)why: \(lost.sentence)\(place)") + "\n")
        }
      }
      let count = walk.printedCount(at: stop)
      if count > printed {
        let said = (printed..<count).map { walk.printed($0) }.joined()
        for line in said.split(separator: "\n", omittingEmptySubsequences: false)
          .dropLast(said.hasSuffix("\n") ? 1 : 0)
        {
          sink(options.spelled("\(margin)│ \(TextWidth.onOneLine(String(line)))") + "\n")
        }
        printed = count
      }
    }
    if last == walk.count - 1, let failure = walk.failure {
      sink(options.spelled("\nstopped: \(TextWidth.onOneLine(failure.message))") + "\n")
    }
  }
}
