import Engine

/// `tf.TensorSpec(shape, dtype, name)`.
package final class TensorSpecObject: PyObject {
  let signature: PartialSignature
  let name: String?

  init(_ signature: PartialSignature, name: String? = nil) {
    self.signature = signature
    self.name = name
    super.init(.tensorSpec)
  }

  package override func repr() throws(Raise) -> String {
    "TensorSpec(shape=\(signature.shape), dtype=tf.\(signature.dtype.name), "
      + "name=\(name.map { "'\($0)'" } ?? "None"))"
  }

  package override func hash() throws(Raise) -> Int { signature.hashValue & 0xffff_ffff }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .equal || op == .notEqual, let other = other.cast(TensorSpecObject.self) else {
      return nil
    }
    let isSame = signature == other.signature && name == other.name
    return .bool(isSame == (op == .equal))
  }

  nonisolated(unsafe) static let construct: TypeObject.Constructor = { _, arguments throws(Raise) in
    try Signature("TensorSpec", "shape, dtype=None, name=None").bind(arguments) {
      a throws(Raise) in
      let dtype = try DTypeObject.argument(a[1]) ?? .float32
      let shape = PartialShape(try ShapeObject.lengths(of: a[0]))
      return .object(TensorSpecObject(PartialSignature(dtype, shape), name: a[2].text))
    }
  }

  private static func of(_ value: PyValue) throws(Raise) -> TensorSpecObject {
    guard let spec = value.cast(TensorSpecObject.self) else {
      throw Raise.type("expected a tf.TensorSpec, got '\(value.typeName)'")
    }
    return spec
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("shape") { value throws(Raise) in
      .object(ShapeObject(lengths: try of(value).signature.shape.lengths))
    },
    .property("dtype") { value throws(Raise) in DTypeObject.value(try of(value).signature.dtype) },
    .property("name") { value throws(Raise) in PyValue(try of(value).name.map { .string($0) }) },
    .method("is_compatible_with", "spec_or_tensor") { a throws(Raise) in
      let own = try of(a[0]).signature
      guard let object = a[1].object, let other = TraceKey.signature(of: object) else {
        return .bool(false)
      }
      return .bool(own.dtype == other.dtype && own.shape.isCompatible(with: other.shape))
    },
    .classMethod("from_tensor", "tensor, name=None") { a throws(Raise) in
      guard let object = a[1].object, let signature = TraceKey.signature(of: object) else {
        throw Raise.value("`tensor` should be a tf.Tensor, but got type \(a[1].typeName).")
      }
      return .object(TensorSpecObject(signature, name: a[2].text))
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let tensorSpec = TypeObject(
    "TensorSpec", module: "tensorflow.python.framework.tensor",
    construct: TensorSpecObject.construct, members: TensorSpecObject.members)
}
