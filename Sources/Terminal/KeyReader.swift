import CNcurses
import TUI

/// Turns what ncurses reads into keys, mouse events and pasted text.
struct KeyReader {
  /// What was read.
  enum Reading: Equatable {
    case nothing
    /// Something that means nothing here; there may be more behind it.
    case ignored
    case key(Key)
    case mouse(Mouse)
    case paste(String)
    case resize
  }

  /// The codes of keys with modifiers and of the ends of pasted text, as ncurses numbers them.
  private var codes: [Int32: Key] = [:]
  private static let pasteStart: Int32 = 0x3000
  private static let pasteEnd: Int32 = 0x3001

  /// Learns the codes of this terminal; ncurses must have been started.
  init() {
    define_key("\u{1B}[200~", Self.pasteStart)
    define_key("\u{1B}[201~", Self.pasteEnd)
    let names: [(String, Key.Code)] = [
      ("kUP", .up), ("kDN", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home),
      ("kEND", .end), ("kPRV", .pageUp), ("kNXT", .pageDown), ("kIC", .insert), ("kDC", .delete),
    ]
    for (name, code) in names {
      // Number 2 is Shift, then each bit of the number less one: Shift, Alt, Ctrl.
      for number in 2...8 {
        let capability = number == 2 ? name : "\(name)\(number)"
        guard let sequence = shim_string_capability(capability) else { continue }
        let defined = key_defined(sequence)
        if defined > 0 { codes[defined] = Key(code, Self.modifiers(UInt8(number - 1))) }
      }
    }
  }

  /// Reads what there is, without waiting.
  func read() -> Reading {
    var value: UInt32 = 0
    switch shim_read(&value) {
    case 1: return character(value)
    case 2: return special(Int32(bitPattern: value))
    default: return .nothing
    }
  }

  private static func modifiers(_ bits: UInt8) -> Key.Modifiers { Key.Modifiers(rawValue: bits) }

  private func character(_ value: UInt32) -> Reading {
    guard value == 0x1B else { return Self.key(typing: value).map(Reading.key) ?? .ignored }
    var next: UInt32 = 0
    switch shim_read(&next) {
    case 1 where next == UInt32(UInt8(ascii: "[")): return sequence()
    case 1 where next == 0x1B: return .key(.escape)
    case 1:
      guard var key = Self.key(typing: next) else { return .key(.escape) }
      key.modifiers.insert(.alt)
      return .key(key)
    case 2:
      guard case .key(var key) = special(Int32(bitPattern: next)) else { return .key(.escape) }
      key.modifiers.insert(.alt)
      return .key(key)
    default: return .key(.escape)
    }
  }

  /// A sequence that the terminal's description does not tell of is left out, not typed.
  private func sequence() -> Reading {
    var value: UInt32 = 0
    var length = 0
    while shim_read(&value) == 1 {
      length += 1
      if (0x40...0x7E).contains(value) || length > 32 { return .ignored }
    }
    return length == 0 ? .key(.alt("[")) : .ignored
  }

  /// The key that a character stands for; control characters are keys with Ctrl.
  static func key(typing value: UInt32) -> Key? {
    switch value {
    case 0x00: .control(" ")
    case 0x09: .tab
    case 0x0D: .enter
    case 0x1B: .escape
    case 0x7F: .backspace
    case 0x01...0x1A: Unicode.Scalar(value + 0x60).map(Key.control)
    case 0x1C...0x1F: Unicode.Scalar(value + 0x40).map(Key.control)
    case 0x80...0x9F: nil
    default: Unicode.Scalar(value).map(Key.character)
    }
  }

  private func special(_ code: Int32) -> Reading {
    switch code {
    case KEY_RESIZE: return .resize
    case KEY_MOUSE: return mouse()
    case Self.pasteStart: return pasted()
    case Self.pasteEnd: return .ignored
    case KEY_F0 + 1...KEY_F0 + 63: return .key(Self.function(Int(code - KEY_F0)))
    default:
      if let key = Self.plainKeys[code] ?? codes[code] { return .key(key) }
      return .ignored
    }
  }

  /// Terminals number shifted function keys on: F13 is Shift-F1, F25 Ctrl-F1.
  static func function(_ number: Int) -> Key {
    guard number > 12 else { return .function(number) }
    let group = (number - 1) / 12
    let modifiers: [Key.Modifiers] = [[], .shift, .control, [.shift, .control], .alt]
    return group < modifiers.count
      ? Key(.function((number - 1) % 12 + 1), modifiers[group]) : .function(number)
  }

  private static let plainKeys: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home,
    KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_IC: .insert, KEY_DC: .delete,
    KEY_BACKSPACE: .backspace, KEY_ENTER: .enter, KEY_BTAB: .shiftTab, KEY_SLEFT: .shiftLeft,
    KEY_SRIGHT: .shiftRight, KEY_SHOME: Key(.home, .shift), KEY_SEND: Key(.end, .shift),
    KEY_SR: Key(.up, .shift), KEY_SF: Key(.down, .shift), KEY_SPREVIOUS: Key(.pageUp, .shift),
    KEY_SNEXT: Key(.pageDown, .shift), KEY_SDC: Key(.delete, .shift),
    KEY_SIC: Key(.insert, .shift), KEY_A1: .home, KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown,
  ]

  private func mouse() -> Reading {
    var (x, y, button, modifiers): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    let kind: Mouse.Kind
    switch shim_read_mouse(&x, &y, &button, &modifiers) {
    case 1: kind = .press
    case 2: kind = .release
    case 4: kind = .wheelUp
    case 5: kind = .wheelDown
    default: return .ignored
    }
    let isWheel = kind == .wheelUp || kind == .wheelDown
    return .mouse(
      Mouse(
        kind, x: Int(x), y: Int(y), button: isWheel ? 0 : Int(button),
        modifiers: Self.modifiers(UInt8(truncatingIfNeeded: modifiers))))
  }

  /// Collects pasted text up to its end; a paste that never ends is cut when input runs dry.
  private func pasted() -> Reading {
    var text = String.UnicodeScalarView()
    var misses = 0
    while misses < 50 {
      var value: UInt32 = 0
      switch shim_read(&value) {
      case 1:
        misses = 0
        if let scalar = Unicode.Scalar(value == 0x0D ? 0x0A : value) { text.append(scalar) }
      case 2 where Int32(bitPattern: value) == Self.pasteEnd: return .paste(String(text))
      case 2: misses = 0
      default:
        misses += 1
        napms(2)
      }
    }
    return .paste(String(text))
  }
}
