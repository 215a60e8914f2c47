/// `...`
package final class EllipsisObject: PyObject {
  package static let instance = EllipsisObject()

  private init() { super.init(.ellipsisType) }

  package override func repr() throws(Raise) -> String { "Ellipsis" }
}

/// `NotImplemented`
package final class NotImplementedObject: PyObject {
  package static let instance = NotImplementedObject()

  private init() { super.init(.notImplementedType) }

  package override func repr() throws(Raise) -> String { "NotImplemented" }
}

extension PyValue {
  package static let ellipsis = PyValue.object(EllipsisObject.instance)
  package static let notImplemented = PyValue.object(NotImplementedObject.instance)

  package var isEllipsis: Bool {
    if case .object(let object) = self { object is EllipsisObject } else { false }
  }

  /// `nil` for `NotImplemented`.
  var implemented: PyValue? {
    if case .object(let object) = self, object is NotImplementedObject { nil } else { self }
  }
}
