import Script
import Testing

@Suite("Exceptions that nobody catches")
struct TracebackTests {
  @Test("The traceback points at the columns")
  func columns() throws {
    let run = try runLesson(
      """
      def f(x):
          return 1 + x["a"] / 0
      print("before")
      f({"a": 1})
      """)
    #expect(run.text == "before\n")
    #expect(run.exitCode == 1)
    #expect(
      run.errors == """
        Traceback (most recent call last):
          File "lesson.py", line 4, in <module>
            f({"a": 1})
          File "lesson.py", line 2, in f
            return 1 + x["a"] / 0
                       ~~~~~~~^~~
        ZeroDivisionError: division by zero

        """)
  }

  @Test("A cause stands above the exception it led to")
  func causes() throws {
    let run = try runLesson(
      """
      try:
          [][1]
      except IndexError as e:
          raise KeyError("k") from e
      """)
    #expect(run.errors.contains("IndexError: list index out of range\n\nThe above exception was"))
    #expect(run.errors.hasSuffix("KeyError: 'k'\n"))
  }

  @Test(
    "The last line is CPython's",
    arguments: [
      ("lenn([])", "NameError: name 'lenn' is not defined. Did you mean: 'len'?"),
      (
        "[].apend(1)",
        "AttributeError: 'list' object has no attribute 'apend'. Did you mean: 'append'?"
      ),
      ("1 + 'a'", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
      ("'a' + 1", "TypeError: can only concatenate str (not \"int\") to str"),
      ("def f(x): pass\nf()", "TypeError: f() missing 1 required positional argument: 'x'"),
      ("a, b = 1, 2, 3", "ValueError: too many values to unpack (expected 2)"),
      ("int('x')", "ValueError: invalid literal for int() with base 10: 'x'"),
      (
        "def f():\n  print(x)\n  x = 1\nf()",
        "UnboundLocalError: cannot access local variable 'x' where it is not associated with a value"
      ),
      ("def f(): return f()\nf()", "RecursionError: maximum recursion depth exceeded"),
    ])
  func lastLine(lesson: String, expected: String) throws {
    let run = try runLesson(lesson)
    #expect(run.errors.split(separator: "\n").last.map(String.init) == expected)
    #expect(run.exitCode == 1)
  }

  @Test("A module outside the language is refused with the nearest one")
  func unknownModule() throws {
    let run = try runLesson("import maths")
    #expect(run.errors.contains("ModuleNotFoundError: No module named 'maths'"))
    #expect(run.errors.contains("help: 'maths' is outside the lesson language"))
    #expect(run.errors.contains("'math'"))
  }

  @Test("sys.exit ends the run with its code")
  func exiting() throws {
    let run = try runLesson("import sys\ntry:\n  sys.exit(3)\nfinally:\n  print('bye')")
    #expect(run.exitCode == 3)
    #expect(run.text == "bye\n")
    #expect(run.errors.isEmpty)
  }
}
