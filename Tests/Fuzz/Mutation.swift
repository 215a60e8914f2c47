/// Damages lessons at random, always the same way for the same seed.
struct Mutation {
  private let lessons: [[UInt8]]
  private var state: UInt64

  init(seed: UInt64, _ lessons: [[UInt8]]) {
    self.lessons = lessons
    state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
  }

  /// Pieces that reach corners of the language.
  private static let pieces: [[UInt8]] = [
    "(", ")", "[", "]", "{", "}", ":", ",", ".", "=", "==", "*", "**", "-", "/", "//", "%", "@",
    "~", "<<", ">>", ":=", "->", ";", "\\", "\n", "\n    ", "\t", "'", "\"", "'''", "f'{", "}'",
    "f\"{x!r:>{w}}\"", "lambda x: x", "yield ", "yield from ", "return ", "await ", "async ",
    "not ", " in ", " is ", " if 1 else ", " for i in range(3)", "try:\n    ", "finally:\n    ",
    "except Exception as e:\n    ", "with ", "del ", "global ", "nonlocal ", "raise ", "class A:",
    "def f(*a, **k):", "@property\n", "import math\n", "None", "True", "...", "0", "-1", "1e400",
    "10**9", "2**63", "-2**63", "10**40", "0x", "1j", "nan", "float('inf')", "''", "'a' * 10**9",
    "[0] * 10**9", "[::-1]", "[-1]", "[None]", "[...]", "range(10**18)", "iter(int, 1)", "super()",
    "self", "__class__", "self.__dict__", "print", "sorted", "sum", "tf.constant", "tf.zeros",
    "tape", "tape.gradient", "shape", "dtype=tf.float16", "axis=-5", "\u{0}", "\u{feff}", "é",
    "中", "\u{202e}", "😀", "\r", "#",
  ].map { Array($0.utf8) }

  private mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return limit < 1 ? 0 : Int(state % UInt64(limit))
  }

  /// The next damaged lesson.
  mutating func lesson() -> [UInt8] {
    var text = lessons[below(lessons.count)]
    let rounds = below(3) == 0 ? below(4) : 0
    for _ in 0...rounds {
      switch below(12) {
      case 0: damageBytes(&text)
      case 1, 2: damageTokens(&text)
      case 3, 4: damageLines(&text)
      case 5...10: exchangeTokens(&text)
      default: splice(&text)
      }
    }
    return text
  }

  private mutating func damageBytes(_ text: inout [UInt8]) {
    for _ in 0...below(4) where !text.isEmpty {
      let place = below(text.count)
      switch below(3) {
      case 0: text[place] = UInt8(below(256))
      case 1: text.remove(at: place)
      default: text.insert(UInt8(below(128)), at: place)
      }
    }
  }

  private mutating func damageTokens(_ text: inout [UInt8]) {
    var tokens = Mutation.tokens(text)
    for _ in 0...below(3) where !tokens.isEmpty {
      let place = below(tokens.count)
      switch below(6) {
      case 0: tokens.remove(at: place)
      case 1: tokens.insert(tokens[below(tokens.count)], at: place)
      case 2: tokens.swapAt(place, below(tokens.count))
      case 3: tokens[place] = tokens[below(tokens.count)]
      case 4: tokens[place] = Mutation.pieces[below(Mutation.pieces.count)]
      default: tokens.insert(Mutation.pieces[below(Mutation.pieces.count)], at: place)
      }
    }
    text = Array(tokens.joined())
  }

  /// Words for words and signs for signs: most of what comes out still parses.
  private mutating func exchangeTokens(_ text: inout [UInt8]) {
    var tokens = Mutation.tokens(text)
    guard !tokens.isEmpty else { return }
    for _ in 0...below(4) {
      let place = below(tokens.count)
      guard let kind = tokens[place].first.map(Mutation.kind), kind != 1 else { continue }
      for _ in 0..<8 {
        let other = tokens[below(tokens.count)]
        if other.first.map(Mutation.kind) == kind {
          tokens[place] = other
          break
        }
      }
    }
    text = Array(tokens.joined())
  }

  private mutating func damageLines(_ text: inout [UInt8]) {
    var lines = Mutation.lines(text)
    for _ in 0...below(3) where !lines.isEmpty {
      let place = below(lines.count)
      switch below(5) {
      case 0: lines.remove(at: place)
      case 1: lines.insert(lines[below(lines.count)], at: place)
      case 2: lines.swapAt(place, below(lines.count))
      case 3: lines[place].insert(contentsOf: Array("    ".utf8), at: 0)
      default: lines[place] = lines[place][...].trimmingIndent
      }
    }
    text = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// Lines of another lesson in the middle of this one.
  private mutating func splice(_ text: inout [UInt8]) {
    let other = Mutation.lines(lessons[below(lessons.count)])
    guard !other.isEmpty else { return }
    let start = below(other.count)
    let end = min(other.count, start + 1 + below(12))
    var lines = Mutation.lines(text)
    lines.insert(contentsOf: other[start..<end], at: below(lines.count + 1))
    text = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private static func lines(_ text: [UInt8]) -> [[UInt8]] {
    text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
  }

  /// 0 for letters and digits, 1 for space, and classes of signs that stand for each other.
  private static func kind(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      0
    case UInt8(ascii: " "): 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"),
      UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      2
    default: 3 + Int(byte)
    }
  }

  /// Words, numbers, single signs and stretches of space.
  private static func tokens(_ text: [UInt8]) -> [[UInt8]] {
    var tokens: [[UInt8]] = []
    var last = -1
    for byte in text {
      let kind = kind(byte)
      if kind == last, kind < 2 {
        tokens[tokens.count - 1].append(byte)
      } else {
        tokens.append([byte])
      }
      last = kind
    }
    return tokens
  }
}

extension ArraySlice<UInt8> {
  /// Without the spaces in front.
  fileprivate var trimmingIndent: [UInt8] { Array(drop { $0 == UInt8(ascii: " ") }) }
}
