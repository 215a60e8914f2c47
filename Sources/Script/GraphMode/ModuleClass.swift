import Engine

/// `tf.Module`: an object that finds the variables and modules it holds.
package final class ModuleInstance: InstanceObject {
  unowned(unsafe) let context: RunContext
  @exclusivity(unchecked) var givenName: String?

  init(_ type: TypeObject, _ context: RunContext) {
    self.context = context
    super.init(type)
  }

  /// The name in snake case, as TensorFlow makes it of the class.
  var moduleName: String { givenName ?? type.name.snakeCase }

  // MARK: What it holds

  /// Attributes by name, in the order of TensorFlow: sorted.
  private static func attributes(of value: PyValue) -> [PyValue] {
    guard let object = value.cast(AttributedObject.self) else { return [] }
    return object.ownAttributes.map { ($0.0.text, $0.1) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Everything in a value that a predicate picks, looking into lists and dictionaries and into
  /// modules; breadth first, each thing once.
  func find(_ wanted: (PyValue) -> Bool) throws(Raise) -> [PyValue] {
    var found: [PyValue] = []
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(self)]
    var level: [PyValue] = [.object(self)]
    while !level.isEmpty {
      var next: [PyValue] = []
      for owner in level {
        for attribute in ModuleInstance.attributes(of: owner) {
          for leaf in try ModuleInstance.leaves(of: attribute) {
            guard let object = leaf.object else { continue }
            if GraphNest.isTensor(leaf), !wanted(leaf) { continue }
            guard seen.insert(ObjectIdentifier(object)).inserted else { continue }
            if wanted(leaf) { found.append(leaf) }
            if object is ModuleInstance { next.append(leaf) }
          }
        }
      }
      level = next
    }
    return found
  }

  /// The leaves of lists, tuples and dictionaries.
  private static func leaves(of value: PyValue) throws(Raise) -> [PyValue] {
    switch value.object?.kind {
    case .list, .tuple:
      var found: [PyValue] = []
      for item in try value.items() { found += try leaves(of: item) }
      return found
    case .dict:
      var found: [PyValue] = []
      guard let dict = value.cast(DictObject.self) else { return [] }
      for (_, item) in dict.pairs.sorted(by: { ($0.key.text ?? "") < ($1.key.text ?? "") }) {
        found += try leaves(of: item)
      }
      return found
    default: return [value]
    }
  }
}

extension String {
  /// `MyDense` as `my_dense`.
  var snakeCase: String {
    var result = ""
    let characters = Array(self)
    for (place, character) in characters.enumerated() {
      if character.isUppercase, place > 0 {
        let isAfterLower = !characters[place - 1].isUppercase && characters[place - 1] != "_"
        let isBeforeLower = place + 1 < characters.count && characters[place + 1].isLowercase
        if isAfterLower || isBeforeLower && characters[place - 1] != "_" { result += "_" }
      }
      result += character.lowercased()
    }
    return result
  }
}

extension RunContext {
  /// `tf.Module`, whose instances need the run.
  func makeModuleType() -> TypeObject {
    TypeObject(
      "Module", module: "tensorflow.python.module.module", extensible: true,
      allocate: { [unowned self] type throws(Raise) in .object(ModuleInstance(type, self)) },
      members: [
        .method("__init__", "name=None") { a throws(Raise) in
          let module = try a.object(0, ModuleInstance.self)
          if let name = a[1].text {
            guard name.isIdentifier else {
              throw Raise.value(
                "'\(name)' is not a valid module name. Module names must be valid Python "
                  + "identifiers (e.g. a valid class name).")
            }
            module.givenName = name
          }
          return .none
        },
        .property("name") { value throws(Raise) in
          PyValue(value.cast(ModuleInstance.self).map { .string($0.moduleName) })
        },
        .property("name_scope") { value throws(Raise) in
          guard let module = value.cast(ModuleInstance.self) else { return .none }
          return .object(NameScopeObject(module.moduleName, module.context, isAbsolute: true))
        },
        .property("variables") { value throws(Raise) in
          .tuple(
            try value.cast(ModuleInstance.self)?.find { $0.object is VariableObject } ?? [])
        },
        .property("trainable_variables") { value throws(Raise) in
          .tuple(
            try value.cast(ModuleInstance.self)?.find {
              $0.cast(VariableObject.self)?.variable.isTrainable ?? false
            } ?? [])
        },
        .property("non_trainable_variables") { value throws(Raise) in
          .tuple(
            try value.cast(ModuleInstance.self)?.find {
              $0.cast(VariableObject.self).map { !$0.variable.isTrainable } ?? false
            } ?? [])
        },
        .property("submodules") { value throws(Raise) in
          .tuple(
            try value.cast(ModuleInstance.self)?.find { $0.object is ModuleInstance } ?? [])
        },
        .classMethod("with_name_scope", "method") { a throws(Raise) in
          .object(ScopedMethod(a[1]))
        },
      ])
  }
}

/// A method that `tf.Module.with_name_scope` runs in the scope of its module.
package final class ScopedMethod: PyObject {
  private let function: PyValue

  init(_ function: PyValue) {
    self.function = function
    super.init(.function)
  }

  package override var isCallable: Bool { true }

  package override var bindsToInstances: Bool { true }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    guard arguments.count > 0, let module = arguments[0].cast(ModuleInstance.self) else {
      return try function.call(arguments)
    }
    let scope = NameScopeObject(module.moduleName, module.context)
    _ = scope.enter()
    defer { scope.leave() }
    return try function.call(arguments)
  }
}

extension String {
  /// Whether Python would take it for a name.
  fileprivate var isIdentifier: Bool {
    guard let first = unicodeScalars.first, first == "_" || first.properties.isAlphabetic else {
      return false
    }
    return unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
  }
}
