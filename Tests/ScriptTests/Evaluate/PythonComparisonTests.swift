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
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONHASHSEED": "0"], uniquingKeysWith: { $1 })
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

  /// Statements that a function runs; `{i}`, `{x}`, `{s}` and `{l}` become a small number, any atom,
  /// a text and a list.
  private static let blocks = [
    "l = {l} * 3\nl[{i}:{i}] = {l}\ndel l[::2]\nl[{i}:] += [{x}]\nreturn l",
    "def g():\n  got = yield {x}\n  try: yield got\n  finally: yield {x}\n"
      + "k = g()\nreturn next(k), k.send({x}), k.throw(KeyError({i}))",
    "def g(n):\n  for i in range(n):\n    if i % 2: continue\n    yield i * {i}\n  return {x}\n"
      + "def h():\n  r = yield from g({i})\n  yield r\nreturn list(h()), sum(g({i}))",
    "class A:\n  def __init__(self, v): self.v = v\n  def __add__(self, o): return A(self.v + o.v)\n"
      + "  def __eq__(self, o): return self.v == o.v\n  def __lt__(self, o): return self.v < o.v\n"
      + "  def __repr__(self): return f'A({self.v!r})'\n"
      + "return sorted([A({x}), A({x})]), A({x}) + A({x}), A({x}) == A({x}), A({i}).nothing",
    "class A:\n  n = {x}\n  @property\n  def p(self): return self.n\n"
      + "class B(A):\n  @classmethod\n  def c(cls): return cls.n, cls.__name__\n"
      + "  @property\n  def p(self): return [super().p]\n"
      + "b = B()\nB.n = {x}\nreturn b.p, b.c(), A().p, vars(b), isinstance(b, A)",
    "try:\n  try: return {x} / {i} + {x}\n  except TypeError as e: raise ValueError(str(e)) from e\n"
      + "  finally: print('finally')\nexcept ValueError as e: return repr(e), repr(e.__cause__)",
    "out = []\nfor a in {l}:\n  try:\n    if a > {i}: break\n    out.append(10 // (a - {i}))\n"
      + "  except ZeroDivisionError as e: out.append(str(e))\n  else: out.append('else')\n"
      + "else: out.append('end')\nreturn out",
    "a, *b = {x}\nreturn a, b", "a, b = {x}\nreturn b, a", "(a, b), *c = {l}, {x}\nreturn c, b, a",
    "d = dict.fromkeys({l}, {x})\nd.update(a={x})\nd |= {{i}: {x}}\n"
      + "return d, d.pop({i}, 'no'), sorted(d, key=str), list(reversed(d)), d.popitem()",
    "s = set({l}) | set({l})\ns ^= {{i}, {i}}\nreturn s, sorted(s), s - set({l}), {i} in s, len(s)",
    "s = {s} * {i}\nreturn s.split({s}), s.replace({s}, {s}), s.partition({s}), s[::-1], s.find({s})",
    "v, n = {x}, {i}\nreturn f'{v!r:>{n}}|{n:0{n}d}|{v}|{v=}'",
    "x = {l}\ny = x\ny += {l}\nz = [*x, *{l}]\nx.sort(key=lambda v: -v)\nreturn x, y is x, z, x.index({i})",
    "from functools import reduce, lru_cache\n@lru_cache(maxsize={i})\ndef f(n): return n if n < 2 "
      + "else f(n - 1) + f(n - 2)\nreturn f({i} + 5), f.cache_info(), reduce(lambda a, b: a - b, {l})",
    "from collections import Counter, deque, namedtuple\nP = namedtuple('P', 'a b')\n"
      + "q = deque({l}, maxlen=3)\nq.rotate({i})\n"
      + "return Counter({s}), Counter({l}).most_common(2), q, P({x}, b={x}), P(*{l})",
    "import itertools as t\nreturn (list(t.accumulate({l})), list(t.combinations({l}, 2)),"
      + " list(t.product({l}, {l}))[:5], list(t.islice(t.cycle({l}), {i})))",
    "n = 0\nwhile (n := n + 1) < {i}:\n  if n == 7: break\nelse: n = 'else'\nreturn n",
    "f = lambda a, b={x}, *c, d={i}, **e: (a, b, c, d, e)\nreturn f({i}), f({i}, *{l}, z={x}), f(b={i})",
    "b = {s}.encode()\nreturn b, b.upper(), b.find(b'a'), b[::2], b + b'x', list(b), b.decode() == {s}",
  ]

  private mutating func block() -> String {
    var text = ProgramGenerator.blocks[below(ProgramGenerator.blocks.count)]
    while let place = ["{i}", "{x}", "{s}", "{l}"].compactMap({ text.range(of: $0) }).first {
      let value =
        switch text[place] {
        case "{i}": String(below(12))
        case "{s}": pick(["'abc'", "'a'", "'b c'", "''", "'xax'", "'Ünï'"])
        case "{l}": "[\(atomList())]"
        default: atom()
        }
      text.replaceSubrange(place, with: value)
    }
    return text
  }

  /// Functions made of statements, one after the other.
  mutating func statements(count: Int) -> String {
    var text = ""
    for number in 0..<count {
      let body = block().split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
      text += "def f():\n\(body)\ntry: print(\(number), repr(f()))\n"
      text += "except Exception as e: print(\(number), type(e).__name__, e)\n"
    }
    return text
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

  @Test(
    "Both run the same statements",
    .enabled(if: ReferencePython.isPresent, "no python3 3.11 on this machine"),
    arguments: UInt64(1)...6)
  func run(seed: UInt64) throws {
    var generator = ProgramGenerator(seed: seed)
    let program = generator.statements(count: 120)
    let expected = try #require(ReferencePython.output(of: program)).split(separator: "\n")
    let outcome = try runLesson(program)
    let ours = outcome.text.split(separator: "\n")
    #expect(ours.count == expected.count)
    for (mine, theirs) in zip(ours, expected) where mine != theirs {
      Issue.record("gradwalk: \(mine)\nCPython:  \(theirs)")
      break
    }
  }
}
