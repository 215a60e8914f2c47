import Engine
import GraphView
import Testing

@testable import TUI

@Suite("Panes that look at data")
struct DataPanesTests {
  // MARK: Tensors

  @Test("Enter opens the tensor of the selected node with the numbers of all elements")
  func tensor() throws {
    let explorer = try ExplorerLessons.matrices()
    let screen = try explorer.screen(80, 24, after: "phase-end 2", "inspect W")
    #expect(screen.contains("Tensor w2 = W (3, 4) float32"))
    #expect(screen.contains("min -0.5  max 0.6"))
    #expect(screen.contains("zeros 1/12"))
    #expect(screen.contains("W[0,0] = -0.5"))
    #expect(screen.contains("dloss/dW[0,0] = "))
  }

  @Test(
    "the cursor moves over the elements and says their place",
    arguments: [
      ("j l", "W[1,1] = 0"), ("End", "W[2,3] = 0.6"), ("End Home", "W[0,0] = -0.5"),
      ("T j l", "W[1,1] = 0"), ("T End", "W[2,3] = 0.6"), ("l l l l l", "W[0,3] = -0."),
    ])
  func cursor(keys: String, readout: String) throws {
    var explorer = try ExplorerLessons.matrices()
    _ = explorer.updateAtOnce(.resize(width: 80, height: 24))
    try explorer.performAtOnce("phase-end")
    try explorer.performAtOnce("inspect W")
    explorer.type(keys)
    #expect(explorer.drawn(80, 24).contains(readout))
  }

  @Test("slices of three axes follow one another and go round")
  func slices() throws {
    let recording = Recording()
    let made = recording.constant(Tensor((0..<24).map(Float.init), shape: [2, 3, 4]))
    recording.givenNames[made.node] = "t"
    _ = try made * made
    var explorer = Explorer(try Walk(recording), .init(name: "t.py", command: ""))
    try explorer.performAtOnce("last")
    try explorer.performAtOnce("inspect t")
    #expect(explorer.drawn(80, 24).contains("[0, :, :]"))
    explorer.type(".")
    #expect(explorer.drawn(80, 24).contains("[1, :, :]"))
    #expect(explorer.drawn(80, 24).contains("t[1,0,0] = 12"))
    explorer.type(".")
    #expect(explorer.drawn(80, 24).contains("[0, :, :]"))
    try explorer.performAtOnce("tensor-slice 1")
    #expect(explorer.drawn(80, 24).contains("[1, :, :]"))
    try explorer.performAtOnce("tensor-slice 2")
    #expect(explorer.notice == "got 2, expected places in 0…1")
  }

  @Test("NaN and infinities are counted, and found by a key and by a search")
  func broken() throws {
    let recording = Recording()
    let values: [Float] = [1, .nan, 3, 4, .infinity, 6, 7, .nan, 9, 10, 11, 12]
    let made = recording.constant(Tensor(values, shape: [3, 4]))
    recording.givenNames[made.node] = "t"
    _ = try made * made
    var explorer = Explorer(try Walk(recording), .init(name: "t.py", command: ""))
    try explorer.performAtOnce("last")
    try explorer.performAtOnce("inspect t")
    let screen = explorer.drawn(80, 24)
    #expect(screen.contains("NaN 2") && screen.contains("Inf 1"))
    explorer.type("!")
    #expect(explorer.drawn(80, 24).contains("t[0,1] = nan"))
    explorer.type("!")
    #expect(explorer.drawn(80, 24).contains("t[1,0] = inf"))
    try explorer.performAtOnce("search nan")
    #expect(explorer.drawn(80, 24).contains("t[1,3] = nan"))
  }

  @Test("a tensor stays in sight while the walk goes on, and Esc closes it")
  func follows() throws {
    var explorer = try ExplorerLessons.descent(turns: 5)
    _ = explorer.updateAtOnce(.resize(width: 80, height: 24))
    try explorer.performAtOnce("phase-end")
    try explorer.performAtOnce("inspect w")
    #expect(explorer.drawn(80, 24).contains("w = 0.5"))
    try explorer.performAtOnce("train-forward")
    #expect(explorer.drawn(80, 24).contains("w = 0.77"))
    explorer.type("Esc")
    #expect(!explorer.drawn(80, 24).contains("Tensor"))
  }

  @Test("heat map and histogram are views of the same tensor", arguments: GlyphTier.allCases)
  func views(tier: GlyphTier) throws {
    let explorer = try ExplorerLessons.matrices()
    for view in ["heat", "histogram", "matrix"] {
      let screen = try explorer.screen(
        100, 30, tier, after: "phase-end 2", "inspect W", "tensor-view \(view)")
      #expect(screen.contains("W[0,0] = -0.5"))
    }
  }

