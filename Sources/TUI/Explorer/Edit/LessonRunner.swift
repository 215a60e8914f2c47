import Engine
import GraphView

/// Runs the lesson again with changes laid over it: what the explorer cannot do itself.
package protocol LessonRunner: AnyObject, Sendable {
  /// Runs the lesson; called beside the screen.
  func answer(_ request: RunRequest) -> RunAnswer

  /// Ends the run that is under way; any thread may call it.
  func stop()

  /// The change of a line that gives a plain number of the lesson another value.
  ///
  /// - Returns: the change, or one line that says why there is none.
  func edit(ofNumber name: String, to text: String, after edits: [Edit]) -> Result<Edit, EditFault>
}

/// A change that cannot be made, as one line for the user.
package struct EditFault: Error, Hashable, Sendable {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A run that the explorer wants to have.
package struct RunRequest: Equatable, Sendable {
  /// Tells a request from those before it.
  package let number: Int
  /// The changes, first to last.
  package let edits: [Edit]
  /// Whether the file is read anew.
  package let reloads: Bool
}

/// What came of it.
package struct RunAnswer: Equatable, @unchecked Sendable {
  package let request: RunRequest
  package let result: Result<Ran, EditFault>

  /// A run that came to an end.
  package struct Ran {
    package var walk: Walk
    package var ending: Explorer.Subject.Ending
    /// The changes as they were laid over the run: moved where the text has moved.
    package var edits: [Edit]
    /// What did not fit, a line each.
    package var misfits: [String]
    package var formula: String
    package var command: String
    /// The lesson without changes, where it was read anew.
    package var fresh: Walk?

    package init(
      walk: Walk, ending: Explorer.Subject.Ending, edits: [Edit], misfits: [String],
      formula: String, command: String, fresh: Walk? = nil
    ) {
      self.walk = walk
      self.ending = ending
      self.edits = edits
      self.misfits = misfits
      self.formula = formula
      self.command = command
      self.fresh = fresh
    }
  }

  package init(_ request: RunRequest, _ result: Result<Ran, EditFault>) {
    self.request = request
    self.result = result
  }

  package static func == (one: RunAnswer, other: RunAnswer) -> Bool {
    one.request == other.request
  }
}
