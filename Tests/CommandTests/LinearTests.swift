import Foundation
import Testing

@Suite("Linear mode, configuration and manual from the command line")
struct LinearTests {
  private static let formula = ["explore", "C = y - max(0, w*x + b)", "w=2", "x=1", "b=1", "y=5"]

  @Test("commands come through a pipe, a line each, and are answered in plain text")
  func piped() throws {
    let ended = try Program.run(Self.formula + ["--linear"], input: "5s\ntell w\nphase-end 2\nS\n")
    #expect(ended.code == 0 && ended.errors.isEmpty)
    #expect(
      ended.output == """
        formula, 17 stops
        FORWARD 0/8: start: nothing is computed yet
        FORWARD 5/8: w5 = w1·w2 = 2 × 1 = 2
        w1 = w: value 2, dC/dw1 not computed yet
        BACKWARD 8/8: w1 = w keeps dC/dw1 = -1
        BACKWARD 7/8: w2 = x keeps dC/dw2 = -2

        """)
  }

  @Test("the line that is no command ends it with exit code 64 and its number")
  func wrong() throws {
    let ended = try Program.run(Self.formula + ["--linear"], input: "s\nstep-foward\ns\n")
    #expect(ended.code == 64)
    #expect(ended.errors.hasPrefix("error: line 2: "))
    #expect(!ended.output.contains("FORWARD 2/8"))
  }

  @Test("without any line the whole walk is told, with or without --linear")
  func whole() throws {
    let all = try Program.run(Self.formula + ["--linear"])
    #expect(all.code == 0 && all.output.contains("  16  w1 = w keeps dC/dw1 = -1"))
    #expect(try Program.run(Self.formula).output == all.output)
  }

  @Test("a lesson that fails gives its exit code after the commands too")
  func failing() throws {
    let lesson =
      "import tensorflow as tf\nx = tf.constant(2.0)\ny = x * x\nraise ValueError('no')\n"
    try Program.withFiles(["fail.py": Data(lesson.utf8)]) { folder in
      let ended = try Program.run(
        ["explore", folder + "/fail.py", "--linear"], input: "first\nwhere\n")
      #expect(ended.code == 1 && ended.errors.contains("ValueError: no"))
      #expect(ended.output.contains("FORWARD 0/"))
    }
  }

  @Test("what the configuration says wrong is told with its line, and its digits are obeyed")
  func configuration() throws {
    try Program.withFiles(["config.yaml": Data("log: true\ntheme: drak\n".utf8)]) { folder in
      let home = folder + "/home"
      let settled = home + "/gradwalk/config.yaml"
      try FileManager.default.createDirectory(
        atPath: home + "/gradwalk", withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: folder + "/config.yaml", toPath: settled)
      let wrong = try Program.run(
        Self.formula + ["--linear"], input: "last\n", environment: ["XDG_CONFIG_HOME": home])
      #expect(wrong.code == 1)
      #expect(
        wrong.errors
          == "error: \(settled):2: theme: got \"drak\", expected dark, light, contrast, soft\n")
      try Data("digits: 2\n".utf8).write(to: URL(fileURLWithPath: settled))
      let right = try Program.run(
        Self.formula + ["--linear"], input: "last\nnodes\n", environment: ["XDG_CONFIG_HOME": home])
      #expect(right.code == 0 && right.output.contains("2.00") && !right.output.contains("2.0000"))
    }
  }

  @Test("the manual page tells of every command and every option")
  func manual() throws {
    let page = try Program.run(["manual"])
    #expect(
      page.code == 0 && page.output.hasPrefix(".\\\" written by gradwalk manual\n.TH GRADWALK"))
    for word in ["step\\-forward", "inspect", "gradwalk export", "\\-\\-linear", "XDG_CONFIG_HOME"]
    {
      #expect(page.output.contains(word), "\(word)")
    }
    #expect(!page.output.split(separator: "\n").contains { $0.hasPrefix("'") })
  }

  @Test("completions are written for every shell", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let script = try Program.run(["--generate-completion-script", shell])
    #expect(script.code == 0 && script.output.contains("explore"))
    #expect(!script.output.contains("manual"))
  }
}
