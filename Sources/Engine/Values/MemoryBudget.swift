import Glibc
import Synchronization

/// How much memory this process may still take: asked before anything large is made, so that a
/// slip such as `[0] * 10**12` is an error and not the end of the process.
///
/// What is granted is counted; the kernel is asked what the process really holds when so much was
/// granted that it matters.
package enum MemoryBudget {
  /// What is no larger is granted without asking; many such things are noticed by `isSpent`.
  package static let small = 1 << 16

  private static let limits = MemoryLimits.ofProcess
  /// Bytes to grant before the next look.
  private static let allowance = Atomic<Int>(0)

  /// Whether so many bytes more can be had.
  @inline(__always)
  package static func grants(_ bytes: Int) -> Bool { bytes <= small || grantsLarge(bytes) }

  @inline(never)
  private static func grantsLarge(_ bytes: Int) -> Bool {
    // First, so that no count of bytes can make the subtraction overflow.
    if bytes > limits.resident { return false }
    let left = allowance.subtract(bytes, ordering: .relaxed).newValue
    if left >= 0 { return true }
    let free = limits.free(beside: MemoryUse.ofProcess, available: MemoryUse.available)
    // A part only: others take memory meanwhile, and some is taken without asking.
    allowance.store(free / 4, ordering: .relaxed)
    return bytes <= free
  }

  /// Whether the process holds as much as it may.
  package static var isSpent: Bool { limits.free(beside: MemoryUse.ofProcess) <= 0 }
}

/// What the machine and whoever started the process let it have, in bytes.
package struct MemoryLimits: Sendable {
  /// Of the machine's memory.
  package var resident: Int
  /// Of writable memory, `ulimit -d`.
  package var data: Int
  /// Of addresses, `ulimit -v`.
  package var addresses: Int

  package init(resident: Int, data: Int = .max, addresses: Int = .max) {
    self.resident = resident
    self.data = data
    self.addresses = addresses
  }

  /// Half of the machine's memory, or of what the process's group may have, within its own limits.
  static let ofProcess: MemoryLimits = {
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) / 2 * sysconf(Int32(_SC_PAGESIZE))
    let group = groupLimit.map { $0 / 8 * 7 } ?? .max
    return MemoryLimits(
      resident: Swift.max(Swift.min(machine, group), 1 << 26), data: limit(RLIMIT_DATA),
      addresses: limit(RLIMIT_AS))
  }()

  /// What is left beside what the process holds; a sixteenth stays for what nobody asks about.
  package func free(beside use: MemoryUse, available: Int = .max) -> Int {
    var left = Swift.min(resident - use.resident, available)
    if data < .max { left = Swift.min(left, data - data / 16 - use.data) }
    if addresses < .max { left = Swift.min(left, addresses - addresses / 16 - use.addresses) }
    return left
  }

  private static func limit(_ resource: __rlimit_resource) -> Int {
    var limits = rlimit()
    guard getrlimit(__rlimit_resource_t(resource.rawValue), &limits) == 0 else { return .max }
    return Int(exactly: limits.rlim_cur) ?? .max
  }

  /// `memory.max` of the control group, or of one above it.
  private static var groupLimit: Int? {
    let groups = SystemFile.text("/proc/self/cgroup") ?? ""
    var lowest: Int?
    for line in groups.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let isUnified = fields[0] == "0"
      guard isUnified || fields[1].split(separator: ",").contains("memory") else { continue }
      let root = isUnified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
      let name = isUnified ? "memory.max" : "memory.limit_in_bytes"
      var path = String(fields[2])
      while true {
        if path.hasSuffix("/") { path.removeLast() }
        if let found = SystemFile.number("\(root)\(path)/\(name)") {
          lowest = Swift.min(lowest ?? found, found)
        }
        guard let slash = path.lastIndex(of: "/") else { break }
        path = String(path[..<slash])
      }
    }
    return lowest
  }
}

/// What the process holds, in bytes; 0 where that is not known.
package struct MemoryUse: Sendable {
  package var resident = 0
  package var data = 0
  package var addresses = 0

  package init(resident: Int = 0, data: Int = 0, addresses: Int = 0) {
    self.resident = resident
    self.data = data
    self.addresses = addresses
  }

  package static var ofProcess: MemoryUse {
    let fields = (SystemFile.text("/proc/self/statm") ?? "").split(separator: " ")
    let page = sysconf(Int32(_SC_PAGESIZE))
    func bytes(_ field: Int) -> Int {
      fields.indices.contains(field) ? (Int(fields[field]) ?? 0) * page : 0
    }
    return MemoryUse(resident: bytes(1), data: bytes(5), addresses: bytes(0))
  }

  /// What all processes together leave, without what the kernel would have to write out first.
  static var available: Int {
    let key = "MemAvailable:"
    guard let text = SystemFile.text("/proc/meminfo"),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) }),
      let kilobytes = Int(line.dropFirst(key.count).split(separator: " ").first ?? "")
    else { return .max }
    return kilobytes / 16 * 15 * 1024
  }
}

/// Short files in which the kernel tells numbers.
private enum SystemFile {
  static func text(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      let count = read(file, buffer.baseAddress, buffer.count)
      return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
  }

  static func number(_ path: String) -> Int? {
    text(path).flatMap { Int($0.prefix { $0.isNumber }) }
  }
}
