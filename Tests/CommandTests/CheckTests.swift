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
      ),
      (
        """
        import tensorflow as tf
        @tf.custom_gradient
        def f(x):
            return x * x, lambda g: g * 3.0
        x = tf.Variable(2.0)
        with tf.GradientTape() as t:
            y = f(x)
        print(t.gradient(y, x))

        """, "not checked: the lesson wrote the gradient of f itself",
        "1 gradient, 0 checked, 0 wrong"
      ),
    ])
  func unchecked(lesson: String, reason: String, sum: String) throws {
    try Program.withFiles(["lesson.py": Data(lesson.utf8)]) { folder in
      let ended = try Program.run(["check", folder + "/lesson.py"])
      #expect(ended.code == 0)
      #expect(ended.output.contains(reason))
      #expect(ended.output.hasSuffix(sum + "\n"))
    }
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
