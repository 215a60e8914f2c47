import Engine
import Testing

@testable import Script

@Suite("A lesson's syntax tree")
struct SyntaxTreeTests {
  private func expression(_ text: String) throws -> Expression {
    try parseExpression(SourceText(name: "x", text))
  }

  @Test(
    "groups operators as Python does",
    arguments: [
      ("a + b * c ** -d", "(a + (b * (c ** (- d))))"), ("-a ** b", "(- (a ** b))"),
      ("a ** b ** c", "(a ** (b ** c))"), ("a - b - c", "((a - b) - c)"),
      ("a @ b / c // d % e", "((((a @ b) / c) // d) % e)"),
      ("a | b ^ c & d << e", "(a | (b ^ (c & (d << e))))"),
      ("not a == b", "(not (a == b))"), ("a or b and not c", "(a or (b and (not c)))"),
      ("a < b <= c is not d not in e", "(a < b <= c is not d not in e)"),
      ("a if b else c if d else e", "(b ? a : (d ? c : e))"), ("lambda: a, b", "[(lambda a), b]"),
      ("a.b(c)[d].e", "a.b(c)[d].e"), ("(a, *b)", "[a, *b]"), ("~-+a", "(~ (- (+ a)))"),
      ("x[1:2, ..., None, ::3]", "x[[slice, ..., None, slice]]"),
    ])
  func grouping(text: String, grouped: String) throws {
    #expect(try TreeText.of(expression(text)) == grouped)
  }

  @Test(
    "reads numbers of every form",
    arguments: [
      ("1_000", "1000"), ("0xFF_ff", "65535"), ("0o17", "15"), ("0b101", "5"), ("00", "0"),
      ("1e-3", "0.001"),
      ("1.", "1.0"), (".5", "0.5"), ("1_0.2_5e+1", "102.5"), ("3j", "3.0j"), ("1e400", "inf"),
      ("123456789012345678901234567890", "123456789012345678901234567890/10"),
      ("0xffffffffffffffffffff", "ffffffffffffffffffff/16"),
      ("9223372036854775807", "9223372036854775807"),
      ("1if a else 2", "(a ? 1 : 2)"), ("0.1", "0.1"),
    ])
  func numbers(text: String, value: String) throws {
    #expect(try TreeText.of(expression(text)) == value)
  }

