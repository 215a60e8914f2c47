import GraphView

@testable import TUI

/// One thing that a user does, and what takes it back.
struct Motion {
  /// The command lines that do it; one that begins with `keys ` presses keys, and `leave` leaves a line
  /// that is being typed.
  var there: [String]
  /// The command lines that take it back, by where the walk stood before and stands after it.
  var back: (_ before: Explorer, _ after: Explorer) -> [String]
  /// Whether `''` takes it back as well, as long as nothing else is done.
  var isJump = false

  init(_ there: String..., back: @escaping (Explorer, Explorer) -> [String]) {
    self.there = there
    self.back = back
  }

  /// One that the same command takes back.
  init(toggle command: String) {
    self.init(command) { _, _ in [command] }
  }

  /// One that goes elsewhere on the time line.
  init(jump commands: String...) {
    there = commands
    back = { before, after in
      before.walk.index == after.walk.index ? ["mark-jump ."] : ["goto \(before.walk.index + 1)"]
    }
    isJump = commands.count == 1
  }

  /// One that is counted, and its opposite.
  init(_ name: String, _ opposite: String, _ count: Int, by place: @escaping (Explorer) -> Int) {
    self.init("\(name) \(count)") { before, after in
      let way = abs(place(after) - place(before))
      return way == 0 ? [] : ["\(opposite) \(way)"]
    }
  }
}

