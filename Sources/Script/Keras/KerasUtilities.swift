import Engine

/// The module `keras.utils`.
enum KerasUtilities {
  static func add(to module: ModuleObject, _ context: RunContext) {
    module.function("set_random_seed", "seed") { [unowned context] a throws(Raise) in
      guard case .int(let seed) = a[0] else {
        throw Raise.value(
          "Expected `seed` argument to be an integer. Received: seed=\(try a[0].str()) (of type "
            + "\(try PyValue.object(a[0].type).repr()))")
      }
      try context.setAllSeeds(seed)
      return .none
    }
    module.function("clear_session", "free_memory=True") { [unowned context] _ throws(Raise) in
      context.keras.clear()
      return .none
    }
    module.function("is_keras_tensor", "x") { a throws(Raise) in
      .bool(a[0].object is KerasTensor)
    }
    module.function("to_categorical", "x, num_classes=None") { [unowned context] a throws(Raise) in
      try oneHot(a, context)
    }
    // Marks a class as one that may be saved: the class stays what it is.
    module.function("register_keras_serializable", "package='Custom', name=None") {
      _ throws(Raise) in .native("decorator", "arg") { a throws(Raise) in a[0] }
    }
    for name in ["disable_interactive_logging", "enable_interactive_logging"] {
      module.function(name, "") { _ throws(Raise) in .none }
    }
  }

  /// Whole numbers as rows with a 1 in their places.
  private static func oneHot(_ a: Bound, _ context: RunContext) throws(Raise) -> PyValue {
    let array: NDArray
    if let given = a[0].cast(ArrayObject.self)?.array ?? a[0].cast(TensorObject.self)?.array {
      array = given
    } else {
      array = try context.tensor(a[0]).array
    }
    var lengths = array.shape.lengths
    if lengths.count > 1, lengths.last == 1 { lengths.removeLast() }
    let places = array.doubles.map { Int($0) }
    let width = a.has(1) ? try context.int(a[1]) : (places.max() ?? -1) + 1
    var numbers = [Double](repeating: 0, count: places.count * width)
    for (row, place) in places.enumerated() {
      let at = place < 0 ? place + width : place
      guard (0..<width).contains(at) else {
        throw Raise.index(
          "index \(place) is out of bounds for axis 1 with size \(width)")
      }
      numbers[row * width + at] = 1
    }
    let dense = NDArray(numbers, shape: TensorShape(lengths + [width]))
    return context.numpy(
      a[0].object is TensorObject || context.keras.edition.number == 2
        ? try dense.converted(to: .float32) : dense)
  }
}
