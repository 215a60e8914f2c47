import Engine
import Script
import Testing

@Suite("What no machine has room for is an error that a lesson can catch")
struct MemoryTests {
  private func run(_ lesson: String) -> LessonRun {
    let transcript = Transcript()
    let outcome = LessonSession(SourceText(name: "lesson.py", lesson)).run { text, stream in
      transcript.write(text, to: stream, span: .none)
    }
    return LessonRun(
      text: transcript.text, errors: transcript.errors, exitCode: outcome.exitCode)
  }

  @Test(
    "Python's values",
    arguments: [
      "'a' * 10**12", "[0] * 10**12", "(0,) * 10**15", "b'a' * 10**12", "bytes(10**12)",
      "list(range(10**12))", "tuple(range(10**12))", "10 ** 10**9",
      "f'{1:>{10**12}}'", "'a'.ljust(10**12)", "'a'.zfill(10**12)",
      "('b' * 10**6).join(['a'] * 10**7)",
    ])
  func python(expression: String) {
    let ended = run("try:\n  \(expression)\nexcept MemoryError:\n  print('caught')")
    #expect(ended.text == "caught\n")
  }

  @Test(
    "Tensors",
    arguments: [
      ("tf.range(10**12)", "Range"), ("tf.zeros((10**6, 10**6))", "Fill"),
      ("tf.ones((10**6, 1)) + tf.ones((1, 10**6))", "AddV2"),
      ("tf.matmul(tf.ones((10**6, 1)), tf.ones((1, 10**6)))", "MatMul"),
      ("tf.tile([1.0], [10**12])", "Tile"), ("tf.pad([1.0], [[10**12, 0]])", "Pad"),
      ("tf.one_hot([0], 10**12)", "OneHot"),
      ("tf.random.normal((10**12,))", "RandomStandardNormal"),
      ("tf.concat([tf.ones(10**7)] * 10**4, 0)", "ConcatV2"),
      ("tf.gather(tf.ones((1, 10**6)), [0] * 10**6)", "GatherV2"),
    ])
  func tensors(expression: String, op: String) {
    let ended = run(
      """
      import tensorflow as tf
      try:
        \(expression)
      except tf.errors.ResourceExhaustedError as e:
        print('OOM when allocating tensor with shape[' in str(e), '[Op:\(op)]' in str(e))
      """)
    #expect(ended.text == "True True\n", "\(ended.errors)")
  }

  @Test(
    "Arrays",
    arguments: [
      "np.arange(10**13)", "np.zeros((10**7, 10**7))", "np.eye(10**7)", "np.tile([1.0], 10**13)",
      "np.repeat([1], 10**13)", "np.linspace(0, 1, 10**13)", "np.pad([1], 10**13)",
      "np.outer(np.ones(10**7), np.ones(10**7))", "np.random.rand(10**13)",
      "np.random.permutation(10**13)", "np.diag(np.ones(10**7))", "np.tri(10**7)",
      "np.meshgrid(np.ones(10**7), np.ones(10**7))", "np.bincount([10**13])",
    ])
  func arrays(expression: String) {
    let ended = run(
      """
      import numpy as np
      try:
        \(expression)
      except MemoryError as e:
        print(str(e).startswith('Unable to allocate '), type(e).__qualname__)
      """)
    #expect(ended.text == "True _ArrayMemoryError\n", "\(ended.errors)")
  }

  @Test("Windows much larger than the image cost no more than the image")
  func windows() {
    let ended = run(
      """
      import tensorflow as tf
      x = tf.reshape(tf.range(16.0), (1, 4, 4, 1))
      print(float(tf.reduce_sum(tf.nn.max_pool2d(x, 10**9, 1, 'SAME'))))
      """)
    #expect(ended.text == "240.0\n")
  }
}
