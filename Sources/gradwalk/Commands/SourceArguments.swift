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
      return session
    } catch {
      throw Failure(error.text)
    }
  }
}
