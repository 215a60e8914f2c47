import ArgumentParser
import Scenarios
import Script

/// `gradwalk run`: what Python with TensorFlow would print, without either.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a lesson and print what it prints.",
    discussion: """
      Standard output is what TensorFlow 2.21 prints for the same lesson. An uncaught exception \
      ends with a traceback on standard error and exit code 1; Ctrl-C ends the lesson with 130. \
      plt.savefig writes its file (png, svg, pdf), over what is there, as Python does; the other \
      commands note the figure and write nothing.
      """)

  @OptionGroup var arguments: SourceArguments

  func run() throws {
    try reporting {
      let source = try arguments.opened()
      let session = try arguments.session(source)
      session.figureWriter = FigureFile.writer
      let lesson = OpenedLesson(running: session, from: source) {
        text, stream in
        if stream == .standard {
          StandardStreams.output(text)
        } else {
          StandardStreams.error(text)
        }
      }
      guard lesson.outcome.exitCode == 0 else {
        throw ExitCode(Int32(lesson.outcome.exitCode))
      }
    }
  }
}
