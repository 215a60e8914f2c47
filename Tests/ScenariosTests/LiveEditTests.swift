import Engine
import Foundation
import GraphView
import Script
import TUI
import Testing

@testable import Scenarios

/// Explorers over lessons that can be run again.
enum EditedLessons {
  static let worked = """
    import tensorflow as tf
    w = tf.Variable(2.0)
    x = tf.constant([1.0, 2.0])
    b = tf.Variable([0.5, -4.0])
    with tf.GradientTape() as tape:
        z = tf.nn.relu(w * x + b)
        C = tf.reduce_sum(z * z)
    print(tape.gradient(C, [w, b]))
    """

  static let descent = """
    import tensorflow as tf
    x = tf.constant(3.0)
    w = tf.Variable(0.5)
    lr = 0.05
    for _ in range(6):
        with tf.GradientTape() as tape:
            loss = (w * x - 6.0) ** 2
        w.assign_sub(lr * tape.gradient(loss, w))
        print("w", float(w))
    """

  static let chance = """
    import random, time
    import numpy as np
    import tensorflow as tf
    a = tf.constant(random.random())
    b = tf.constant(np.random.rand())
    c = tf.random.normal([3])
    d = tf.constant(np.random.default_rng().normal())
    e = tf.constant(time.time() % 1000.0)
    f = tf.constant([x for x in tf.data.Dataset.range(8).shuffle(8).as_numpy_iterator()])
    k = tf.constant(1.0)
    C = k * a + b + tf.reduce_sum(c) + d + e + tf.reduce_sum(tf.cast(f, tf.float32))
    """

  static func opened(_ text: String, width: Int = 100, height: Int = 36) throws -> Explorer {
    let session = LessonSession(SourceText(name: "lesson.py", text))
    return try opened(session, .file("lesson.py"), width, height)
  }

  static func formula(_ text: String, _ inputs: [String]) throws -> Explorer {
    let source = LessonSource.formula(text, inputs: inputs)
    return try opened(source.session(), source, 100, 36)
  }

  static func opened(
    _ session: LessonSession, _ source: LessonSource, _ width: Int, _ height: Int
  ) throws -> Explorer {
    let outcome = session.run()
    let lesson = OpenedLesson(source: source, session: session, outcome: outcome)
    var explorer = lesson.explorer(try lesson.walk())
    explorer.updateAtOnce(.resize(width: width, height: height))
    return explorer
  }
}

extension Explorer {
  func screen() -> String {
    var canvas = Canvas(width: size.width, height: size.height)
    render(into: &canvas)
    return canvas.lines.joined(separator: "\n")
  }

  /// The screen without the line for messages.
  func calm() -> String {
    var copy = self
    copy.updateAtOnce(.key(.control("l")))
    return copy.screen()
  }

  func value(_ name: String) -> String? {
    walk.table.row(called: name).flatMap { walk.table[$0].value?.exact }
  }
}

@Suite("Live edit")
struct LiveEditTests {
  @Test(
    "An edit and its undo restore the screen at every stop",
    arguments: [
      (EditedLessons.worked, "edit w -1"), (EditedLessons.worked, "edit b [3, 1/2]"),
      (EditedLessons.worked, "edit-line 6     z = tf.exp(w * x)"),
      (EditedLessons.descent, "edit w 7"), (EditedLessons.descent, "edit lr 0.3"),
      (EditedLessons.descent, "edit x -1"),
      (EditedLessons.descent, "edit-line 5 for _ in range(2):"),
    ])
  func restored(lesson: String, edit: String) throws {
    var explorer = try EditedLessons.opened(lesson)
    let stops = explorer.walk.count
    for index in stride(from: 0, to: stops, by: max(stops / 12, 1)) {
      try explorer.performAtOnce("goto \(index + 1)")
      let before = explorer.calm()
      try explorer.performAtOnce(edit)
      #expect(explorer.edits.count == 1, "\(explorer.notice ?? "")")
      // A walk that became shorter stands elsewhere afterwards.
      let isShorter = explorer.walk.count < stops
      try explorer.performAtOnce("undo")
      #expect(explorer.edits.isEmpty)
      if isShorter { try explorer.performAtOnce("goto \(index + 1)") }
      #expect(explorer.calm() == before)
      try explorer.performAtOnce("redo")
      #expect(explorer.edits.count == 1)
      try explorer.performAtOnce("reset-edits")
    }
  }

