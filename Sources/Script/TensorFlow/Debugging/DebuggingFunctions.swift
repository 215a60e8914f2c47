import Engine

/// The functions of `tf.debugging`: assertions about tensors, in TensorFlow's words.
struct DebuggingFunctions {
  let context: RunContext

  func add(to module: ModuleObject) {
    let debugging = ModuleObject("tensorflow._api.v2.debugging") {
      PlainNames.manner("tf.debugging.\($0)")
    }
    addPairs(to: debugging)
    addSigns(to: debugging)
    addNearness(to: debugging)
    addFiniteness(to: debugging)
    addRanks(to: debugging)
    addTypes(to: debugging)
    ShapeAssertions(context: context).add(to: debugging)
    debugging.set("Assert") { module.get(Symbol("Assert")) }
    for name in ["enable_traceback_filtering", "disable_traceback_filtering"] {
      debugging.function(name, "") { _ throws(Raise) in .none }
    }
    debugging.function("is_traceback_filtering_enabled", "") { _ throws(Raise) in .bool(true) }
    debugging.function("get_log_device_placement", "") { _ throws(Raise) in .bool(false) }
    debugging.function("set_log_device_placement", "enabled") { _ throws(Raise) in .none }
    NamedModule.addRefused("tf.debugging", to: debugging)
    module.set("debugging", .object(debugging))
    for name in ["assert_equal", "assert_greater", "assert_less", "assert_rank"] {
      module.set(name) { debugging.get(Symbol(name)) }
    }
  }

  /// Checks at once, or where the values are there when a graph runs.
  private func run(
    _ name: String, on values: [PyValue], _ check: @escaping ([Tensor]) throws(Raise) -> Void
  ) throws(Raise) -> PyValue {
    let context = context
    func tensors(_ values: [PyValue]) throws(Raise) -> [Tensor] {
      var found: [Tensor] = []
      for value in values {
        let wish: RunContext.Wish =
          if let first = found.first, value.cast(TensorObject.self) == nil {
            .dtype(first.dtype)
          } else {
            .none
          }
        found.append(try context.tensor(value, wish))
      }
      return found
    }
    guard let graph = context.graph, values.contains(where: GraphNest.containsTensors) else {
      try check(try tensors(values))
      return .none
    }
    return try graph.effect("Assert", name: "\(name)/Assert/Assert", reading: values) {
      values throws(Raise) in try check(try tensors(values))
    }
  }

  private func holds(
    _ op: some Operation, _ x: Tensor, _ y: Tensor
  ) throws(Raise) -> NDArray {
    do throws(EngineError) {
      return try Tensor.apply(op, [x, y]).array
    } catch {
      throw Raise(error, madeTensors: false)
    }
  }

  // MARK: Pairs

  private func addPairs(to module: ModuleObject) {
    func pair(_ name: String, _ sign: String, _ op: some Operation, messageFirst: Bool = true) {
      let parameters =
        messageFirst
        ? "x, y, message=None, summarize=None, name=None"
        : "x, y, summarize=None, message=None, name=None"
      let (message, summarize) = messageFirst ? (2, 3) : (3, 2)
      module.function(name, parameters) { a throws(Raise) in
        let text = a.has(message) ? try a[message].str() : nil
        let count = a.has(summarize) ? try a.int(summarize) : 3
        return try run(name, on: [a[0], a[1]]) { tensors throws(Raise) in
          let (x, y) = (tensors[0], tensors[1])
          let holds = try holds(op, x, y)
          guard holds.doubles.contains(0) else { return }
          throw TensorErrors.assertion(
            AssertionText.pair(sign, x.array, y.array, holds, count, text))
        }
      }
    }
    pair("assert_equal", "==", Equal())
    pair("assert_none_equal", "!=", NotEqual(), messageFirst: false)
    pair("assert_greater", ">", Greater())
    pair("assert_greater_equal", ">=", GreaterEqual())
    pair("assert_less", "<", Less())
    pair("assert_less_equal", "<=", LessEqual())
  }

  // MARK: Signs

  private func addSigns(to module: ModuleObject) {
    func sign(_ name: String, _ sign: String, _ op: some Operation) {
      module.function(name, "x, message=None, summarize=None, name=None") { a throws(Raise) in
        let prefix = a.has(1) ? try a[1].str() + ".  " : ""
        let count = a.has(2) ? try a.int(2) : 3
        return try run(name, on: [a[0]]) { tensors throws(Raise) in
          let x = tensors[0]
          let zero = Tensor.literal(0, like: x)
          guard try holds(op, x, zero).doubles.contains(0) else { return }
          // TensorFlow leaves a comma out in one of the four.
          let line = sign == "<=" ? "" : "\n"
          throw TensorErrors.assertion(
            "\(prefix)\nCondition x \(sign) 0 did not hold element-wise:\(line)"
              + "x (\(AssertionText.kind(x.array))) = \n"
              + AssertionText.quoted(x.array, count))
        }
      }
    }
    sign("assert_positive", ">", Greater())
    sign("assert_negative", "<", Less())
    sign("assert_non_negative", ">=", GreaterEqual())
    sign("assert_non_positive", "<=", LessEqual())
  }

