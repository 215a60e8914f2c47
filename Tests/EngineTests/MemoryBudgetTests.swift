import Engine
import Testing

@Suite("How much memory may still be had")
struct MemoryBudgetTests {
  @Test(
    "The tightest of the limits counts, beside what is in use",
    arguments: [
      (MemoryLimits(resident: 1000), MemoryUse(resident: 300), 700),
      (MemoryLimits(resident: 1000), MemoryUse(resident: 1300), -300),
      (MemoryLimits(resident: 1000, data: 320), MemoryUse(resident: 10, data: 100), 200),
      (MemoryLimits(resident: 1000, addresses: 640), MemoryUse(resident: 1, addresses: 500), 100),
      (MemoryLimits(resident: 50, data: 320, addresses: 640), MemoryUse(resident: 10), 40),
    ])
  func free(limits: MemoryLimits, use: MemoryUse, expected: Int) {
    #expect(limits.free(beside: use) == expected)
  }

  @Test("What other processes leave counts too")
  func available() {
    #expect(MemoryLimits(resident: 1000).free(beside: MemoryUse(resident: 10), available: 5) == 5)
  }

  @Test("This process holds something and may have some more, but not all that can be counted")
  func process() {
    #expect(MemoryUse.ofProcess.resident > 1 << 20)
    #expect(MemoryBudget.grants(MemoryBudget.small))
    #expect(!MemoryBudget.grants(1 << 50))
    #expect(!MemoryBudget.grants(.max))
    #expect(!MemoryBudget.isSpent)
  }

  @Test("A result that cannot be had is an error of the op that would make it")
  func result() throws {
    let column = Tensor([Float](repeating: 1, count: 1 << 20), shape: [1 << 20, 1])
    let row = Tensor([Float](repeating: 1, count: 1 << 20), shape: [1, 1 << 20])
    #expect(throws: EngineError.outOfMemory(op: "add", [1 << 20, 1 << 20], .float32)) {
      try column + row
    }
  }

  @Test("Sizes beyond all numbers are the largest")
  func clamped() {
    #expect((1 << 40).timesOrMost(1 << 40) == .max)
    #expect(Int.max.plusOrMost(1) == .max)
    #expect(3.timesOrMost(4) == 12)
    #expect(3.plusOrMost(4) == 7)
  }
}
