import Testing

@testable import TUI

/// Counts keys and shows what else has happened.
private struct Counter: Program {
  var count = 0
  var log: [String] = []
  var tickInterval: Int?

  mutating func update(_ event: Event<String>) -> [Effect<Int>] {
    switch event {
    case .key("q"): return [.quit, .bell]
    case .key("r"): return [.run(count), .copy("count \(count)")]
    case .key("z"): return [.suspend, .redraw, .mouse(false)]
    case .key: count += 1
    case .resize(let width, let height): log.append("\(width)x\(height)")
    case .message(let text): log.append(text)
    case .tick: log.append("tick")
    case .interrupt: log.append("interrupt")
    default: break
    }
    return []
  }

  func render(into canvas: inout Canvas) {
    canvas.draw("\(count) \(log.joined(separator: " "))", x: 0, y: 0)
  }
}

@Suite("Program")
struct ProgramTests {
  @Test("Events change the state, and every change is drawn")
  func loop() throws {
    let backend = ScriptedBackend<String>(
      width: 30, height: 2,
      events: [.key("a"), .key("b"), .resize(width: 20, height: 1), .interrupt, .message("m")])
    var program = Counter()
    try program.run(on: backend) { _ in }
    #expect(
      backend.frames == [
        "0 30x2\n", "1 30x2\n", "2 30x2\n", "2 30x2 20x1", "2 30x2 20x1 interrup",
        "2 30x2 20x1 interrup",
      ])
    #expect(program.log == ["30x2", "20x1", "interrupt", "m"])
  }

  @Test("Effects are carried out in order until the program quits")
  func effects() throws {
    let backend = ScriptedBackend<String>(
      events: [.key("x"), .key("r"), .key("z"), .key("q"), .key("r")])
    var program = Counter()
    var work: [Int] = []
    try program.run(on: backend) { work.append($0) }
    #expect(work == [1])
    #expect(backend.requests == [.copy("count 1"), .suspend, .redraw, .mouse(false)])
    #expect(backend.frames.count == 4)
  }

  @Test("News of work comes back as a message")
  func messages() throws {
    let backend = ScriptedBackend<String>(events: [.key("r"), .key("x")])
    var program = Counter()
    try program.run(on: backend) { backend.post("done \($0)") }
    #expect(program.log.last == "done 0")
  }
}
