import Engine
import Testing

@testable import GraphView

@Suite("Going back is the inverse of going forward")
struct ReversibleTests {
  /// All that a screen could show of a stop, as text.
  private func portrait(_ walk: Walk) -> String {
    let stop = walk.stop
    var lines = ["\(stop.index) \(stop.title) \(stop.stepTitle) \(walk.sentence)"]
    for row in walk.table {
      lines.append(
        "\(row.name) \(row.operation) \(row.expression) \(row.value?.fixed ?? "·") "
          + "\(row.adjoint.fixed) \(row.adjoint.state) \(row.isCurrent)")
    }
    if let rule = walk.chainRule {
      lines += rule.terms.map { "\($0.derivation()) \($0.product ?? "") \($0.after?.exact ?? "")" }
      lines.append(rule.path?.line ?? "")
    }
    lines.append(walk.output(at: stop))
    return lines.joined(separator: "\n")
  }

  @Test("any sequence of steps and its reverse end where they began", arguments: 0..<20)
  func randomWalk(seed: Int) throws {
    var generator = SplitMix(state: UInt64(seed) &* 7919 &+ 1)
    let recording =
      try seed % 2 == 0 ? Lessons.descent(turns: 4) : Lessons.sine()
    var walk = try Walk(recording)
    // What each stop looks like does not depend on the way there.
    var known: [Int: String] = [:]
    for _ in 0..<60 {
      let stride = Int(generator.next() % 9) - 4
      let before = walk.index
      let picture = portrait(walk)
      walk.step(by: stride)
      let moved = walk.index - before
      walk.step(by: -moved)
      #expect(portrait(walk) == picture)
      walk.step(by: moved)
      let here = portrait(walk)
      #expect(known[walk.index, default: here] == here)
      known[walk.index] = here
    }
    var fresh = try Walk(recording)
    for (index, picture) in known {
      fresh.seek(index)
      #expect(portrait(fresh) == picture)
    }
  }

  @Test("no two stops of a lesson look alike")
  func distinct() throws {
    var walk = try Walk(Lessons.descent(turns: 3))
    var seen: Set<String> = []
    for index in 0..<walk.count {
      walk.seek(index)
      #expect(seen.insert(portrait(walk)).inserted)
    }
  }

  @Test("searching goes both ways and stays where nothing fits")
  func search() throws {
    var walk = try Walk(Lessons.descent(turns: 3))
    let found = walk.next { $0.phase == .update }
    #expect(found && walk.stop.title == "UPDATE 1/2")
    let back = walk.next(backward: true) { $0.phase == .forward }
    #expect(back && walk.stop.title == "FORWARD 6/6")
    let none = walk.next { $0.pass == 9 }
    #expect(!none && walk.stop.title == "FORWARD 6/6")
  }

  @Test("a stop of a node is found in either phase")
  func stopOfNode() throws {
    let walk = try Walk(Lessons.worked())
    let row = walk.table[5]
    #expect(walk.stop(of: row.node, in: .forward, from: walk.stop) == 6)
    #expect(walk.stop(of: row.node, in: .backward, from: walk.stop) == 11)
  }
}

/// A small generator with a seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