  // MARK: Surfaces

  @Test("the loss along the only weight, with its slope and the descent on it")
  func slice() throws {
    let explorer = try ExplorerLessons.descent(turns: 20)
    let screen = try explorer.screen(100, 30, after: "train 3", "phase-end 2", "slice w")
    #expect(screen.contains("loss along w"))
    #expect(screen.contains("descent"))
    #expect(screen.contains("dloss/dw -"))
  }

  @Test(
    "what cannot be drawn says why",
    arguments: [
      ("surface q w", "no input of this pass is called q"),
      ("surface w", "w is the only weight here: this is the slice along it"),
      ("slice q", "no input of this pass is called q"),
      ("slice w b c", "a slice lies over one weight, got 3"),
    ])
  func refused(command: String, notice: String) throws {
    var explorer = try ExplorerLessons.descent(turns: 5)
    _ = explorer.updateAtOnce(.resize(width: 80, height: 24))
    try explorer.performAtOnce("phase-end 2")
    try explorer.performAtOnce(command)
    #expect(explorer.notice == notice)
  }

  @Test("a press on the descent goes to the training step that is nearest")
  func press() throws {
    var explorer = try ExplorerLessons.descent(turns: 20)
    explorer.updateAtOnce(.resize(width: 100, height: 30))
    try explorer.performAtOnce("train 5")
    try explorer.performAtOnce("phase-end 2")
    try explorer.performAtOnce("slice w")
    let rect = try #require(explorer.layout.rect(of: .surface))
    let y = rect.y + rect.height / 2
    explorer.updateAtOnce(.mouse(Mouse(.press, x: rect.maxX - 3, y: y)))
    #expect(explorer.walk.stop.step?.number == 20)
    explorer.updateAtOnce(.mouse(Mouse(.press, x: rect.x + 8, y: y)))
    #expect(explorer.walk.stop.step?.number == 1)
  }

  @Test("a press on a hint is its key, and one on a line of the source selects its node")
  func pointing() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.updateAtOnce(.resize(width: 80, height: 24))
    explorer.updateAtOnce(.mouse(Mouse(.press, x: 1, y: 23)))
    #expect(explorer.walk.index == 1)
    explorer.updateAtOnce(.mouse(Mouse(.press, x: 3, y: 23)))
    #expect(explorer.walk.index == 0)
    let rect = try #require(explorer.layout.rect(of: .source))
    explorer.updateAtOnce(.mouse(Mouse(.press, x: rect.x + 6, y: rect.y + 1)))
    #expect(explorer.selectedRow == 7)
  }

  // MARK: Figures

  /// A lesson that shows a figure in each of its turns.
  private static func figures() throws -> Explorer {
    let recording = Recording()
    let w = Variable(Tensor(Float(0.5)), in: recording, name: "w")
    for turn in 0..<3 {
      let tape = GradientTape(in: recording)
      try tape.start()
      let loss = try w.value * w.value
      tape.stop()
      if let gradient = try tape.gradient(of: [loss], by: [.variable(w)])[0] {
        try w.assignSub(Tensor(Float(0.1)) * gradient)
      }
      var figure = Figure(number: 1)
      var axes = PlotAxes()
      axes.title = "turn \(turn + 1)"
      axes.marks = [PlotMark(.line(x: [0, 1, 2], y: [0, Double(turn), 1]))]
      figure.axes = [axes]
      recording.note(.figure(FigureEvent(figure, .shown, identity: turn, revision: 0)))
    }
    return Explorer(try Walk(recording), .init(name: "figures.py", command: ""))
  }

  @Test("a figure is there from the stop on at which it was shown")
  func figuresInTime() throws {
    var explorer = try Self.figures()
    _ = explorer.updateAtOnce(.resize(width: 80, height: 24))
    try explorer.performAtOnce("figures")
    #expect(explorer.drawn(80, 24).contains("nothing is drawn yet"))
    explorer.type(">")
    #expect(explorer.drawn(80, 24).contains("turn 1"))
    let first = explorer.walk.index
    explorer.type("S")
    #expect(explorer.drawn(80, 24).contains("nothing is drawn yet"))
    explorer.type("> >")
    #expect(explorer.drawn(80, 24).contains("turn 2"))
    explorer.type("k")
    #expect(explorer.drawn(80, 24).contains("turn 1"))
    explorer.type("G")
    explorer.type("Esc")
    try explorer.performAtOnce("figure 3")
    #expect(explorer.drawn(80, 24).contains("turn 3"))
    explorer.type("< < <")
    #expect(explorer.walk.index == first)
    try explorer.performAtOnce("figure 7")
    #expect(explorer.notice == "there is no figure 7: they go from 1 to 3")
  }
}
