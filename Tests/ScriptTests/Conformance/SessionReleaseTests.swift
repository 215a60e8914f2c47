import Engine
import Testing

@testable import Script

/// A session that is over leaves nothing of its run behind: a screen runs a lesson again and again.
@Suite("What a session leaves")
struct SessionReleaseTests {
  static let lessons: [(name: String, text: String)] = [
    ("an import", "import tensorflow as tf"),
    (
      "gradients",
      """
      import tensorflow as tf
      w = tf.Variable(2.0)
      with tf.GradientTape() as tape:
        y = w * w
      g = tape.gradient(y, w)
      """
    ),
    (
      "a gradient of the lesson",
      """
      import tensorflow as tf
      @tf.custom_gradient
      def f(x):
        return x * x, lambda dy: dy * 2.0 * x
      x = tf.constant(3.0)
      with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
      g = tape.gradient(y, x)
      """
    ),
    (
      "layers",
      """
      import tensorflow as tf
      model = tf.keras.Sequential([tf.keras.layers.Dense(2), tf.keras.layers.Dense(1)])
      model.compile(loss="mse", optimizer="sgd")
      model(tf.ones([4, 2]))
      """
    ),
    (
      "a traced function",
      """
      import tensorflow as tf
      @tf.function
      def f(x):
        if x > 1.0:
          return x * x
        return x
      f(tf.constant(2.0))
      """
    ),
    (
      "data, arrays and figures",
      """
      import tensorflow as tf, numpy as np, matplotlib.pyplot as plt
      for x in tf.data.Dataset.from_tensor_slices(np.arange(3.0)).map(lambda x: x * 2.0).batch(2):
        plt.plot(x.numpy())
      plt.show()
      """
    ),
    (
      "an error of the lesson",
      """
      import tensorflow as tf
      class Wrong(Exception):
        pass
      class Holder:
        def __init__(self):
          self.me = self
          self.x = tf.constant(1.0)
      h = Holder()
      raise Wrong(h)
      """
    ),
  ]

  @Test("the context of a run goes with its session", arguments: lessons.indices)
  func contextIsReleased(_ index: Int) throws {
    let (name, text) = Self.lessons[index]
    weak var context: RunContext?
    do {
      let session = LessonSession(SourceText(name: "lesson.py", text))
      _ = session.run()
      context = session.context
      let hasContext = context != nil
      #expect(hasContext, "\(name)")
    }
    let isGone = context == nil
    #expect(isGone, "\(name)")
  }
}