extension Motion {
  /// Every kind of motion, each with an example that can be made here; nil where none can.
  static let kinds:
    [(name: String, make: @Sendable (Explorer, InverseLesson, inout SeededGenerator) -> Motion?)] =
      [
        (
          "step-forward",
          { _, _, random in
            Motion("step-forward", "step-back", .random(in: 1...5, using: &random)) {
              $0.walk.index
            }
          }
        ),
        (
          "step-back",
          { _, _, random in
            Motion("step-back", "step-forward", .random(in: 1...5, using: &random)) {
              $0.walk.index
            }
          }
        ),
        (
          "step-over",
          { _, _, _ in
            Motion("step-over") { $0.walk.index == $1.walk.index ? [] : ["step-over-back"] }
          }
        ),
        (
          "step-over-back",
          { _, _, _ in
            Motion("step-over-back") { $0.walk.index == $1.walk.index ? [] : ["step-over"] }
          }
        ),
        (
          "step-into",
          { _, _, _ in
            Motion("step-into") { before, after in
              (before.graph.options == after.graph.options ? [] : ["graph-fold-around"])
                + (before.walk.index == after.walk.index ? [] : ["goto \(before.walk.index + 1)"])
            }
          }
        ),
        ("phase-end", { _, _, _ in Motion(jump: "phase-end") }),
        ("phase-start", { _, _, _ in Motion(jump: "phase-start") }),
        ("first", { _, _, _ in Motion(jump: "first") }),
        ("last", { _, _, _ in Motion(jump: "last") }),
        (
          "goto",
          { explorer, _, random in
            Motion(jump: "goto \(Int.random(in: 1...explorer.walk.count, using: &random))")
          }
        ),
        (
          "train",
          { explorer, _, random in
            explorer.walk.stop.step.map {
              Motion(jump: "train \(Int.random(in: 1...$0.count, using: &random))")
            }
          }
        ),
        (
          "train-forward",
          { explorer, _, random in
            training(explorer, "train-forward", "train-back", .random(in: 1...3, using: &random))
          }
        ),
        (
          "train-back",
          { explorer, _, random in
            training(explorer, "train-back", "train-forward", .random(in: 1...3, using: &random))
          }
        ),
        (
          "train-forward-ten",
          { explorer, _, _ in
            training(explorer, "train-forward-ten", "train-back", 1)
          }
        ),
        (
          "train-back-ten",
          { explorer, _, _ in
            training(explorer, "train-back-ten", "train-forward", 1)
          }
        ),
        (
          "run-to-node",
          { explorer, _, random in
            Motion(jump: "select \(row(explorer, &random))", "run-to-node", "mark-jump .")
          }
        ),
        (
          "run",
          { explorer, _, random in
            guard explorer.breakpoints.isEmpty else { return nil }
            return Motion("goto 1", "select \(row(explorer, &random))", "break", "run") {
              before, _ in
              ["break-clear", "goto \(before.walk.index + 1)"]
            }
          }
        ),
        (
          "run-where",
          { explorer, _, random in
            guard explorer.breakpoints.isEmpty else { return nil }
            let stop = Int.random(in: 1...explorer.walk.count, using: &random)
            return Motion(
              "break-where stop >= \(stop)", random.next() % 2 == 0 ? "run" : "run-back"
            ) {
              before, _ in ["break-clear", "goto \(before.walk.index + 1)"]
            }
          }
        ),
        (
          "next-change",
          { explorer, _, random in
            Motion(jump: "select \(row(explorer, &random))", "next-change", "mark-jump .")
          }
        ),
        (
          "previous-change",
          { explorer, _, random in
            Motion(jump: "select \(row(explorer, &random))", "previous-change", "mark-jump .")
          }
        ),
        (
          "path",
          { explorer, _, random in
            guard let row = explorer.shownRow, !explorer.paths(to: row).paths.isEmpty else {
              return nil
            }
            return random.next() % 2 == 0
              ? Motion("path-next") { _, _ in ["path-previous"] }
              : Motion("path-previous") { _, _ in ["path-next"] }
          }
        ),
        (
          "fold",
          { explorer, _, random in
            guard explorer.graphArea != nil, let box = explorer.shownBox,
              let shown = explorer.graph.shown
            else { return nil }
            if shown.scene.items[box].run != nil {
              return Motion("graph-fold") { _, _ in ["graph-fold-around"] }
            }
            guard !shown.scene.graph.nodes[box].scope.isEmpty else { return nil }
            return Motion("graph-fold-around") { _, _ in ["graph-fold"] }
          }
        ),
        (
          "fold-all",
          { explorer, _, _ in
            explorer.graph.source == nil ? nil : Motion(toggle: "graph-fold-all")
          }
        ),
        (
          "unfold-all",
          { explorer, _, _ in
            explorer.graph.source == nil ? nil : Motion(toggle: "graph-unfold-all")
          }
        ),
        ("formula", { _, _, _ in Motion("formula") { _, _ in ["formula", "formula"] } }),
        ("numeric-check", { _, _, _ in Motion(toggle: "numeric-check") }),
        ("log-scale", { _, _, _ in Motion(toggle: "log-scale") }),
        (
          "zoom-in",
          { explorer, _, _ in
            explorer.zoom == .full ? nil : Motion("zoom-in") { _, _ in ["zoom-out"] }
          }
        ),
        (
          "zoom-out",
          { explorer, _, _ in
            explorer.zoom == .normal ? nil : Motion("zoom-out") { _, _ in ["zoom-in"] }
          }
        ),
        ("next-pane", { _, _, _ in Motion("keys Tab") { _, _ in ["keys Shift-Tab"] } }),
        ("previous-pane", { _, _, _ in Motion("keys Shift-Tab") { _, _ in ["keys Tab"] } }),
        (
          "edit",
          { explorer, lesson, random in
            guard explorer.walk.veil == nil, explorer.fork?.shown != .a else { return nil }
            return Motion(lesson.edits[Int.random(in: 0..<lesson.edits.count, using: &random)]) {
              before, after in before.edits.count == after.edits.count ? [] : ["undo"]
            }
          }
        ),
        (
          "undo",
          { explorer, _, _ in
            guard explorer.walk.veil == nil, explorer.fork?.shown != .a, !explorer.edits.isEmpty
            else {
              return nil
            }
            // An edit in between would leave nothing to be made again.
            return Motion("undo", "redo") { _, _ in [] }
          }
        ),
        (
          "ab",
          { explorer, _, _ in
            explorer.walk.veil != nil
              ? nil
              : explorer.fork == nil
                ? Motion("ab") { _, _ in ["ab-end"] } : Motion(toggle: "ab-swap")
          }
        ),
        (
          "predict",
          { explorer, _, random in
            guard explorer.walk.veil == nil else { return nil }
            let command = random.next() % 2 == 0 ? "predict-next" : "predict phase"
            return Motion(command, "leave") { before, after in
              (after.walk.veil == nil ? [] : ["predict off"]) + ["goto \(before.walk.index + 1)"]
            }
          }
        ),
        (
          "inspect",
          { explorer, _, random in
            guard explorer.zoom == .normal, !explorer.tensor.isOpen, explorer.helpOffset == nil
            else { return nil }
            return Motion("inspect \(row(explorer, &random))") { _, _ in ["keys Esc"] }
          }
        ),
        (
          "static",
          { explorer, _, _ in
            guard explorer.zoom == .normal, !explorer.traced.isOpen, explorer.helpOffset == nil,
              explorer.focus != .traced, explorer.hasBuiltGraphs
            else { return nil }
            return Motion("static") { _, _ in ["keys Esc"] }
          }
        ),
        (
          "filter",
          { explorer, _, random in
            guard explorer.filters[explorer.focus] == nil, explorer.filterRefuses == false else {
              return nil
            }
            let text = ["w", "a", "1", "tape"][Int.random(in: 0..<4, using: &random)]
            return Motion("filter \(text)") { before, after in
              before.filters == after.filters ? [] : ["filter"]
            }
          }
        ),
        (
          "mark",
          { explorer, _, random in
            let letter = ["a", "b", "c"][Int.random(in: 0..<3, using: &random)]
            return explorer.time.marks[letter] == nil ? Motion(toggle: "mark \(letter)") : nil
          }
        ),
        (
          "watch",
          { explorer, _, _ in
            explorer.watches.list.isEmpty && explorer.walk.stop.pass == 0
              && explorer.focus != .watches
              ? Motion("watch stop + 1") { _, _ in ["unwatch-all"] } : nil
          }
        ),
        ("help", { _, _, _ in Motion(toggle: "help") }),
      ]

  private static func row(_ explorer: Explorer, _ random: inout SeededGenerator) -> String {
    "w\(Int.random(in: 1...max(explorer.walk.table.count, 1), using: &random))"
  }

  private static func training(
    _ explorer: Explorer, _ name: String, _ opposite: String, _ count: Int
  ) -> Motion? {
    guard explorer.walk.stop.step != nil else { return nil }
    return Motion(name, opposite, count) { $0.walk.stop.step?.number ?? 0 }
  }
}
