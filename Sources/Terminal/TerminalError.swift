/// Why there can be no full screen; the caller falls back to lines of text.
package enum TerminalError: Error, Hashable, Sendable {
  /// A standard stream leads somewhere else.
  case notATerminal(Stream)
  /// No kind of terminal is named.
  case noTerminalType
  /// The system knows no such kind of terminal.
  case unknownTerminal(String)
  /// The terminal cannot move its cursor.
  case noCursorAddressing(String)
  /// ncurses does not start.
  case cannotStart(String)

  /// A standard stream.
  package enum Stream: String, Hashable, Sendable {
    case input
    case output
  }
}

extension TerminalError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notATerminal(let stream): "standard \(stream.rawValue): not a terminal"
    case .noTerminalType: "TERM: got nothing, expected the name of a terminal"
    case .unknownTerminal(let name): "TERM: got \"\(name)\", which the system does not know"
    case .noCursorAddressing(let name): "TERM: got \"\(name)\", which cannot move its cursor"
    case .cannotStart(let name): "ncurses: cannot start on \"\(name)\""
    }
  }
}
