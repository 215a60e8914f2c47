import Engine

/// The functions of `tf.strings`.
///
/// No gradient passes through text, so results are constants of the recording.
struct StringFunctions {
  let context: RunContext

  func add(to module: ModuleObject) {
    let strings = ModuleObject("tensorflow._api.v2.strings") {
      PlainNames.manner("tf.strings.\($0)")
    }
    addCases(to: strings)
    addJoins(to: strings)
    addSplits(to: strings)
    addParts(to: strings)
    StringNumbers(context: context).add(to: strings)
    NamedModule.addRefused("tf.strings", to: strings)
    module.set("strings", .object(strings))
    module.set("as_string") { strings.get(Symbol("as_string")) }
    let input = ModuleObject("tensorflow._api.v2.io") { PlainNames.manner("tf.io.\($0)") }
    StringNumbers(context: context).addDecoding(to: input)
    NamedModule.addRefused("tf.io", to: input)
    module.set("io", .object(input))
  }

  private func box(_ texts: [[UInt8]], _ shape: TensorShape) -> PyValue {
    context.box(context.constant(NDArray(text: texts, shape: shape)))
  }

  // MARK: Letters

  private func addCases(to module: ModuleObject) {
    let context = context
    func letters(
      _ name: String, _ kernel: String, _ letters: ClosedRange<UInt8>,
      _ unicode: @escaping (String) -> String
    ) {
      module.function(name, "input, encoding='', name=None") { a throws(Raise) in
        let input = try TextOperand(a[0], of: kernel, context)
        let encoding = a[1].text ?? ""
        guard encoding.isEmpty || encoding == "utf-8" else {
          throw TensorErrors.invalidArgument(
            "only utf-8 or '' (no encoding) is supported as encoding, received: " + encoding,
            op: kernel)
        }
        return input.replaced(
          input.texts.map { text in
            encoding.isEmpty
              ? text.map { letters.contains($0) ? $0 ^ 0x20 : $0 }
              : Array(unicode(String(decoding: text, as: UTF8.self)).utf8)
          }, context)
      }
    }
    letters("lower", "StringLower", 0x41...0x5A) { $0.lowercased() }
    letters("upper", "StringUpper", 0x61...0x7A) { $0.uppercased() }
    module.function("strip", "input, name=None") { a throws(Raise) in
      let input = try TextOperand(a[0], of: "StringStrip", context)
      return input.replaced(input.texts.map { Array($0.strippedASCII) }, context)
    }
    module.function("length", "input, unit='BYTE', name=None") { a throws(Raise) in
      let input = try TextOperand(a[0], of: "StringLength", context)
      let unit = try TextUnit(
        a[1], "StringLength", "input:string -> output:int32")
      return input.replaced(
        with: NDArray(
          input.texts.map { Int32(unit.count($0)) }, shape: input.shape), context)
    }
  }

  // MARK: Joining

