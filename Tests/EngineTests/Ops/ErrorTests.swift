import Foundation
import Testing

@testable import Engine

/// What the engine refuses, in TensorFlow's words and in its own.
@Suite("Errors of ops")
struct ErrorTests {
  private struct Wording: Decodable {
    let `class`: String
    let text: String
  }

  private static let wordings: [String: Wording] = {
    let file = ReferenceRow.folder.appending(path: "errors.json")
    guard let data = try? Data(contentsOf: file) else { return [:] }
    return (try? JSONDecoder().decode([String: Wording].self, from: data)) ?? [:]
  }()

  @Test("class and text are TensorFlow's", arguments: ErrorRow.all.map(\.expression))
  func wording(expression: String) throws {
    let row = try #require(ErrorRow.all.first { $0.expression == expression })
    let expected = try #require(Self.wordings[expression])
    let error = try #require(throws: EngineError.self) { try row.run() }
    #expect(error.tensorFlow.className == expected.class)
    #expect(error.tensorFlow.message == expected.text)
    #expect(!error.description.isEmpty)
  }

  @Test("every recorded error has a row")
  func complete() {
    #expect(Set(Self.wordings.keys) == Set(ErrorRow.all.map(\.expression)))
  }

  struct Help: Sendable {
    let error: EngineError
    let names: [String]
    let text: String?
  }

  static let helps: [Help] = [
    Help(
      error: .matrixSizes(.float32, [2, 3], [4, 3], transposeA: false, transposeB: false),
      names: ["x", "w"], text: "x has 3 columns and w has 4 rows; did you mean tf.transpose(w)?"),
    Help(
      error: .matrixSizes(.float32, [3, 2], [3, 4], transposeA: false, transposeB: false),
      names: ["x", "w"], text: "x has 2 columns and w has 3 rows; did you mean tf.transpose(x)?"),
    Help(
      error: .matrixSizes(.float32, [2, 3], [4, 5], transposeA: false, transposeB: false),
      names: [],
      text: "the first tensor has 3 columns and the second tensor has 4 rows; they must be as many"),
    Help(
      error: .mixedDTypes(op: "add", .int32, .float32), names: ["a", "b"],
      text: "a is int32 and b is float32; tf.cast(b, tf.int32) converts it"),
    Help(
      error: .unsupportedDType(op: "exp", .int32), names: ["n"],
      text: "n holds whole numbers; write them with a point, such as 3.0, or use tf.cast"),
    Help(
      error: .indexOutOfRange(index: 3, axis: 0, length: 3), names: [],
      text: "indices go from 0 to 2, or from -3 to -1"),
    Help(
      error: .tapeUsedUp, names: [],
      text: "tf.GradientTape(persistent=True) answers more than once"),
    Help(error: .foreignTensor, names: [], text: nil),
  ]

  @Test("help says what to try", arguments: helps.indices)
  func help(index: Int) {
    let row = Self.helps[index]
    #expect(row.error.help(row.names) == row.text)
  }
}
