/// `with tf.device("CPU:0"):`. There is one device; asking for another is granted, as TensorFlow's
/// soft placement does on a machine without it.
package final class DeviceObject: PyObject {
  private init() { super.init(.device) }

  /// The object for what was asked for.
  ///
  /// - Throws: `ValueError` where the text names no device.
  static func named(_ value: PyValue) throws(Raise) -> PyValue {
    if value.isNone { return .object(DeviceObject()) }
    guard let text = value.text else {
      throw Raise.value(
        "Expecting a string device name. Got \(try value.type.repr())(\(try value.repr()))")
    }
    if let unknown = unknownPart(of: text) {
      throw Raise.value(
        "Unknown attribute '\(unknown)' is encountered while parsing the device spec: '\(text)'.")
    }
    return .object(DeviceObject())
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
    .method("__enter__", "") { _ throws(Raise) in .none },
    .method("__exit__", "type, value, traceback") { _ throws(Raise) in .none },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let device = TypeObject(
    "_EagerDeviceContext", module: "tensorflow.python.eager.context",
    members: DeviceObject.members)
}
