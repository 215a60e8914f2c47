import Engine
import Testing

@testable import Script

/// A text, where its fault stands, and what CPython 3.11 says of it.
typealias FaultRow = (marked: String, message: String)

@Suite("A text that is no lesson")
struct SyntaxFaultTests {
  @Test("gets CPython's message at the mark", arguments: faultRows)
  func message(row: FaultRow) {
    let marked = MarkedSource(row.marked)
    #expect(marked.fault?.message == row.message)
    #expect(marked.fault?.span == marked.span)
  }

  @Test(
    "with bad indentation is an IndentationError or a TabError",
    arguments: [
      ("x = 1\n«  »y = 2\n", "unexpected indent", SyntaxFault.ClassName.indentation),
      (
        "if x:\n    a\n«  b»\n", "unindent does not match any outer indentation level", .indentation
      ),
      ("if x:\n    a\n«\t»b\n", "inconsistent use of tabs and spaces in indentation", .tab),
      (
        "for i in x:\n«y»\n", "expected an indented block after 'for' statement on line 1",
        .indentation
      ),
      (
        "\ndef f():\n  if a:\n  «b»", "expected an indented block after 'if' statement on line 3",
        .indentation
      ),
      ("class A:«»\n", "expected an indented block after class definition on line 1", .indentation),
    ])
  func indentation(marked: String, message: String, name: SyntaxFault.ClassName) {
    let marked = MarkedSource(marked)
    #expect(marked.fault?.message == message)
    #expect(marked.fault?.className == name)
    #expect(marked.fault?.span == marked.span)
  }

  @Test(
    "because Python has more than the lesson language is refused where it stands",
    arguments: [
      ("x = [«await» y]", "'await'"),
      ("«async» def f(): pass", "'async'"), ("«match» x:\n  case 1: pass", "'match'"),
      ("«type» X = int", "the 'type' statement"), ("from «.» import a", "a relative import"),
      ("try:\n  x\n«except»* E:\n  y", "'except*'"), (#"x = '«\N»{DASH}'"#, #"\N{...}"#),
      (#"x = 'a«\ud800»'"#, "a lone surrogate in a string"),
      ("print('unclosed\n«async» def f(): pass", ""),
    ])
  func refusal(marked: String, what: String) {
    let marked = MarkedSource(marked)
    if what.isEmpty {
      #expect(marked.fault?.message == "unterminated string literal (detected at line 1)")
    } else {
      #expect(marked.fault?.message == "\(what) is outside the lesson language")
      #expect(marked.fault?.span == marked.span)
    }
  }

  @Test(
    "for its bytes says so",
    arguments: [
      ([0x78, 0x00, 0x79], "source code cannot contain null bytes", 1),
      ([0x78, 0x0A, 0xFF, 0xFE], "Non-UTF-8 code starting with '\\xff' on line 2", 2),
      ([0x78, 0xC3], "Non-UTF-8 code starting with '\\xc3' on line 1", 1),
      (
        Array("# coding: latin-1\n".utf8),
        "the text says it is encoded as 'latin-1', lessons are UTF-8", 0
      ),
    ] as [([UInt8], String, Int)])
  func badBytes(bytes: [UInt8], message: String, offset: Int) {
    #expect {
      try parseLesson(SourceText(name: "lesson.py", bytes: bytes))
    } throws: { error in
      let fault = error as? SyntaxFault
      return fault?.message == message && fault?.span.start == Int32(offset)
    }
  }

  @Test(
    "offers the ASCII sign for a look-alike",
    arguments: [
      ("x = 2 «×» 3", "did you mean *?"), ("x = 5 «−» 3", "did you mean -?"),
      ("x = «“»a”", "did you mean \"?"),
    ])
  func lookalike(marked: String, help: String) {
    let marked = MarkedSource(marked)
    #expect(marked.fault?.help == help)
    #expect(marked.fault?.span == marked.span)
  }

  @Test(
    "for its depth ends in an error and not in a crash",
    arguments: [
      ("(", "", ")"), ("[", "1", "]"), ("f(", "1", ")"), ("-", "1", ""), ("not ", "1", ""),
      ("lambda: ", "1", ""),
      ("1 ** ", "1", ""), ("1 if 1 else ", "1", ""), ("1 + ", "1", ""), ("a or ", "a", ""),
      ("x.", "x", ""),
      ("", "x", ".y"), ("", "x", "()"), ("", "x", "[0]"), ("{1: ", "1", "}"), ("[*", "a", "]"),
    ])
  func depth(open: String, middle: String, close: String) {
    for count in [1500, 100_000] {
      let text =
        String(repeating: open, count: count) + middle + String(repeating: close, count: count)
      let fault = MarkedSource("x = " + text + "\n").fault
      #expect(
        ["too many nested parentheses", "too deeply nested: more than 500 levels"].contains(
          fault?.message))
    }
  }

  @Test("for its blocks' depth ends in an error")
  func blockDepth() {
    let nested = (0..<150).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()
    #expect(MarkedSource(nested).fault?.message == "too many levels of indentation")
    let chain = "if a: b\n" + String(repeating: "elif c: d\n", count: 3000)
    #expect(MarkedSource(chain).fault?.message == "too deeply nested: more than 500 levels")
  }
}
