import Engine

/// `LearningRateSchedule`: gives the learning rate for a step.
package final class ScheduleInstance: InstanceObject {
  unowned(unsafe) let context: RunContext

  init(_ type: TypeObject, _ context: RunContext) {
    self.context = context
    super.init(type)
  }

  func setting(_ name: String) -> PyValue { ownAttribute(Symbol(name)) ?? .none }
  package override var isCallable: Bool { true }
}

/// One schedule that Keras brings along.
private struct ScheduleRow {
  typealias Body = (
    _ math: KerasMath, _ schedule: ScheduleInstance, _ step: PyValue
  ) throws(Raise) -> PyValue

  let className: String
  let parameters: String
  let body: Body

  var names: [String] {
    parameters.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.prefix { $0 != "=" })
    }
  }
}

/// `tf.keras.optimizers.schedules`.
enum ScheduleModule {
  private static func of(_ value: PyValue) throws(Raise) -> ScheduleInstance {
    guard let schedule = value.cast(ScheduleInstance.self) else {
      throw Raise.type("expected a LearningRateSchedule, got '\(value.typeName)'")
    }
    return schedule
  }

  static func add(_ module: ModuleObject, _ context: RunContext) {
    let place = "keras.src.optimizers.schedules.learning_rate_schedule"
    let base = TypeObject(
      "LearningRateSchedule", module: place, extensible: true,
      allocate: { [unowned context] type throws(Raise) in
        .object(ScheduleInstance(type, context))
      },
      members: members)
    module.set("LearningRateSchedule", .object(base))
    for row in rows {
      module.set(row.className, .object(type(row, base, place)))
    }
    module.function("serialize", "learning_rate_schedule") { a throws(Raise) in
      try KerasConfig.serialized(a[0], module: "keras.optimizers.schedules")
    }
    module.function("deserialize", "config, custom_objects=None") {
      [unowned module] a throws(Raise) in
      try KerasConfig.deserialized(a[0], in: module, a[1]) ?? .none
    }
  }

  nonisolated(unsafe) private static let members: [NativeMember] = [
    .method("__init__", "") { _ throws(Raise) in .none },
    .method("__call__", "step") { a throws(Raise) in
      throw Raise.notImplemented(
        "Learning rate schedule '\(try of(a[0]).type.name)' must override `__call__(self, step)`.")
    },
    .method("get_config", "") { a throws(Raise) in
      throw Raise.notImplemented(
        "Learning rate schedule '\(try of(a[0]).type.name)' must override `get_config()` in order "
          + "to be serializable.")
    },
    .classMethod("from_config", "config") { a throws(Raise) in try a[0].calling(with: a[1]) },
  ]

  private static func type(_ row: ScheduleRow, _ base: TypeObject, _ place: String) -> TypeObject {
    let names = row.names
    return TypeObject(
      row.className, module: place, base: base, extensible: true,
      members: [
        .method("__init__", row.parameters) { a throws(Raise) in
          let schedule = try of(a[0])
          for (index, name) in names.enumerated() {
            schedule.setOwnAttribute(Symbol(name), a[index + 1])
            if name.hasSuffix("decay_steps"), try a[index + 1].asDouble() <= 0 {
              throw Raise.value(
                "Argument `\(name)` must be > 0. Received: \(name)=\(try a[index + 1].str())")
            }
          }
          if row.className == "PiecewiseConstantDecay" {
            let (limits, values) = (try a[1].items(), try a[2].items())
            guard limits.count == values.count - 1 else {
              throw Raise.value(
                "The length of boundaries should be 1 less than the length of values. Received: "
                  + "boundaries=\(try a[1].str()) of length \(limits.count), and "
                  + "values=\(try a[2].str()) of length \(values.count).")
            }
          }
          return .none
        },
        .method("__call__", "step") { a throws(Raise) in
          let schedule = try of(a[0])
          return try row.body(KerasMath(context: schedule.context), schedule, a[1])
        },
        .method("get_config", "") { a throws(Raise) in
          let schedule = try of(a[0])
          let config = DictObject()
          for name in names { config.set(text: Symbol(name), schedule.setting(name)) }
          return .object(config)
        },
      ])
  }

