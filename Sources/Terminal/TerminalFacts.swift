import CNcurses
import Glibc
import TUI

/// What can be found out about the terminal of this process before anything is drawn.
package struct TerminalFacts: Sendable {
  /// What the choice of symbols and colors needs.
  package var facts: Capabilities.Facts
  /// Keys that were pressed while the terminal was asked.
  var typedAhead: [UInt8]

  /// The variables of the environment that have a say in how the screen looks.
  package static func environment() -> [String: String] {
    let names = [
      "TERM", "COLORTERM", "NO_COLOR", "COLORFGBG", "VTE_VERSION", "TERM_PROGRAM",
      "GRADWALK_GLYPHS", "GRADWALK_COLOR", "GRADWALK_THEME", "GRADWALK_BIDI",
    ]
    var found: [String: String] = [:]
    for name in names {
      if let value = getenv(name) { found[name] = String(cString: value) }
    }
    return found
  }

  /// Reads the locale and the terminal's description and, on request, asks the terminal.
  ///
  /// - Throws: `TerminalError` when the terminal can show no full screen.
  package static func read(
    environment: [String: String], asksTerminal: Bool = true
  ) throws(TerminalError) -> TerminalFacts {
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(.output) }
    guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal(.input) }
    guard let terminal = environment["TERM"], !terminal.isEmpty else { throw .noTerminalType }
    setlocale(LC_CTYPE, "")
    use_extended_names(true)
    var error: Int32 = 0
    guard setupterm(terminal, STDOUT_FILENO, &error) == OK else { throw .unknownTerminal(terminal) }
    guard shim_string_capability("cup") != nil else { throw .noCursorAddressing(terminal) }
    var facts = Capabilities.Facts(
      codeset: String(cString: nl_langinfo(Int32(CODESET))),
      colorCount: Int(tigetnum("colors")),
      hasDirectColor: tigetflag("RGB") > 0 || tigetnum("RGB") > 0,
      hasLineDrawing: shim_string_capability("acsc") != nil)
    var typedAhead: [UInt8] = []
    if asksTerminal, facts.isUTF8 {
      let answer = WidthProbe.run()
      facts.linesAreWide = answer.column.map { $0 > 2 }
      typedAhead = answer.typedAhead
    }
    return TerminalFacts(facts: facts, typedAhead: typedAhead)
  }
}