  private func addJoins(to module: ModuleObject) {
    let context = context
    module.function("join", "inputs, separator='', name=None") { a throws(Raise) in
      let items = try a[0].items()
      let separator = a[1].textBytes ?? []
      let kernel = "StringJoin"
      if let ragged = items.lazy.compactMap({ $0.cast(RaggedObject.self) }).first {
        return try joined(items, along: ragged, separator)
      }
      var inputs: [TextOperand] = []
      for (place, item) in items.enumerated() {
        inputs.append(try TextOperand(item, of: kernel, context, place: place))
      }
      let shape = inputs.first { $0.shape.rank > 0 }?.shape ?? .scalar
      if let wrong = inputs.first(where: { $0.shape.rank > 0 && $0.shape != shape }) {
        throw TensorErrors.invalidArgument(
          "Input shapes do not match: \(shape.bracketed) vs. \(wrong.shape.bracketed)", op: kernel,
          node: "\(kernel)_N_\(inputs.count)")
      }
      let texts = (0..<shape.count).map { place in
        Array(inputs.map { $0.texts[$0.shape.rank > 0 ? place : 0] }.joined(separator: separator))
      }
      return box(texts, shape)
    }
    module.function(
      "reduce_join", "inputs, axis=None, keepdims=False, separator='', name=None"
    ) { a throws(Raise) in
      if let ragged = a[0].cast(RaggedObject.self) {
        return try reduceJoined(ragged, a[1], a[3].textBytes ?? [])
      }
      let input = try TextOperand(a[0], of: "ReduceJoin", context)
      let rank = input.shape.rank
      let asked = a.has(1) ? try context.ints(a[1]) : Array((0..<rank).reversed())
      var axes: [Int] = []
      for axis in asked {
        guard let place = input.shape.axis(axis) else {
          throw TensorErrors.raise(
            "OutOfRangeError",
            "Invalid reduction dimension \(axis) for input with \(rank) "
              + "dimension(s)", op: "ReduceJoin")
        }
        axes.append(place)
      }
      let kept = (0..<rank).filter { !axes.contains($0) }
      // The axis named first runs fastest.
      let order = kept + axes.reversed()
      let turned = try moved(input, order)
      let group = axes.reduce(1) { $0 * input.shape.lengths[$1] }
      let shape = TensorShape(
        try a.bool(2)
          ? (0..<rank).map { axes.contains($0) ? 1 : input.shape.lengths[$0] }
          : kept.map { input.shape.lengths[$0] })
      let separator = a[3].textBytes ?? []
      let texts = (0..<shape.count).map { place in
        Array(turned[(place * group)..<((place + 1) * group)].joined(separator: separator))
      }
      return box(texts, shape)
    }
  }

  private func moved(_ input: TextOperand, _ order: [Int]) throws(Raise) -> [[UInt8]] {
    do throws(EngineError) {
      let array = NDArray(text: input.texts, shape: input.shape)
      return try Tensor.apply(Transpose(order), [Tensor(array)]).array.texts
    } catch {
      throw Raise(error)
    }
  }

  /// Ragged operands of one row structure, and single texts beside them.
  private func joined(
    _ items: [PyValue], along ragged: RaggedObject, _ separator: [UInt8]
  ) throws(Raise) -> PyValue {
    var inputs: [TextOperand] = []
    for (place, item) in items.enumerated() {
      let input = try TextOperand(item, of: "StringJoin", context, place: place)
      guard item.cast(RaggedObject.self)?.partitions ?? ragged.partitions == ragged.partitions,
        item.cast(RaggedObject.self) != nil || input.shape.rank == 0
      else { throw Raise.unsupported("tf.strings.join of ragged tensors of different rows") }
      inputs.append(input)
    }
    let texts = ragged.values.array.texts.indices.map { place in
      Array(inputs.map { $0.texts[$0.shape.rank > 0 ? place : 0] }.joined(separator: separator))
    }
    let values = NDArray(text: texts, shape: ragged.values.shape)
    return .object(ragged.with(context.constant(values)))
  }

  private func reduceJoined(
    _ ragged: RaggedObject, _ axis: PyValue, _ separator: [UInt8]
  ) throws(Raise) -> PyValue {
    guard ragged.partitions.count == 1, let splits = ragged.partitions.first,
      [1, -1].contains(try context.int(axis))
    else { throw Raise.unsupported("tf.strings.reduce_join of a RaggedTensor but along axis 1") }
    let texts = ragged.values.array.texts
    let rows = zip(splits, splits.dropFirst()).map {
      Array(texts[$0..<$1].joined(separator: separator))
    }
    return box(rows, TensorShape([rows.count]))
  }

  // MARK: Splitting

