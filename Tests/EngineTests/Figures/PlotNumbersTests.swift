import Testing

@testable import Engine

/// Rows made by Reference/Figures/make.py.
@Suite("Numbers of plots, as matplotlib and NumPy have them")
struct PlotNumbersTests {
  private func agree(_ found: [Double], _ expected: [Double], within tolerance: Double = 1e-9)
    -> Bool
  {
    let size = expected.map(abs).max() ?? 1
    return found.count == expected.count
      && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance * max(size, 1e-12) }
  }

  @Test(
    "the ends of axes around a curve",
    arguments: [
      ([0.0, 1.0, 2.0], [3.0, 4.0, 5.0], false, [-0.1, 2.1], [2.9, 5.1]),
      ([-1.0, 1.0], [-2.0, 8.0], false, [-1.1, 1.1], [-2.5, 8.5]),
      ([1.0, 1.0], [5.0, 5.0], false, [0.945, 1.0550000000000002], [4.725, 5.275]),
      (
        [0.0], [0.0], false, [-0.05500000000000001, 0.05500000000000001],
        [-0.05500000000000001, 0.05500000000000001]
      ),
      (
        [], [], false, [-0.05500000000000001, 0.05500000000000001],
        [-0.05500000000000001, 0.05500000000000001]
      ),
      (
        [1.0, 2.0, 3.0], [0.001, 1.0, 10000.0], true, [0.9, 3.1],
        [0.0004466835921509627, 22387.211385683382]
      ),
      (
        [1.0, 2.0, 3.0], [-1.0, 10.0, 100.0], true, [0.9, 3.1],
        [8.912509381337458, 112.20184543019634]
      ),
      ([1.0, 2.0], [7.0, 7.0], true, [0.95, 2.05], [0.8912509381337455, 11.220184543019636]),
      (
        [1000000000.0, 2000000000.0], [1e-09, 2e-09], false, [950000000.0, 2050000000.0],
        [9.5e-10, 2.05e-09]
      ),
      ([0.0, 1.0, 2.0], [.nan, 1.0, 3.0], false, [0.95, 2.05], [0.9, 3.1]),
    ] as [([Double], [Double], Bool, [Double], [Double])])
  func limits(x: [Double], y: [Double], isLogarithmic: Bool, xEnds: [Double], yEnds: [Double]) {
    var axes = PlotAxes()
    if isLogarithmic { axes.y.scale = .log }
    axes.marks = [PlotMark(.line(x: x, y: y))]
    let limits = PlotLimits(axes)
    #expect(agree([limits.x.low, limits.x.high], xEnds))
    #expect(agree([limits.y.low, limits.y.high], yEnds))
  }

  @Test(
    "marks at numbers that read well",
    arguments: [
      (0.0, 1.0, 9, [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]),
      (-1.05, 1.05, 9, [-1.25, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25]),
      (0.0, 100.0, 5, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]),
      (-0.5, 10.5, 9, [-2.0, 0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0]),
      (
        1e-05, 3e-05, 6,
        [
          9.999999999999999e-06, 1.4999999999999999e-05, 1.9999999999999998e-05,
          2.4999999999999998e-05, 2.9999999999999997e-05,
        ]
      ),
      (999.0, 1001.0, 9, [999.0, 999.25, 999.5, 999.75, 1000.0, 1000.25, 1000.5, 1000.75, 1001.0]),
      (100000.0, 100001.0, 5, [100000.0, 100000.2, 100000.4, 100000.6, 100000.8, 100001.0]),
      (-3.0, 1000000.0, 4, [-500000.0, 0.0, 500000.0, 1000000.0]),
      (0.0, 7.0, 3, [0.0, 2.5, 5.0, 7.5]),
      (0.25, 0.75, 2, [0.25, 0.5, 0.75]),
    ] as [(Double, Double, Int, [Double])])
  func ticks(low: Double, high: Double, count: Int, expected: [Double]) {
    let found = NiceTicks(from: low, to: high, intervals: count).values
    #expect(agree(found, expected), "\(found)")
  }

  @Test(
    "heights of contour lines",
    arguments: [
      (0.0, 10.0, false, [0.0, 1.5, 3.0, 4.5, 6.0, 7.5, 9.0, 10.5]),
      (0.1, 73.4, true, [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0]),
      (
        -3.0, 3.0, false,
        [
          -3.2, -2.4000000000000004, -1.6, -0.7999999999999998, 0.0, 0.7999999999999998,
          1.6000000000000005, 2.4000000000000004, 3.2,
        ]
      ),
      (
        0.0, 1.0, true,
        [
          0.0, 0.15000000000000002, 0.30000000000000004, 0.45000000000000007, 0.6000000000000001,
          0.7500000000000001, 0.9000000000000001, 1.0500000000000003,
        ]
      ),
      (
        2.0, 2.01, false,
        [1.999, 2.0004999999999997, 2.002, 2.0035, 2.005, 2.0065, 2.008, 2.0095, 2.011]
      ),
    ] as [(Double, Double, Bool, [Double])])
  func levels(low: Double, high: Double, isFilled: Bool, expected: [Double]) {
    let found = NiceTicks.levels(from: low, to: high, count: 7, isFilled: isFilled)
    #expect(agree(found, expected), "\(found)")
  }

  @Test(
    "counts and borders of histograms",
    arguments: [
      (
        [1.0, 2.0, 2.0, 3.0], 3, [1.0, 2.0, 1.0], [1.0, 1.6666666666666665, 2.333333333333333, 3.0]
      ),
      (
        [0.1, 0.2, 0.7, 0.9, 1.0], 5, [2.0, 0.0, 0.0, 1.0, 2.0],
        [0.1, 0.28, 0.45999999999999996, 0.64, 0.82, 1.0]
      ),
      ([5.0, 5.0, 5.0], 4, [0.0, 0.0, 3.0, 0.0], [4.5, 4.75, 5.0, 5.25, 5.5]),
      (
        [-2.0, -1.0, 0.0, 1.0, 2.0], 10, [1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0],
        [
          -2.0, -1.6, -1.2, -0.7999999999999998, -0.3999999999999999, 0.0, 0.40000000000000036,
          0.8000000000000003, 1.2000000000000002, 1.6, 2.0,
        ]
      ),
    ] as [([Double], Int, [Double], [Double])])
  func bins(data: [Double], bins: Int, counts: [Double], edges: [Double]) {
    let found = Histogram(data, bins: bins)
    #expect(found.counts == counts)
    #expect(agree(found.edges, edges))
    #expect(Histogram(data, edges: edges).counts == counts)
  }

  private let spread: [Double] = [
    0.001, 0.299, -0.274, -0.891, -0.455, -0.992, 0.06, 1.34, -0.492, -0.62, 0.49, 0.357, 0.105,
    -0.93, -0.029, 0.695, -1.344, -0.458, -1.901, -1.29, -1.842, -0.235, -1.267, 0.271, 0.157,
    -0.187, -2.517, -0.539, -0.049, 0.113, -1.53, -0.478, -0.979, -0.809, 1.061, -0.808, -0.033,
    0.884, -0.584, -0.112,
  ]

  @Test(
    "rules for the number of bins",
    arguments: [
      ("auto", 7),
      ("fd", 7),
      ("sturges", 7),
      ("sqrt", 7),
      ("rice", 7),
      ("scott", 5),
    ])
  func rules(name: String, count: Int) {
    #expect(Histogram.bins(spread, rule: name) == count)
    #expect(Histogram.bins(spread, rule: "guess") == nil)
  }

  @Test(
    "colors by name, letter, hexadecimal digits and gray",
    arguments: [
      ("r", "#ff0000"), ("g", "#008000"), ("C1", "#ff7f0e"), ("C11", "#ff7f0e"),
      ("tab:grey", "#7f7f7f"), ("steelblue", "#4682b4"), ("#abc", "#aabbcc"), ("0.5", "#808080"),
    ])
  func colors(name: String, written: String) {
    #expect(PlotColor(named: name)?.written == written)
  }

  @Test("what names no color", arguments: ["", "blu", "#12", "#12345", "C", "tab:", "1.5", "-1"])
  func noColors(name: String) { #expect(PlotColor(named: name) == nil) }

  @Test("color maps begin and end as matplotlib's do, and turn around")
  func maps() {
    #expect(ColorMaps.color(0, in: "viridis").written == "#440154")
    #expect(ColorMaps.color(1, in: "viridis").written == "#fde725")
    #expect(ColorMaps.color(0, in: "viridis_r").written == "#fde725")
    #expect(ColorMaps.color(0.5, in: "gray").written == "#808080")
    #expect(ColorMaps.color(.nan, in: "gray").alpha == 0)
  }

  @Test("numbers at the end of what can be counted make axes too")
  func extremes() {
    var axes = PlotAxes()
    axes.marks = [PlotMark(.line(x: [0, 1], y: [-1.7e308, 1.7e308]))]
    let limits = PlotLimits(axes)
    #expect(limits.y.low.isFinite && limits.y.high.isFinite && limits.y.low < limits.y.high)
    #expect(NiceTicks(from: limits.y.low, to: limits.y.high, intervals: 9).values.count < 1000)
  }
}
