import Foundation
import Script
import Testing

/// The CPython that results are compared with.
private enum ReferencePython {
  /// Whether `python3` is there and of the version whose wording the language follows.
  static let isPresent =
    output(of: "import sys; print(sys.version_info[:2] == (3, 11))") == "True\n"

  static func output(of program: String) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore", "-"]
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    input.fileHandleForWriting.write(Data(program.utf8))
    input.fileHandleForWriting.closeFile()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

/// Makes small programs from a seed.
private struct ProgramGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  private mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }

  private mutating func pick(_ choices: [String]) -> String { choices[below(choices.count)] }

  private mutating func atom() -> String {
    switch below(9) {
    case 0: String(below(20) - 5)
    case 1: pick(["0.1", "2.5", "-0.0", "1e16", "1e-7", "3.0", "float('inf')", "1e308"])
    case 2: pick(["'abc'", "''", "'a b  c'", "'Ünï'", "'%d'", "\"it's\\n\""])
    case 3: pick(["True", "False", "None", "10**25", "-2**63", "2**64 - 1", "3j", "(1-2j)"])
    case 4: "[\(atomList())]"
    case 5: "(\(atomList()),)"
    case 6: pick(["{1: 'x', 'k': 2.5}", "{}", "{5, 3, 9}", "range(1, 9, 3)"])
    default: String(below(1000) - 500)
    }
  }

  private mutating func atomList() -> String {
    (0..<(below(3) + 1)).map { _ in String(below(9)) }.joined(separator: ", ")
  }

  private mutating func expression(_ depth: Int) -> String {
    if depth == 0 { return atom() }
    let a = expression(depth - 1)
    let b = expression(below(depth))
    switch below(12) {
    case 0...3:
      return "(\(a) \(pick(["+", "-", "*", "/", "//", "%", "&", "|", "^", ">>"])) \(b))"
    case 4: return "(\(a) \(pick(["<", "<=", "==", "!=", "in", "not in", "is"])) \(b))"
    case 5: return "(\(a) if \(b) else \(atom()))"
    case 6: return "\(pick(["str", "repr", "bool", "len", "abs", "list", "sorted", "int"]))(\(a))"
    case 7:
      let spec = pick([".3f", ">8", "<6", "^9", "+d", "x", ",", ".2e", "g", "08.2f", "%", "_b"])
      return "format(\(a), '\(spec)')"
    case 8: return "\(a)[\(pick(["0", "-1", "1:", "::-1", "'k'", "9", "1:9:2"]))]"
    case 9:
      let method = pick([
        "upper()", "split()", "count('a')", "index(3)", "get('k', 0)", "title()", "strip()",
        "join(['x', 'y'])", "zfill(6)", "center(7, '*')", "append(1)", "find('b')", "keys()",
      ])
      return "(\(a)).\(method)"
    case 10: return "(\(pick(["not ", "-", "+", "~"]))\(a))"
    default:
      let conversion = pick(["%s", "%r", "%5d", "%.2f", "%x", "%e", "%g|%s"])
      return "('\(conversion)' % \(a))"
    }
  }

  mutating func program(lines: Int) -> String {
    var text = "def show(number, f):\n  try:\n    print(number, repr(f()))\n"
    text += "  except Exception as e:\n    print(number, type(e).__name__, e)\n"
    for number in 0..<lines { text += "show(\(number), lambda: \(expression(below(3) + 1)))\n" }
    return text
  }
}

@Suite("Generated programs against CPython")
struct PythonComparisonTests {
  @Test(
    "Both print the same",
    .enabled(if: ReferencePython.isPresent, "no python3 3.11 on this machine"),
    arguments: UInt64(1)...12)
  func agree(seed: UInt64) throws {
    var generator = ProgramGenerator(seed: seed)
    let program = generator.program(lines: 250)
    let expected = try #require(ReferencePython.output(of: program)).split(separator: "\n")
    let ours = try runLesson(program).text.split(separator: "\n")
    let source = program.split(separator: "\n").dropFirst(5)
    #expect(ours.count == expected.count)
    for (line, pair) in zip(source, zip(ours, expected)) {
      #expect(pair.0 == pair.1, "\(line)")
    }
  }
}
