import Engine
import GraphView
import Script
import Synchronization
import TUI

/// Runs a lesson again with changes laid over it; its file is read and never written.
package final class LessonRerunner: LessonRunner, Sendable {
  private let source: LessonSource
  private let dtype: DType
  private let target: String?
  private let first: Mutex<First>
  private let running = Mutex<Running?>(nil)

  /// The run without changes, whose text and conditions the others share.
  private struct First: @unchecked Sendable {
    var session: LessonSession
    /// How many nodes are recorded at least before another run ends; nil where it runs to its end.
    var limit: Int?
  }

  private struct Running: @unchecked Sendable {
    let session: LessonSession
  }

  package init(_ lesson: OpenedLesson, dtype: DType = .float32, target: String? = nil) {
    source = lesson.source
    self.dtype = dtype
    self.target = target
    // What was stopped, perhaps because it takes too long, runs again no farther than it came.
    let limit = lesson.outcome.ending == .interrupted ? lesson.session.recording.count : nil
    first = Mutex(First(session: lesson.session, limit: limit))
  }

  /// Runs a lesson again that pauses, as far as it has come.
  init(pausing session: LessonSession, from source: LessonSource, target: String?) {
    self.source = source
    dtype = .float32
    self.target = target
    first = Mutex(First(session: session, limit: session.recording.count))
  }

  package func stop() { running.withLock { $0?.session.interrupt() } }

  package func answer(_ request: RunRequest) -> RunAnswer {
    do throws(EditFault) {
      return RunAnswer(request, .success(try run(request)))
    } catch {
      return RunAnswer(request, .failure(error))
    }
  }

  private func run(_ request: RunRequest) throws(EditFault) -> RunAnswer.Ran {
    guard request.reloads else { return try run(request.edits, []) }
    if case .standardInput = source {
      throw EditFault("standard input cannot be read again; edits change what was read")
    }
    let before = first.withLock { $0 }.session.source
    let fresh: LessonSession
    do throws(OpeningError) {
      fresh = try source.session(dtype: dtype)
    } catch {
      throw EditFault(Self.line(error.text))
    }
    let memory = first.withLock { $0.session.recording.memoryBudget }
    fresh.recording.memoryBudget = memory
    first.withLock { $0 = First(session: fresh) }
    let plain = try finished(fresh, [])
    let (edits, lost) = request.edits.moved(from: before, to: fresh.source)
    guard !edits.isEmpty else {
      return ran(plain.walk, fresh, plain.ending, [], lost, fresh: plain.walk)
    }
    var made = try run(edits, lost)
    made.fresh = plain.walk
    return made
  }

  private func run(_ edits: [Edit], _ lost: [String]) throws(EditFault) -> RunAnswer.Ran {
    let session: LessonSession
    let from = first.withLock { $0 }.session
    do throws(FormulaError) {
      session = try from.again(with: edits)
    } catch {
      throw EditFault(Self.line(error.text(in: from.source)))
    }
    let (walk, ending) = try finished(session, edits)
    let misfits = session.recording.overlay?.misfits(of: edits) ?? []
    session.recording.overlay = nil
    return ran(
      walk, session, ending, edits,
      lost + misfits.map { "\($0.edit.name) is as the lesson has it: \($0.reason)" })
  }

  private func finished(
    _ session: LessonSession, _ edits: [Edit]
  ) throws(EditFault) -> (walk: Walk, ending: Explorer.Subject.Ending) {
    if let limit = first.withLock({ $0.limit }) {
      let gate = LessonGate()
      let recording = session.recording
      gate.isFarEnough = { [unowned recording] in recording.count >= limit }
      session.gate = gate
    }
    running.withLock { $0 = Running(session: session) }
    let outcome = session.run()
    running.withLock { $0 = nil }
    if outcome.ending == .rejected {
      let line = outcome.span.map { session.source.lineNumber(at: Int($0.start)) }
      throw EditFault(
        (line.map { "line \($0): " } ?? "") + (outcome.message ?? "the text cannot be read"))
    }
    let walk: Walk
    do throws(WalkError) {
      walk = try Walk(session.recording, target: target)
    } catch {
      throw EditFault(Self.line(error.description))
    }
    let lesson = OpenedLesson(source: source, session: session, outcome: outcome)
    return (walk, lesson.ending)
  }

  private func ran(
    _ walk: Walk, _ session: LessonSession, _ ending: Explorer.Subject.Ending, _ edits: [Edit],
    _ misfits: [String], fresh: Walk? = nil
  ) -> RunAnswer.Ran {
    let shown = source.with(session)
    var formula = ""
    if case .formula(let text, _) = shown { formula = text }
    return RunAnswer.Ran(
      walk: walk, ending: ending, edits: edits, misfits: misfits, formula: formula,
      command: shown.command, fresh: fresh)
  }

  package func edit(
    ofNumber name: String, to text: String, after edits: [Edit]
  ) -> Result<Edit, EditFault> {
    do throws(NumberEditError) {
      return .success(
        try first.withLock { $0 }.session.edit(ofNumber: name, to: text, after: edits))
    } catch {
      switch error {
      case .unknown(let name, let nearest):
        let help =
          nearest.map { "did you mean \($0)?" }
          ?? "nodes are w1, w2 and so on, or the lesson's names"
        return .failure(EditFault("nothing is called \(name); \(help)"))
      case .several(let name, let lines):
        let list = lines.map(String.init).joined(separator: ", ")
        return .failure(
          EditFault("\(name) is written in lines \(list); :edit-line N changes one of them"))
      }
    }
  }

  /// The first line of a message, with its help.
  private static func line(_ text: String) -> String {
    let lines = text.split(separator: "\n").map(String.init)
    let help = lines.first { $0.hasPrefix("help: ") }
    return (lines.first ?? text) + (help.map { "; " + $0.dropFirst(6) } ?? "")
  }
}

extension LessonSource {
  /// The source as a session has it: a formula with the text and the inputs of the edits.
  fileprivate func with(_ session: LessonSession) -> LessonSource {
    guard case .formula = self, let (text, inputs) = session.formulaInputs else { return self }
    return .formula(text, inputs: inputs)
  }
}

extension [Edit] {
  /// The edits on a text that has changed: each at the only line that reads as its line did.
  fileprivate func moved(
    from old: SourceText, to new: SourceText
  ) -> (edits: [Edit], lost: [String]) {
    if old.bytes == new.bytes { return (self, []) }
    var kept: [Edit] = []
    var lost: [String] = []
    for edit in self {
      let line: Int
      switch edit.target {
      case .line(let number), .leaf(let number, _): line = number
      case .input, .state, .assignment, .global, .tensor, .formula:
        kept.append(edit)
        continue
      }
      let text = old.line(line)
      let places = (1...new.lineCount).filter { new.line($0) == text }
      let place = places.contains(line) ? line : places.count == 1 ? places[0] : nil
      guard let place else {
        lost.append("\(edit.name) is as the lesson has it: its line has changed")
        continue
      }
      switch edit.target {
      case .leaf(_, let number):
        kept.append(
          Edit(
            .leaf(line: place, number: number), name: edit.name, text: edit.text, value: edit.value)
        )
      default:
        kept.append(Edit(.line(place), name: "line \(place)", text: edit.text))
      }
    }
    return (kept, lost)
  }
}
