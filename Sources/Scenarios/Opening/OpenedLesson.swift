import Engine
import GraphView
import Script
import TUI

/// A lesson that has run, ready to be walked, exported or checked.
package struct OpenedLesson {
  package let source: LessonSource
  package let session: LessonSession
  package let outcome: LessonOutcome

  /// Runs a session; Ctrl-C ends the lesson and keeps what it recorded.
  ///
  /// The sink gets what the lesson prints, as it comes.
  package init(
    running session: LessonSession, from source: LessonSource,
    _ sink: @escaping LessonSession.Sink = { _, _ in }
  ) {
    self.source = source
    self.session = session
    let stop = Stoppable(session)
    outcome = Interrupts.calling({ stop.session.interrupt() }, while: { session.run(sink) })
  }

  /// A lesson that has run already.
  init(source: LessonSource, session: LessonSession, outcome: LessonOutcome) {
    self.source = source
    self.session = session
    self.outcome = outcome
  }

  /// A walk over what was recorded.
  ///
  /// - Parameter target: the name of the value to walk back from, where one is asked for.
  /// - Returns: the walk, at its start.
  /// - Throws: where nothing has that name.
  package func walk(target: String? = nil) throws(WalkError) -> Walk {
    try Walk(session.recording, target: target)
  }

  /// How it ended, as the explorer tells it.
  package var ending: Explorer.Subject.Ending {
    switch outcome.ending {
    case .failed, .rejected: .failed(outcome.message ?? "it failed")
    case .interrupted: .interrupted
    case .finished, .exited: .finished
    }
  }

  /// An explorer over a walk, which can be run again with other values.
  package func explorer(_ walk: Walk, target: String? = nil) -> Explorer {
    var explorer = Explorer(walk, source.subject(ending))
    explorer.runner = LessonRerunner(self, target: target)
    return explorer
  }

  /// A session that may be interrupted from another thread, which is all that is done there.
  private struct Stoppable: @unchecked Sendable {
    let session: LessonSession
    init(_ session: LessonSession) { self.session = session }
  }
}

extension LessonSource {
  /// What the explorer calls it.
  package func subject(_ ending: Explorer.Subject.Ending) -> Explorer.Subject {
    var written = ""
    if case .formula(let text, _) = self { written = text }
    return .init(name: title, formula: written, command: command, ending: ending)
  }
}
