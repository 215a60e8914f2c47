import Engine
import Synchronization

/// One run of a lesson or a formula: the one way in for running, exploring, exporting and testing.
///
/// The text is read first, then run on a thread of its own with a recording attached. What was
/// printed goes to the sink as it comes and stands on the recording's time line; the recording and
/// the figures on it stay after the run, however it ended.
package final class LessonSession {
  /// Receives text piece by piece: what goes to standard output and what goes to standard error.
  package typealias Sink = (_ text: String, _ stream: OutputStream) -> Void

  package let source: SourceText
  package let recording: Recording
  /// Writes the figures that the lesson saves; without it they stand on the time line only.
  package var figureWriter: FigureWriter?
  /// Most loop rounds and calls the lesson may take; `nil` for no limit.
  package var stepLimit: Int?
  /// What `os.environ` holds when the lesson starts.
  package var environment: [String: String] = [:]
  /// Lines for standard error, such as what was skipped of a notebook.
  package var notes: [String] = []

  /// The environment that makes `tf.keras` that of Keras 2.
  package static let keras2 = ["TF_USE_LEGACY_KERAS": "1"]

  /// What the run gets from outside: entropy and clocks.
  let conditions: RunConditions
  let arguments: [String]
  let formula: Formula?
  private let running = Mutex<Running?>(nil)
  private let isInterrupted = Atomic<Bool>(false)
  /// What ran the lesson: classes of the run live as long as values of it may.
  private(set) var context: RunContext?
  private var interpreter: Interpreter?

  private struct Running: @unchecked Sendable {
    let interpreter: Interpreter
  }

  /// A lesson.
  ///
  /// - Parameters:
  ///   - source: its text.
  ///   - arguments: what `sys.argv` holds behind the name.
  ///   - recording: where the run is recorded.
  ///   - conditions: what it gets from outside.
  package init(
    _ source: SourceText, arguments: [String] = [], recording: Recording = Recording(),
    conditions: RunConditions = RunConditions()
  ) {
    self.source = source
    self.conditions = conditions
    self.arguments = arguments
    self.recording = recording
    formula = nil
  }

  /// A formula with the values of its inputs.
  package init(
    _ formula: Formula, recording: Recording = Recording(),
    conditions: RunConditions = RunConditions()
  ) {
    source = formula.source
    self.conditions = conditions
    arguments = []
    self.recording = recording
    self.formula = formula
  }

  deinit { context?.close() }

  /// Stops the run; may be called from any thread.
  package func interrupt() {
    isInterrupted.store(true, ordering: .relaxed)
    running.withLock { $0?.interpreter.interrupt() }
  }

  /// Runs the lesson to its end and says how it ended.
  package func run(_ sink: @escaping Sink = { _, _ in }) -> LessonOutcome {
    recording.source = source
    for note in notes { sink(note + "\n", .error) }
    let output = RecordingOutput(recording, sink)
    let tree: SyntaxTree
    do throws(SyntaxFault) {
      if let formula { tree = formula.tree } else { tree = try parseLesson(source) }
    } catch {
      return reject(error, output)
    }
    recording.namesBySpan = AssignedNames(tree).bySpan
    let attachment = RunAttachment(recording, figureWriter)
    let interpreter = Interpreter(
      tree, output: output, modules: attachment.registry(formula: formula), arguments: arguments)
    interpreter.stepLimit = stepLimit
    interpreter.environment = environment
    self.interpreter = interpreter
    interpreter.conditions = conditions
    recording.overlay?.attach(interpreter, attachment)
    defer { recording.overlay?.detach() }
    running.withLock { $0 = Running(interpreter: interpreter) }
    if isInterrupted.load(ordering: .relaxed) { interpreter.interrupt() }
    defer { running.withLock { $0 = nil } }
    let outcome = interpreter.run { [recording] in
      attachment.nameValues(interpreter.globalValues, in: recording)
    }
    context = attachment.context
    attachment.context?.noteLeftFigures()
    return finish(outcome, output)
  }

  private func reject(_ fault: SyntaxFault, _ output: RecordingOutput) -> LessonOutcome {
    let diagnostic = Diagnostic(fault)
    let text = diagnostic.text(in: source) + "\n"
    output.write(text, to: .error, span: fault.span)
    recording.span = fault.span
    recording.note(.failed(diagnostic.message))
    return LessonOutcome(
      ending: .rejected, exitCode: 1, errorText: text, message: diagnostic.message,
      span: fault.span)
  }

  private func finish(_ outcome: Outcome, _ output: RecordingOutput) -> LessonOutcome {
    switch outcome {
    case .finished: return LessonOutcome(ending: .finished, exitCode: 0)
    case .exited(let code):
      return LessonOutcome(ending: .exited, exitCode: code, errorText: output.errorText)
    case .interrupted:
      return LessonOutcome(
        ending: .interrupted, exitCode: outcome.exitCode, errorText: output.errorText)
    case .failed(let exception):
      let title = exception.type.isLesson ? exception.type.name : exception.type.qualifiedName
      let text = exception.message
      let message = text.isEmpty ? title : "\(title): \(text)"
      let span = exception.entries.first?.span ?? .none
      recording.span = span
      recording.note(.failed(message))
      return LessonOutcome(
        ending: .failed, exitCode: outcome.exitCode, errorText: output.errorText,
        message: message, span: span)
    }
  }
}

/// How a run ended.
package struct LessonOutcome: Sendable {
  package enum Ending: Sendable {
    /// To its last line.
    case finished
    /// By `sys.exit`.
    case exited
    /// By an exception that nobody caught.
    case failed
    /// Stopped from outside; the recording holds what there was up to then.
    case interrupted
    /// Not run: its text is wrong.
    case rejected
  }

  package var ending: Ending
  /// What the process should return.
  package var exitCode: Int
  /// What the ending wrote to standard error: the traceback or the message.
  package var errorText = ""
  /// The error in one line, without its place.
  package var message: String?
  /// The columns where the error arose.
  package var span: SourceSpan?
}

/// Puts what is printed on the time line and hands it on.
final class RecordingOutput: Output {
  private let recording: Recording
  private let sink: LessonSession.Sink
  /// The last piece of text that went to standard error.
  private(set) var errorText = ""

  init(_ recording: Recording, _ sink: @escaping LessonSession.Sink) {
    self.recording = recording
    self.sink = sink
  }

  func write(_ text: String, to stream: OutputStream, span: SourceSpan) {
    if text.isEmpty { return }
    switch stream {
    case .standard:
      recording.span = span
      recording.note(.printed(text))
    case .error: errorText = text
    }
    sink(text, stream)
  }
}
