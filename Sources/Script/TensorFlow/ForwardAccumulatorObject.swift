import Engine

/// A `tf.autodiff.ForwardAccumulator` of the lesson.
package final class ForwardAccumulatorObject: PyObject {
  private let accumulator: ForwardAccumulator
  unowned(unsafe) private let context: RunContext

  init(_ accumulator: ForwardAccumulator, _ context: RunContext) {
    self.accumulator = accumulator
    self.context = context
    super.init(context.accumulatorType)
  }

  private func enter() throws(Raise) {
    guard !accumulator.isRecording else { throw Raise.value("Accumulator is already recording.") }
    context.mark()
    do throws(EngineError) {
      try accumulator.start()
    } catch {
      throw Raise(error)
    }
  }

  private func derivative(_ value: PyValue, isZeroWanted: Bool) throws(Raise) -> PyValue {
    let target: Tensor
    if let variable = value.cast(VariableObject.self) {
      target = variable.variable.value
    } else if let tensor = value.cast(TensorObject.self) {
      target = tensor.tensor
    } else {
      throw Raise.type("'\(value.typeName)' object is not a tensor")
    }
    context.mark()
    let found: Tensor?
    do throws(EngineError) {
      found = try accumulator.derivative(of: target)
    } catch {
      throw context.raise(error)
    }
    if let found { return context.boxed(found) }
    guard isZeroWanted else { return .none }
    return context.box(context.constant(try .filled(0, target.dtype, target.shape)))
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      try a.object(0, ForwardAccumulatorObject.self).enter()
      return a[0]
    },
    .method("__exit__", "typ, value, traceback") { a throws(Raise) in
      let object = try a.object(0, ForwardAccumulatorObject.self)
      object.context.mark()
      object.accumulator.stop()
      return .none
    },
    .method("jvp", "primals, unconnected_gradients=None") { a throws(Raise) in
      let object = try a.object(0, ForwardAccumulatorObject.self)
      let text = a[2].cast(UnconnectedObject.self)?.value ?? a[2].text ?? "none"
      guard text == "none" || text == "zero" else {
        throw Raise.value("'\(text)' is not a valid UnconnectedGradients")
      }
      var found: [PyValue] = []
      for leaf in try Nest.leaves(of: a[1]) {
        found.append(try object.derivative(leaf, isZeroWanted: text == "zero"))
      }
      var rest = found[...]
      return try Nest.pack(like: a[1], &rest)
    },
  ]
}

extension RunContext {
  nonisolated(unsafe) private static let accumulatorSignature = Signature(
    "__init__", "primals, tangents", owner: "ForwardAccumulator")

  /// `tf.autodiff.ForwardAccumulator(…)`.
  func makeAccumulator(_ arguments: Arguments) throws(Raise) -> PyValue {
    if graph != nil {
      throw Raise.unsupported("tf.autodiff.ForwardAccumulator inside a tf.function")
    }
    return try RunContext.accumulatorSignature.bind(arguments) { a throws(Raise) in
      let leaves = try Nest.leaves(of: a[0])
      for (place, leaf) in leaves.enumerated()
      where leaves[..<place].contains(where: { $0.isSame(as: leaf) }) {
        throw Raise.value(
          "Tensor {} was specified as a primal multiple times. This may indicate an error. If it "
            + "was intended, please sum the corresponding tangents.")
      }
      let given = try Nest.leaves(of: a[1])
      guard given.count == leaves.count else {
        throw Raise.value(
          "The two structures don't have the same number of elements. First structure has "
            + "\(leaves.count), second \(given.count).")
      }
      var primals: [GradientSource] = []
      var tangents: [Tensor] = []
      for (leaf, tangent) in zip(leaves, given) {
        if let tensor = leaf.cast(TensorObject.self) {
          primals.append(.tensor(self.recorded(tensor.tensor)))
        } else if let variable = leaf.cast(VariableObject.self) {
          primals.append(.variable(variable.variable))
        } else {
          throw Raise.attribute("'\(leaf.typeName)' object has no attribute 'dtype'")
        }
        let dtype = primals[primals.count - 1].signature.dtype
        if !dtype.isDifferentiable {
          self.warn(
            "WARNING:tensorflow:The dtype of the watched primal must be floating (e.g. "
              + "tf.float32), got tf.\(dtype.name)")
        }
        tangents.append(try self.tensor(tangent, .dtype(dtype)))
      }
      self.mark()
      return .object(
        ForwardAccumulatorObject(
          ForwardAccumulator(in: self.recording, primals, tangents), self))
    }
  }
}