  // MARK: Rows

  nonisolated(unsafe) private static let rows: [ScheduleRow] = [
    ScheduleRow(
      className: "ExponentialDecay",
      parameters: "initial_learning_rate, decay_steps, decay_rate, staircase=False, "
        + "name='ExponentialDecay'"
    ) { math, s, step throws(Raise) in
      let (first, dtype) = try start(math, s)
      let p = try passed(math, s, step, dtype)
      return try math.multiply(
        first, try math.tf("pow", try math.tensor(s.setting("decay_rate"), dtype), p))
    },
    ScheduleRow(
      className: "InverseTimeDecay",
      parameters: "initial_learning_rate, decay_steps, decay_rate, staircase=False, "
        + "name='InverseTimeDecay'"
    ) { math, s, step throws(Raise) in
      let (first, dtype) = try start(math, s)
      let p = try passed(math, s, step, dtype)
      let growth = try math.multiply(try math.tensor(s.setting("decay_rate"), dtype), p)
      return try math.divide(first, try math.add(.float(1), growth))
    },
    ScheduleRow(
      className: "PolynomialDecay",
      parameters: "initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, "
        + "cycle=False, name='PolynomialDecay'", body: polynomial),
    ScheduleRow(
      className: "PiecewiseConstantDecay",
      parameters: "boundaries, values, name='PiecewiseConstant'", body: piecewise),
    ScheduleRow(
      className: "CosineDecay",
      parameters: "initial_learning_rate, decay_steps, alpha=0.0, name='CosineDecay', "
        + "warmup_target=None, warmup_steps=0", body: cosine),
    ScheduleRow(
      className: "CosineDecayRestarts",
      parameters: "initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0, "
        + "name='SGDRDecay'", body: restarts),
  ]

  private static func start(
    _ math: KerasMath, _ s: ScheduleInstance
  ) throws(Raise) -> (PyValue, DType) {
    let first = try math.tensor(s.setting("initial_learning_rate"))
    return (first, math.dtype(of: first) ?? .float32)
  }

  /// How many times the steps of a decay have passed, whole where it goes by stairs.
  private static func passed(
    _ math: KerasMath, _ s: ScheduleInstance, _ step: PyValue, _ dtype: DType
  ) throws(Raise) -> PyValue {
    let p = try math.divide(
      try math.tensor(step, dtype), try math.tensor(s.setting("decay_steps"), dtype))
    return try s.setting("staircase").truth() ? try math.tf("floor", p) : p
  }

  private static func polynomial(
    _ math: KerasMath, _ s: ScheduleInstance, _ step: PyValue
  ) throws(Raise) -> PyValue {
    let (first, dtype) = try start(math, s)
    let last = try math.tensor(s.setting("end_learning_rate"), dtype)
    var now = try math.tensor(step, dtype)
    var whole = try math.tensor(s.setting("decay_steps"), dtype)
    if try s.setting("cycle").truth() {
      let rounds = try math.tf("math.ceil", try math.divide(now, s.setting("decay_steps")))
      let isStart = try Operators.compare(.equal, now, .float(0))
      whole = try math.multiply(
        whole, try math.tf("where", isStart, try math.tf("ones_like", rounds), rounds))
    } else {
      now = try math.tf("minimum", now, whole)
    }
    let rest = try math.subtract(.int(1), try math.divide(now, whole))
    let power = try math.tf("pow", rest, try math.tensor(s.setting("power"), dtype))
    return try math.add(try math.multiply(try math.subtract(first, last), power), last)
  }

