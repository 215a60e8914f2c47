import Engine

/// `with tape.stop_recording():`.
package final class TapePauseObject: PyObject {
  private let tape: TapeObject

  init(_ tape: TapeObject) {
    self.tape = tape
    super.init(.tapePause)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      try a.object(0, TapePauseObject.self).tape.pause()
      return .none
    },
    .method("__exit__", "type, value, traceback") { a throws(Raise) in
      try a.object(0, TapePauseObject.self).tape.tape.resume()
      return .none
    },
  ]
}

/// A member of `tf.UnconnectedGradients`.
package final class UnconnectedObject: PyObject {
  let value: String

  private init(_ value: String) {
    self.value = value
    super.init(.unconnectedGradients)
  }

  private var memberName: String { value == "none" ? "NONE" : "ZERO" }

  package override func str() throws(Raise) -> String { "UnconnectedGradients.\(memberName)" }
  package override func repr() throws(Raise) -> String {
    "<UnconnectedGradients.\(memberName): '\(value)'>"
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("name") { value throws(Raise) in
      PyValue(value.cast(UnconnectedObject.self).map { .string($0.memberName) })
    },
    .property("value") { value throws(Raise) in
      PyValue(value.cast(UnconnectedObject.self).map { .string($0.value) })
    },
  ]

  /// `tf.UnconnectedGradients` itself.
  nonisolated(unsafe) static let namespace: PyValue = {
    let module = ModuleObject("UnconnectedGradients", isShared: true)
    module.set("NONE", .object(UnconnectedObject("none")))
    module.set("ZERO", .object(UnconnectedObject("zero")))
    return .object(module)
  }()
}

extension TypeObject {
  nonisolated(unsafe) static let tapePause = TypeObject(
    "_GeneratorContextManager", members: TapePauseObject.members)
  nonisolated(unsafe) static let unconnectedGradients = TypeObject(
    "UnconnectedGradients", module: "tensorflow.python.ops.unconnected_gradients",
    members: UnconnectedObject.members)
}
