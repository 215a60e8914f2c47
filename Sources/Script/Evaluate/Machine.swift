import Engine

/// The slots of the function that is running: parameters, then other local names.
package typealias Frame = UnsafeMutablePointer<PyValue>

/// What every node may have to touch while a lesson runs: the value stack and the counters.
///
/// It lives at one address for the whole run, so nodes reach it without reference counting.
package struct Machine {
  /// The first free slot of the value stack; all from here to `ready` are `unbound`.
  var top: Frame
  /// End of the slots that were prepared so far.
  var ready: Frame
  let end: Frame
  /// Lesson calls in progress.
  var depth = 0
  var recursionLimit = 1000
  /// Whether functions run in the form in which control flow becomes nodes of a graph.
  var converts = false
  /// Steps until the next look at `interrupt` and the step limit.
  var budget = Machine.slice
  /// The value of the `return` statement that is on its way out.
  var result = PyValue.none
  /// What `send` gave to the generator that goes on, or the exception that `throw` gave.
  var received = PyValue.none
  var injected: ExceptionObject?
  /// The exception an `except` block is handling.
  var handled: ExceptionObject?
  /// The expression whose call of native code is running.
  package var span = SourceSpan.none
  unowned(unsafe) let interpreter: Interpreter
  private let stack: Frame

  static let slice = 1024
  private static let slots = 1 << 20

  init(_ interpreter: Interpreter) {
    stack = Frame.allocate(capacity: Machine.slots)
    top = stack
    ready = stack
    end = stack + Machine.slots
    self.interpreter = interpreter
  }

  func deallocateStack() {
    stack.deinitialize(count: ready - stack)
    stack.deallocate()
  }
}

package typealias MachinePointer = UnsafeMutablePointer<Machine>

extension UnsafeMutablePointer<Machine> {
  /// Takes `count` slots from the stack; the caller gives them back by setting `top`.
  @inline(__always)
  func reserve(_ count: Int) throws(Raise) -> Frame {
    let base = pointee.top
    let end = base + count
    if end > pointee.ready { try prepare(end) }
    pointee.top = end
    return base
  }

  @inline(never)
  func prepare(_ end: Frame) throws(Raise) {
    guard end <= pointee.end else {
      throw Raise(.recursionError, "maximum recursion depth exceeded")
    }
    let upTo = Swift.min(pointee.end, end + 4096)
    pointee.ready.initialize(repeating: .unbound, count: upTo - pointee.ready)
    pointee.ready = upTo
  }

  /// Empties `count` slots from `base` and makes `base` the top of the stack.
  @inline(__always)
  func release(_ base: Frame, _ count: Int) {
    var slot = base
    let end = base + count
    while slot < end {
      slot.pointee = .unbound
      slot += 1
    }
    pointee.top = base
  }

  /// One step of a loop or one call: now and then looks at what may stop the run.
  @inline(__always)
  func step() throws(Raise) {
    pointee.budget &-= 1
    if pointee.budget < 0 { try look() }
  }

  @inline(never)
  private func look() throws(Raise) {
    pointee.budget = Machine.slice
    try pointee.interpreter.checkLimits(steps: Machine.slice)
  }
}
