import Foundation
import Testing

/// The real program in a real terminal, driven by keys.
@Suite("In a terminal", .enabled(if: Tmux.isThere, "tmux is not on this machine"))
struct InTerminalTests {
  private static let formula = "'C = y - max(0, w*x + b)' w=2 x=1 b=1 y=5"

  @Test("n steps forward and n back show the same screen", arguments: [(80, 24), (160, 50)])
  func inverse(_ width: Int, _ height: Int) throws {
    let terminal = try Tmux(width, height, Self.formula)
    defer { terminal.close() }
    let start = try terminal.screen { $0.contains("FORWARD 0/8") }
    terminal.keys("1", "2", "s")
    let middle = try terminal.screen { $0.contains("BACKWARD 4/8") }
    #expect(middle != start)
    #expect(middle.contains("w1"))
    terminal.keys("1", "2", "S")
    #expect(try terminal.screen { $0.contains("FORWARD 0/8") } == start)
  }

  @Test("q leaves with exit code 0 and gives the terminal back as it was")
  func leaving() throws {
    let terminal = try Tmux(80, 24, Self.formula)
    defer { terminal.close() }
    _ = try terminal.screen { $0.contains("FORWARD 0/8") }
    terminal.keys("q")
    let after = try terminal.screen { $0.contains("EXIT 0") }
    #expect(!after.contains("Nodes"))
  }

  @Test("a resize while it runs redraws, down to almost nothing and back")
  func resize() throws {
    let terminal = try Tmux(80, 24, Self.formula)
    defer { terminal.close() }
    _ = try terminal.screen { $0.contains("FORWARD 0/8") }
    terminal.resize(20, 5)
    _ = try terminal.screen { !$0.contains("Nodes") && $0.contains("FORWARD") }
    terminal.resize(100, 30)
    _ = try terminal.screen { $0.contains("Nodes") && $0.contains("Chain rule") }
  }

  @Test("a terminal of 20×5 cells is walked in plain text, command by command")
  func tiny() throws {
    let terminal = try Tmux(20, 5, Self.formula)
    defer { terminal.close() }
    _ = try terminal.screen { $0.contains("\n>") }
    terminal.keys("G", "Enter")
    // The sentence is broken where the screen ends.
    _ = try terminal.screen { $0.contains("/dw1 = -1") }
    terminal.keys("q", "Enter")
    _ = try terminal.screen { $0.contains("EXIT 0") }
  }

  @Test("a terminal that cannot move its cursor is walked in plain text too")
  func dumb() throws {
    let terminal = try Tmux(80, 24, Self.formula, terminal: "dumb")
    defer { terminal.close() }
    _ = try terminal.screen { $0.contains("cannot move its cursor") && $0.contains("\n>") }
    terminal.keys("Enter", "Enter")
    _ = try terminal.screen { $0.contains("FORWARD 2/8: w2 = x = 1, an input") }
    terminal.keys("q", "Enter")
    _ = try terminal.screen { $0.contains("EXIT 0") }
  }
}

/// A terminal that keys can be sent to and that can be read.
private final class Tmux {
  private let name = "gradwalk-" + UUID().uuidString

  static var isThere: Bool { (try? run(["-V"])) != nil }

  init(
    _ width: Int, _ height: Int, _ arguments: String, terminal: String? = nil
  ) throws {
    let program = try Program.binary.path
    let type = terminal.map { "env TERM=\($0) " } ?? ""
    let command = "\(type)'\(program)' \(arguments); echo EXIT $?; sleep 60"
    _ = try Tmux.run([
      "-L", name, "-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)",
      "env LC_ALL=C.UTF-8 sh -c \"\(command.replacing("\"", with: "\\\""))\"",
    ])
  }

  func close() { _ = try? Tmux.run(["-L", name, "kill-server"]) }

  func keys(_ keys: String...) {
    for key in keys { _ = try? Tmux.run(["-L", name, "send-keys", key]) }
  }

  func resize(_ width: Int, _ height: Int) {
    _ = try? Tmux.run(["-L", name, "resize-window", "-x", "\(width)", "-y", "\(height)"])
  }

  struct Never: Error, CustomStringConvertible { var description: String }

  /// The screen, as soon as it is as wanted.
  func screen(_ isWanted: (String) -> Bool) throws -> String {
    var last = ""
    for _ in 0..<200 {
      let now = try Tmux.run(["-L", name, "capture-pane", "-p"])
      // Two equal looks: nothing is half drawn.
      if isWanted(now), now == last { return now }
      last = now
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw Never(description: "the screen never came:\n\(last)")
  }

  @discardableResult
  private static func run(_ arguments: [String]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let code = try Spawned(["tmux"] + arguments, output: path).wait()
    guard code == 0 else {
      throw Never(description: "tmux \(arguments) ended with \(code)")
    }
    return try String(contentsOfFile: path, encoding: .utf8)
  }
}
