import Engine
import Script

/// One run of a damaged lesson.
enum Trial {
  /// Runs a text with few steps and says how it ended.
  static func run(_ text: [UInt8]) -> String {
    let source = SourceText(name: "fuzz.py", String(decoding: text, as: UTF8.self))
    let session = LessonSession(source)
    session.stepLimit = 20_000
    return switch session.run().ending {
    case .finished: "finished"
    case .exited: "exited"
    case .failed: "failed"
    case .interrupted: "interrupted"
    case .rejected: "rejected"
    }
  }
}
