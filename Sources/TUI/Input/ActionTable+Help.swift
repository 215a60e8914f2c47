/// A key or two with the word for what they do.
package struct KeyHint: Hashable, Sendable {
  /// The keys, `s/S`.
  package var keys: String
  /// The word, `step`.
  package var label: String
}

/// One line of the help.
package struct HelpEntry: Hashable, Sendable {
  /// The keys, `s Right Space`.
  package var keys: String
  /// The command, `step-forward [COUNT]`.
  package var usage: String
  /// The sentence.
  package var help: String
}

/// The part of the help with one head.
package struct HelpChapter: Hashable, Sendable {
  /// The head.
  package var title: String
  /// The lines.
  package var entries: [HelpEntry]
}

extension ActionTable {
  /// The hints that fit a width, in the order of the table; the pinned ones go in first.
  ///
  /// - Parameters:
  ///   - scopes: Where the keys work, the innermost first.
  ///   - width: The cells there are, with one before the first hint and two between them.
  ///   - glyphs: The symbols by which widths are measured.
  ///   - applies: Whether an action can do anything here.
  /// - Returns: The hints, to be drawn from left to right.
  package func hints(
    in scopes: [Scope], width: Int, glyphs: Glyphs, where applies: (Payload) -> Bool = { _ in true }
  ) -> [KeyHint] {
    let all = groups(in: scopes, where: applies)
    var room = width + 1
    var chosen: Set<Int> = []
    for pass in [true, false] {
      for (index, group) in all.enumerated() where group.isPinned == pass {
        let need = glyphs.width(of: group.hint.keys) + glyphs.width(of: group.hint.label) + 3
        guard need <= room else { break }
        room -= need
        chosen.insert(index)
      }
    }
    return all.indices.filter(chosen.contains).map { all[$0].hint }
  }

  /// Neighbors with the same word become one hint; keys that an inner scope takes are left out.
  private func groups(
    in scopes: [Scope], where applies: (Payload) -> Bool
  ) -> [(hint: KeyHint, isPinned: Bool)] {
    var groups: [(hint: KeyHint, isPinned: Bool)] = []
    for action in actions {
      guard let label = action.hint, let key = action.keys.first,
        action.scopes.contains(where: scopes.contains), applies(action.payload),
        self.action(for: key, in: scopes)?.name == action.name
      else { continue }
      if let last = groups.indices.last, groups[last].hint.label == label {
        groups[last].hint.keys += "/" + key.name
      } else {
        groups.append((KeyHint(keys: key.name, label: label), action.isPinned))
      }
    }
    return groups
  }

  /// The help of some scopes, a chapter for each chapter name in the order of the table.
  package func help(in scopes: [Scope]) -> [HelpChapter] {
    var chapters: [HelpChapter] = []
    for scope in scopes {
      for action in actions where action.scopes.contains(scope) {
        let title = action.chapter.isEmpty ? scope.name : action.chapter
        let entry = HelpEntry(
          keys: action.keys.map(\.name).joined(separator: " "), usage: action.usage,
          help: action.help)
        if let index = chapters.firstIndex(where: { $0.title == title }) {
          if !chapters[index].entries.contains(entry) { chapters[index].entries.append(entry) }
        } else {
          chapters.append(HelpChapter(title: title, entries: [entry]))
        }
      }
    }
    return chapters
  }

  /// The help as lines of text, in columns: keys, command, sentence.
  package func helpLines(in scopes: [Scope], glyphs: Glyphs) -> [String] {
    let chapters = help(in: scopes)
    let entries = chapters.flatMap(\.entries)
    let keys = entries.map { glyphs.width(of: $0.keys) }.max() ?? 0
    let usages = entries.map { glyphs.width(of: $0.usage) }.max() ?? 0
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - glyphs.width(of: text)))
    }
    var lines: [String] = []
    for chapter in chapters {
      if !lines.isEmpty { lines.append("") }
      lines.append(chapter.title)
      for entry in chapter.entries {
        lines.append(
          "  \(padded(entry.keys, keys))  \(padded(entry.usage, usages))  \(entry.help)")
      }
    }
    return lines
  }
}
