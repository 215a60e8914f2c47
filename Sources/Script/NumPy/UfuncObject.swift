import Engine

/// A NumPy function that works element by element, such as `np.add`.
package final class UfuncObject: PyObject {
  let name: String
  /// How many operands it takes.
  let inputs: Int
  /// How many results it gives.
  let outputs: Int
  private let body: NativeFunction

  init(_ name: String, inputs: Int, outputs: Int, _ body: NativeFunction) {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    self.body = body
    super.init(.ufunc)
  }

  /// The parameters for the table of names.
  package var parameters: String {
    (inputs == 1 ? "x, /" : "x1, x2, /") + ", out=None, *, where=True, dtype=None"
  }

  package override func repr() throws(Raise) -> String { "<ufunc '\(name)'>" }
  package override var isCallable: Bool { true }

  // MARK: Calls

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    if arguments.keywords == nil, arguments.count == inputs { return try body.call(arguments) }
    guard arguments.count >= inputs, arguments.count <= inputs + outputs else {
      throw Raise.type(
        "\(name)() takes from \(inputs) to \(inputs + outputs) positional arguments but "
          + "\(arguments.count) were given")
    }
    var operands = Array(arguments.positional.prefix(inputs))
    var targets = Array(arguments.positional.dropFirst(inputs))
    var mask: PyValue = .unbound
    for (keyword, value) in arguments.named {
      switch keyword.text {
      case "out":
        if value.isAbsent { continue }
        targets = value.object?.kind == .tuple ? try value.items() : [value]
      case "where": mask = value
      case "dtype":
        guard let dtype = try NumPyDTypeObject.argument(value) else { continue }
        for place in operands.indices {
          operands[place] = .object(ArrayObject(try ArrayReading.array(operands[place], dtype)))
        }
      case "casting", "order", "subok", "signature": continue
      default:
        throw Raise.type("\(name)() got an unexpected keyword argument '\(keyword.text)'")
      }
    }
    let result = try body.call(operands)
    let target = targets.first ?? .none
    if outputs > 1, !target.isAbsent || mask.isGiven {
      throw Raise.unsupported("np.\(name) with out= or where=")
    }
    return try store(result, in: target, where: mask)
  }

  /// The result where the mask holds, in the array that was asked for.
  private func store(
    _ result: PyValue, in target: PyValue, where mask: PyValue
  ) throws(Raise) -> PyValue {
    if target.isAbsent, !mask.isGiven { return result }
    var found = try ArrayReading.array(result)
    let own = try Self.target(target)
    if mask.isGiven {
      let chosen = try ArrayReading.array(mask).converted(to: .bool)
      let others: NDArray
      if let own { others = own.array } else { others = try .filled(0, found.dtype, found.shape) }
      found = try NumPyArithmetic.choose(chosen, found, try others.converted(to: found.dtype))
    }
    guard let own else { return NumPyResult.value(found) }
    return try own.take(found, from: name)
  }

  /// The array that takes a result; `nil` where none is asked for.
  static func target(_ value: PyValue) throws(Raise) -> ArrayObject? {
    if value.isAbsent { return nil }
    guard let array = value.cast(ArrayObject.self) else {
      throw Raise.type("return arrays must be of ArrayType")
    }
    return array
  }

  /// A value that was made already, in the array that was asked for.
  static func stored(
    _ made: PyValue, _ target: PyValue, _ name: String
  ) throws(Raise) -> PyValue {
    guard let own = try Self.target(target) else { return made }
    return try own.take(try ArrayReading.array(made), from: name)
  }

  /// A result, in the array that was asked for.
  static func finished(
    _ found: NDArray, _ target: PyValue, _ name: String
  ) throws(Raise) -> PyValue {
    guard let own = try Self.target(target) else { return NumPyResult.value(found) }
    return try own.take(found, from: name)
  }

  private func both(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    try body.call([a, b])
  }

  private func checkBinary(_ method: String) throws(Raise) {
    guard inputs == 2 else {
      throw Raise.value("\(method) only supported for binary functions")
    }
  }

  // MARK: Methods

  private func reduce(_ a: Bound) throws(Raise) -> PyValue {
    try checkBinary("reduce")
    let source = try ArrayReading.array(a[1], try NumPyDTypeObject.argument(a[3]))
    let keeps = try a.bool(5)
    if let row = NumPyReductionTable.ofUfuncs[name] {
      let choices = NumPyReductionTable.Choices(initial: a[6], mask: a[7])
      let reduction = try NumPyReduction(source, a[2], keepsAxes: keeps)
      let found = try NumPyReductionTable.reduced(row, reduction, choices)
      return try Self.finished(found, a[4], name)
    }
    guard !a[6].isGiven, !a[7].isGiven else {
      throw Raise.unsupported("np.\(name).reduce with initial= or where=")
    }
    let axes =
      a[2].isAbsent ? Array(0..<source.shape.rank) : try NumPyFunctions.lengths(a[2])
    var result = source
    var places: [Int] = []
    for axis in axes { places.append(try NumPyFunctions.axis(axis, rank: source.shape.rank)) }
    for axis in places.sorted(by: >) {
      let slices = try Self.slices(result, axis)
      guard var sum = slices.first else {
        throw Raise.value("zero-size array to reduction operation \(name) which has no identity")
      }
      for slice in slices.dropFirst() { sum = try both(sum, slice) }
      result = try ArrayReading.array(sum)
    }
    if keeps {
      var lengths = source.shape.lengths
      for axis in places { lengths[axis] = 1 }
      result = result.reshaped(TensorShape(lengths))
    }
    return try Self.finished(result, a[4], name)
  }

  /// The parts along an axis, one after the other.
  private static func slices(_ array: NDArray, _ axis: Int) throws(Raise) -> [PyValue] {
    guard axis < array.shape.rank else {
      throw Raise.type("cannot reduce on a scalar")
    }
    let source = ArrayObject(array)
    let keys = [PyValue](repeating: NumPyPicking.whole, count: axis)
    var found: [PyValue] = []
    for place in 0..<array.shape.lengths[axis] {
      found.append(try source.item(.tuple(keys + [.int(place)])))
    }
    return found
  }

  private func accumulate(_ a: Bound) throws(Raise) -> PyValue {
    try checkBinary("accumulate")
    let source = try ArrayReading.array(a[1], try NumPyDTypeObject.argument(a[3]))
    guard source.shape.rank > 0 else { throw Raise.type("cannot accumulate on a scalar") }
    let axis = try NumPyFunctions.axis(try a.int(2), rank: source.shape.rank)
    var parts: [NDArray] = []
    var sum: PyValue?
    for slice in try Self.slices(source, axis) {
      var next = slice
      if let sum { next = try both(sum, slice) }
      parts.append(try ArrayReading.array(next))
      sum = next
    }
    guard !parts.isEmpty else { return .object(ArrayObject(source.copied())) }
    let stacked = try NumPyRanges.stacked(parts, "stack", axis: axis)
    return try Self.finished(stacked, a[4], name)
  }

  private func outer(_ a: Bound) throws(Raise) -> PyValue {
    try checkBinary("outer product")
    let (x, y) = (try ArrayReading.array(a[1]), try ArrayReading.array(a[2]))
    let ones = [Int](repeating: 1, count: y.shape.rank)
    let wide = x.reshaped(TensorShape(x.shape.lengths + ones))
    return try both(.object(ArrayObject(wide)), .object(ArrayObject(y)))
  }

  /// Changes elements in place, an element as often as it is named.
  private func change(_ a: Bound) throws(Raise) {
    guard let target = a[1].cast(ArrayObject.self) else {
      throw Raise.type("first operand must be array")
    }
    let selection = try ArraySelection(a[2], of: target.array)
    let values: NDArray? =
      inputs == 2
      ? try ArrayReading.array(a[3]).withoutLeadingOnes(selection.shape.rank) : nil
    if let values, values.shape.broadcast(with: selection.shape) != selection.shape {
      throw Raise.value("array is not broadcastable to correct shape")
    }
    let flat = values.map { values in
      ArrayObject(
        values.broadcast(to: selection.shape).contiguous().reshaped([selection.offsets.count]))
    }
    for (place, offset) in selection.offsets.enumerated() {
      let one = ArrayObject(target.array.view(offset: offset, shape: [1], strides: [1]))
      let before = try one.item(.int(0))
      let new: PyValue
      if let flat {
        new = try both(before, try flat.item(.int(place)))
      } else {
        new = try body.call([before])
      }
      _ = try one.take(try ArrayReading.array(new).reshaped([1]), from: name)
    }
  }

  private func reduceAt(_ a: Bound) throws(Raise) -> PyValue {
    let source = ArrayObject(try ArrayReading.array(a[1]))
    let places = try NumPyFunctions.lengths(a[2])
    guard source.array.shape.rank == 1 else {
      throw Raise.unsupported("np.\(name).reduceat of other than one row")
    }
    var parts: [NDArray] = []
    for (index, start) in places.enumerated() {
      let end = index + 1 < places.count ? places[index + 1] : source.array.count
      guard start >= 0, start < source.array.count else {
        throw Raise.index(
          "index \(start) out-of-bounds in \(name).reduceat [0, \(source.array.count))")
      }
      var sum = try source.item(.int(start))
      if end > start {
        for place in (start + 1)..<max(end, start + 1) {
          sum = try both(sum, try source.item(.int(place)))
        }
      }
      parts.append(try ArrayReading.array(sum))
    }
    return .object(ArrayObject(try NumPyFunctions.stacked(parts)))
  }

  private static func of(_ a: Bound) throws(Raise) -> UfuncObject {
    try a.object(0, UfuncObject.self)
  }

  private var identity: PyValue {
    switch name {
    case "add", "logical_or", "bitwise_or", "bitwise_xor", "logical_xor", "hypot":
      name.hasPrefix("logical") ? .bool(false) : .int(0)
    case "multiply": .int(1)
    case "logical_and": .bool(true)
    case "bitwise_and": .int(-1)
    default: .none
    }
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method(
      "reduce", "array, axis=0, dtype=None, out=None, keepdims=False, initial=..., where=..."
    ) { a throws(Raise) in try of(a).reduce(a) },
    .method("accumulate", "array, axis=0, dtype=None, out=None") { a throws(Raise) in
      try of(a).accumulate(a)
    },
    .method("outer", "A, B, /") { a throws(Raise) in try of(a).outer(a) },
    .method("at", "a, indices, b=None, /") { a throws(Raise) in
      try of(a).change(a)
      return .none
    },
    .method("reduceat", "array, indices, axis=0") { a throws(Raise) in try of(a).reduceAt(a) },
    .property("nin") { value throws(Raise) in
      PyValue(value.cast(UfuncObject.self).map { .int($0.inputs) })
    },
    .property("nout") { value throws(Raise) in
      PyValue(value.cast(UfuncObject.self).map { .int($0.outputs) })
    },
    .property("nargs") { value throws(Raise) in
      PyValue(value.cast(UfuncObject.self).map { .int($0.inputs + $0.outputs) })
    },
    .property("identity") { value throws(Raise) in
      value.cast(UfuncObject.self)?.identity ?? .none
    },
    .property("__name__") { value throws(Raise) in
      PyValue(value.cast(UfuncObject.self).map { .string($0.name) })
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let ufunc = TypeObject(
    "ufunc", module: "numpy", title: "numpy.ufunc", members: UfuncObject.members)
}

extension PyValue {
  /// Whether an argument that may be left out was given; `True` says as much as nothing for masks.
  fileprivate var isGiven: Bool {
    if case .bool(true) = self { return false }
    return !isAbsent
  }
}

extension ArrayObject {
  /// Takes the elements of a result of a ufunc that was told to write here.
  func take(_ found: NDArray, from ufunc: String) throws(Raise) -> PyValue {
    guard NumPyArithmetic.isSameKind(found.dtype, as: array.dtype) else {
      throw Raise(
        NumPyErrors.castingError,
        "Cannot cast ufunc '\(ufunc)' output from dtype('\(found.dtype.name)') to "
          + "dtype('\(array.dtype.name)') with casting rule 'same_kind'")
    }
    let shape = array.shape
    guard found.shape.broadcast(with: shape) == shape else {
      throw Raise.value(
        "non-broadcastable output operand with shape \(shape.bracketedAsTuple) doesn't match the "
          + "broadcast shape \((found.shape.broadcast(with: shape) ?? found.shape).bracketedAsTuple)"
      )
    }
    try setItem(.object(EllipsisObject.instance), .object(ArrayObject(found)))
    return .object(self)
  }
}

extension ModuleObject {
  /// Adds a function that works element by element, under names of which the first is its own.
  func ufunc(
    _ names: String..., inputs: Int, outputs: Int = 1, _ body: @escaping NativeFunction.Body
  ) {
    let own = names[0]
    let parameters = inputs == 1 ? "x, /" : "x1, x2, /"
    for name in names {
      set(
        name,
        lazily: {
          .object(
            UfuncObject(
              own, inputs: inputs, outputs: outputs,
              NativeFunction(own, parameters, body: body)))
        })
    }
  }
}
