import Engine
import Script

/// Keeps what a lesson writes.
final class Transcript: Output {
  private(set) var text = ""
  private(set) var errors = ""

  func write(_ text: String, to stream: OutputStream, span: SourceSpan) {
    switch stream {
    case .standard: self.text += text
    case .error: errors += text
    }
  }
}

/// What one run of a lesson left behind.
struct LessonRun {
  var text: String
  var errors: String
  var exitCode: Int
}

/// Runs a lesson; `prepare` may set limits before it starts.
func runLesson(
  _ text: String, name: String = "lesson.py", prepare: (Interpreter) -> Void = { _ in }
) throws -> LessonRun {
  let transcript = Transcript()
  let tree = try parseLesson(SourceText(name: name, text))
  let interpreter = Interpreter(tree, output: transcript)
  prepare(interpreter)
  let outcome = interpreter.run()
  return LessonRun(text: transcript.text, errors: transcript.errors, exitCode: outcome.exitCode)
}
