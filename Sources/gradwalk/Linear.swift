import Export
import Glibc
import GraphView
import Scenarios
import TUI

/// The walk without a screen: told as a whole, or by commands read line by line.
struct Linear {
  let lesson: OpenedLesson
  let walk: Walk
  /// What was asked to be walked back from.
  let target: String?
  let isASCII: Bool
  /// Whether commands come on standard input; a lesson may come there instead.
  let takesCommands: Bool
  let preferences: Preferences

  /// Runs until there are no more lines.
  ///
  /// - Returns: the exit code: that of the lesson, or 64 where a line that nobody typed is no command.
  func run() -> Int32 {
    let isPerson = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    guard takesCommands, isPerson || isatty(STDIN_FILENO) == 0 else { return tellAll() }
    var explorer = lesson.explorer(walk, target: target)
    explorer.prefer(preferences)
    var session = LinearSession(explorer, lesson.source, isASCII: isASCII)
    var number = 0
    func ask() -> String? {
      if isPerson {
        StandardStreams.output("> ")
        StandardStreams.flush()
      }
      return readLine()
    }
    if isPerson { StandardStreams.output(session.greeting + LinearSession.hint) }
    while let line = ask() {
      if number == 0, !isPerson { StandardStreams.output(session.greeting) }
      number += 1
      let answer = session.answer(line)
      StandardStreams.output(answer.text)
      if let error = answer.error {
        guard !isPerson else {
          StandardStreams.output(error + "\n")
          continue
        }
        StandardStreams.error("error: line \(number): \(error)\n")
        return 64
      }
      StandardStreams.flush()
      if answer.isOver { return lessonCode() }
    }
    if isPerson { StandardStreams.output("\n") }
    // Standard input that holds nothing asks for everything.
    return number == 0 && !isPerson ? tellAll() : lessonCode()
  }

  private func tellAll() -> Int32 {
    var options = ExportOptions()
    options.isASCII = isASCII
    walk.writeLinear(options) { StandardStreams.output($0) }
    return lessonCode()
  }

  /// The lesson's own end, with its error.
  private func lessonCode() -> Int32 {
    guard lesson.outcome.exitCode != 0 else { return 0 }
    StandardStreams.error(lesson.outcome.errorText)
    return Int32(lesson.outcome.exitCode)
  }
}
