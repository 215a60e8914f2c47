import Foundation
import Testing

@Suite("Memory for recorded values")
struct MemoryTests {
  private let lesson = """
    import tensorflow as tf
    x = tf.reshape(tf.range(200.0) / 100.0 - 1.0, (100, 2))
    y = tf.sin(3.0 * x[:, :1])
    w1 = tf.Variable(tf.reshape(tf.range(16.0) / 8.0 - 1.0, (2, 8)))
    w2 = tf.Variable(tf.reshape(tf.range(8.0) / 8.0 - 0.5, (8, 1)))
    for step in range(40):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.tanh(x @ w1) @ w2 - y))
        for w, g in zip([w1, w2], tape.gradient(loss, [w1, w2])):
            w.assign_sub(0.1 * g)
    print(loss.numpy(), w1.numpy()[0, 0])

    """

  @Test("what is let go is the same when it is looked at", arguments: ["csv", "json"])
  func same(format: String) throws {
    try Program.withFiles(["lesson.py": Data(lesson.utf8)]) { folder in
      let path = folder + "/lesson.py"
      let whole = try Program.run(["export", path, "--format", format])
      let small = try Program.run(["export", path, "--format", format, "--memory", "20K"])
      #expect(small.code == 0 && whole.code == 0, "\(small.errors)")
      #expect(small.output == whole.output)
    }
  }

  @Test("a size that is none is refused")
  func refused() throws {
    let ended = try Program.run(["run", "x*x", "x=1", "--memory", "much"])
    #expect(ended.code == 64)
    #expect(ended.errors.contains("--memory"))
  }
}
