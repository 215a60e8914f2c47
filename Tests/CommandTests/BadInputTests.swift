import Foundation
import Testing

/// What a person gets who hands the program something wrong: where, what, why, and what to do.
@Suite("Bad input")
struct BadInputTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    /// Lines or parts of lines that standard error must hold.
    var says: [String]
    var prints = ""
    var testDescription: String { name }
  }

  static let rows = [
    Row(
      name: "unknown name", text: "import tensorflow as tf\nx = tf.constnat(1.0)\n",
      says: [
        "line 2", "    x = tf.constnat(1.0)\n        ^^^^^^^^^^^", "Did you mean: 'constant'?",
      ]),
    Row(
      name: "unknown variable", text: "width = 1\nprint(widht)\n",
      says: ["    print(widht)\n          ^^^^^", "Did you mean: 'width'?"]),
    Row(
      name: "shape mismatch",
      text: "import tensorflow as tf\nx = tf.ones((2, 3))\nw = tf.ones((4, 1))\ny = x @ w\n",
      says: ["line 4", "    y = x @ w\n        ~~^~~", "InvalidArgumentError"]),
    Row(
      name: "dtype mismatch",
      text: "import tensorflow as tf\ny = tf.constant(1) + tf.constant(2.0)\n",
      says: ["line 2", "~^~", "InvalidArgumentError"]),
    Row(
      name: "division by zero", text: "print('before')\nx = 1 / 0\n",
      says: ["    x = 1 / 0\n        ~~^~~", "ZeroDivisionError: division by zero"],
      prints: "before\n"),
    Row(
      name: "unclosed bracket", text: "x = (1 +\ny = 2\n",
      says: [":1:5: error: SyntaxError: '(' was never closed", "    1 | x = (1 +", "^"]),
    Row(
      name: "bad indentation", text: "if True:\nx = 1\n",
      says: [":2:1: error: IndentationError: expected an indented block after 'if' statement"]),
    Row(
      name: "deep recursion", text: "def f(n):\n    return f(n + 1)\nf(0)\n",
      says: ["RecursionError: maximum recursion depth exceeded", "Previous line repeated"]),
    Row(
      name: "a module from elsewhere", text: "import mitdeeplearning as mdl\n",
      says: ["line 1", "No module named 'mitdeeplearning'"]),
  ]

  @Test("a wrong lesson ends with exit code 1 and a message at its place", arguments: rows)
  func lesson(_ row: Row) throws {
    try Program.withFiles(["lesson.py": Data(row.text.utf8)]) { folder in
      let ended = try Program.run(["run", folder + "/lesson.py"])
      #expect(ended.code == 1)
      #expect(ended.output == row.prints)
      for text in row.says { #expect(ended.errors.contains(text), "\(ended.errors)") }
    }
  }

  @Test("files that are no lessons are told apart")
  func files() throws {
    let files = [
      "bin.py": Data([97, 0, 98]), "empty.py": Data(), "latin.py": Data([0x22, 0xE9, 0x22]),
      "lesson.py": Data("print(1)\n".utf8), "lesson.ipynb": Data("no notebook".utf8),
    ]
    try Program.withFiles(files) { folder in
      func errors(_ name: String) throws -> String {
        let ended = try Program.run(["run", name])
        #expect(ended.code == 1)
        #expect(ended.output.isEmpty)
        return ended.errors
      }
      let missing = try errors(folder + "/leson.py")
      #expect(missing.contains("got no such file, expected a lesson"))
      #expect(missing.contains("did you mean \(folder)/lesson.py?"))
      #expect(try errors(folder).contains("got a folder, expected a lesson"))
      #expect(try errors(folder + "/bin.py").contains("got a zero byte at offset 1"))
      #expect(try errors(folder + "/empty.py").contains("got an empty file"))
      #expect(try errors(folder + "/latin.py").contains("UTF-8"))
      #expect(try errors(folder + "/lesson.ipynb").contains("got no notebook"))
    }
  }

  @Test(
    "a formula that cannot be computed says what is missing",
    arguments: [
      (["y - max(0, w*x + b)", "w=2", "x=1"], "got no value for y, b"),
      (["C = y -", "y=2"], "<formula>:1:8: error: SyntaxError: invalid syntax"),
      (["z = sine(x)", "x=1"], "help: did you mean 'sin'?"),
      (["z = sin(x)", "x=1", "q=2"], "got a value for q, which it does not use"),
      (["z = sin(x)", "x=one"], "got x=one, expected a number"),
      (["x * x", "x"], "got no name=value"),
    ])
  func formula(_ arguments: [String], _ message: String) throws {
    let ended = try Program.run(arguments)
    #expect(ended.code == 1)
    #expect(ended.errors.contains(message), "\(ended.errors)")
  }

  @Test(
    "a wrong command line ends with exit code 64",
    arguments: [["export", "x*x", "x=2", "--bogus"], ["run"], ["export", "x*x", "x=2", "--at"]])
  func usage(_ arguments: [String]) throws {
    let ended = try Program.run(arguments)
    #expect(ended.code == 64)
    #expect(ended.errors.contains("Usage: gradwalk"))
  }

  @Test(
    "a wrong choice names the choices",
    arguments: [
      (["export", "x*x", "x=2", "--format", "tabel"], "help: did you mean table?"),
      (["export", "x*x", "x=2", "--at", "nowhere"], "--at: got nowhere"),
      (["export", "x*x", "x=2", "--target", "loss"], "target: got loss"),
    ])
  func choice(_ arguments: [String], _ message: String) throws {
    let ended = try Program.run(arguments)
    #expect(ended.code == 1)
    #expect(ended.errors.contains(message), "\(ended.errors)")
  }

  @Test("Ctrl-C ends an endless lesson; what ran until then is kept")
  func endless() throws {
    let lesson = """
      import tensorflow as tf
      x = tf.Variable(1.0)
      print('begun', flush=True)
      while True:
          x.assign_add(1.0)
      """
    try Program.withFiles(["forever.py": Data(lesson.utf8)]) { folder in
      let run = try Program.run(["run", folder + "/forever.py"], interruptAfter: 0.7)
      #expect(run.code == 130)
      #expect(run.output == "begun\n")
      #expect(run.errors.hasSuffix("KeyboardInterrupt\n"))
      let walked = try Program.run(["explore", folder + "/forever.py"], interruptAfter: 0.4)
      #expect(walked.code == 130)
      #expect(walked.output.contains("w1 = x = 1"))
    }
  }

  @Test("without a terminal, or with one that cannot move its cursor, the walk is text")
  func linear() throws {
    for environment in [[:], ["TERM": "dumb"], ["TERM": ""]] {
      let ended = try Program.run(["y = x*x", "x=3"], environment: environment)
      #expect(ended.code == 0)
      #expect(ended.output.contains("w2 = w1·w1 = 3 × 3 = 9"), "\(ended.output)")
      #expect(ended.errors.isEmpty)
    }
  }

  @Test("a lesson comes on standard input too")
  func standardInput() throws {
    let ended = try Program.run(["run", "-"], input: "print(6 * 7)\n")
    #expect(ended.code == 0)
    #expect(ended.output == "42\n")
  }
}
