import Engine

/// Recordings that the tests walk over, made through the engine as a lesson would.
enum Lessons {
  static func scalar(_ value: Float) -> Tensor { Tensor(value) }

  /// Runs the body with nodes and events at other columns of the source.
  static func at<R>(
    _ recording: Recording, _ span: SourceSpan, _ body: () throws -> R
  ) rethrows -> R {
    let before = recording.span
    recording.span = span
    defer { recording.span = before }
    return try body()
  }

  /// A value under a Python name.
  static func named(_ recording: Recording, _ name: String, _ tensor: Tensor) -> Tensor {
    recording.givenNames[tensor.node] = name
    return tensor
  }

  /// w = w − rate · dloss/dw, some turns; loss = (w·x − y)².
  static func descent(turns: Int, rate: Float = 0.01) throws -> Recording {
    let recording = Recording()
    let w = at(recording, SourceSpan(1, 2)) {
      Variable(scalar(0.5), in: recording, name: "w")
    }
    let x = named(recording, "x", recording.constant(scalar(3)))
    let y = named(recording, "y", recording.constant(scalar(6)))
    for turn in 1...turns {
      let tape = GradientTape(in: recording)
      try at(recording, SourceSpan(10, 20)) { try tape.start() }
      let error = try at(recording, SourceSpan(20, 30)) { try w.value * x - y }
      let loss = try at(recording, SourceSpan(30, 40)) {
        named(recording, "loss", try error * error)
      }
      let gradient = try at(recording, SourceSpan(40, 50)) {
        try tape.gradient(of: [loss], by: [.variable(w)])[0]
      }
      guard let gradient else { continue }
      try at(recording, SourceSpan(50, 60)) { try w.assignSub(scalar(rate) * gradient) }
      recording.note(.printed("turn \(turn)\n"))
    }
    return recording
  }
}
