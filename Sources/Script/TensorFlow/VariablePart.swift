import Engine

/// A part of a variable that indexing took out: `variable[1:].assign(…)` writes to it.
struct VariablePart {
  let variable: VariableObject
  let items: [IndexItem]

  /// Puts a value, broadcast to the part, into the variable.
  func assign(_ value: PyValue) throws(Raise) -> PyValue {
    let context = variable.context
    context.mark()
    let new = try context.tensor(value, .dtype(variable.variable.dtype)).array
    let old = variable.variable.value.array
    do throws(EngineError) {
      let places = NDArray((0..<Int64(old.count)).map { $0 }, shape: old.shape)
      let part = try StridedSlice(items).evaluate([places])
      guard new.shape.broadcast(with: part.shape) == part.shape || new.count == part.count else {
        throw .invalidArgument(
          op: "ResourceStridedSliceAssign",
          "Cannot broadcast input shape \(new.shape.bracketed) into final shape "
            + "\(part.shape.bracketed)")
      }
      let spread =
        new.count == part.count ? new.reshaped(part.shape) : new.broadcast(to: part.shape)
      // Old elements and new ones side by side, and which of them each place takes.
      var sources = Array(0..<Int64(old.count))
      for (place, target) in part.integers.enumerated() {
        sources[Int(target)] = Int64(old.count + place)
      }
      let all = try Concat(axis: 0).evaluate([
        old.reshaped([old.count]), spread.contiguous().reshaped([part.count]),
      ])
      let picked = try Gather(axis: 0).evaluate([all, NDArray(sources, shape: old.shape)])
      try variable.variable.assign(Tensor(picked))
    } catch {
      throw Raise(error)
    }
    return .object(VariableObject(variable.variable, context, isUnread: true))
  }
}
