import Engine
import Glibc

/// The memory budget as a lesson meets it: `MemoryError` before anything large is made.
package enum Room {
  /// Checks that so many values fit.
  @inline(__always)
  package static func values(_ count: Int) throws(Raise) {
    if count > MemoryBudget.small / 16 { try bytes(count, of: 16) }
  }

  /// Checks that so many bytes fit.
  @inline(__always)
  package static func bytes(_ count: Int) throws(Raise) {
    if !MemoryBudget.grants(count) { throw Raise(.memoryError, []) }
  }

  /// Checks that `count` pieces of `size` bytes fit.
  package static func bytes(_ count: Int, of size: Int) throws(Raise) {
    let (total, isOver) = count.multipliedReportingOverflow(by: size)
    if isOver { throw Raise(.memoryError, []) }
    try bytes(total)
  }

  /// Raises `MemoryError` where the lesson has taken too much already.
  static func check() throws(Raise) {
    if MemoryBudget.isSpent { throw Raise(.memoryError, []) }
  }
}

/// Long loops of native code look here now and then at what may stop the lesson.
enum Patience {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// The machine of the lesson that runs on this thread.
  static func attach(_ machine: MachinePointer?) { pthread_setspecific(key, machine) }

  static var machine: MachinePointer? {
    pthread_getspecific(key)?.assumingMemoryBound(to: Machine.self)
  }

  /// After so many rounds a loop should look.
  static let rounds = 4096

  static func look(rounds: Int = rounds) throws(Raise) {
    try machine?.pointee.interpreter.checkLimits(steps: rounds)
  }
}
