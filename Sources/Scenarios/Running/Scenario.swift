/// A lesson or a formula, what is done with it, and what must come of it.
package struct Scenario: Sendable {
  /// The folder's name.
  package var name: String
  /// What it shows, in one sentence.
  package var title: String
  package var source: Source
  /// The value to walk back from, where it is not what the lesson differentiated.
  package var target: String?
  /// Whether `tf.keras` is that of Keras 2.
  package var usesKeras2 = false
  /// The exit code of `gradwalk run`.
  package var exitCode = 0
  /// What the lesson prints, whole; `nil` where nobody says.
  package var output: Expected?
  /// A line of what it writes to standard error.
  package var errorText: String?
  /// The size of the screen that the steps work on.
  package var size = ScreenSize(width: 80, height: 24)
  package var steps: [Step] = []

  package enum Source: Hashable, Sendable {
    /// A file beside the scenario.
    case lesson(String)
    case formula(String, inputs: [Input])
  }

  /// `w: 2` of a formula, as it would stand on the command line.
  package struct Input: Hashable, Sendable {
    package var name: String
    package var value: String
  }

  /// Text that must come out: in the scenario itself, or in a file beside it that `--update` writes.
  package enum Expected: Hashable, Sendable {
    case text(String)
    case file(String)
  }

  package struct ScreenSize: Hashable, Sendable {
    package var width: Int
    package var height: Int
  }

  /// One thing done or checked, and the line of the file where it stands.
  package struct Step: Hashable, Sendable {
    package var line: Int
    package var kind: Kind

    package enum Kind: Hashable, Sendable {
      /// A command of the explorer's vocabulary, such as `step-forward 3`, or keys in `<…>`.
      case act(String)
      /// Values of nodes, by w-name or by the lesson's name.
      case values([Check])
      /// Adjoints as the walk has them at this stop.
      case adjoints([Check])
      /// What the tape itself returned.
      case tape([Check])
      /// Local partials, `w7/w6: "{1 if w6 > 0, 0 otherwise} = 1"`.
      case partials([Check])
      /// The product along the path to a node, written out.
      case products([Check])
      /// Why a gradient is what it is: the cause's sentence holds this text.
      case why([Check])
      /// The sentence of the stop.
      case sentence(String)
      /// The title of the stop, `BACKWARD 3/8`.
      case stop(String)
      /// What the lesson had printed by now.
      case printed(Expected)
      /// The screen as text.
      case screen(Expected)
      /// A line that stands somewhere on the screen.
      case shows(String)
      /// Something that stands nowhere on the screen.
      case hides(String)
      /// The changes that are laid over the lesson, first to last.
      case edits([String])
      /// Values, and adjoints, in the run that this one is compared with.
      case before([Check])
      case beforeAdjoints([Check])
      /// A part of the line that the last act left for the user.
      case notice(String)
      /// What the last act copied.
      case copied(String)
      /// How many predictions were right, `3 of 4`.
      case score(String)
      /// Lines of the linear mode from the first stop on, and what they answer.
      case linear(String, Expected)
      /// An export at this stop.
      case export(format: String, Expected)
    }
  }

  /// A name and what must stand there: a number within a relative 10⁻⁶, or a text.
  package struct Check: Hashable, Sendable {
    package var name: String
    package var expected: String
  }
}
