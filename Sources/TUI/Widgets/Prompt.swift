/// A line that the user types, with history and completion.
package struct Prompt: Sendable {
  /// What a key has done.
  package enum Outcome: Hashable, Sendable {
    /// The text or the cursor has changed.
    case edited
    /// The line is complete.
    case submitted(String)
    /// The user has given up.
    case cancelled
    /// The key means nothing here.
    case ignored
  }

  /// What stands before the line: `:`, `/`.
  package var lead: String
  /// What has been typed.
  package private(set) var characters: [Character]
  /// Before which character the cursor stands.
  package private(set) var cursor: Int
  /// What the next thing typed takes the place of.
  package private(set) var selection: Range<Int>?
  /// Earlier lines, the newest last.
  package var history: [String]
  /// The earlier line that is shown, and what had been typed before it was.
  private var recalled: (index: Int, draft: String)?
  /// The possibilities that Tab goes through, and the one taken.
  package private(set) var completion: Completion?
  package private(set) var candidate: Int?

  package init(lead: String = ":", text: String = "", history: [String] = []) {
    self.lead = lead
    self.history = history
    characters = Array(text)
    cursor = characters.count
  }

  /// What has been typed.
  package var text: String { String(characters) }

  /// Replaces what has been typed.
  package mutating func set(_ text: String) {
    characters = Array(text)
    cursor = characters.count
  }

  /// Shows possibilities before Tab asks for them; none of them is taken.
  package mutating func offer(_ found: Completion?) {
    guard completion == nil, let found, !found.candidates.isEmpty else { return }
    completion = found
  }

  /// Types text at the cursor; line ends become spaces.
  package mutating func insert(_ text: String) {
    endCompletion()
    recalled = nil
    removeSelection()
    let before = String(characters[..<cursor])
    let tail = characters[cursor...]
    let clean = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
    let joined = Array(before + String(clean))
    characters = joined + tail
    cursor = joined.count
  }

  /// Takes a key.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - complete: What could follow a line; asked when Tab is pressed.
  /// - Returns: What the key has done.
  package mutating func feed(
    _ key: Key, complete: (String) -> Completion? = { _ in nil }
  ) -> Outcome {
    if let scalar = key.typed {
      insert(String(scalar))
      return .edited
    }
    switch key {
    case .tab: return cycle(by: 1, complete)
    case .shiftTab: return cycle(by: -1, complete)
    case .enter, .control("j"), .control("m"):
      let line = text
      if !line.isEmpty, history.last != line { history.append(line) }
      return .submitted(line)
    case .escape where completion != nil:
      endCompletion()
      return .edited
    case .escape, .control("c"), .control("g"): return .cancelled
    case .backspace where characters.isEmpty: return .cancelled
    default: break
    }
    endCompletion()
    if selection != nil, [.backspace, .delete].contains(key) {
      removeSelection()
      return .edited
    }
    selection = nil
    return edit(key) ? .edited : .ignored
  }

  private mutating func edit(_ key: Key) -> Bool {
    switch key {
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case Key(.left, .control), .alt("b"): cursor = wordStart
    case Key(.right, .control), .alt("f"): cursor = wordEnd
    case .backspace, .control("h"): remove(max(0, cursor - 1)..<cursor)
    case .delete, .control("d"): remove(cursor..<min(characters.count, cursor + 1))
    case .control("u"): remove(0..<cursor)
    case .control("k"): remove(cursor..<characters.count)
    case .control("w"), Key(.backspace, .alt): remove(wordStart..<cursor)
    case .alt("d"): remove(cursor..<wordEnd)
    case .up, .control("p"): recall(by: -1)
    case .down, .control("n"): recall(by: 1)
    default: return false
    }
    return true
  }

  /// Selects the next number, or the one before: what is typed then takes its place.
  package mutating func selectNumber(by step: Int) {
    endCompletion()
    let ranges = LineNumbers(characters).ranges
    let next =
      step > 0
      ? ranges.first { $0.lowerBound >= cursor } ?? ranges.first
      : ranges.last { $0.upperBound < cursor } ?? ranges.last
    guard let next else { return }
    selection = next
    cursor = next.upperBound
  }

  private mutating func removeSelection() {
    guard let range = selection else { return }
    selection = nil
    remove(range)
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    cursor = range.lowerBound
    recalled = nil
  }

  private var wordStart: Int {
    var place = cursor
    while place > 0, !characters[place - 1].isWordPart { place -= 1 }
    while place > 0, characters[place - 1].isWordPart { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    var place = cursor
    while place < characters.count, !characters[place].isWordPart { place += 1 }
    while place < characters.count, characters[place].isWordPart { place += 1 }
    return place
  }

  /// Goes through the earlier lines that start like what had been typed.
  private mutating func recall(by step: Int) {
    let draft = recalled?.draft ?? text
    var index = (recalled?.index ?? history.count) + step
    while history.indices.contains(index), !history[index].hasPrefix(draft) { index += step }
    guard index >= 0 else { return }
    if index >= history.count {
      guard recalled != nil else { return }
      recalled = nil
      set(draft)
    } else {
      set(history[index])
      recalled = (index, draft)
    }
  }

  /// Takes what all possibilities share, then one after the other.
  private mutating func cycle(by step: Int, _ complete: (String) -> Completion?) -> Outcome {
    guard cursor == characters.count else { return .ignored }
    guard let completion else {
      guard let found = complete(text), !found.candidates.isEmpty else { return .ignored }
      if found.candidates.count == 1 {
        set(found.line(taking: 0))
        return .edited
      }
      let shared = found.sharedLine
      if shared.count > characters.count, shared.hasPrefix(text) {
        set(shared)
      }
      self.completion = found
      return .edited
    }
    let count = completion.candidates.count
    let next = ((candidate ?? (step > 0 ? -1 : count)) + step + count) % count
    candidate = next
    set(completion.line(taking: next))
    return .edited
  }

  private mutating func endCompletion() {
    completion = nil
    candidate = nil
  }
}

extension Completion {
  /// The line as far as all candidates agree.
  var sharedLine: String {
    guard var shared = candidates.first?.text else { return kept }
    for candidate in candidates {
      while !candidate.text.hasPrefix(shared) { shared.removeLast() }
    }
    return kept + shared
  }
}

extension Character {
  /// Whether it belongs to a word rather than standing between words.
  fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