  private func addSplits(to module: ModuleObject) {
    let context = context
    module.function("split", "input, sep=None, maxsplit=-1, name=None") { a throws(Raise) in
      let input = try TextOperand(a[0], of: "StringSplitV2", context)
      let separator = a[1].textBytes ?? []
      let most = try context.int(a[2])
      return parted(input, input.texts.map { $0.split(by: separator, atMost: most) })
    }
    module.function("bytes_split", "input, name=None") { a throws(Raise) in
      let input = try TextOperand(a[0], of: "StringBytesSplit", context)
      return parted(input, input.texts.map { $0.map { [$0] } })
    }
    module.function(
      "unicode_split", "input, input_encoding, errors='replace', replacement_char=65533, name=None"
    ) { a throws(Raise) in
      try TextUnit.requireUTF8(a[1])
      let input = try TextOperand(a[0], of: "UnicodeDecode", context)
      return parted(
        input,
        input.texts.map { text in
          String(decoding: text, as: UTF8.self).unicodeScalars.map { Array(String($0).utf8) }
        })
    }
    module.function(
      "unicode_decode",
      "input, input_encoding, errors='replace', replacement_char=65533, "
        + "replace_control_characters=False, name=None"
    ) { a throws(Raise) in
      try TextUnit.requireUTF8(a[1])
      let input = try TextOperand(a[0], of: "UnicodeDecode", context)
      let codes = input.texts.map { text in
        String(decoding: text, as: UTF8.self).unicodeScalars.map { Int32($0.value) }
      }
      let all = codes.flatMap { $0 }
      return input.parted(codes.map(\.count), NDArray(all, shape: [all.count]), context)
    }
    module.function(
      "unicode_encode",
      "input, output_encoding, errors='replace', replacement_char=65533, name=None"
    ) { a throws(Raise) in
      try TextUnit.requireUTF8(a[1])
      func text(_ codes: some Sequence<Int64>) -> [UInt8] {
        codes.flatMap { code in
          Array(String(Unicode.Scalar(UInt32(clamping: code)) ?? "\u{FFFD}").utf8)
        }
      }
      if let ragged = a[0].cast(RaggedObject.self), ragged.partitions.count == 1 {
        let (codes, splits) = (ragged.values.array.integers, ragged.partitions[0])
        let rows = zip(splits, splits.dropFirst()).map { text(codes[$0..<$1]) }
        return box(rows, TensorShape([rows.count]))
      }
      let array = try context.tensor(a[0]).array
      guard let length = array.shape.lengths.last else {
        throw Raise.value("input_tensor's rank must be at least 1.")
      }
      let codes = array.integers
      let shape = TensorShape(Array(array.shape.lengths.dropLast()))
      return box(
        (0..<shape.count).map { text(codes[($0 * length)..<(($0 + 1) * length)]) }, shape)
    }
  }

  private func parted(_ input: TextOperand, _ parts: [[[UInt8]]]) -> PyValue {
    let all = parts.flatMap { $0 }
    return input.parted(parts.map(\.count), NDArray(text: all, shape: [all.count]), context)
  }

  // MARK: Parts

  private func addParts(to module: ModuleObject) {
    let context = context
    module.function("substr", "input, pos, len, unit='BYTE', name=None") { a throws(Raise) in
      let input = try TextOperand(a[0], of: "Substr", context)
      let unit = try TextUnit(
        a[3], "Substr",
        "input:string, pos:T, len:T -> output:string; attr=T:type,allowed=[DT_INT32, DT_INT64]")
      let (position, length) = (try context.tensor(a[1]).array, try context.tensor(a[2]).array)
      guard position.shape == length.shape,
        let shape = input.shape.broadcast(with: position.shape)
      else {
        throw TensorErrors.invalidArgument(
          "pos and len should have the same shape, got: \(position.shape.bracketed) vs. "
            + "\(length.shape.bracketed)", op: "Substr")
      }
      let texts = NDArray(text: input.texts, shape: input.shape).broadcast(to: shape).texts
      let (starts, counts) = (
        position.broadcast(to: shape).integers, length.broadcast(to: shape).integers
      )
      var parts: [[UInt8]] = []
      for (place, text) in texts.enumerated() {
        let units = unit.parts(text)
        let start = Int(starts[place])
        let first = start < 0 ? start + units.count : start
        guard first >= 0, start <= units.count else {
          let shown = TensorText.bytes(text)
          throw TensorErrors.invalidArgument(
            "pos \(start) out of range for string \(shown) at index \(place)", op: "Substr")
        }
        let end = Swift.min(units.count, first + Swift.max(Int(counts[place]), 0))
        parts.append(Array(units[first..<end].joined()))
      }
      return shape == input.shape
        ? input.replaced(parts, context) : box(parts, shape)
    }
  }
}
