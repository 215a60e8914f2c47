/// Places on the time line that the user comes back to: marks and the last jump.
struct TimeState {
  /// The stop of each mark, by its key.
  var marks: [String: Int] = [:]
  /// Where the walk stood before it went farther than a step.
  var beforeJump: Place?

  /// A stop, and what was selected there.
  struct Place {
    var stop: Int
    var row: Int?
  }

  /// Where steps over scopes and over turns of a loop began and ended, the latest last: steps the other
  /// way go back there, where several could have ended at the same stop.
  private(set) var ways: [Way] = []

  /// A step that goes over more than one stop.
  struct Way {
    enum Kind: Hashable {
      case scope
      /// So many turns of a training loop, either way.
      case turns(Int)
    }

    var kind: Kind
    var start: Int
    var end: Int
  }

  mutating func note(_ way: Way) {
    guard way.start != way.end else { return }
    if ways.count >= Self.mostWays { ways.removeFirst(ways.count / 2) }
    ways.append(way)
  }

  private static let mostWays = 10_000

  /// Where the step of a kind began that ended at a stop and went the other way; it is forgotten, and
  /// what came after it.
  mutating func retrace(_ kind: Way.Kind, from stop: Int, forward: Bool) -> Int? {
    let found = ways.lastIndex {
      $0.kind == kind && $0.end == stop && ($0.start > stop) == forward
    }
    guard let found else { return nil }
    let start = ways[found].start
    ways.removeSubrange(found...)
    return start
  }
}

/// What the user can have done with marks.
package enum TimeCommand: Hashable, Sendable {
  case mark, goToMark, listMarks, clearMarks, memory
}

extension Explorer {
  /// The actions of marks.
  static let timeActions: [Action<Command>] = [
    Action(
      "mark", [.character("m")], chapter: "Walk",
      help: "remembers this stop under a letter or a digit, or forgets it again",
      argument: Argument(.key, "LETTER"), .time(.mark)),
    Action(
      "mark-jump", [.character("'")], chapter: "Walk",
      help:
        "goes to the stop of a mark; ' goes to where the last jump began, . shows the walk again",
      argument: Argument(.key, "LETTER"), .time(.goToMark)),
    Action(
      "marks", chapter: "Walk", help: "lists the marks and the stops they stand at",
      .time(.listMarks)),
    Action("marks-clear", chapter: "Walk", help: "takes all marks away", .time(.clearMarks)),
    Action(
      "memory", chapter: "Other",
      help: "tells what the values take, or sets how much they may, such as 64M",
      argument: Argument(.text, "SIZE", isOptional: true), .time(.memory)),
  ]

  mutating func run(_ command: TimeCommand, _ argument: String?) {
    switch command {
    case .memory: setMemory(argument)
    case .mark: setMark(argument ?? "")
    case .goToMark: goToMark(argument ?? "")
    case .listMarks:
      let list = time.marks.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        .map { "\($0.key) at stop \($0.value + 1)" }
      say(
        list.isEmpty ? "there are no marks; m and a letter sets one" : list.joined(separator: ", "))
    case .clearMarks:
      say("\(time.marks.count) mark\(time.marks.count == 1 ? "" : "s") taken away")
      time.marks = [:]
    }
  }

  private mutating func say(_ text: String) { message = Notice(text: text, style: .dim) }

  private mutating func setMark(_ name: String) {
    guard name.unicodeScalars.count == 1, let letter = name.unicodeScalars.first,
      letter.properties.isAlphabetic || ("0"..."9").contains(letter)
    else { return say("a mark is a letter or a digit") }
    if time.marks[name] == walk.index {
      time.marks[name] = nil
      return say("\(walk.stop.title.lowercased()) is no longer marked \(name)")
    }
    time.marks[name] = walk.index
    say("\(walk.stop.title.lowercased()) is marked \(name); '\(name) comes back")
  }

  private mutating func goToMark(_ name: String) {
    switch name {
    case ".":
      follow()
      say("the walk stands at \(walk.stop.title.lowercased())")
    case "'":
      guard let place = time.beforeJump else { return say("there was no jump yet") }
      goToRemembered(place.stop, row: place.row)
    default:
      guard let index = time.marks[name] else {
        return say("no stop is marked \(name); m\(name) marks this one")
      }
      goToRemembered(index)
    }
  }

  private mutating func goToRemembered(_ index: Int, row: Int? = nil) {
    let before = place
    walk.seek(index)
    follow()
    if let row, row < walk.table.count { selectedRow = row }
    // A jump of one step is one as well when it was asked for by name.
    time.beforeJump = before
  }

  /// Remembers where a move began that went farther than one stop.
  mutating func noteJump(from before: TimeState.Place) {
    if Swift.abs(walk.index - before.stop) > 1 { time.beforeJump = before }
  }

  /// Where the walk stands, with what is selected.
  var place: TimeState.Place { .init(stop: walk.index, row: selectedRow) }
}
