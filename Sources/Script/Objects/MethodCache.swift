/// A small table from names to what a class's look-up found, in front of the walk along its
/// ancestors.
struct MethodCache {
  private static let size = 64
  private var names: ContiguousArray<Symbol?> = []
  private var values: ContiguousArray<PyValue> = []

  /// What was kept under a name: `unbound` where the look-up found nothing, `nil` if not known.
  @inline(__always)
  func find(_ name: Symbol) -> PyValue? {
    if names.isEmpty { return nil }
    let slot = (name.bits ^ name.bits >> 6) & (MethodCache.size - 1)
    return names[slot] == name ? values[slot] : nil
  }

  mutating func keep(_ name: Symbol, _ value: PyValue) {
    if names.isEmpty {
      names = ContiguousArray(repeating: nil, count: MethodCache.size)
      values = ContiguousArray(repeating: .unbound, count: MethodCache.size)
    }
    let slot = (name.bits ^ name.bits >> 6) & (MethodCache.size - 1)
    names[slot] = name
    values[slot] = value
  }

  mutating func removeAll() {
    names = []
    values = []
  }
}