  private static func piecewise(
    _ math: KerasMath, _ s: ScheduleInstance, _ step: PyValue
  ) throws(Raise) -> PyValue {
    let now = try math.tensor(step)
    let dtype = math.dtype(of: now) ?? .int32
    var limits: [PyValue] = []
    for limit in try s.setting("boundaries").items() {
      limits.append(try math.tensor(try math.tensor(limit), dtype))
    }
    var values: [PyValue] = []
    for value in try s.setting("values").items() { values.append(try math.tensor(value)) }
    guard let first = limits.first, let last = limits.last else { return values[0] }
    let result = math.dtype(of: values[0]) ?? .float32
    func part(_ condition: PyValue, _ value: PyValue) throws(Raise) -> PyValue {
      try math.multiply(try math.cast(condition, result), value)
    }
    var total = try math.tensor(.int(0), result)
    total = try math.add(
      total, try part(try Operators.compare(.lessEqual, now, first), values[0]))
    total = try math.add(
      total, try part(try Operators.compare(.greater, now, last), values[values.count - 1]))
    for place in 1..<limits.count where limits.count > 1 {
      let isIn = try math.tf(
        "logical_and", try Operators.compare(.greater, now, limits[place - 1]),
        try Operators.compare(.lessEqual, now, limits[place]))
      total = try math.add(total, try part(isIn, values[place]))
    }
    return total
  }

  private static func cosine(
    _ math: KerasMath, _ s: ScheduleInstance, _ step: PyValue
  ) throws(Raise) -> PyValue {
    let (first, dtype) = try start(math, s)
    let whole = try math.tensor(s.setting("decay_steps"), dtype)
    var now = try math.tensor(step, dtype)
    func decayed(_ now: PyValue, from rate: PyValue) throws(Raise) -> PyValue {
      let share = try math.divide(now, whole)
      let wave = try math.tf(
        "cos", try math.multiply(try math.tensor(.float(Double.pi), dtype), share))
      let half = try math.multiply(.float(0.5), try math.add(.float(1), wave))
      let alpha = try s.setting("alpha").asDouble()
      return try math.multiply(
        rate, try math.add(try math.multiply(.float(1 - alpha), half), .float(alpha)))
    }
    if s.setting("warmup_target").isNone {
      return try decayed(try math.tf("minimum", now, whole), from: first)
    }
    let target = try math.tensor(s.setting("warmup_target"), dtype)
    let warm = try math.tensor(s.setting("warmup_steps"), dtype)
    now = try math.tf("minimum", now, try math.add(whole, warm))
    if try Operators.compare(.less, now, warm).truth() {
      let share = try math.divide(now, warm)
      return try math.add(
        try math.multiply(try math.subtract(target, first), share), first)
    }
    return try decayed(try math.subtract(now, warm), from: target)
  }

  private static func restarts(
    _ math: KerasMath, _ s: ScheduleInstance, _ step: PyValue
  ) throws(Raise) -> PyValue {
    let (first, dtype) = try start(math, s)
    let one = PyValue.float(1)
    let longer = try math.tensor(s.setting("t_mul"), dtype)
    var share = try math.divide(
      try math.tensor(step, dtype), try math.tensor(s.setting("first_decay_steps"), dtype))
    let round: PyValue
    if try Operators.compare(.equal, longer, one).truth() {
      round = try math.tf("floor", share)
      share = try math.subtract(share, round)
    } else {
      let inside = try math.subtract(
        one, try math.multiply(share, try math.subtract(one, longer)))
      round = try math.tf("floor", try math.divide(try math.log(inside), try math.log(longer)))
      let grown = try math.tf("pow", longer, round)
      let before = try math.divide(
        try math.subtract(one, grown), try math.subtract(one, longer))
      share = try math.divide(try math.subtract(share, before), grown)
    }
    let factor = try math.tf("pow", try math.tensor(s.setting("m_mul"), dtype), round)
    let wave = try math.tf(
      "cos", try math.multiply(try math.tensor(.float(Double.pi), dtype), share))
    let half = try math.multiply(
      try math.multiply(.float(0.5), factor), try math.add(one, wave))
    let alpha = try math.tensor(s.setting("alpha"), dtype)
    return try math.multiply(
      first,
      try math.add(try math.multiply(try math.subtract(.int(1), alpha), half), alpha))
  }
}
