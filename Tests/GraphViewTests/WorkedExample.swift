import Engine

extension Lessons {
  /// C = y − max(0, w·x + b), the worked example of the course notes, as a formula's inputs.
  static func worked(
    w: Float = 2, x: Float = 1, b: Float = 1, y: Float = 5
  ) throws -> Recording {
    let recording = Recording()
    func input(_ name: String, _ value: Float) -> Tensor {
      named(recording, name, recording.leaf(Input(), NDArray(value)))
    }
    let (w, x, b, y) = (input("w", w), input("x", x), input("b", b), input("y", y))
    let z = named(recording, "z", try w * x + b)
    let active = try Tensor.apply(Maximum(), scalar(0), z)
    _ = named(recording, "C", try y - active)
    return recording
  }

  /// The same as a lesson: trainable variables and one gradient call by w and the constant x.
  static func workedLesson() throws -> Recording {
    let recording = Recording()
    let w = Variable(scalar(2), in: recording, name: "w")
    let x = named(recording, "x", recording.constant(scalar(1)))
    let b = Variable(scalar(1), in: recording, name: "b")
    let y = named(recording, "y", recording.constant(scalar(5)))
    let tape = GradientTape(in: recording)
    let c = try tape.record {
      let active = try Tensor.apply(Maximum(), scalar(0), w.value * x + b.value)
      return named(recording, "C", try y - active)
    }
    let gradients = try tape.gradient(of: [c], by: [.variable(w), .variable(b), .tensor(x)])
    if let gradient = gradients[0] { try w.assignSub(scalar(0.1) * gradient) }
    return recording
  }

  /// z = sin(x1 + x2) + x2²·x3.
  static func sine() throws -> Recording {
    let recording = Recording()
    let x1 = Variable(scalar(0.5), in: recording, name: "x1")
    let x2 = Variable(scalar(1.5), in: recording, name: "x2")
    let x3 = Variable(scalar(2), in: recording, name: "x3")
    let tape = GradientTape(in: recording)
    let z = try tape.record {
      let s = try Tensor.apply(Sin(), x1.value + x2.value)
      let p = try Tensor.apply(Power(), x2.value, scalar(2)) * x3.value
      return named(recording, "z", try s + p)
    }
    _ = try tape.gradient(of: [z], by: [x1, x2, x3].map { .variable($0) })
    return recording
  }
}
