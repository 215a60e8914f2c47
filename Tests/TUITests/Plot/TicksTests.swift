import Testing

@testable import TUI

@Suite("Ticks")
struct TicksTests {
  @Test(
    "Linear marks read well",
    arguments: [
      (0.0, 10.0, 5, "0 2 4 6 8 10"), (0, 1, 4, "0.00 0.25 0.50 0.75 1.00"),
      (-3, 3, 6, "-3 -2 -1 0 1 2 3"),
      (0, 500, 6, "0 100 200 300 400 500"), (0.1, 0.9, 3, "0.5"), (0, 4e5, 4, "0 1e5 2e5 3e5 4e5"),
      (0, 5e-6, 5, "0 1e-6 2e-6 3e-6 4e-6 5e-6"),
      (123_450, 123_460, 4, "1.234500e5 1.234525e5 1.234550e5 1.234575e5 1.234600e5"),
      (-0.5, 0.5, 2, "-0.5 0.0 0.5"), (5, 5, 3, "5"), (1.5, 2.6, 4, "1.5 2.0 2.5"),
    ])
  func linear(low: Double, high: Double, count: Int, labels: String) {
    #expect(Ticks(linear: low...high, count: count).labels.joined(separator: " ") == labels)
  }

  @Test(
    "Steps of a lesson get whole marks",
    arguments: [(0.0, 3.0, 12, "0 1 2 3"), (0, 10, 4, "0 5 10"), (0, 90, 4, "0 25 50 75")])
  func whole(low: Double, high: Double, count: Int, labels: String) {
    #expect(
      Ticks(linear: low...high, count: count, isWhole: true).labels.joined(separator: " ") == labels
    )
  }

  @Test(
    "Logarithmic marks are decades, with 2 and 5 between where they are few",
    arguments: [
      (0.05, 12.0, 6, "0.1 1 10"), (1, 1000, 6, "1 10 100 1000"),
      (1e-8, 1e8, 4, "1e-5 1 1e5"),
      (2, 9, 4, "2 5"), (0.3, 4, 4, "0.5 1 2"), (3, 3.5, 3, "3.0 3.2 3.4"),
    ])
  func logarithmic(low: Double, high: Double, count: Int, labels: String) {
    #expect(Ticks(logarithmic: low...high, count: count).labels.joined(separator: " ") == labels)
  }

  @Test(
    "Readouts are short",
    arguments: [
      (2.3671, "2.367"), (-0.95167, "-0.9517"), (1e-5, "1e-5"), (123_456, "1.235e5"), (.nan, "nan"),
      (-.infinity, "-inf"), (0, "0"), (-0.0, "-0"),
    ] as [(Double, String)])
  func readouts(value: Double, text: String) {
    #expect(NumberText.significant(value) == text)
  }
}