  @Test("Any edits, undos and redos show what the edits that are left would show at once")
  func random() throws {
    var generator = Numbers(state: 11)
    let edits = [
      "edit w 1", "edit w -2", "edit w 3.5", "edit lr 0.01", "edit lr 0.2", "edit x 1/2",
      "edit-line 7         loss = (w * x - 4.0) ** 2",
    ]
    var explorer = try EditedLessons.opened(EditedLessons.descent)
    var applied: [String] = []
    var undone: [String] = []
    for _ in 0..<40 {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0 where !applied.isEmpty:
        try explorer.performAtOnce("undo")
        undone.append(applied.removeLast())
      case 1 where !undone.isEmpty:
        try explorer.performAtOnce("redo")
        applied.append(undone.removeLast())
      default:
        let edit = edits[Int.random(in: 0..<edits.count, using: &generator)]
        try explorer.performAtOnce(edit)
        applied.append(edit)
        undone = []
      }
      #expect(explorer.edits.count == applied.count)
    }
    var fresh = try EditedLessons.opened(EditedLessons.descent)
    for edit in applied { try fresh.performAtOnce(edit) }
    for place in ["1", "9", "25", "40"] {
      try explorer.performAtOnce("goto \(place)")
      try fresh.performAtOnce("goto \(place)")
      #expect(explorer.calm() == fresh.calm())
    }
  }

  @Test("What no seed fixes is the same in every run of a session")
  func chance() throws {
    var explorer = try EditedLessons.opened(EditedLessons.chance)
    try explorer.performAtOnce("last")
    let names = ["a", "b", "c", "d", "e", "f"]
    let before = names.map { explorer.value($0) }
    #expect(before.allSatisfy { $0 != nil })
    try explorer.performAtOnce("edit k 2")
    #expect(explorer.value("k") == "2")
    #expect(names.map { explorer.value($0) } == before)
  }

  @Test("A weight is set where the walk stands, and what came before stays")
  func inTraining() throws {
    var explorer = try EditedLessons.opened(EditedLessons.descent)
    try explorer.performAtOnce("train 4")
    try explorer.performAtOnce("edit w 2")
    #expect(explorer.value("w") == "2")
    #expect(explorer.screen().contains("w*") || explorer.screen().contains("*"))
    try explorer.performAtOnce("train 3")
    let own = try #require(explorer.walk.table.row(called: "w"))
    let compared = explorer.compared(explorer.walk.table[own])
    #expect(compared?.valueChange == "")
    try explorer.performAtOnce("train 6")
    #expect(explorer.value("loss") == nil || explorer.value("w") == "2")
  }

  private static let large = """
    import tensorflow as tf
    W = tf.Variable(tf.zeros([20, 20]))
    x = tf.ones([20])
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(tf.maximum(0.5, W) @ tf.reshape(x, [20, 1])) * 2.0
    print(tape.gradient(y, W)[3, 5])
    """

  @Test("An element and a row of a tensor too large to be typed are edited by their places")
  func elements() throws {
    var explorer = try EditedLessons.opened(Self.large)
    try explorer.performAtOnce("last")
    try explorer.performAtOnce("edit W[3, 5] 4")
    #expect(explorer.edits.map(\.title) == ["W[3,5] = 4"])
    #expect(explorer.value("y") == "407")
    try explorer.performAtOnce("edit W[-1] [\((0..<20).map { _ in "1" }.joined(separator: ", "))]")
    #expect(explorer.edits.last?.name == "W[19]")
    #expect(explorer.value("y") == "427")
    try explorer.performAtOnce("undo 2")
    #expect(explorer.value("y") == "400")
    for (line, reason) in [
      ("edit W[20,0] 1", "place 20 is outside"), ("edit W[0,0,0] 1", "has 2 axes"),
      ("edit W[a] 1", "expected a place"), ("edit W[0] 1", "got a number"),
      ("edit y[0] 1", "is computed"), ("edit Q[0] 1", "nothing is called Q"),
    ] {
      try explorer.performAtOnce(line)
      #expect(explorer.notice?.contains(reason) == true, "\(line): \(explorer.notice ?? "")")
    }
    try explorer.performAtOnce("inspect W")
    for key in [Key("j"), "j", "l"] { explorer.updateAtOnce(.key(key)) }
    explorer.updateAtOnce(.key("e"))
    #expect(explorer.screen().contains("W[2,1] = "))
    for key in [Key.control("u"), "9", .enter] {
      explorer.updateAtOnce(.key(key))
    }
    #expect(explorer.edits.map(\.title) == ["W[2,1] = 9"])
  }

  @Test("A number inside an expression is edited by its place in the line")
  func numbers() throws {
    var explorer = try EditedLessons.opened(Self.large)
    try explorer.performAtOnce("last")
    try explorer.performAtOnce("edit-number 5 1 1.5")
    #expect(explorer.value("y") == "1200")
    try explorer.performAtOnce("edit-number 5 4 -1")
    #expect(explorer.value("y") == "-600")
    try explorer.performAtOnce("edit-number 5 9 1")
    #expect(explorer.notice?.contains("line 5 has no number 9; there are 1: 1.5") == true)
    var formula = try EditedLessons.formula("y = max(0, w) * 3", ["w=2"])
    try formula.performAtOnce("edit-number 1 5")
    try formula.performAtOnce("last")
    #expect(formula.value("y") == "15")
  }

  @Test("Of a tensor too large to be typed one element is predicted")
  func predictedElement() throws {
    var explorer = try EditedLessons.opened(Self.large)
    try explorer.performAtOnce("predict next")
    #expect(explorer.screen().contains("] of w3 = max(0.5, w1):"))
    try explorer.performAtOnce("answer 0.5")
    #expect(explorer.score == "1 of 1", "\(explorer.notice ?? "")")
  }

  @Test("A plain tensor that a loop rebinds is set where the walk stands")
  func rebound() throws {
    let text = EditedLessons.descent
      .replacing("w = tf.Variable(0.5)", with: "w = tf.constant(0.5)")
      .replacing("tape:\n", with: "tape:\n        tape.watch(w)\n")
      .replacing(
        "w.assign_sub(lr * tape.gradient(loss, w))", with: "w -= lr * tape.gradient(loss, w)")
    var explorer = try EditedLessons.opened(text)
    try explorer.performAtOnce("train 3")
    try explorer.performAtOnce("edit w 2")
    #expect(explorer.edits.map(\.title) == ["w = 2"] && explorer.value("w") == "2")
    try explorer.performAtOnce("train 2")
    let row = try #require(explorer.walk.table.row(called: "w"))
    #expect(explorer.compared(explorer.walk.table[row])?.valueChange == "")
    try explorer.performAtOnce("train 6")
    try explorer.performAtOnce("phase-end")
    #expect(explorer.value("loss") == "0")
    try explorer.performAtOnce("train 4")
    try explorer.performAtOnce("edit w [1, 2]")
    #expect(explorer.notice?.contains("got the shape (2,), expected a number") == true)
  }

  @Test(
    "What cannot be edited says why and changes nothing",
    arguments: [
      ("edit C 3", "C is computed"), ("edit q 3", "nothing is called q"),
      ("edit w", "got no value for w"), ("edit w 1 +", "expected a number"),
      ("edit w [1, 2]", "got the shape (2,), expected a number"),
      ("edit x 4", "got a number, expected the shape (2,)"),
      ("edit x [[1], 2]", "the rows differ in length"),
      ("edit-line 6     z = tf.nn.relu(w *", "nothing changed"),
      ("edit-line 6     z = nothing", "nothing changed"), ("edit-line 99 x", "a line from 1 to 8"),
      ("edit-formula C = x", "this is a lesson"), ("edit-rate 0.1", "no learning rate"),
      ("edit-from-here w 1", "stands in no training step"), ("undo", "nothing to take back"),
      ("redo", "nothing to make again"), ("reset-edits", "nothing is edited"),
      ("ab-swap", "there is no B yet"), ("ab-end", "there is no B"),
    ])
  func refused(command: String, notice: String) throws {
    var explorer = try EditedLessons.opened(EditedLessons.worked)
    try explorer.performAtOnce("last")
    let before = explorer.calm()
    try explorer.performAtOnce(command)
    #expect(explorer.notice?.contains(notice) == true, "\(explorer.notice ?? "nothing")")
    #expect(explorer.edits.isEmpty && explorer.calm() == before)
  }

  @Test("An edit that finds no place any more is told, and the rest is made")
  func misfit() throws {
    var explorer = try EditedLessons.opened(EditedLessons.worked)
    try explorer.performAtOnce("last")
    try explorer.performAtOnce("edit x [3, 3]")
    try explorer.performAtOnce("edit-line 3 x = w + 1.0")
    #expect(explorer.notice?.contains("x is as the lesson has it") == true)
    #expect(explorer.edits.count == 2)
  }

  @Test("The file is read again with R, and edits follow their lines")
  func reload() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "gradwalk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("lesson.py")
    try EditedLessons.worked.write(to: file, atomically: true, encoding: .utf8)
    let source = LessonSource.file(file.path)
    var explorer = try EditedLessons.opened(try source.session(), source, 100, 36)
    try explorer.performAtOnce("last")
    try explorer.performAtOnce("edit x [5, 7]")
    try explorer.performAtOnce("edit-line 2 w = tf.Variable(3.0)")
    let moved =
      "# one line more\n"
      + EditedLessons.worked.replacing("C = tf", with: "D = tf")
      .replacing("(C,", with: "(D,")
    try moved.write(to: file, atomically: true, encoding: .utf8)
    try explorer.performAtOnce("reload")
    #expect(explorer.edits.map(\.name) == ["x", "line 3"])
    #expect(explorer.value("w") == "3" && explorer.value("x")?.contains("5, 7") == true)
    #expect(explorer.value("D") != nil)
    #expect(try String(contentsOf: file, encoding: .utf8) == moved)
    try "x = (".write(to: file, atomically: true, encoding: .utf8)
    try explorer.performAtOnce("reload")
    #expect(explorer.notice?.contains("nothing changed") == true && explorer.value("D") != nil)
  }

  @Test("A and B are swapped and stepped at once, and A cannot be edited")
  func fork() throws {
    var explorer = try EditedLessons.opened(EditedLessons.descent)
    try explorer.performAtOnce("train 3")
    try explorer.performAtOnce("edit lr 0.01")
    try explorer.performAtOnce("ab")
    try explorer.performAtOnce("edit lr 0.02")
    try explorer.performAtOnce("phase-end")
    let b = explorer.calm()
    let stop = explorer.walk.stop.title
    let weight = explorer.value("w")
    try explorer.performAtOnce("ab")
    #expect(explorer.walk.stop.title == stop && explorer.value("w") != weight)
    try explorer.performAtOnce("edit lr 1")
    #expect(explorer.notice?.contains("A stays") == true)
    try explorer.performAtOnce("ab")
    #expect(explorer.calm() == b)
    try explorer.performAtOnce("ab-end")
    #expect(explorer.edits.count == 2)
  }

  @Test("Any keys and commands with edits, forks and predictions leave a screen", arguments: 0..<3)
  func anything(lesson: Int) throws {
    var generator = Numbers(state: UInt64(lesson) + 5)
    var explorer =
      lesson == 0
      ? try EditedLessons.opened(EditedLessons.worked)
      : lesson == 1
        ? try EditedLessons.opened(EditedLessons.descent)
        : try EditedLessons.formula("C = y - max(0, w*x + b)", ["w=2", "x=1", "b=1", "y=5"])
    let names = Explorer.actions.actions.map(\.name).filter { $0 != "suspend" && $0 != "quit" }
    let texts = [
      "w 3", "x [1, 1]", "2 w = tf.Variable(1.0)", "lr 0.5", "C = w", "phase", "next", "off", "1",
      "-1",
      "0.5", "3", "",
    ]
    let keys: [Key] =
      ["e", "z", "Z", "a", "p", "s", "S", "f", "j", "k", "]", "G", "g", "?", "!", "1", "-"]
      .map { .character($0) } + [.enter, .escape, .tab, .backspace]
    for turn in 0..<400 {
      if Bool.random(using: &generator) {
        explorer.updateAtOnce(.key(keys[Int.random(in: 0..<keys.count, using: &generator)]))
      } else {
        let name = names[Int.random(in: 0..<names.count, using: &generator)]
        let text = texts[Int.random(in: 0..<texts.count, using: &generator)]
        _ = try? explorer.performAtOnce("\(name) \(text)")
      }
      if turn % 7 == 0 { #expect(!explorer.screen().isEmpty) }
      #expect((0..<explorer.walk.count).contains(explorer.walk.index))
    }
  }

  /// The same numbers in every run.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }
}
