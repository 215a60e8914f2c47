import Engine

/// `tf.keras.optimizers.Optimizer`: changes variables by their gradients.
package final class OptimizerInstance: InstanceObject {
  unowned(unsafe) let context: RunContext
  /// What makes the rule of the attributes; `nil` for classes of the lesson.
  let row: OptimizerRow?
  @exclusivity(unchecked) var isStarted = false
  @exclusivity(unchecked) var isBuilt = false
  /// Everything it keeps, in the order of `variables`.
  @exclusivity(unchecked) var kept: [PyValue] = []
  @exclusivity(unchecked) var iteration: VariableObject?
  /// A weight, a schedule or a function without arguments.
  @exclusivity(unchecked) var rate = PyValue.none
  /// The variables it was built for, and where each is in that list.
  @exclusivity(unchecked) var targets: [PyValue] = []
  @exclusivity(unchecked) private var places: [Int: Int] = [:]
  /// For each variable the slots of the rule.
  @exclusivity(unchecked) private var slots: [[Variable]] = []
  @exclusivity(unchecked) private var averages: [PyValue] = []
  @exclusivity(unchecked) private var accumulators: [PyValue] = []
  @exclusivity(unchecked) private var momentumProduct: VariableObject?

  init(_ type: TypeObject, _ row: OptimizerRow?, _ context: RunContext) {
    self.context = context
    self.row = row
    super.init(type)
  }

  /// Whether all variables share it.
  func isShared(_ value: PyValue) -> Bool { value.object === momentumProduct }

  /// The learning rate as a configuration has it.
  func rateSetting() throws(Raise) -> PyValue {
    if let weight = rate.cast(VariableObject.self) {
      return .float(weight.variable.value.array.doubleIfSingle ?? .nan)
    }
    return try KerasConfig.serialized(rate, module: "keras.optimizers.schedules")
  }

  var title: String { ownAttribute("name")?.text ?? type.name }
  var math: KerasMath { KerasMath(context: context) }

  func setting(_ name: String) -> PyValue { ownAttribute(Symbol(name)) ?? .none }

  /// Whether the lesson wrote a step of its own.
  private var hasOwnStep: Bool {
    guard let step = type.lookup("update_step") else { return row == nil }
    return !step.isNative
  }

  // MARK: Variables

  func addVariable(
    _ name: String?, shape: PyValue, initializer: PyValue, dtype: DType
  ) throws(Raise) -> PyValue {
    let made = try context.keras.scoped(title, self) { () throws(Raise) in
      try context.makeWeight(name: name, shape: shape, initializer: initializer, dtype: dtype)
    }
    kept.append(made)
    return made
  }

  /// A variable like another one, named after it.
  func addVariable(like other: PyValue, _ name: String, start: PyValue) throws(Raise) -> PyValue {
    guard let reference = other.cast(VariableObject.self) else {
      throw Raise.attribute("'\(other.typeName)' object has no attribute '_unique_id'")
    }
    return try addVariable(
      context.keras.edition.slotName(name, of: reference, self),
      shape: .tuple(reference.variable.shape.lengths.map { .int($0) }), initializer: start,
      dtype: reference.variable.dtype)
  }

  func rule() throws(Raise) -> OptimizerRule? {
    guard let row, !hasOwnStep else { return nil }
    return try row.rule { name in setting(name) }
  }

  /// Makes the slots for variables.
  func build(_ variables: [PyValue]) throws(Raise) {
    if try setting("use_ema").truth() {
      for variable in variables {
        averages.append(try addVariable(like: variable, "average", start: .none))
      }
    }
    for (place, variable) in variables.enumerated() {
      guard let object = variable.cast(VariableObject.self) else {
        throw Raise.attribute("'\(variable.typeName)' object has no attribute '_unique_id'")
      }
      places[object.variable.number] = place
      if try setting("gradient_accumulation_steps").truth() {
        accumulators.append(
          try addVariable(like: variable, "gradient_accumulator", start: .none))
      }
    }
    targets = variables
    isBuilt = true
    setOwnAttribute("built", .bool(true))
    slots = variables.map { _ in [] }
    guard let rule = try rule() else { return }
    for group in rule.slotGroups {
      for (place, variable) in variables.enumerated() {
        for slot in group {
          let start: PyValue =
            slot.start == 0
            ? .none
            : try context.keras.function("keras.initializers.Constant", context)
              .call(.float(slot.start))
          let made = try addVariable(like: variable, slot.name, start: start)
          slots[place].append(try context.weight(made).variable)
        }
      }
    }
    for name in context.keras.edition.idleSlots(rule) {
      for variable in variables { _ = try addVariable(like: variable, name, start: .none) }
    }
    if case .nadam = rule {
      let dtype = variables.first?.cast(VariableObject.self)?.variable.dtype ?? .float32
      let product = try context.makeWeight(
        name: nil, shape: .tuple([]), initializer: .string("ones"), dtype: dtype)
      momentumProduct = try context.weight(product)
      kept.append(product)
    }
  }

  func place(of variable: PyValue) throws(Raise) -> Int {
    guard let object = variable.cast(VariableObject.self) else {
      throw Raise.attribute("'\(variable.typeName)' object has no attribute '_unique_id'")
    }
    guard let place = places[object.variable.number] else {
      throw Raise.value(
        "Unknown variable: \(try variable.str()). This optimizer can only be called for the "
          + "variables it was originally built with. When working with a new set of variables, "
          + "you should recreate a new optimizer instance.")
    }
    return place
  }

  // MARK: Numbers

  /// Steps that were taken, counted in whole batches of gradients.
  var iterations: PyValue {
    get throws(Raise) {
      let count = iteration.map { PyValue.object($0) } ?? .none
      let steps = setting("gradient_accumulation_steps")
      guard try steps.truth() else { return count }
      return try Operators.apply(.floorDivide, try context.weightValue(count), steps)
    }
  }

  private var stepCount: Int {
    get throws(Raise) {
      let raw = iteration?.variable.value.array.integers.first ?? 0
      let steps = setting("gradient_accumulation_steps")
      return Int(raw) / (steps.isNone ? 1 : max(try steps.asIndexInt(), 1))
    }
  }

  /// The learning rate now, as the lesson sees it.
  func currentRate() throws(Raise) -> PyValue {
    if rate.object is VariableObject { return rate }
    if rate.object is ScheduleInstance {
      return try rate.call(iteration.map { .object($0) } ?? .none)
    }
    return rate.isCallable ? try rate.call() : rate
  }

  // MARK: Steps

  /// Applies gradients, in the graph that is being built or at once.
  func apply(_ gradients: [PyValue], _ variables: [PyValue]?) throws(Raise) {
    if gradients.isEmpty { return }
    let variables = try checked(variables, gradients.count)
    var pairs: [(gradient: PyValue, variable: PyValue)] = []
    var missing: [String] = []
    for (gradient, variable) in zip(gradients, variables) {
      if gradient.isNone {
        missing.append(variable.cast(VariableObject.self).map { context.weightPath($0) } ?? "")
      } else {
        pairs.append((gradient, variable))
      }
    }
    if pairs.isEmpty { throw Raise.value("No gradients provided for any variable.") }
    if !missing.isEmpty {
      let names = missing.map { "'\($0)'" }.joined(separator: ", ")
      context.warn(
        "UserWarning: Gradients do not exist for variables [\(names)] when minimizing the loss. If "
          + "using `model.compile()`, did you forget to provide a `loss` argument?")
    }
    guard let graph = context.graph else {
      return try context.scoped(title) { () throws(Raise) in try step(pairs, isInGraph: false) }
    }
    for value in pairs.map(\.variable) + kept {
      if let variable = value.cast(VariableObject.self) { graph.note(variable) }
    }
    _ = try graph.effect("NoOp", name: title, reading: pairs.map(\.gradient)) {
      [self] values throws(Raise) in
      let actual = zip(values, pairs).map { (gradient: $0, variable: $1.variable) }
      try context.scoped(title) { () throws(Raise) in try step(actual, isInGraph: true) }
    }
  }

  private func checked(_ variables: [PyValue]?, _ count: Int) throws(Raise) -> [PyValue] {
    guard let variables else {
      guard isBuilt else {
        throw Raise.value(
          "When passing `grads` without `variables`, the optimizer must already be built on a list "
            + "of variables. Call `optimizer.build(trainable_variables)` first. ")
      }
      guard count == targets.count else {
        throw Raise.value(
          "When passing `grads` as a list of gradient tensors, the gradients must match "
            + "`optimizer.variables` one-to-on. Received a list of \(count) gradients, but the "
            + "optimizer is tracking \(targets.count) trainable variables.")
      }
      return targets
    }
    if !isBuilt {
      let build = try PyValue.object(self).attribute("build")
      let count = kept.count
      try context.keras.scoped(title, self) { () throws(Raise) in
        try context.eagerly { () throws(Raise) in _ = try build.call(.list(variables)) }
      }
      isBuilt = true
      if kept.count > count { context.noteWeightOfTrace() }
    }
    for variable in variables { _ = try place(of: variable) }
    return variables
  }

  private func step(
    _ pairs: [(gradient: PyValue, variable: PyValue)], isInGraph: Bool
  ) throws(Raise) {
    var gradients = try scaled(pairs.map(\.gradient))
    let variables = pairs.map(\.variable)
    let steps = setting("gradient_accumulation_steps")
    if try steps.truth() {
      let count = try steps.asIndexInt()
      let raw = Int(iteration?.variable.value.array.integers.first ?? 0)
      let isUpdate = (raw + 1) % max(count, 1) == 0
      for (place, variable) in variables.enumerated() {
        let sum = accumulators[try self.place(of: variable)]
        gradients[place] = try math.add(gradients[place], try context.weightValue(sum))
        if isUpdate {
          gradients[place] = try math.divide(gradients[place], steps)
        } else {
          try context.assignWeight(sum, gradients[place])
        }
      }
      if isUpdate {
        try update(gradients, variables, isInGraph)
        for sum in accumulators { try context.clearWeight(sum) }
      }
    } else {
      try update(gradients, variables, isInGraph)
    }
    try moveAverages()
    for variable in variables {
      let constraint = try variable.findAttribute("constraint") ?? .none
      if !constraint.isNone {
        _ = try variable.attribute("assign").call(try constraint.call(variable))
      }
    }
    if let iteration {
      let one = context.box(context.constant(.number(1, iteration.variable.dtype)))
      try context.growWeight(.object(iteration), by: one)
    }
  }

  private func scaled(_ gradients: [PyValue]) throws(Raise) -> [PyValue] {
    let factor = setting("loss_scale_factor")
    if factor.isNone { return gradients }
    var result: [PyValue] = []
    for gradient in gradients { result.append(try math.divide(gradient, factor)) }
    return result
  }

  /// Clips, decays and takes the step of each variable.
  private func update(
    _ gradients: [PyValue], _ variables: [PyValue], _ isInGraph: Bool
  ) throws(Raise) {
    let gradients = try GradientClipping(optimizer: self).clip(gradients)
    let rate = try currentRate()
    try decay(variables)
    guard let rule = try rule() else {
      for (gradient, variable) in zip(gradients, variables) {
        _ = try PyValue.object(self).attribute("update_step").call(gradient, variable, rate)
      }
      return
    }
    let number = try rate.asDouble()
    let count = try stepCount
    if case .nadam(let beta, _, _) = rule, let product = momentumProduct {
      let next = try engine { () throws(EngineError) in
        try OptimizerStep.momentumProduct(
          product.variable.value.array, beta: beta, iteration: count)
      }
      try context.assignWeight(.object(product), context.box(context.constant(next)))
    }
    for (gradient, variable) in zip(gradients, variables) {
      let target = try context.weight(variable).variable
      let g = context.recorded(
        try context.casted(try context.tensor(gradient, .hint(target.dtype)), to: target.dtype))
      guard g.shape == target.shape else {
        throw TensorErrors.invalidArgument(
          "Cannot update variable with shape \(target.shape.bracketed) using a Tensor with shape "
            + "\(g.shape.bracketed), shapes must be equal.", op: "AssignSubVariableOp")
      }
      let place = try place(of: variable)
      context.mark()
      var product = momentumProduct?.variable.value.array
      if let known = product, known.dtype != target.dtype {
        product = try known.converted(to: target.dtype)
      }
      let squares = try squares(of: gradient, target.dtype)
      try engine { () throws(EngineError) in
        try OptimizerStep(
          rule, rate: number, iteration: count, dtype: target.dtype, isInGraph: isInGraph,
          momentumProduct: product, squares: squares
        ).take(target, gradient: g, slots: slots[place])
      }
    }
  }

  /// The squares of the rows of a gradient, where some come more than once and each is squared alone.
  private func squares(of gradient: PyValue, _ dtype: DType) throws(Raise) -> Tensor? {
    guard let object = gradient.cast(IndexedSlicesObject.self),
      !context.keras.edition.addsRowsFirst
    else { return nil }
    let rows = try object.slices()
    let places = rows.indices.array.integers
    guard Set(places).count < places.count, rows.values.dtype == dtype else { return nil }
    return try engine { () throws(EngineError) in
      try Slices(
        values: try Tensor.apply(Square(), rows.values), indices: rows.indices, shape: rows.shape
      ).dense()
    }
  }

  private func engine<R>(_ body: () throws(EngineError) -> R) throws(Raise) -> R {
    do throws(EngineError) {
      return try body()
    } catch {
      throw Raise(error)
    }
  }

  /// `w ← w − w·decay·rate`.
  private func decay(_ variables: [PyValue]) throws(Raise) {
    let factor = setting("weight_decay")
    if factor.isNone { return }
    for variable in variables where try decays(variable) {
      let target = try context.weight(variable)
      let dtype = target.variable.dtype
      let number = try currentRate().asDouble()
      let rate = context.box(context.constant(.number(number, dtype)))
      let change = try math.multiply(
        try math.multiply(
          try context.weightValue(variable), .float(try factor.asDouble())), rate)
      _ = try variable.attribute("assign_sub").call(change)
    }
  }

  /// Variables that `exclude_from_weight_decay` left out.
  @exclusivity(unchecked) var undecayed: (numbers: Set<Int>, names: [String]) = ([], [])

  private func decays(_ variable: PyValue) throws(Raise) -> Bool {
    let object = try context.weight(variable)
    if undecayed.numbers.contains(object.variable.number) { return false }
    return !undecayed.names.contains { object.name.contains($0) }
  }

  // MARK: Moving averages

  private func moveAverages() throws(Raise) {
    guard try setting("use_ema").truth() else { return }
    let count = try stepCount
    let momentum = count == 0 ? 0 : try setting("ema_momentum").asDouble()
    for (variable, average) in zip(targets, averages) {
      let dtype = try context.weight(variable).variable.dtype
      let weight = dtype.rounded(momentum)
      let old = try math.multiply(.float(weight), try context.weightValue(average))
      let new = try math.multiply(
        .float(dtype.rounded(1 - weight)), try context.weightValue(variable))
      try context.assignWeight(average, try math.add(old, new))
    }
    let frequency = setting("ema_overwrite_frequency")
    if try frequency.truth(), (count + 1) % max(try frequency.asIndexInt(), 1) == 0 {
      try overwriteByAverages()
    }
  }

  func overwriteByAverages() throws(Raise) {
    guard try setting("use_ema").truth() else { return }
    for (variable, average) in zip(targets, averages) {
      _ = try variable.attribute("assign").call(try context.weightValue(average))
    }
  }
}
