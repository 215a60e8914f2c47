import Engine

/// Where the text that a lesson writes goes.
package enum OutputStream: Sendable {
  case standard
  case error
}

/// Receives what a lesson prints, piece by piece.
package protocol Output: AnyObject {
  /// Takes a piece of text; the span is the call that wrote it.
  func write(_ text: String, to stream: OutputStream, span: SourceSpan)
}

/// How a lesson ended.
package enum Outcome {
  case finished
  /// `sys.exit(code)`.
  case exited(code: Int)
  /// An exception that nobody caught; its traceback was written to the error stream.
  case failed(ExceptionObject)
  /// Stopped from outside.
  case interrupted

  /// What the process should return.
  package var exitCode: Int {
    switch self {
    case .finished: 0
    case .exited(let code): code
    case .failed: 1
    case .interrupted: 130
    }
  }
}
