import Engine

/// A name that lessons may use, for the table of all of them.
package struct SupportedName: Sendable {
  package enum Kind: Sendable {
    case function
    /// A class with the names of its methods and properties.
    case type([String])
    case constant
  }

  /// The name with its module, such as `tf.math.exp`.
  package let name: String
  package let kind: Kind
  /// The parameters as this program binds them; `nil` where the name is not called.
  package let parameters: String?

  /// Every name of every module, module by module as lessons write them.
  package static func all() throws(Raise) -> [(module: String, names: [SupportedName])] {
    let session = RunAttachment(Recording())
    let source = SourceText(name: "names.py", "")
    let tree: SyntaxTree
    do throws(SyntaxFault) { tree = try parseLesson(source) } catch { return [] }
    let interpreter = Interpreter(
      tree, output: SilentOutput(), modules: session.registry(formula: nil))
    var chapters: [(String, [SupportedName])] = []
    let registry = session.registry(formula: nil)
    for (path, short) in [
      ("tensorflow", "tf"), ("numpy", "np"), ("matplotlib.pyplot", "plt"), ("math", "math"),
      ("random", "random"), ("time", "time"), ("os", "os"), ("sys", "sys"),
    ] {
      guard let builder = registry.builder(path) else { continue }
      collect(try builder(interpreter), short, &chapters)
    }
    return chapters
  }

  private static func collect(
    _ module: ModuleObject, _ path: String, _ chapters: inout [(String, [SupportedName])]
  ) {
    var names: [SupportedName] = []
    var inner: [(ModuleObject, String)] = []
    for name in module.names.sorted() {
      guard let value = module.get(Symbol(name)), value.cast(RefusedObject.self) == nil else {
        continue
      }
      let full = "\(path).\(name)"
      if let part = value.cast(ModuleObject.self) {
        inner.append((part, full))
      } else if let function = OpCatalog.functionsByName[full] {
        names.append(SupportedName(name: full, kind: .function, parameters: function.parameters))
      } else if let found = SupportedName(full, value) {
        names.append(found)
      }
    }
    chapters.append((path, names))
    for (part, full) in inner where !chapters.contains(where: { $0.0 == full }) {
      collect(part, full, &chapters)
    }
  }

  private init(name: String, kind: Kind, parameters: String?) {
    self.name = name
    self.kind = kind
    self.parameters = parameters
  }

  private init?(_ name: String, _ value: PyValue) {
    self.name = name
    if let function = value.cast(NativeFunction.self) {
      kind = .function
      parameters = function.signature.written
    } else if let ufunc = value.cast(UfuncObject.self) {
      kind = .function
      parameters = ufunc.parameters
    } else if let bound = value.cast(BoundMethod.self) {
      kind = .function
      parameters = bound.function.cast(NativeFunction.self)?.signature.writtenWithoutReceiver
    } else if let type = value.cast(TypeObject.self) {
      kind = .type(type.attributeOrder.map(\.text).filter { !$0.hasPrefix("_") }.sorted())
      parameters = nil
    } else {
      kind = .constant
      parameters = nil
    }
  }
}

/// Takes what is printed nowhere.
private final class SilentOutput: Output {
  func write(_ text: String, to stream: OutputStream, span: SourceSpan) {}
}
