import Engine
import GraphView

@testable import Export

/// Recordings that the tests export, made through the engine as a lesson would.
struct LessonMaker {
  let recording = Recording()
  let source: String

  init(_ source: String, name: String = "<formula>") {
    self.source = source
    recording.source = SourceText(name: name, source)
  }

  /// Runs the body at the columns of a part of the source; of the `number`th where it stands there
  /// several times.
  func at<R>(_ part: String, number: Int = 1, _ body: () throws -> R) rethrows -> R {
    let before = recording.span
    recording.span = span(of: part, number)
    defer { recording.span = before }
    return try body()
  }

  private func span(of part: String, _ number: Int) -> SourceSpan {
    let (text, wanted) = (Array(source.utf8), Array(part.utf8))
    var seen = 0
    for start in 0...max(0, text.count - wanted.count)
    where text[start...].starts(with: wanted) {
      seen += 1
      if seen == number { return SourceSpan(start, start + wanted.count) }
    }
    return .none
  }

  func input(_ name: String, _ value: Tensor) -> Tensor {
    let tensor = recording.leaf(Input(), value.array)
    recording.givenNames[tensor.node] = name
    return tensor
  }

  func input(_ name: String, _ value: Float) -> Tensor { input(name, Tensor(value)) }

  func named(_ name: String, _ tensor: Tensor) -> Tensor {
    recording.givenNames[tensor.node] = name
    return tensor
  }
}

enum Lessons {
  /// C = y − max(0, w·x + b) of the course notes.
  static func worked(w: Float = 2, name: String = "w") throws -> Walk {
    let maker = LessonMaker("C = y - max(0, w*x + b)")
    let w = maker.input(name, w)
    let x = maker.input("x", 1)
    let b = maker.input("b", 1)
    let y = maker.input("y", 5)
    let product = try maker.at("w*x") { try w * x }
    let sum = try maker.at("w*x + b") { try product + b }
    let unit = try maker.at("max(0, w*x + b)") {
      try Tensor.apply(Maximum(), [Tensor(Float(0)), sum])
    }
    let cost = try maker.at("y - max(0, w*x + b)") { try y - unit }
    _ = maker.named("C", cost)
    return try Walk(maker.recording)
  }

  /// z = sin(x1 + x2) + x2²·x3: x2 is used twice.
  static func sine() throws -> Walk {
    let maker = LessonMaker("z = sin(x1 + x2) + x2**2 * x3")
    let x1 = maker.input("x1", 0.5)
    let x2 = maker.input("x2", 1.5)
    let x3 = maker.input("x3", 2)
    let sum = try maker.at("x1 + x2") { try x1 + x2 }
    let sine = try maker.at("sin(x1 + x2)") { try Tensor.apply(Sin(), sum) }
    let power = try maker.at("x2**2") { try Tensor.apply(Power(), x2, Tensor(Float(2))) }
    let product = try maker.at("x2**2 * x3") { try power * x3 }
    _ = maker.named("z", try maker.at(maker.source) { try sine + product })
    return try Walk(maker.recording)
  }

  /// w = w − rate · dloss/dw, some turns; loss = (w·x − y)².
  static func descent(turns: Int) throws -> Walk {
    let maker = LessonMaker("w x y tape w*x-y loss grad update", name: "descend.py")
    let recording = maker.recording
    let w = maker.at("w") { Variable(Tensor(Float(0.5)), in: recording, name: "w") }
    let x = maker.named("x", recording.constant(Tensor(Float(3))))
    let y = maker.named("y", recording.constant(Tensor(Float(6))))
    for turn in 1...turns {
      let tape = GradientTape(in: recording)
      try maker.at("tape") { try tape.start() }
      let error = try maker.at("w*x-y") { try w.value * x - y }
      let loss = try maker.at("loss") { maker.named("loss", try error * error) }
      let gradient = try maker.at("grad") {
        try tape.gradient(of: [loss], by: [.variable(w), .tensor(x)])[0]
      }
      guard let gradient else { continue }
      try maker.at("update") { try w.assignSub(Tensor(Float(0.01)) * gradient) }
      recording.note(.printed("turn \(turn)\n"))
    }
    return try Walk(recording)
  }

  /// loss = mean((tanh(x @ W1 + b1) @ W2 − y)²) in two scopes.
  static func network() throws -> Walk {
    let maker = LessonMaker("loss = network(x)", name: "network.py")
    let recording = maker.recording
    let x = maker.named(
      "x", recording.constant(Tensor([1, -1, 0.5, 2, 0, 1] as [Float], shape: [3, 2])))
    let y = maker.named("y", recording.constant(Tensor([1, 0, 1] as [Float], shape: [3, 1])))
    func scoped<R>(_ path: String, _ body: () throws -> R) rethrows -> R {
      let before = recording.enterScope(path)
      defer { recording.scope = before }
      return try body()
    }
    let (w1, b1) = scoped("net/hidden") {
      (
        Variable(
          Tensor([0.1, -0.2, 0.3, 0.4, 0.5, -0.6, 0.7, 0.8] as [Float], shape: [2, 4]),
          in: recording, name: "W1"),
        Variable(Tensor([0, 0, 0, 0] as [Float], shape: [4]), in: recording, name: "b1")
      )
    }
    let w2 = scoped("net/output") {
      Variable(Tensor([1, -1, 0.5, 0.25] as [Float], shape: [4, 1]), in: recording, name: "W2")
    }
    let tape = GradientTape(in: recording)
    let loss = try tape.record {
      let hidden = try scoped("net/hidden") {
        let product = try Tensor.apply(MatMul(), [x, w1.value])
        return maker.named("h", try Tensor.apply(Tanh(), try product + b1.value))
      }
      let output = try scoped("net/output") { try Tensor.apply(MatMul(), [hidden, w2.value]) }
      let error = try output - y
      return maker.named("loss", try Tensor.apply(ReduceMean(axes: [0, 1]), [error * error]))
    }
    _ = try tape.gradient(of: [loss], by: [w1, b1, w2].map { .variable($0) })
    return try Walk(recording)
  }
}
