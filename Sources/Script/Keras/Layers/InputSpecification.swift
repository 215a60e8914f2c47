import Engine

/// What an input of a layer must look like: `keras.layers.InputSpec`.
struct InputSpecification {
  var name: String?
  var rank: Int?
  var minimumRank: Int?
  var maximumRank: Int?
  /// Lengths by axis, which may be counted from the end.
  var axes: [(axis: Int, length: Int)] = []
  var shape: [Int?]?
  /// Whether a last axis of length 1 may be left out.
  var squeezesLastAxis = false
}

extension LayerInstance {
  /// Refuses inputs that are not what the layer expects.
  final func checkInput(_ input: PyValue) throws(Raise) {
    guard !inputSpecs.isEmpty else { return }
    if inputSpecs.count == 1, KerasNest.isTensor(input) {
      return try check(input, inputSpecs[0], 0)
    }
    var leaves: [PyValue]
    let names = inputSpecs.compactMap(\.name)
    if let dict = input.cast(DictObject.self), names.count == inputSpecs.count {
      leaves = []
      for name in names {
        guard let value = dict.get(text: name) else {
          throw Raise.value(
            "Missing data for input \"\(name)\". You passed a data dictionary with keys "
              + "\(try PyValue.list(dict.keys).repr()). Expected the following keys: "
              + "\(try PyValue.list(names.map { .string($0) }).repr())")
        }
        leaves.append(value)
      }
    } else {
      leaves = try Nest.leaves(of: input)
    }
    guard leaves.count == inputSpecs.count else {
      if names.count == inputSpecs.count, names.count > 1, keras.edition.number == 3 {
        throw Raise.value(
          "Layer \"\(name)\" expects \(names.count) named input(s) with keys "
            + "\(try PyValue.list(names.map { .string($0) }).repr()), but it received "
            + "\(leaves.count) input tensors. Pass inputs as a dict, e.g. `layer({"
            + names.map { "'\($0)': ..." }.joined(separator: ", ") + "})`.")
      }
      var shown: [String] = []
      for leaf in leaves { shown.append(try leaf.repr()) }
      throw Raise.value(
        "Layer \"\(name)\" expects \(inputSpecs.count) input(s), but it received \(leaves.count) "
          + "input tensors. Inputs received: [\(shown.joined(separator: ", "))]")
    }
    for (place, leaf) in leaves.enumerated() { try check(leaf, inputSpecs[place], place) }
  }

  private func check(
    _ value: PyValue, _ spec: InputSpecification, _ place: Int
  ) throws(Raise) {
    guard let lengths = KerasNest.lengths(of: value) else {
      throw Raise.value(
        "Inputs to a layer should be tensors. Got '\(try value.str())' (of type "
          + "\(try PyValue.object(value.type).repr())) as input for layer '\(name)'.")
    }
    func fault(_ text: String, isFull: Bool = true) throws(Raise) -> Raise {
      let full = try ShapeObject(lengths: lengths).str()
      return Raise.value(
        keras.edition.misfit(place, spec, self) + text
          + (isFull ? " Full shape received: \(full)" : ""))
    }
    let rank = lengths.count
    if let wanted = spec.rank, !spec.squeezesLastAxis, wanted != rank {
      throw try fault("expected ndim=\(wanted), found ndim=\(rank).")
    }
    if let most = spec.maximumRank, rank > most {
      throw try fault("expected max_ndim=\(most), found ndim=\(rank)", isFull: false)
    }
    if let least = spec.minimumRank, rank < least {
      throw try fault("expected min_ndim=\(least), found ndim=\(rank).")
    }
    for (axis, wanted) in spec.axes {
      let at = axis < 0 ? rank + axis : axis
      guard lengths.indices.contains(at), let length = lengths[at], length != wanted else {
        continue
      }
      let full = try ShapeObject(lengths: lengths).str()
      throw try fault(
        "expected axis \(axis) of input shape to have value \(wanted), but received input with "
          + "shape \(full)", isFull: false)
    }
    guard spec.shape != nil else { return }
    try checkShape(lengths, spec) { text throws(Raise) in try fault(text, isFull: false) }
  }

  private func checkShape(
    _ lengths: [Int?], _ spec: InputSpecification, _ fault: (String) throws(Raise) -> Raise
  ) throws(Raise) {
    guard var wanted = spec.shape else { return }
    var lengths = lengths
    if spec.squeezesLastAxis {
      if lengths.last == 1 { lengths.removeLast() }
      if wanted.last == 1 { wanted.removeLast() }
    }
    for (a, b) in zip(wanted, lengths) {
      guard let a, let b, a != b else { continue }
      throw try fault(
        "expected shape=\(try ShapeObject(lengths: spec.shape).str()), found "
          + "shape=\(try ShapeObject(lengths: lengths).str())")
    }
  }
}