  // MARK: Nearness

  private func addNearness(to module: ModuleObject) {
    let context = context
    module.function(
      "assert_near", "x, y, rtol=None, atol=None, message=None, summarize=None, name=None"
    ) { a throws(Raise) in
      let prefix = a.has(4) ? try a[4].str() + ".  " : ""
      let count = a.has(5) ? try a.int(5) : 3
      let (relative, absolute) = (a[2], a[3])
      return try run("assert_near", on: [a[0], a[1]]) { tensors throws(Raise) in
        let (x, y) = (tensors[0], tensors[1])
        func tolerance(_ value: PyValue) throws(Raise) -> Tensor {
          if !value.isAbsent { return try context.tensor(value, .dtype(x.dtype)) }
          let epsilon = x.dtype == .float64 ? 0x1p-52 : x.dtype == .float16 ? 0x1p-10 : 0x1p-23
          return Tensor.literal(10 * epsilon, like: x)
        }
        let (rtol, atol) = (try tolerance(relative), try tolerance(absolute))
        let isNear: NDArray
        do throws(EngineError) {
          let far = try Tensor.apply(Abs(), Tensor.apply(Subtract(), x, y))
          let bound = try atol + rtol * Tensor.apply(Abs(), y)
          isNear = try Tensor.apply(LessEqual(), [far, bound]).array
        } catch {
          throw Raise(error)
        }
        guard isNear.doubles.contains(0) else { return }
        func shown(_ tensor: Tensor) -> String {
          "tf.Tensor(\(TensorText.tensor(tensor.array)), shape=\(tensor.shape), "
            + "dtype=\(tensor.dtype.name))"
        }
        let data = [
          "b'\(prefix)'",
          "b'x and y not equal to tolerance rtol = \(shown(rtol)), atol = \(shown(atol))'",
          "b'x (\(AssertionText.kind(x.array))) = '", AssertionText.listed(x.array, count),
          "b'y (\(AssertionText.kind(y.array))) = '", AssertionText.listed(y.array, count),
        ]
        throw TensorErrors.assertion(
          "Expected 'tf.Tensor(False, shape=(), dtype=bool)' to be true. Summarized data: "
            + data.joined(separator: "\n"))
      }
    }
  }

  // MARK: Finite numbers

  private func addFiniteness(to module: ModuleObject) {
    let context = context
    func finite(_ name: String, _ parameters: String) {
      module.function(name, parameters) { a throws(Raise) in
        let x = try context.tensor(a[0])
        let kernel = "CheckNumerics"
        guard x.dtype.isFloating else {
          throw Raise(
            tensorFlow: "InvalidArgumentError",
            "Value for attr 'T' of \(x.dtype.kernelName) is not in the list of allowed values: "
              + "bfloat16, half, float, double\n\t; NodeDef: {{node \(kernel)}}; "
              + "Op<name=\(kernel); signature=tensor:T -> output:T; "
              + "attr=T:type,allowed=[DT_BFLOAT16, DT_HALF, DT_FLOAT, DT_DOUBLE]; "
              + "attr=message:string; is_stateful=true> [Op:\(kernel)] name: ")
        }
        let numbers = x.array.doubles
        let kinds =
          (numbers.contains { $0.isInfinite } ? ["Inf"] : [])
          + (numbers.contains { $0.isNaN } ? ["NaN"] : [])
        guard kinds.isEmpty else {
          throw TensorErrors.invalidArgument(
            "\(try a[1].str()) : Tensor had \(kinds.joined(separator: " and ")) values", op: kernel)
        }
        context.mark()
        do throws(EngineError) {
          return context.boxed(try Tensor.apply(Identity(), [context.recorded(x)]))
        } catch {
          throw Raise(error)
        }
      }
    }
    finite("check_numerics", "tensor, message, name=None")
    finite("assert_all_finite", "x, message, name=None")
  }

  // MARK: Ranks

