import Engine
import GraphView
import Script
import Testing

@testable import TUI

/// A lesson whose motions are taken back, and what an edit of it can be.
struct InverseLesson: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let text: String
  let edits: [String]

  /// The explorer over a run of it, which can be run again.
  func opened() throws -> Explorer {
    let session = LessonSession(SourceText(name: "lesson.py", text))
    return try opened(session)
  }

  fileprivate func opened(_ session: LessonSession) throws -> Explorer {
    let outcome = session.run()
    var explorer = Explorer(
      try Walk(session.recording),
      .init(
        name: "lesson.py", command: "",
        ending: outcome.ending == .finished ? .finished : .failed(outcome.message ?? "")))
    explorer.runner = SessionRunner(session)
    return explorer
  }

  static let formula = InverseLesson(
    testDescription: "formula",
    text: """
      import tensorflow as tf
      a = tf.Variable(2.0)
      b = tf.Variable(-3.0)
      with tf.GradientTape() as tape:
          c = a * b + a * a * b + tf.maximum(0.0, a)
      print(tape.gradient(c, [a, b]))
      """,
    edits: ["edit a -1", "edit b 0.25", "edit-line 5     c = a * b"])

  static let worked = InverseLesson(
    testDescription: "worked example",
    text: """
      import tensorflow as tf
      w, x, b, y = tf.Variable(2.0), tf.constant(1.0), tf.Variable(1.0), tf.constant(5.0)
      with tf.GradientTape() as tape:
          z = w * x + b
          C = y - tf.maximum(0.0, z)
      print(tape.gradient(C, [w, x, b]))
      """,
    edits: ["edit w -1", "edit x 3", "edit b 7"])

  static let descent = InverseLesson(
    testDescription: "descent",
    text: """
      import tensorflow as tf
      w = tf.Variable(0.5)
      lr = 0.05
      for step in range(30):
          with tf.GradientTape() as tape:
              loss = (w * 3.0 - 6.0) ** 2
          w.assign_sub(lr * tape.gradient(loss, w))
          if step % 10 == 0:
              print(step, float(loss))
      """,
    edits: ["edit lr 0.01", "edit w 4", "edit-line 4 for step in range(5):"])

  static let net = InverseLesson(
    testDescription: "two-layer net",
    text: """
      import tensorflow as tf
      x = tf.constant([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
      y = tf.constant([[0.0], [1.0], [1.0], [0.0]])
      W1 = tf.Variable([[0.5, -0.3, 0.8], [0.1, 0.9, -0.7]])
      b1 = tf.Variable([0.1, 0.0, -0.1])
      W2 = tf.Variable([[0.4], [-0.6], [0.2]])
      b2 = tf.Variable([0.0])
      for step in range(4):
          with tf.GradientTape() as tape:
              with tf.name_scope("hidden"):
                  h = tf.nn.tanh(x @ W1 + b1)
              with tf.name_scope("out"):
                  with tf.name_scope("linear"):
                      z = h @ W2 + b2
                  p = tf.sigmoid(z)
              with tf.name_scope("loss"):
                  loss = tf.reduce_mean((p - y) ** 2)
          weights = [W1, b1, W2, b2]
          for weight, gradient in zip(weights, tape.gradient(loss, weights)):
              weight.assign_sub(0.5 * gradient)
      """,
    edits: ["edit b2 [1]", "edit-line 8 for step in range(2):"])

  static let failing = InverseLesson(
    testDescription: "failing lesson",
    text: """
      import tensorflow as tf
      w = tf.Variable([1.0, 2.0])
      for step in range(3):
          with tf.GradientTape() as tape:
              loss = tf.reduce_sum(w * w)
          w.assign_sub(0.1 * tape.gradient(loss, w))
      print(w.numpy())
      w @ tf.constant([1.0, 2.0, 3.0])
      """,
    edits: ["edit w [3, 4]"])

  static let traced = InverseLesson(
    testDescription: "traced function",
    text: """
      import tensorflow as tf
      w = tf.Variable(2.0)

      @tf.function
      def square(x):
          with tf.name_scope("inner"):
              y = x * w
              return y * y + x

      for step in range(2):
          with tf.GradientTape() as tape:
              loss = square(tf.constant(3.0)) + square(w)
          w.assign_sub(0.01 * tape.gradient(loss, w))
      """,
    edits: ["edit w 1"])

  static let all = [formula, worked, descent, net, failing, traced]
}

/// Runs a session's lesson again, as the program does.
final class SessionRunner: LessonRunner, @unchecked Sendable {
  private let session: LessonSession

  init(_ session: LessonSession) { self.session = session }

  func stop() {}

  func answer(_ request: RunRequest) -> RunAnswer {
    do {
      let again = try session.again(with: request.edits)
      let outcome = again.run()
      again.recording.overlay = nil
      let ending: Explorer.Subject.Ending =
        outcome.ending == .finished ? .finished : .failed(outcome.message ?? "")
      return RunAnswer(
        request,
        .success(
          .init(
            walk: try Walk(again.recording), ending: ending, edits: request.edits, misfits: [],
            formula: "", command: "")))
    } catch {
      return RunAnswer(request, .failure(EditFault("\(error)")))
    }
  }

  func edit(
    ofNumber name: String, to text: String, after edits: [Edit]
  ) -> Result<Edit, EditFault> {
    do throws(NumberEditError) {
      return .success(try session.edit(ofNumber: name, to: text, after: edits))
    } catch {
      return .failure(EditFault("\(error)"))
    }
  }
}
