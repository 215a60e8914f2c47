import Engine
import Glibc

/// What happens at divisions by zero and their like: `np.errstate`, `np.seterr`.
///
/// Warnings are not printed; `raise` raises.
struct NumPyErrorState {
  static let kinds = ["divide", "over", "under", "invalid"]
  private static let modes = ["ignore", "warn", "raise", "call", "print", "log"]

  var modes: [String: String] = [
    "divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn",
  ]

  private final class Box {
    var state: NumPyErrorState
    init(_ state: NumPyErrorState) { self.state = state }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { pointer in
      if let pointer { Unmanaged<Box>.fromOpaque(pointer).release() }
    }
    return key
  }()

  static var current: NumPyErrorState {
    get {
      guard let pointer = pthread_getspecific(key) else { return NumPyErrorState() }
      return Unmanaged<Box>.fromOpaque(pointer).takeUnretainedValue().state
    }
    set {
      if let pointer = pthread_getspecific(key) {
        Unmanaged<Box>.fromOpaque(pointer).takeUnretainedValue().state = newValue
      } else {
        pthread_setspecific(key, Unmanaged.passRetained(Box(newValue)).toOpaque())
      }
    }
  }

  /// The state after the keywords of a call.
  func changed(_ keywords: [(String, PyValue)]) throws(Raise) -> NumPyErrorState {
    var state = self
    for (name, value) in keywords where !value.isAbsent {
      guard let mode = value.text, Self.modes.contains(mode) else {
        throw Raise.value("invalid error mode \(try value.repr())")
      }
      guard mode != "call", mode != "print", mode != "log" else {
        throw Raise.unsupported("np.seterr(\(name)='\(mode)')")
      }
      for kind in Self.kinds where name == "all" || name == kind { state.modes[kind] = mode }
    }
    return state
  }

  private var dictionary: PyValue {
    let dict = DictObject()
    for kind in Self.kinds { dict.set(text: Symbol(kind), .string(modes[kind] ?? "warn")) }
    return .object(dict)
  }

  private static func keywords(_ a: Bound) -> [(String, PyValue)] {
    zip(["all"] + kinds, 0...4).map { ($0, a[$1]) }
  }

  static func add(to module: ModuleObject) {
    let parameters = "all=None, divide=None, over=None, under=None, invalid=None"
    module.function("seterr", parameters) { a throws(Raise) in
      let before = current
      current = try before.changed(keywords(a))
      return before.dictionary
    }
    module.function("geterr", "") { _ throws(Raise) in current.dictionary }
    module.function(
      "errstate", "*, call=None, " + parameters
    ) { a throws(Raise) in
      let state = try current.changed(zip(["all"] + kinds, 1...5).map { ($0, a[$1]) })
      return .object(ErrorStateScope(state))
    }
  }

  /// Raises where a result is infinite or no number though the operands are not, if asked to.
  static func check(_ ufunc: String, _ operands: [NDArray], _ result: NDArray) throws(Raise) {
    let modes = current.modes
    guard modes.values.contains("raise"), result.dtype.isFloating else { return }
    let inputs = operands.map(\.doubles)
    guard !inputs.joined().contains(where: { !$0.isFinite }) else { return }
    let found = result.doubles
    let hasZero = operands.last.map { $0.doubles.contains(0) } ?? false
    let divides = ["divide", "log", "log2", "log10", "reciprocal", "floor_divide"].contains(ufunc)
    let failures: [(String, String, Bool)] = [
      ("divide", "divide by zero", divides && hasZero && found.contains { $0.isInfinite }),
      ("invalid", "invalid value", found.contains { $0.isNaN }),
      ("over", "overflow", !(divides && hasZero) && found.contains { $0.isInfinite }),
    ]
    for (kind, text, happens) in failures where happens && modes[kind] == "raise" {
      throw Raise(.floatingPointError, "\(text) encountered in \(ufunc)")
    }
  }
}

/// `with np.errstate(...)`.
package final class ErrorStateScope: PyObject {
  private let state: NumPyErrorState
  private var before = NumPyErrorState()

  init(_ state: NumPyErrorState) {
    self.state = state
    super.init(.errorState)
  }

  nonisolated(unsafe) fileprivate static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      let scope = try a.object(0, ErrorStateScope.self)
      scope.before = .current
      NumPyErrorState.current = scope.state
      return .none
    },
    .method("__exit__", "*args") { a throws(Raise) in
      NumPyErrorState.current = try a.object(0, ErrorStateScope.self).before
      return .bool(false)
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let errorState = TypeObject(
    "errstate", module: "numpy", members: ErrorStateScope.members)
}
