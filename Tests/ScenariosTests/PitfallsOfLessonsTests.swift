import Engine
import Foundation
import GraphView
import Script
import Testing

@testable import Scenarios

/// The lessons that are compared with TensorFlow do what they mean to do: a pitfall that is told of one
/// of them is either meant by the lesson, and stands in the table, or a false alarm.
@Suite("Pitfalls told of the project's lessons")
struct PitfallsOfLessonsTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Conformance/lessons")

  /// What is told of each lesson that is told anything: lines and how the sentences begin.
  private static let expected: [String: [String]] = [
    "data/datasets.py": [
      "71: print runs while total is traced, not at"
    ],
    "gradients/singular-points.py": [
      "13: dd/dw1 is None: w4 is bool, and only flo"
    ],
    "gradients/tape-to-the-letter.py": [
      "74: dz/dx is None: the tape watches no varia",
      "88: du/dy is None: w4 = w3·w2 was computed w",
      "119: dz/di is None: i is int32, and only floa",
    ],
    "keras/custom-loop.py": [
      "19: print runs while train_step is traced, n",
      "29: print runs while test_step is traced, no",
    ],
    "numpy/detour-and-training.py": [
      "7: du/dx is None: the value left through Nu"
    ],
    "random/draws-in-functions.py": [
      "88: print runs while shaped is traced, not a"
    ],
    "tours/functions.py": [
      "5: print runs while f is traced, not at eve",
      "25: print runs while g is traced, not at eve",
    ],
    "tours/python-in-functions.py": [
      "32: print runs while unpack is traced, not a"
    ],
    "tours/gradients-and-tapes.py": [
      "22: dy/dx2 is None: the name x2 belongs to a",
      "43: dys/dx0 is None: the tape watches no var",
      "99: dy/dx is None: the name x belongs to a t",
    ],
    "tours/gradients-further.py": [
      "8: dz/dy is None: w4 = w2·w2 was computed w",
      "19: dz/dy is None: the tape watches no varia",
    ],
    "tours/where-none-comes-from.py": [
      "11: dy/da is None: the value left through Nu",
      "17: dy/da is None: w3 is int32, and only flo",
      "20: dy/da is None: w3 is bool, and only floa",
      "25: dy/da is None: w3 = w1·2 was computed wh",
      "28: dy/dc is None: c depends on nothing that",
      "40: dy/db is None: w3 = w1·w2 was computed w",
      "50: dw10/da is None: idx is int64, and only ",
    ],
    "training/linear-model-from-numpy.py": [
      "47: every step goes down the slope and l sti"
    ],
    "training/loop-from-scratch.py": [
      "65: print runs while step is traced, not at "
    ],
  ]

  @Test("Nothing is told of a lesson but what it shows on purpose")
  func noFalseAlarm() throws {
    let paths = try #require(FileManager.default.enumerator(atPath: Self.folder.path))
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".py") }.sorted()
    #expect(paths.count >= 70)
    for path in paths {
      let url = Self.folder.appendingPathComponent(path)
      let source = SourceText(name: path, bytes: Array(try Data(contentsOf: url)))
      let session = LessonSession(source)
      // What often goes wrong shows in the first steps; some lessons train for long.
      session.stepLimit = 10_000
      _ = session.run()
      guard let walk = try? Walk(session.recording) else { continue }
      let told = walk.pitfalls().map { "\($0.line): \($0.text.prefix(40))" }
      #expect(told == Self.expected[path] ?? [], "\(path)")
    }
  }
}
