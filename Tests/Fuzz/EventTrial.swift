import Engine
import GraphView
import Script
import TUI

/// An explorer over a lesson, to which anything happens that keys, mouse and terminal can do.
struct EventTrial {
  /// Events of one explorer, before another lesson's turn comes.
  static let length = 400

  private var generator: EventGenerator
  private var explorer: Explorer
  private var size = (width: 80, height: 24)
  private let glyphs: Glyphs

  /// An explorer over a lesson; nil where the text is none.
  init?(_ text: [UInt8], seed: UInt64) {
    let session = LessonSession(
      SourceText(name: "fuzz.py", String(decoding: text, as: UTF8.self)))
    session.stepLimit = 20_000
    let outcome = session.run()
    guard outcome.ending != .rejected, let walk = try? Walk(session.recording) else { return nil }
    let ending: Explorer.Subject.Ending =
      switch outcome.ending {
      case .failed, .rejected: .failed(outcome.message ?? "it failed")
      case .interrupted: .interrupted
      case .finished, .exited: .finished
      }
    explorer = Explorer(walk, .init(name: "fuzz.py", command: "gradwalk fuzz.py", ending: ending))
    generator = EventGenerator(seed: seed)
    let tiers: [GlyphTier] = [.full, .full, .basic, .acs, .ascii]
    glyphs = Glyphs(tier: tiers[Int(seed % UInt64(tiers.count))])
    explorer.adopt(glyphs)
    explorer.adopt(ColorTier.allCases[Int(seed % UInt64(ColorTier.allCases.count))])
    explorer.updateAtOnce(.resize(width: 80, height: 24))
  }

  /// Lets so many events happen, each with its frame; `tell` hears of them before they do.
  mutating func run(_ count: Int, tell: (String) -> Void = { _ in }) {
    for _ in 0..<count {
      let event = generator.event(in: size)
      tell("\(event)")
      if case .resize(let width, let height) = event { size = (width, height) }
      explorer.updateAtOnce(event)
      // The program may be resized between an event and its frame.
      var canvas = Canvas(width: size.width, height: size.height, glyphs: glyphs)
      explorer.render(into: &canvas)
      precondition(canvas.cells.count == size.width * size.height, "a whole frame")
      precondition(
        (0..<explorer.walk.count).contains(explorer.walk.index), "the walk stands on its line")
    }
  }
}

/// Random events, the same for the same seed; most of them mean something.
struct EventGenerator: RandomNumberGenerator {
  private var state: UInt64
  private var typed: [Key] = []

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  private static let keys =
    Explorer.actions.actions.flatMap(\.keys).filter { $0 != "Q" }
    + [
      .enter, .backspace, .delete, .tab, .escape, "0", "1", "7", "9", "x", "é", "漢", "ا",
      .alt("b"), .function(12), .control("w"), .control("a"),
    ]

  private static let words = [
    "", "1", "0", "-1", "3", "9223372036854775807", "-9223372036854775808", "w1", "w3", "w999",
    "loss", "w", "W", "x", "b", "W[0]", "W[0,0]", "w b", "0,0", "1,1,1", "nan", "matmul",
    "gradient",
    "norm(grad(w)) > 1", "step > 2", ")", "\u{1B}[31m", "漢字", "a\tb", "graph", "full", "heat",
  ]

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: 0..<list.count, using: &self)]
  }

  /// What happens next on a screen of a size.
  mutating func event(in size: (width: Int, height: Int)) -> TUI.Event<Explorer.Message> {
    if !typed.isEmpty { return .key(typed.removeFirst()) }
    switch Int.random(in: 0..<24, using: &self) {
    case 0: return resize()
    case 1...3: return mouse(in: size)
    case 4, 5:
      // A command as somebody types it, now and then with a key too many.
      let line = "\(pick(Explorer.actions.actions).name) \(pick(Self.words))"
      if line.hasPrefix("quit") { return .tick }
      typed = [.escape, ":"]
      typed += line.unicodeScalars.map { Key.character($0) }
      typed.append(.enter)
      return .key(typed.removeFirst())
    case 6: return pick([.interrupt, .tick, .resumed])
    case 7: return .paste(pick(Self.words))
    default: return .key(pick(Self.keys))
    }
  }

  private mutating func resize() -> TUI.Event<Explorer.Message> {
    if Bool.random(using: &self) {
      let (width, height) = pick([(80, 24), (160, 50), (60, 16), (100, 30), (40, 80), (39, 9)])
      return .resize(width: width, height: height)
    }
    return .resize(
      width: Int.random(in: 1...400, using: &self), height: Int.random(in: 1...120, using: &self))
  }

  private mutating func mouse(in size: (width: Int, height: Int)) -> TUI.Event<Explorer.Message> {
    let kind = pick([
      Mouse.Kind.press, .press, .release, .doubleClick, .drag, .wheelUp, .wheelDown,
    ])
    return .mouse(
      Mouse(
        kind, x: Int.random(in: -1...size.width, using: &self),
        y: Int.random(in: -1...size.height, using: &self),
        button: Int.random(in: 0...3, using: &self)))
  }
}
