/// `with tf.device("CPU:0"):`.
///
/// There is one device; asking for another is granted, as TensorFlow's soft placement does on a
/// machine without it.
package final class DeviceObject: PyObject {
  private let name: PyValue

  init(_ name: PyValue) {
    self.name = name
    super.init(.device)
  }

  /// Looks at the name, as TensorFlow does when the block begins.
  ///
  /// - Throws: `ValueError` where it names no device.
  private func enter() throws(Raise) {
    if name.isNone { return }
    guard let text = name.text else {
      throw Raise.value(
        "Expecting a string device name. Got \(try name.type.repr())(\(try name.repr()))")
    }
    if let unknown = Self.unknownPart(of: text) {
      throw Raise.value(
        "Unknown attribute '\(unknown)' is encountered while parsing the device spec: '\(text)'.")
    }
  }

  /// The first part of a name such as `/job:worker/device:CPU:0` that means nothing.
  private static func unknownPart(of text: String) -> Substring? {
    let attributes = ["job", "replica", "task", "device", "cpu", "gpu", "tpu"]
    return text.split(separator: "/").first { part in
      let word = part.split(separator: ":", omittingEmptySubsequences: false).first ?? part
      return !attributes.contains(word.lowercased())
    }
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      try a.object(0, DeviceObject.self).enter()
      return .none
    },
    .method("__exit__", "type, value, traceback") { _ throws(Raise) in .none },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let device = TypeObject(
    "_EagerDeviceContext", module: "tensorflow.python.eager.context",
    members: DeviceObject.members)
}
