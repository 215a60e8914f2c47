import Engine
import Glibc
import Limits

/// What a recorded scalar costs to keep.
enum MemoryRows {
  static func run() throws {
    let ops = 1_000_000
    // What the first recording of a process builds once is not a node's.
    _ = try ScalarChain(ops: 1)
    let before = residentBytes()
    let chain = try ScalarChain(ops: ops)
    let grown = residentBytes() - before
    let beside = Row.Reference("C", Double(limits_scalar_tape_bytes_per_node()))
    Table.print(
      Row(
        work: "a scalar node at 10⁶ ops, counted", unit: .bytes,
        ours: .value(Double(chain.recording.byteCount) / Double(ops)), beside: beside,
        bar: .atMost(75)))
    Table.print(
      Row(
        work: "the same, as the process grew", unit: .bytes,
        ours: .value(Double(grown) / Double(ops)), beside: beside, bar: .atMost(75)))
    withExtendedLifetime(chain) {}
  }

  /// Pages of this process that are in memory now.
  private static func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return 0 }
    let text = String(
      decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }
}