  @Test(
    "reads strings of every form",
    arguments: [
      (#"'a"b'"#, #"a"b"#), (#""a'b""#, "a'b"), ("'''a\n'b'''", "a\n'b"),
      (#"'\n\t\\\'\"'"#, "\n\t\\'\""),
      (#"r'\n'"#, #"\n"#), (#"'\x41\u00e9\U0001F600\101\0'"#, "Aé😀A\0"), (#"'\d\w'"#, #"\d\w"#),
      ("'a' \"b\" r'\\c'", "ab\\c"), ("'a\\\nb'", "ab"), ("'سلام' 'привет' '你好'", "سلامпривет你好"),
      (#"u'x'"#, "x"), ("f'a{{b}}'", "a{b}"), ("'''\r\n'''", "\n"), ("''", ""),
      ("''''a' '''", "'a' "),
    ])
  func strings(text: String, value: String) throws {
    guard case .string(let read) = try expression(text).kind else {
      Issue.record("no string")
      return
    }
    #expect(read == value)
  }

  @Test("reads bytes")
  func bytes() throws {
    guard case .bytes(let read) = try expression(#"b'a\xff' rb'\n'"#).kind else {
      Issue.record("no bytes")
      return
    }
    #expect(read == [0x61, 0xFF, 0x5C, 0x6E])
  }

  @Test(
    "reads f-strings",
    arguments: [
      ("f'{x}'", "f[x]"), ("f'a{x!r}b'", "f['a' x!repr 'b']"), ("f'{x:.{n}f}'", "f[x:['.' n 'f']]"),
      ("f'{x = }'", "f[x!repr='x = ']"), ("f'{x=:>5}'", "f[x='x=':['>5']]"),
      ("f'{x=!s}'", "f[x!str='x=']"),
      ("f'{a if b else c}'", "f[(b ? a : c)]"), ("f'{d[\"k\"]}'", "f[d['k']]"),
      ("f'{d['k']}'", "f[d['k']]"),
      ("f'{a != b}'", "f[(a != b)]"), ("f'{(lambda x: x)(1)}'", "f[(lambda x)(1)]"),
      ("f'{x:{w}.{p}}'", "f[x:[w '.' p]]"),
      ("f'''{\nx\n}'''", "f[x]"), ("rf'\\{x}'", "f['\\' x]"),
      ("f'\\n{x}\\t' 'y'", "f['\n' x '\ty']"),
      ("f'{ {1: 2}[1] }'", "f[{1: 2}[1]]"), ("f'{a, b}'", "f[[a, b]]"),
      ("f'{x!a:>{10}}'", "f[x!ascii:['>' 10]]"),
      ("f'{x:%H:%M}'", "f[x:['%H:%M']]"), ("f'{{{x}}}'", "f['{' x '}']"),
      ("f'{f\"{x}\"}'", "f[f[x]]"),
    ])
  func formatted(text: String, parts: String) throws {
    let grouped = try TreeText.of(expression(text))
    #expect(grouped == parts)
  }

  @Test("keeps the exact columns of every part")
  func spans() throws {
    let source = SourceText(name: "x", "π = (a + b)*f(x, k=2)[1:]\n")
    let tree = try parseLesson(source)
    guard case .assign(_, let value) = tree.body[0].kind,
      case .binary(.multiply, let left, let right, let sign) = value.kind,
      case .subscripted(let call, let index) = right.kind,
      case .call(_, let arguments) = call.kind, case .keyword(_, let nameSpan, _) = arguments[1]
    else {
      Issue.record("another tree")
      return
    }
    #expect(source.text(of: tree.body[0].span) == "π = (a + b)*f(x, k=2)[1:]")
    #expect(source.text(of: value.span) == "(a + b)*f(x, k=2)[1:]")
    #expect(source.text(of: left.span) == "a + b")
    #expect(source.text(of: sign) == "*")
    #expect(sign.start == 12)
    #expect(source.text(of: right.span) == "f(x, k=2)[1:]")
    #expect(source.text(of: call.span) == "f(x, k=2)")
    #expect(source.text(of: index.span) == "1:")
    #expect(source.text(of: nameSpan) == "k")
  }

  @Test("holds every kind of statement")
  func statements() throws {
    let text = """
      import a.b as c, d
      from e.f import (g, h as i,)
      from j import *
      @k.l
      @m(1)
      def n(a, b=1, /, c: int = 2, *args, d, e=3, **kwargs) -> float:
          global x; nonlocal_name = 1
          return a, *args
      class O(P, metaclass=Q):
          r: int
          s: float = 1.0
      for t, *u in v: continue
      else: pass
      while w:
          break
      else:
          x = y = 1
      if (n := 10) > 5: pass
      elif a: pass
      else: pass
      with a as b, c: pass
      with (a as b, c as (d, e),): pass
      with (a, b) as c: pass
      try:
          raise A from B
      except (C, D) as e: pass
      except: raise
      else: pass
      finally: pass
      assert a, "b"
      del a, b[0], (c.d)
      z @= 1; z //= 2; z **= 3; z >>= 4
      [a, (b, *c)] = x
      x[0], y.z = \\
          1, 2
      {**a, 'b': 1}; {*a, 1}; {k: v for k, v in a if k if v}; (a for b in c for d in e); [*a, b]

      """
    let kinds = try parseLesson(SourceText(name: "x", text)).body.map {
      String(String(describing: $0.kind).prefix { $0 != "(" })
    }
    #expect(
      kinds == [
        "importModules", "importNames", "importNames", "function", "classDefinition", "forLoop",
        "whileLoop",
        "ifElse", "with", "with", "with", "tryExcept", "assert", "delete", "augmented", "augmented",
        "augmented",
        "augmented", "assign", "assign", "expression", "expression", "expression", "expression",
        "expression",
      ])
  }

  @Test(
    "does not depend on line ends, tabs, blank lines or a byte order mark",
    arguments: [
      "if a:\r\n  b\r\nc\r\n", "if a:\n\tb\nc", "\u{FEFF}if a:\n  b\nc", "if a:\r  b\rc",
      "if a:  # d\n\n  # e\n  b\n#f\nc\n",
      "if a: b\nc", "if a:\n  b;\nc;\n", "if a \\\n:\n  b\n\nc", "if (\n a\n ): b\nc",
      "\u{0C}if a:\n  b\nc\n",
    ])
  func lineStructure(text: String) throws {
    let body = try parseLesson(SourceText(name: "x", text)).body
    try #require(body.count == 2)
    guard case .ifElse(_, let then, let otherwise) = body[0].kind else {
      Issue.record("no if")
      return
    }
    #expect(then.count == 1 && otherwise.isEmpty)
  }

  @Test("of a formula has names and a target")
  func formula() throws {
    let source = SourceText(name: "<formula>", "  z = w*x + b; a = max(0, z)\n   y - a")
    let formula = try parseFormula(source)
    #expect(formula.lines.map(\.name) == ["z", "a", nil])
    #expect(
      formula.lines.map { source.text(of: $0.value.span) } == ["w*x + b", "max(0, z)", "y - a"])
    for wrong in ["", "for x in y: pass", "a, b = 1, 2", "x += 1", "a.b = 1"] {
      #expect(throws: SyntaxFault.self) { try parseFormula(SourceText(name: "<formula>", wrong)) }
    }
  }

  @Test("of a value is one expression", arguments: ["1", " [1, 2, 3]", "(1,\n 2)", "x + 1  # why"])
  func value(text: String) throws {
    _ = try expression(text)
    for wrong in ["", text.prefix { $0 != "#" } + "; y", "x = 1", "if a: b"] {
      #expect(throws: SyntaxFault.self) { try expression(String(wrong)) }
    }
  }
}
