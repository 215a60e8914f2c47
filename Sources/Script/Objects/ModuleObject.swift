/// A module made in Swift: names to values, made when first asked for.
package final class ModuleObject: PyObject {
  package typealias Maker = () -> PyValue?

  package let name: String
  private var values: [Symbol: PyValue] = [:]
  private var makers: [Symbol: Maker] = [:]
  private var order: [Symbol] = []
  /// What makes names that are in no table, such as one function per op of a catalog.
  private var fallback: ((Symbol) -> PyValue?)?
  /// Grows with every change; nodes that remember a value compare it.
  @exclusivity(unchecked) private(set) var version = 0

  /// Whose words errors of a function are in.
  private let manner: (_ function: String) -> Signature.Manner

  /// What takes the place of each function when a lesson first uses it, here and in modules inside.
  var adopt: ((NativeFunction, _ module: String) -> NativeFunction)?

  private var adoptedNames: Set<Symbol> = []
  /// Whether all runs of the process have the same one, which none may empty.
  private let isShared: Bool

  package init(
    _ name: String, isBuiltin: Bool = false, isShared: Bool = false,
    fallback: ((Symbol) -> PyValue?)? = nil
  ) {
    self.name = name
    self.isShared = isShared
    manner = { _ in isBuiltin ? .builtin : .python }
    self.fallback = fallback
    super.init(.module, kind: .module)
  }

  init(_ name: String, manner: @escaping (_ function: String) -> Signature.Manner) {
    self.name = name
    isShared = false
    self.manner = manner
    fallback = nil
    super.init(.module, kind: .module)
  }

  package func set(_ name: String, _ value: PyValue) {
    let symbol = Symbol(name)
    if values.updateValue(value, forKey: symbol) == nil { order.append(symbol) }
    version += 1
  }

  /// Adds a value that is made when a lesson first uses it.
  package func set(_ name: String, lazily maker: @escaping Maker) {
    let symbol = Symbol(name)
    if makers.updateValue(maker, forKey: symbol) == nil { order.append(symbol) }
  }

  /// Adds a function; see `Signature` for how parameters are written.
  package func function(
    _ name: String, _ parameters: String, _ body: @escaping NativeFunction.Body
  ) {
    set(
      name,
      lazily: { [title = self.name, manner] in
        let function = NativeFunction(name, parameters, body: body)
        function.signature.manner = manner(name)
        if function.signature.manner == .builtin { function.signature.module = title }
        return .object(function)
      })
  }

  package func get(_ name: Symbol) -> PyValue? {
    if let known = values[name] { return adopt == nil ? known : adopted(known, name) }
    guard let made = makers[name]?() ?? fallback?(name) else { return nil }
    values[name] = made
    return adopt == nil ? made : adopted(made, name)
  }

  /// The value after whoever adopts functions had it, once.
  private func adopted(_ value: PyValue, _ name: Symbol) -> PyValue {
    guard let adopt, case .object(let object) = value, adoptedNames.insert(name).inserted else {
      return value
    }
    if let module = object as? ModuleObject, module.adopt == nil { module.adopt = adopt }
    guard object.kind == .native, let function = object as? NativeFunction else { return value }
    let made = PyValue.object(adopt(function, self.name))
    values[name] = made
    return made
  }

  /// The names that lessons see.
  package var names: [String] { order.filter { !hidden.contains($0) }.map(\.text) }

  /// What is said of names that the module once had.
  private var refusal: ((String) -> Raise?)?

  func explain(_ refusal: @escaping (String) -> Raise?) { self.refusal = refusal }

  /// Names that Swift asks for and lessons do not see.
  private var hidden: Set<Symbol> = []

  /// Keeps names from lessons.
  func hide(_ names: Set<String>) { hidden.formUnion(names.map { Symbol($0) }) }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if hidden.isEmpty || !hidden.contains(name) {
      if let value = get(name) { return value }
    }
    if name == Names.name { return .string(self.name) }
    if let raise = refusal?(name.text) { throw raise }
    return try super.findAttribute(name)
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    values[name] = value
    version += 1
  }

  package override func repr() throws(Raise) -> String { "<module '\(name)'>" }

  /// Functions hold what they work for, which may hold the module.
  override func empty() {
    guard !isShared else { return }
    let held = values.values
    (values, makers, order) = ([:], [:], [])
    (fallback, adopt, refusal) = (nil, nil, nil)
    for value in held {
      if let module = value.cast(ModuleObject.self) { module.empty() }
    }
  }
}
