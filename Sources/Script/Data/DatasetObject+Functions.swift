import Engine

/// Functions of the lesson on elements.
extension DatasetObject {
  private func traced(_ value: PyValue) throws(Raise) -> DataFunction {
    try DataFunction(
      value, arguments: try DataFunction.arguments(of: specification),
      spreads: specification.object?.kind == .tuple, context)
  }

  /// What is known of a function's results: from its trace, or from what it makes of the first
  /// element.
  private func results(of function: DataFunction) throws(Raise) -> PyValue {
    if let known = function.result { return known }
    let next = try start()
    guard let first = try next() else { return .none }
    return try DataNest.specification(try function(first))
  }

  func mapped(_ value: PyValue, isParallel: Bool) throws(Raise) -> DatasetObject {
    let function = try traced(value)
    let specification = try results(of: function)
    let start = start
    return DatasetObject(
      isParallel ? "_ParallelMapDataset" : "_MapDataset", specification, cardinality, context
    ) { () throws(Raise) in
      let next = try start()
      return { () throws(Raise) in
        guard let element = try next() else { return nil }
        return try function(element)
      }
    }
  }

  private func predicate(_ value: PyValue) throws(Raise) -> DataFunction {
    let function = try traced(value)
    if let result = function.result {
      guard let spec = result.cast(TensorSpecObject.self), spec.signature.dtype == .bool,
        spec.signature.shape.isCompatible(with: PartialShape([]))
      else {
        throw Raise.value(
          "Invalid `predicate`. `predicate` must return a `tf.bool` scalar tensor, but its return "
            + "type is \(try result.repr()).")
      }
    }
    return function
  }

  func filtered(_ value: PyValue) throws(Raise) -> DatasetObject {
    let function = try predicate(value)
    let start = start
    return DatasetObject("_FilterDataset", specification, .unknown, context) {
      () throws(Raise) in
      let next = try start()
      return { () throws(Raise) in
        while let element = try next() {
          if try function(element).truth() { return element }
        }
        return nil
      }
    }
  }

  func takingWhile(_ value: PyValue) throws(Raise) -> DatasetObject {
    let function = try predicate(value)
    let start = start
    return DatasetObject("_TakeWhileDataset", specification, .unknown, context) {
      () throws(Raise) in
      let next = try start()
      var isOver = false
      return { () throws(Raise) in
        guard !isOver, let element = try next() else { return nil }
        if try function(element).truth() { return element }
        isOver = true
        return nil
      }
    }
  }

  /// Elements of the datasets that a function makes of elements, `cycle` of them by turns.
  func interleaved(
    _ value: PyValue, _ name: String, cycle: Int, block: Int
  ) throws(Raise) -> DatasetObject {
    guard value.isCallable else {
      throw Raise.value(
        "Argument `func` must be a callable. Received func=\(try value.str()) (of type "
          + "\(try PyValue.object(value.type).repr()))")
    }
    let spreads = specification.object?.kind == .tuple
    let context = context
    func inner(_ element: PyValue) throws(Raise) -> DatasetObject {
      let arguments = spreads ? try DataFunction.arguments(of: element) : [element]
      let made = try context.eagerly { () throws(Raise) in try value.call(arguments) }
      guard let dataset = made.cast(DatasetObject.self) else {
        throw Raise.type(
          "The `map_func` argument must return a `Dataset` object. Got "
            + "\(try PyValue.object(made.type).repr()).")
      }
      return dataset
    }
    var known = PyValue.none
    let first = try start()
    if let element = try first() { known = try inner(element).specification }
    let start = start
    return DatasetObject(name, known, .unknown, context) { () throws(Raise) in
      let next = try start()
      var runs: [Next?] = []
      var place = 0
      var left = block
      var isOver = false
      return { () throws(Raise) in
        while true {
          while !isOver, runs.count < cycle {
            guard let element = try next() else {
              isOver = true
              break
            }
            runs.append(try inner(element).start())
          }
          if runs.allSatisfy({ $0 == nil }), isOver { return nil }
          if place >= runs.count { place = 0 }
          if left > 0, let run = runs[place] {
            if let element = try run() {
              left -= 1
              return element
            }
            // The next input takes the place of one that is used up.
            if !isOver, let element = try next() {
              runs[place] = try inner(element).start()
              left = block
              if cycle == 1 { continue }
            } else {
              isOver = true
              runs[place] = nil
            }
          }
          place += 1
          left = block
          try context.checkLimits()
        }
      }
    }
  }

  // MARK: States

  /// A function of a state and an element.
  private func stateful(
    _ value: PyValue, _ state: PyValue
  ) throws(Raise) -> DataFunction {
    try DataFunction(
      value, arguments: [try DataNest.specification(state), specification], spreads: false, context)
  }

  func reduced(_ initial: PyValue, _ value: PyValue) throws(Raise) -> PyValue {
    var state = try DataNest.tensors(initial, context)
    let function = try stateful(value, state)
    if let result = function.result {
      let before = try DataNest.leaves(try DataNest.specification(state))
      let after = try DataNest.leaves(result)
      func types(_ specs: [PyValue]) -> [DType?] {
        specs.map { $0.cast(TensorSpecObject.self)?.signature.dtype }
      }
      if types(before) != types(after) {
        throw Raise.type(
          "The element types for the new state must match the initial state. Expected "
            + "\(try DataNest.specification(state).repr()); got \(try result.repr()).")
      }
    }
    let next = try start()
    while let element = try next() {
      state = try function.call([state, element])
      try context.checkLimits()
    }
    return state
  }

  func scanned(_ initial: PyValue, _ value: PyValue) throws(Raise) -> DatasetObject {
    let initial = try DataNest.tensors(initial, context)
    let function = try stateful(value, initial)
    guard let result = function.result, result.object?.kind == .tuple,
      try result.length() == 2
    else {
      throw Raise.type(
        "Expected the return value of `scan_func` to be a pair of `(new_state, output_value)`.")
    }
    let specification = try result.item(.int(1))
    let start = start
    return DatasetObject("_ScanDataset", specification, cardinality, context) {
      () throws(Raise) in
      let next = try start()
      var state = initial
      return { () throws(Raise) in
        guard let element = try next() else { return nil }
        let pair = try function.call([state, element])
        state = try pair.item(.int(0))
        return try pair.item(.int(1))
      }
    }
  }
}
