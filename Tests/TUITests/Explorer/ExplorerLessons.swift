import Engine
import GraphView

@testable import TUI

/// Lessons that the tests explore, recorded through the engine as a script would.
enum ExplorerLessons {
  /// C = y − max(0, w·x + b).
  static func worked(w: Float = 2) throws -> Explorer {
    let recording = Recording()
    recording.source = SourceText(name: "<formula>", "C = y - max(0, w*x + b)")
    let w = input(recording, "w", w)
    let x = input(recording, "x", 1)
    let b = input(recording, "b", 1)
    let y = input(recording, "y", 5)
    recording.span = SourceSpan(15, 18)
    let product = try w * x
    recording.span = SourceSpan(15, 22)
    let sum = try product + b
    recording.span = SourceSpan(8, 23)
    let unit = try Tensor.apply(Maximum(), Tensor(Float(0)), sum)
    recording.span = SourceSpan(4, 23)
    let cost = try y - unit
    recording.givenNames[cost.node] = "C"
    return Explorer(
      try Walk(recording),
      .init(name: "formula", formula: "C = y - max(0, w*x + b)", command: "gradwalk 'C = …'"))
  }

  /// z = x·x + x·y: x has three uses.
  static func fanOut() throws -> Explorer {
    let recording = Recording()
    recording.source = SourceText(name: "<formula>", "z = x*x + x*y")
    let x = input(recording, "x", 3)
    let y = input(recording, "y", -2)
    let z = try x * x + x * y
    recording.givenNames[z.node] = "z"
    return Explorer(try Walk(recording), .init(name: "formula", command: ""))
  }

  private static func input(_ recording: Recording, _ name: String, _ value: Float) -> Tensor {
    let made = recording.leaf(Input(), NDArray(value))
    recording.givenNames[made.node] = name
    return made
  }

  /// Descent of (w·x − y)², or of w·x − y, which has no minimum.
  static func descent(turns: Int, isLinear: Bool = false) throws -> Explorer {
    let text = """
      w = tf.Variable(0.5)
      for _ in range(\(turns)):
        with tf.GradientTape() as tape:
          loss = (w*3.0 - 6.0)**2
        w.assign_sub(0.01*tape.gradient(loss, w))
      """
    let recording = Recording()
    recording.source = SourceText(name: "descent.py", text)
    let w = Variable(Tensor(Float(0.5)), in: recording, name: "w")
    for turn in 1...turns {
      recording.span = span(of: "tf.GradientTape()", in: text)
      let tape = GradientTape(in: recording)
      try tape.start()
      recording.span = span(of: "w*3.0 - 6.0", in: text)
      let error = try w.value * Tensor(Float(3)) - Tensor(Float(6))
      recording.span = span(of: "(w*3.0 - 6.0)**2", in: text)
      let loss = isLinear ? try error * Tensor(Float(4)) : try error * error
      recording.givenNames[loss.node] = "loss"
      tape.stop()
      recording.span = span(of: "w.assign_sub", in: text)
      if let gradient = try tape.gradient(of: [loss], by: [.variable(w)])[0] {
        try w.assignSub(Tensor(Float(0.01)) * gradient)
      }
      recording.note(.printed("turn \(turn)\n"))
    }
    return Explorer(try Walk(recording), .init(name: "descent.py", command: ""))
  }

  private static func span(of part: String, in text: String) -> SourceSpan {
    let bytes = Array(text.utf8)
    let wanted = Array(part.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    return SourceSpan(start, start + wanted.count)
  }

  /// y = w·x with a constant x that the tape does not watch but is asked for.
  static func unwatched() throws -> Explorer {
    let recording = Recording()
    recording.source = SourceText(name: "none.py", "y = w*x")
    let x = recording.constant(Tensor(Float(3)))
    recording.givenNames[x.node] = "x"
    let w = Variable(Tensor(Float(2)), in: recording, name: "w")
    let tape = GradientTape(in: recording)
    try tape.start()
    let y = try w.value * x
    recording.givenNames[y.node] = "y"
    _ = try tape.gradient(of: [y], by: [.variable(w), .tensor(x)])
    return Explorer(try Walk(recording), .init(name: "none.py", command: ""))
  }

  /// loss = mean(relu(x @ W + b)²).
  static func matrices() throws -> Explorer {
    let recording = Recording()
    recording.source = SourceText(name: "net.py", "loss = mean(relu(x @ W + b)**2)")
    let x = recording.constant(Tensor((0..<6).map { Float($0) - 2 }, shape: [2, 3]))
    recording.givenNames[x.node] = "x"
    let weights = (0..<12).map { Float($0) / 10 - 0.5 }
    let w = Variable(Tensor(weights, shape: [3, 4]), in: recording, name: "W")
    let b = Variable(Tensor([0, 0.1, 0.2, 0.3] as [Float], shape: [4]), in: recording, name: "b")
    let tape = GradientTape(in: recording)
    try tape.start()
    let product = try Tensor.apply(
      MatMul(transposeA: false, transposeB: false), [x, w.value])
    let unit = try Tensor.apply(Relu(), product + b.value)
    let loss = try Tensor.apply(ReduceMean(axes: [0, 1]), [unit * unit])
    recording.givenNames[loss.node] = "loss"
    _ = try tape.gradient(of: [loss], by: [.variable(w), .variable(b)])
    return Explorer(try Walk(recording), .init(name: "net.py", command: ""))
  }

  /// A lesson that printed a line and then failed at `b + c`, before or after it had computed
  /// anything.
  static func failed(afterOps: Bool) throws -> Explorer {
    let recording = Recording()
    recording.source = SourceText(name: "fail.py", "print('hello')\na = b + c\n")
    recording.note(.printed("hello\n"))
    if afterOps {
      let x = input(recording, "x", 3)
      _ = try x * x
    }
    recording.span = SourceSpan(19, 24)
    recording.note(.failed("shapes (2,) and (3,) do not fit"))
    return Explorer(
      try Walk(recording),
      .init(
        name: "fail.py", command: "",
        ending: .failed("fail.py, line 2: shapes (2,) and (3,) do not fit")))
  }

  /// A lesson that computed nothing.
  static func empty() throws -> Explorer {
    Explorer(try Walk(Recording()), .init(name: "empty.py", command: ""))
  }
}

extension Explorer {
  /// What the explorer shows on a screen of a size after some commands.
  func screen(
    _ width: Int, _ height: Int, _ tier: GlyphTier = .full, after commands: String...
  ) throws -> String {
    var explorer = self
    explorer.adopt(Glyphs(tier: tier))
    explorer.updateAtOnce(.resize(width: width, height: height))
    for command in commands { try explorer.performAtOnce(command) }
    return explorer.drawn(width, height, tier)
  }

  /// The screen as it is.
  func drawn(_ width: Int, _ height: Int, _ tier: GlyphTier = .full) -> String {
    var canvas = Canvas(width: width, height: height, glyphs: Glyphs(tier: tier))
    render(into: &canvas)
    return canvas.text
  }

  /// Types keys by their names.
  mutating func type(_ keys: String) {
    for key in Key.keys(named: keys) ?? [] { updateAtOnce(.key(key)) }
  }
}
