/// A character that is drawn as a shape: a part of a frame, a block, or dots of braille.
enum ScreenShape: Hashable {
  /// Arms from the middle of the cell.
  case lines(Arms, isRound: Bool)
  /// A part of the cell that is filled: left, top, right and bottom in eighths, and how densely.
  case block(left: Int, top: Int, right: Int, bottom: Int, density: Double)
  /// The eight dots of braille, as bits.
  case braille(UInt8)

  /// How each arm is drawn: 0 not at all, 1 light, 2 heavy, 3 double.
  struct Arms: Hashable {
    var up = 0
    var right = 0
    var down = 0
    var left = 0

    init(_ up: Int, _ right: Int, _ down: Int, _ left: Int) {
      (self.up, self.right, self.down, self.left) = (up, right, down, left)
    }
  }

  /// The shape of a character; `nil` for letters.
  init?(_ character: Character) {
    guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first,
      (0x2500...0x28FF).contains(scalar.value)
    else { return nil }
    if scalar.value >= 0x2800 {
      self = .braille(UInt8(truncatingIfNeeded: scalar.value))
    } else if let arms = Self.frames[scalar] {
      self = .lines(arms, isRound: "╭╮╰╯".unicodeScalars.contains(scalar))
    } else if let block = Self.blocks[scalar] {
      self = block
    } else {
      return nil
    }
  }

  private static let frames: [Unicode.Scalar: Arms] = [
    "─": Arms(0, 1, 0, 1), "│": Arms(1, 0, 1, 0), "┌": Arms(0, 1, 1, 0), "┐": Arms(0, 0, 1, 1),
    "└": Arms(1, 1, 0, 0), "┘": Arms(1, 0, 0, 1), "├": Arms(1, 1, 1, 0), "┤": Arms(1, 0, 1, 1),
    "┬": Arms(0, 1, 1, 1), "┴": Arms(1, 1, 0, 1), "┼": Arms(1, 1, 1, 1), "╭": Arms(0, 1, 1, 0),
    "╮": Arms(0, 0, 1, 1), "╰": Arms(1, 1, 0, 0), "╯": Arms(1, 0, 0, 1), "╴": Arms(0, 0, 0, 1),
    "╵": Arms(1, 0, 0, 0), "╶": Arms(0, 1, 0, 0), "╷": Arms(0, 0, 1, 0), "━": Arms(0, 2, 0, 2),
    "┃": Arms(2, 0, 2, 0), "┏": Arms(0, 2, 2, 0), "┓": Arms(0, 0, 2, 2), "┗": Arms(2, 2, 0, 0),
    "┛": Arms(2, 0, 0, 2), "┣": Arms(2, 2, 2, 0), "┫": Arms(2, 0, 2, 2), "┳": Arms(0, 2, 2, 2),
    "┻": Arms(2, 2, 0, 2), "╋": Arms(2, 2, 2, 2), "┠": Arms(2, 1, 2, 0), "┨": Arms(2, 0, 2, 1),
    "┯": Arms(0, 2, 1, 2), "┷": Arms(1, 2, 0, 2), "═": Arms(0, 3, 0, 3), "║": Arms(3, 0, 3, 0),
    "╔": Arms(0, 3, 3, 0), "╗": Arms(0, 0, 3, 3), "╚": Arms(3, 3, 0, 0), "╝": Arms(3, 0, 0, 3),
    "╟": Arms(3, 1, 3, 0), "╢": Arms(3, 0, 3, 1), "╤": Arms(0, 3, 1, 3), "╧": Arms(1, 3, 0, 3),
  ]

  private static let blocks: [Unicode.Scalar: ScreenShape] = {
    var blocks: [Unicode.Scalar: ScreenShape] = [
      "▀": .block(left: 0, top: 0, right: 8, bottom: 4, density: 1),
      "▐": .block(left: 4, top: 0, right: 8, bottom: 8, density: 1),
      "░": .block(left: 0, top: 0, right: 8, bottom: 8, density: 0.25),
      "▒": .block(left: 0, top: 0, right: 8, bottom: 8, density: 0.5),
      "▓": .block(left: 0, top: 0, right: 8, bottom: 8, density: 0.75),
    ]
    for (eighths, scalar) in zip(1...8, "▁▂▃▄▅▆▇█".unicodeScalars) {
      blocks[scalar] = .block(left: 0, top: 8 - eighths, right: 8, bottom: 8, density: 1)
    }
    for (eighths, scalar) in zip(1...7, "▏▎▍▌▋▊▉".unicodeScalars) {
      blocks[scalar] = .block(left: 0, top: 0, right: eighths, bottom: 8, density: 1)
    }
    return blocks
  }()
}
