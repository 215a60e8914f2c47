/// The order of right-to-left text on a screen that itself only writes from left to right.
///
/// A simple reading of the bidirectional algorithm for labels in a left-to-right layout: a run starts
/// at a right-to-left letter and ends at the last such letter or digit before the next left-to-right
/// letter. It is reversed; numbers in it keep their direction; brackets in it are mirrored.
struct BidiOrder {
  /// For each place on the screen the index of the cluster that stands there.
  private(set) var indices: [Int]
  /// Which clusters stand in a reversed run.
  private var isReversed: [Bool]

  /// The order of the clusters, or nil when it is the order in which they were written.
  init?(_ clusters: [Cluster]) {
    guard clusters.contains(where: { $0.base.value >= 0x590 && Self.kind(of: $0) == .rightToLeft })
    else { return nil }
    indices = Array(clusters.indices)
    isReversed = Array(repeating: false, count: clusters.count)
    var index = 0
    while index < clusters.count {
      guard Self.kind(of: clusters[index]) == .rightToLeft else {
        index += 1
        continue
      }
      let run = index...Self.end(ofRunFrom: index, in: clusters)
      indices[run].reverse()
      for place in run { isReversed[place] = true }
      restoreNumbers(in: run, clusters)
      index = run.upperBound + 1
    }
  }

  /// A cluster as it is shown: brackets in a reversed run are mirrored.
  func shown(_ cluster: Cluster, at index: Int) -> Cluster {
    guard isReversed[index], let mirrored = Self.mirror[cluster.base] else { return cluster }
    return cluster.replacingBase(with: mirrored)
  }

  private enum Kind {
    case rightToLeft
    case leftToRight
    case digit
    case neutral
  }

  private static let mirror: [Unicode.Scalar: Unicode.Scalar] = [
    "(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<",
    "«": "»", "»": "«",
  ]

  private static func kind(of cluster: Cluster) -> Kind {
    switch cluster.base.value {
    case 0x30...0x39, 0x660...0x669, 0x6F0...0x6F9: .digit
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      .rightToLeft
    case 0x41...0x5A, 0x61...0x7A: .leftToRight
    case ..<0xAA, 0x2000...0x2BFF: .neutral
    default: .leftToRight
    }
  }

  private static func end(ofRunFrom start: Int, in clusters: [Cluster]) -> Int {
    var end = start
    for index in start..<clusters.count {
      switch kind(of: clusters[index]) {
      case .rightToLeft, .digit: end = index
      case .neutral: continue
      case .leftToRight: return includingBracket(start...end, in: clusters)
      }
    }
    return includingBracket(start...end, in: clusters)
  }

  /// The end of a run, moved over the bracket that closes one opened inside it.
  private static func includingBracket(_ run: ClosedRange<Int>, in clusters: [Cluster]) -> Int {
    var open: [Unicode.Scalar] = []
    for cluster in clusters[run] {
      if ["(", "[", "{"].contains(cluster.base) {
        open.append(cluster.base)
      } else if let last = open.last, mirror[last] == cluster.base {
        open.removeLast()
      }
    }
    var end = run.upperBound
    while let last = open.popLast(), end + 1 < clusters.count,
      clusters[end + 1].base == mirror[last]
    {
      end += 1
    }
    return end
  }

  /// Turns the digits of each number, with the points and commas inside it, back.
  private mutating func restoreNumbers(in run: ClosedRange<Int>, _ clusters: [Cluster]) {
    func isDigit(_ place: Int) -> Bool {
      run.contains(place) && Self.kind(of: clusters[indices[place]]) == .digit
    }
    func joins(_ place: Int) -> Bool {
      isDigit(place)
        || (run.contains(place) && [".", ",", ":", "/"].contains(clusters[indices[place]].base)
          && isDigit(place - 1) && isDigit(place + 1))
    }
    var place = run.lowerBound
    while place <= run.upperBound {
      var next = place
      while joins(next) { next += 1 }
      if next > place { indices[place..<next].reverse() }
      place = next + 1
    }
  }
}
