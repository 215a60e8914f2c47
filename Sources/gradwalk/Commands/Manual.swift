import ArgumentParser
import TUI

/// `gradwalk manual`: the manual page, made of the commands' own help and the table of actions.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the manual page, as man reads it.", shouldDisplay: false)

  func run() throws {
    try reporting { StandardStreams.output(ManualPage().text) }
  }
}

/// The manual page in the language of man.
struct ManualPage {
  var text: String {
    let version = Gradwalk.configuration.version
    var page = """
      .\\" written by gradwalk manual
      .TH GRADWALK 1 "" "gradwalk \(version)" "User Commands"
      .SH NAME
      gradwalk \\- walks computational graphs and gradients, node by node, both ways
      .SH SYNOPSIS
      .nf

      """
    for line in (Gradwalk.configuration.usage ?? "").split(separator: "\n") {
      page += Self.escaped(String(line)) + "\n"
    }
    page += ".fi\n.SH DESCRIPTION\n" + paragraphs(Gradwalk.configuration.discussion)
    page += ".SH COMMANDS\n"
    for command in Gradwalk.configuration.subcommands where command.configuration.shouldDisplay {
      page += section(of: command)
    }
    page += keys + environment
    return page
  }

  /// Blocks that stand further in keep their lines.
  private func paragraphs(_ text: String) -> String {
    var page = ""
    for block in text.split(separator: "\n\n") {
      let lines = block.split(separator: "\n").map(String.init)
      let isIndented = lines.allSatisfy { $0.hasPrefix("  ") }
      page += ".PP\n" + (isIndented ? ".nf\n" : "")
      for line in lines { page += Self.escaped(line) + "\n" }
      if isIndented { page += ".fi\n" }
    }
    return page
  }

  private func section(of command: any ParsableCommand.Type) -> String {
    let help = Gradwalk.helpMessage(for: command, columns: 76)
    let name = command.configuration.commandName ?? "\(command)".lowercased()
    var page = ".SS \"gradwalk \(Self.escaped(name))\"\n.nf\n"
    for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.hasPrefix("OVERVIEW: ") ? line.dropFirst(10) : line
      page += Self.escaped(String(text)) + "\n"
    }
    while page.hasSuffix("\n\n") { page.removeLast() }
    return page + ".fi\n"
  }

  /// What the keys of the screen do, which are the commands of the linear mode and of scenarios too.
  private var keys: String {
    var page = """
      .SH KEYS
      What is listed here by key is a command too, on the screen after a colon, as a line of
      standard input with \\-\\-linear, and in scenario files.

      """
    for chapter in Explorer.actions.help(in: Explorer.scopes) {
      page += ".SS \(Self.escaped(chapter.title))\n"
      for entry in chapter.entries {
        let lead = entry.keys.isEmpty ? "" : "\\fB\(Self.escaped(entry.keys))\\fR  "
        page += ".TP\n\(lead)\\fI\(Self.escaped(entry.usage))\\fR\n"
        page += Self.escaped(entry.help) + "\n"
      }
    }
    return page
  }

  private var environment: String {
    """
    .SH ENVIRONMENT
    .TP
    GRADWALK_GLYPHS, GRADWALK_COLOR, GRADWALK_THEME, GRADWALK_BIDI
    As the options of the same names, which go first; the configuration file comes after.
    .TP
    NO_COLOR
    Where it is set to anything, no colors are used.
    .TP
    COLORTERM, TERM, COLORFGBG
    Tell what the terminal can show.
    .SH FILES
    .TP
    $XDG_CONFIG_HOME/gradwalk/config.yaml
    What the explorer begins with, below ~/.config where the variable is not set: theme, glyphs,
    colors, bidi, mouse, pane, zoom, check, chain, log, digits.
    .SH EXIT STATUS
    0 done; 1 the lesson failed, a scenario failed, a gradient is wrong, or a file is not what it
    should be; 64 the command line, or a line of commands on standard input, is wrong; 130 stopped
    with Ctrl\\-C; a lesson's own sys.exit code.

    """
  }

  /// Text that man does not take for its own language.
  private static func escaped(_ text: String) -> String {
    var made = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    if made.hasPrefix(".") || made.hasPrefix("'") { made = "\\&" + made }
    return made
  }
}
