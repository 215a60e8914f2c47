import Script
import Testing

@Suite("Statements and expressions do what CPython does")
struct LanguageTests {
  @Test(
    "A lesson prints",
    arguments: [
      ("print(7 // -2, -7 % 3, 2 ** 70, 7 / 2)", "-4 2 1180591620717411303424 3.5\n"),
      ("a, *b, c = range(5)\nprint(a, b, c)", "0 [1, 2, 3] 4\n"),
      ("x = 5\nx += 2; x *= 3; x //= 2\nprint(x)", "10\n"),
      ("print(1 < 2 < 3, 1 < 3 < 2, 3 in [1, 3] and not 0)", "True False True\n"),
      ("for i in range(2):\n  pass\nelse:\n  print('else', i)", "else 1\n"),
      ("while True:\n  break\nelse:\n  print('no')\nprint('yes')", "yes\n"),
      ("print([f(2) for f in [lambda x: x ** i for i in range(3)]])", "[4, 4, 4]\n"),
      (
        "print([y := 3, y ** 2], {k: v for k, v in zip('ab', (1, 2))})", "[3, 9] {'a': 1, 'b': 2}\n"
      ),
      ("print(sum(i * j for i in range(3) for j in range(3) if i != j))", "4\n"),
      ("s = 'градиент'\nprint(s[::-1], s[2], len(s), s.upper())", "тнеидарг а 8 ГРАДИЕНТ\n"),
      ("print(f'{3.14159:.2f} {42:>5} {\"a\"!r} {1 + 1 = }')", "3.14    42 'a' 1 + 1 = 2\n"),
      (
        "def f(a, /, b=2, *c, d, **e): return a, b, c, d, e\nprint(f(1, 3, 4, d=5, z=6))",
        "(1, 3, (4,), 5, {'z': 6})\n"
      ),
      ("d = {1: 'a'}\nd[True] = 'b'\nd[2.0] = 'c'\nprint(d, 2 in d)", "{1: 'b', 2.0: 'c'} True\n"),
      ("l = [1]\nl.append(l)\nprint(l)", "[1, [...]]\n"),
      (
        "import math, random\nrandom.seed(7)\nprint(random.randint(1, 100), math.sqrt(16))",
        "42 4.0\n"
      ),
      (
        "print(round(2.5), round(2.675, 2), round(1234, -2), 0.1 + 0.2)",
        "2 2.67 1200 0.30000000000000004\n"
      ),
      ("print((1 + 2j) * 3j, abs(3 + 4j), 1j ** 2)", "(-6+3j) 5.0 (-1+0j)\n"),
      (
        "print({16, 33, 100, 5, 8, 24}, set(), frozenset([1]))",
        "{16, 33, 100, 5, 8, 24} set() frozenset({1})\n"
      ),
    ])
  func prints(lesson: String, expected: String) throws {
    let run = try runLesson(lesson)
    #expect(run.text == expected)
    #expect(run.errors.isEmpty)
    #expect(run.exitCode == 0)
  }

  @Test("A counter's variable belongs to every call of its maker")
  func closures() throws {
    let run = try runLesson(
      """
      def counter():
          n = 0
          def tick(by=1):
              nonlocal n
              n += by
              return n
          return tick
      a, b = counter(), counter()
      print(a(), a(5), b())
      """)
    #expect(run.text == "1 6 1\n")
  }

  @Test("Classes inherit, override operators and find super()")
  func classes() throws {
    let run = try runLesson(
      """
      class A:
          made = 0
          def __init__(self, x):
              self.x = x
              A.made += 1
          def __add__(self, other):
              return type(self)(self.x + getattr(other, "x", other))
          __radd__ = __add__
          def __repr__(self):
              return f"{type(self).__name__}({self.x})"
          @property
          def twice(self):
              return self.x * 2
          @classmethod
          def zero(cls):
              return cls(0)
      class B(A):
          @property
          def twice(self):
              return super().twice + 1
      print(A(1) + 2, 3 + B(4), sum([A(1), A(2)]), B(5).twice, B.zero(), A.made)
      """)
    #expect(run.text == "A(3) B(7) A(3) 11 B(0) 10\n")
  }

  @Test("An exception passes finally, with and else in CPython's order")
  func cleaningUp() throws {
    let run = try runLesson(
      """
      class Guard:
          def __enter__(self):
              print("enter")
              return self
          def __exit__(self, kind, value, traceback):
              print("exit", kind.__name__, value)
              return True
      def f():
          try:
              with Guard():
                  raise ValueError("inside")
              print("after")
              return 1
          except ValueError:
              print("not here")
          else:
              print("nor here")
          finally:
              print("finally")
      print(f())
      """)
    #expect(run.text == "enter\nexit ValueError inside\nafter\nfinally\n1\n")
  }
}
