/// Python's `...`.
package final class EllipsisObject: PyObject {
  nonisolated(unsafe) package static let instance = EllipsisObject()

  private init() { super.init(.ellipsisType) }

  package override func repr() throws(Raise) -> String { "Ellipsis" }
}

/// Python's `NotImplemented`.
package final class NotImplementedObject: PyObject {
  nonisolated(unsafe) package static let instance = NotImplementedObject()

  private init() { super.init(.notImplementedType) }

  package override func repr() throws(Raise) -> String { "NotImplemented" }
}

extension PyValue {
  nonisolated(unsafe) package static let ellipsis = PyValue.object(EllipsisObject.instance)
  nonisolated(unsafe) package static let notImplemented = PyValue.object(
    NotImplementedObject.instance)

  package var isEllipsis: Bool {
    if case .object(let object) = self { object is EllipsisObject } else { false }
  }

  /// `nil` for `NotImplemented`.
  var implemented: PyValue? {
    if case .object(let object) = self, object is NotImplementedObject { nil } else { self }
  }
}
