import Engine
import Testing

/// Every stream against the original's numbers; `Reference/make_random.py` made the rows.
struct RandomStreamTests {
  @Test("A stream draws the original's first 1 000 numbers for 20 seeds", arguments: names)
  func stream(_ name: String) throws {
    let row = try #require(randomRows[name])
    let draw = try #require(RandomDraws.all[name])
    #expect(try draw(RandomRow.seeds[0]).first == row.first)
    for (seed, hash) in zip(RandomRow.seeds, row.hashes) {
      #expect(try draw(seed).hash == hash, "seed \(seed)")
    }
  }

  @Test("Every row of the originals is drawn, and every draw has a row")
  func coverage() {
    #expect(Set(randomRows.keys) == Set(RandomDraws.all.keys))
  }

  @Test("An op seed goes on with its stream until the lesson's seed is set again")
  func operationSeeds() {
    var seeds = KernelSeeds()
    seeds.set(3)
    let first = seeds.generator("RandomUniform", [.float32], seed: 5, reserving: 1024)
    let second = seeds.generator("RandomUniform", [.float32], seed: 5, reserving: 1024)
    #expect(second == first.skipped(1024))
    #expect(seeds.generator("RandomUniform", [.float64], seed: 5, reserving: 1) == first)
    seeds.set(3)
    #expect(seeds.generator("RandomUniform", [.float32], seed: 5, reserving: 1) == first)
  }

  @Test("Two seeds of zero are told from no seed")
  func zeroSeeds() {
    var seeds = KernelSeeds()
    #expect(seeds.pair(operation: nil) == nil)
    #expect(seeds.pair(operation: 9) == SeedPair(global: 87_654_321, operation: 9))
    seeds.set(0)
    #expect(seeds.pair(operation: 0) == SeedPair(global: 0, operation: 2_147_483_647))
    #expect(seeds.pair(operation: -1) == SeedPair(global: 0, operation: 2_147_483_646))
  }

  @Test("Skipping carries into the upper half of the counter")
  func carry() {
    var philox = Philox(low: .max, high: 4, key: 1)
    philox.skip(2)
    #expect(philox == Philox(low: 1, high: 5, key: 1))
  }

  private static let names = RandomDraws.all.keys.sorted()
}
