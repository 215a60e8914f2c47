import Foundation
import Testing

@Suite("gradwalk check")
struct CheckTests {
  @Test("every input of a formula agrees with its slope")
  func formula() throws {
    let ended = try Program.run(["check", "C = y - max(0, w*x + b)", "w=2", "x=1", "b=1", "y=5"])
    #expect(ended.code == 0)
    #expect(ended.output.contains("ok     dC/dx  shape ()  error 0\n"))
    #expect(ended.output.hasSuffix("4 gradients, 4 checked, 0 wrong\n"))
  }

  @Test("a kink is named with both slopes and the one that the rule takes")
  func kink() throws {
    let ended = try Program.run(["check", "z = relu(x)", "x=0"])
    #expect(ended.code == 0)
    #expect(ended.output.contains("slope 0 from the left, 1 from the right; the rule takes 0"))
  }

  @Test(
    "what is not checked is said, with the reason",
    arguments: [
      (
        """
        import tensorflow as tf
        x, c = tf.Variable(2.0), tf.constant(3.0)
        with tf.GradientTape() as t:
            y = x * c
        print(t.gradient(y, [x, c]))

        """, "c is a constant that the tape does not watch", "2 gradients, 1 checked, 0 wrong"
      )
    ])
  func unchecked(lesson: String, reason: String, sum: String) throws {
    try Program.withFiles(["lesson.py": Data(lesson.utf8)]) { folder in
      let ended = try Program.run(["check", folder + "/lesson.py"])
      #expect(ended.code == 0)
      #expect(ended.output.contains(reason))
      #expect(ended.output.hasSuffix(sum + "\n"))
    }
  }

  /// A lesson that differentiates `y` by `x` = 2 through a function with a gradient of its own.
  private func lesson(_ function: String, _ target: String = "f(x)") -> Data {
    Data(
      """
      import tensorflow as tf
      @tf.custom_gradient
      \(function)
      x = tf.Variable(2.0)
      with tf.GradientTape() as t:
          y = \(target)
      print(t.gradient(y, x))

      """.utf8)
  }

  @Test(
    "a gradient that the lesson wrote is checked against what its function computes",
    arguments: [
      ("def f(x): return x * x, lambda g: g * 2.0 * x", "f(x)", 0, "ok "),
      ("def f(x): return x * x, lambda g: g * 2.0 * x", "tf.exp(f(x)) * f(x * 3.0)", 0, "ok "),
      (
        "def f(x): return x * x, lambda g: g * 3.0", "f(x)", 1,
        "do not agree: 3 and 4; line 3: the gradient that the lesson wrote for f gives 3 for x; "
          + "small steps of what f computes give 4"
      ),
      (
        "def f(x): return tf.sin(x) * x, lambda g: g * tf.sin(x)", "f(x) * 2.0", 1,
        "WRONG  line 7  dy/dx"
      ),
      (
        "def f(x): return tf.round(x), lambda g: g", "f(x)", 0,
        "gives 1 for x, in place of round, which has no slope"
      ),
      (
        "def f(x): return tf.identity(x), lambda g: -g", "f(x)", 0,
        "f hands on what it is given, and only its gradient differs"
      ),
    ])
  func ownGradient(function: String, target: String, code: Int32, shown: String) throws {
    try Program.withFiles(["lesson.py": lesson(function, target)]) { folder in
      let ended = try Program.run(["check", folder + "/lesson.py"])
      #expect(ended.code == code)
      #expect(ended.output.contains(shown), "\(ended.output)")
    }
  }

  @Test("where there is no finite slope nothing is called wrong")
  func noSlope() throws {
    let ended = try Program.run(["check", "z = sqrt(x)", "x=0"])
    #expect(ended.code == 0)
    #expect(ended.output.contains("there is no finite slope here"))
  }

  @Test("a lesson that fails ends with 1")
  func failing() throws {
    try Program.withFiles(["lesson.py": Data("print(1/0)\n".utf8)]) { folder in
      let ended = try Program.run(["check", folder + "/lesson.py"])
      #expect(ended.code == 1)
      #expect(ended.errors.contains("ZeroDivisionError"))
    }
  }
}
