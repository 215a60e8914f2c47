import Testing

@testable import TUI

@Suite("What is done can be taken back")
struct InverseTests {
  @Test(
    "Any sequence of motions and then their inverses show the same screens again",
    arguments: InverseLesson.all)
  func restored(lesson: InverseLesson) throws {
    var known: Set<String> = []
    for (seed, size) in [(80, 24), (160, 50), (100, 30)].enumerated() {
      var random = SeededGenerator(state: UInt64(8 * seed + lesson.text.utf8.count))
      var explorer = try lesson.opened()
      explorer.updateAtOnce(.resize(width: size.0, height: size.1))
      let start = Int.random(in: 1...explorer.walk.count, using: &random)
      try explorer.obey("goto \(start)")
      for _ in 0..<2 {
        try explorer.goAndComeBack(lesson, 9, &random, &known)
      }
    }
    #expect(known.count > Motion.kinds.count / 2)
  }
}

extension Explorer {
  /// Does so many things and takes them back one by one; each time the screen must be as it was.
  fileprivate mutating func goAndComeBack(
    _ lesson: InverseLesson, _ count: Int, _ random: inout SeededGenerator,
    _ known: inout Set<String>
  ) throws {
    var done: [(motion: [String], back: [String], screen: String)] = []
    for _ in 0..<count {
      let kind = Motion.kinds[Int.random(in: 0..<Motion.kinds.count, using: &random)]
      guard let motion = kind.make(self, lesson, &random) else { continue }
      known.insert(kind.name)
      let before = self
      for command in motion.there { try obey(command) }
      if motion.isJump { try comeBackAtOnce(motion, before) }
      done.append((motion.there, motion.back(before, self), before.calm()))
    }
    while let last = done.popLast() {
      for command in last.back { try obey(command) }
      guard calm() != last.screen else { continue }
      let trail = (done + [last]).map { $0.motion.joined(separator: ", ") }
      Issue.record(
        """
        \(lesson.testDescription) at \(size): \(trail), taken back by \(last.back)
        \(Self.differing(last.screen, calm()))
        """)
      return
    }
  }

  /// `''` goes back to where a jump began, and again to where it ended.
  private mutating func comeBackAtOnce(_ motion: Motion, _ before: Explorer) throws {
    guard abs(walk.index - before.walk.index) > 1 else { return }
    let there = calm()
    try obey("mark-jump '")
    if calm() != before.calm() {
      Issue.record("'' after \(motion.there)\n\(Self.differing(before.calm(), calm()))")
    }
    try obey("mark-jump '")
    if calm() != there {
      Issue.record("'' and '' after \(motion.there)\n\(Self.differing(there, calm()))")
    }
  }

  /// The lines that differ.
  private static func differing(_ one: String, _ other: String) -> String {
    zip(
      one.split(separator: "\n", omittingEmptySubsequences: false),
      other.split(separator: "\n", omittingEmptySubsequences: false)
    )
    .filter { $0 != $1 }.map { "- \($0)\n+ \($1)" }.joined(separator: "\n")
  }

  fileprivate mutating func obey(_ command: String) throws {
    if command == "leave" {
      if entry != nil { type("Esc") }
    } else if command.hasPrefix("keys ") {
      type(String(command.dropFirst(5)))
    } else {
      try performAtOnce(command)
    }
  }

  /// The screen without the line for messages.
  fileprivate func calm() -> String {
    var copy = self
    copy.message = nil
    return copy.drawn(size.width, size.height)
  }

  /// Whether the pane in focus shows all there is.
  var filterRefuses: Bool {
    [.graph, .tensor, .figures, .surface, .watches, .why].contains(focus)
  }
}
