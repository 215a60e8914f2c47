import Engine
import Glibc

/// The objects of a run that may be part of a circle, which counting references never gives back.
///
/// Every circle was closed by putting something into an object that was there before: such an
/// object enters itself at that moment, once, and leaves when it is released. At the end of the
/// run those that are left are emptied.
final class Holdings {
  private var entries = ContiguousArray<Unmanaged<PyObject>?>()
  private var free = ContiguousArray<Int32>()

  private static var current: Holdings? {
    Patience.machine?.pointee.interpreter.holdings
  }

  /// How many objects are entered.
  var count: Int { entries.count - free.count }

  @inline(never)
  static func enter(_ object: PyObject) { current?.enter(object) }

  @inline(never)
  static func leave(_ place: Int32) { current?.leave(place) }

  private func enter(_ object: PyObject) {
    guard object.holding < 0 else { return }
    let entry = Unmanaged.passUnretained(object)
    if let place = free.popLast() {
      entries[Int(place)] = entry
      object.holding = place
    } else if let place = Int32(exactly: entries.count) {
      entries.append(entry)
      object.holding = place
    }
  }

  private func leave(_ place: Int32) {
    guard entries.indices.contains(Int(place)) else { return }
    entries[Int(place)] = nil
    free.append(place)
  }

  /// Empties all that are left; nothing may use them any more.
  func release() {
    let objects = entries.compactMap { $0?.takeUnretainedValue() }
    entries = []
    free = []
    for object in objects { object.holding = -1 }
    for object in objects { object.empty() }
  }
}

extension PyObject {
  /// Says that a value is put into the object, which may close a circle.
  @inline(__always)
  final func holds(_ value: PyValue) {
    if holding < 0, value.mayLeadBack { Holdings.enter(self) }
  }
}

extension PyValue {
  /// Whether the value holds others.
  @inline(__always)
  fileprivate var mayLeadBack: Bool {
    guard case .object(let object) = self else { return false }
    switch object.kind {
    case .string, .bytes, .range, .slice, .bigInt, .complex, .native, .module, .type: return false
    default: return true
    }
  }
}
