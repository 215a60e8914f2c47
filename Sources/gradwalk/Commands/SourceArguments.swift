import ArgumentParser
import Engine
import Scenarios
import Script

/// SOURCE and the values of a formula's inputs.
struct SourceArguments: ParsableArguments {
  @ArgumentParser.Argument(help: "A lesson (.py), a formula in quotes, or - for standard input.")
  var source: String

  @ArgumentParser.Argument(help: "Values of a formula's inputs: w=2 x=1 v=[1,2,3].")
  var inputs: [String] = []

  @Flag(help: "Make a formula's inputs float64 instead of float32.")
  var float64 = false

  @Option(
    help: """
      Memory for the values that are recorded, such as 64M or 2G: older ones are let go above it \
      and computed again when they are looked at.
      """)
  var memory = MemorySize(bytes: 256 << 20)

  @Option(
    help: """
      The edition of Keras that tf.keras is. 2 is what a lesson asks for by \
      os.environ["TF_USE_LEGACY_KERAS"] = "1".
      """)
  var keras = KerasNumber.three

  /// The source, or an end with its message.
  func opened() throws -> LessonSource {
    do throws(OpeningError) {
      return try LessonSource(source, inputs: inputs)
    } catch {
      throw Failure(error.text)
    }
  }

  /// A session that is ready to run, or an end with its message.
  func session(_ source: LessonSource) throws -> LessonSession {
    do throws(OpeningError) {
      let session = try source.session(dtype: float64 ? .float64 : .float32)
      session.recording.memoryBudget = memory.bytes
      session.environment = keras.environment
      return session
    } catch {
      throw Failure(error.text)
    }
  }
}

/// `--keras 2`.
enum KerasNumber: String, ExpressibleByArgument, CaseIterable {
  case two = "2"
  case three = "3"

  /// What asks a lesson for it.
  var environment: [String: String] { self == .two ? LessonSession.keras2 : [:] }
}