  private func addRanks(to module: ModuleObject) {
    func rank(
      _ name: String, _ parameters: String,
      _ wrong: @escaping (Int, PyValue) throws(Raise) -> String?
    ) {
      module.function(name, parameters) { a throws(Raise) in
        let lengths = try ShapeAssertions.lengths(of: a[0], context)
        guard let lengths, let text = try wrong(lengths.count, a[1]) else { return .none }
        let prefix = a.has(2) ? try a[2].str() + ".  " : ""
        throw Raise.value(
          "\(prefix)Tensor \(ShapeAssertions.name(of: a[0])) must have rank \(text).  "
            + "Received rank \(lengths.count), shape "
            + (try PyValue.object(ShapeObject(lengths: lengths)).str()))
      }
    }
    let context = context
    rank("assert_rank", "x, rank, message=None, name=None") { own, asked throws(Raise) in
      let rank = try context.int(asked)
      return own == rank ? nil : "\(rank)"
    }
    rank("assert_rank_at_least", "x, rank, message=None, name=None") { own, asked throws(Raise) in
      let rank = try context.int(asked)
      return own >= rank ? nil : "at least \(rank)"
    }
    rank("assert_rank_in", "x, ranks, message=None, name=None") { own, asked throws(Raise) in
      let ranks = try context.ints(asked)
      let list = ranks.map(String.init).joined(separator: ", ")
      return ranks.contains(own) ? nil : "in (\(list)\(ranks.count == 1 ? "," : ""))"
    }
    module.function("assert_scalar", "tensor, message=None, name=None") { a throws(Raise) in
      let lengths = try ShapeAssertions.lengths(of: a[0], context) ?? []
      guard !lengths.isEmpty else { return .none }
      let prefix = a.has(1) ? try a[1].str() + ".  " : ""
      throw Raise.value(
        "\(prefix)Expected scalar shape, saw shape: "
          + (try PyValue.object(ShapeObject(lengths: lengths)).str()) + ".")
    }
  }

  // MARK: Types

  private func addTypes(to module: ModuleObject) {
    let context = context
    func dtype(_ value: PyValue) throws(Raise) -> DType {
      if let dtype = try? DTypeObject.argument(value.attribute(Symbol("dtype"))) { return dtype }
      return try context.tensor(value).dtype
    }
    module.function("assert_integer", "x, message=None, name=None") { a throws(Raise) in
      let own = try dtype(a[0])
      guard !own.isInteger else { return .none }
      let prefix = a.has(1) ? try a[1].str() + ".  " : ""
      throw Raise.type(
        "\(prefix)Expected \"x\" to be integer type.  Found: tensor of dtype "
          + "<dtype: '\(own.name)'>")
    }
    module.function("assert_type", "tensor, tf_type, message=None, name=None") { a throws(Raise) in
      let (own, asked) = (try dtype(a[0]), try DTypeObject.argument(a[1]))
      guard own != asked else { return .none }
      let prefix = a.has(2) ? try a[2].str() + ".  " : ""
      throw Raise.type(
        "\(prefix)tensor must be of type tf.\(asked?.name ?? "None"); got tf.\(own.name)")
    }
    module.function("is_numeric_tensor", "tensor") { a throws(Raise) in
      guard a[0].isTensorLike else { return .bool(false) }
      let own = try dtype(a[0])
      return .bool(own.isInteger || own.isDifferentiable)
    }
    module.function("assert_same_float_dtype", "tensors=None, dtype=None") { a throws(Raise) in
      var expected = try DTypeObject.argument(a[1])
      var first: PyValue?
      for tensor in a.has(0) ? try a[0].items() : [] {
        let own = try dtype(tensor)
        if let expected, expected != own, let first {
          throw Raise.value(
            "\(try tensor.str()), type=<dtype: '\(own.name)'>, must be of the same type "
              + "(<dtype: '\(expected.name)'>) as \(try first.str()).")
        }
        expected = expected ?? own
        first = first ?? tensor
      }
      let dtype = expected ?? .float32
      guard dtype.isFloating else {
        throw Raise.value("Expected floating point type, got <dtype: '\(dtype.name)'>.")
      }
      return DTypeObject.value(dtype)
    }
    module.function("assert_proper_iterable", "values") { a throws(Raise) in
      let type = try PyValue.object(a[0].type).repr()
      if a[0].isTensorLike || a[0].textBytes != nil || a[0].cast(ArrayObject.self) != nil {
        throw Raise.type(
          "Expected argument \"values\" to be a \"proper\" iterable.  Found: \(type)")
      }
      do throws(Raise) {
        _ = try a[0].items()
      } catch {
        throw Raise.type("Expected argument \"values\" to be iterable.  Found: \(type)")
      }
      return .none
    }
  }
}
