import Foundation
import Testing

/// What a key sends to a terminal of 160×50 cells.
@Suite("Bytes of a key")
struct KeyBytesTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("scripts/key-bytes").path

  @Test("a step sends at most 10 kB, forward, backward and over training steps")
  func step() throws {
    let lesson = """
      import tensorflow as tf
      x = tf.constant([[0.5, -1.0], [1.5, 2.0], [-0.5, 0.25]])
      W = tf.Variable([[0.1, 0.2], [0.3, -0.4]])
      b = tf.Variable([0.0, 0.1])
      for step in range(40):
          with tf.GradientTape() as tape:
              h = tf.tanh(x @ W + b)
              loss = tf.reduce_mean((h - 0.5) ** 2)
          dW, db = tape.gradient(loss, [W, b])
          W.assign_sub(0.5 * dW)
          b.assign_sub(0.5 * db)
      print(loss.numpy())

      """
    try Program.withFiles(["lesson.py": Data(lesson.utf8)]) { folder in
      let output = folder + "/bytes.txt"
      let spawned = try Spawned(
        [
          "python3", Self.script, try Program.binary.path, folder + "/lesson.py",
          "sssssSSSfsss]]ssss}SS[sGSS",
        ], output: output)
      #expect(spawned.wait() == 0)
      let text = try String(contentsOfFile: output, encoding: .utf8)
      let worst = text.split(separator: "\n").last { $0.hasPrefix("worst ") }
      let bytes = try #require(worst.flatMap { Int($0.split(separator: " ")[1]) }, "\(text)")
      #expect(bytes > 0)
      #expect(bytes <= 10_000, "\(text)")
    }
  }
}
