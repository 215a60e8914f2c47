import Engine
import Glibc
import Synchronization

/// Runs one lesson once.
///
/// The lesson runs on a thread of its own with a large stack; all its values are made, used and
/// released there.
package final class Interpreter {
  package let source: SourceText
  package let output: any Output
  /// What `sys.argv` holds.
  package let arguments: [String]
  /// Most steps (loop rounds and calls) a lesson may take; `nil` for no limit.
  package var stepLimit: Int?
  /// Where others may look at what was recorded while the lesson runs.
  var gate: LessonGate?
  /// Environment that `os.environ` shows.
  package var environment: [String: String] = [:]
  /// What the run gets from outside.
  package var conditions = RunConditions()

  /// The hidden generator of the module `random`, which Keras draws its seeds from as well.
  private(set) lazy var pythonRandom = RandomObject(RandomObject.type)
  /// What graphs of this run are built in, once `tensorflow` is imported.
  weak var graphContext: RunContext?

  private let tree: SyntaxTree
  private let modules: ModuleRegistry
  private var loaded: [String: ModuleObject] = [:]
  /// Classes that were made while the lesson ran: instances know them by address.
  private var types: [TypeObject] = []
  /// What may hold itself.
  let holdings = Holdings()
  private let interruption = Atomic<Bool>(false)
  private var steps = 0
  private var looks = 0
  private(set) var machine: MachinePointer
  private var globals: Frame?
  private var globalNames: [(name: String, slot: Int)] = []
  package private(set) var builtins: [String: PyValue] = [:]

  package init(
    _ tree: SyntaxTree, output: any Output, modules: ModuleRegistry = .standard,
    arguments: [String] = []
  ) {
    self.tree = tree
    source = tree.source
    self.output = output
    self.modules = modules
    self.arguments = arguments
    machine = .allocate(capacity: 1)
    machine.initialize(to: Machine(self))
  }

  deinit {
    machine.pointee.deallocateStack()
    machine.deinitialize(count: 1)
    machine.deallocate()
  }

  // MARK: State that native code asks for

  /// The expression that is being evaluated: that of the running call of native code.
  package var currentSpan: SourceSpan { machine.pointee.span }

  /// Stops the lesson with `KeyboardInterrupt`; may be called from any thread and from a signal
  /// handler.
  package func interrupt() { interruption.store(true, ordering: .relaxed) }

  package func write(_ text: String, to stream: OutputStream = .standard) {
    output.write(text, to: stream, span: currentSpan)
  }

  /// Looks at what may stop the run; long native loops call it too.
  package func checkLimits(steps taken: Int) throws(Raise) {
    if let gate {
      gate.poll()
      if gate.isFarEnough?() == true { throw Raise(.keyboardInterrupt, []) }
    }
    if interruption.load(ordering: .relaxed) { throw Raise(.keyboardInterrupt, []) }
    looks &+= 1
    if looks & 7 == 0 { try Room.check() }
    guard let stepLimit else { return }
    steps += taken
    if steps > stepLimit {
      throw Raise(.runtimeError, "step limit of \(stepLimit) reached")
    }
  }

  func keep(_ type: TypeObject) { types.append(type) }

  /// The lesson's own names and their values.
  package var globalValues: [(name: String, value: PyValue)] {
    guard let globals else { return [] }
    return globalNames.compactMap { globals[$0.slot].isUnbound ? nil : ($0.name, globals[$0.slot]) }
  }

  /// Gives a plain number among the lesson's own names another value; false where there is none.
  package func setGlobal(_ name: String, to number: Double) -> Bool {
    guard let globals, let slot = globalNames.first(where: { $0.name == name })?.slot else {
      return false
    }
    switch globals[slot] {
    case .float: globals[slot] = .float(number)
    case .int, .bool:
      globals[slot] = Int(exactly: number).map { .int($0) } ?? .float(number)
    default: return false
    }
    return true
  }

  /// Gives one of the lesson's own names another value; false where there is none.
  func setGlobal(_ name: String, to value: PyValue) -> Bool {
    guard let globals, let slot = globalNames.first(where: { $0.name == name })?.slot else {
      return false
    }
    globals[slot] = value
    return true
  }

  // MARK: Running

  /// Runs the lesson to its end; `inspect` may look at its values before they are released.
  package func run(inspect: (() -> Void)? = nil) -> Outcome {
    var outcome = Outcome.finished
    LargeStack.run {
      self.conditions.hold {
        Patience.attach(self.machine)
        outcome = self.runHere()
        inspect?()
        self.releaseValues()
        Patience.attach(nil)
      }
    }
    return outcome
  }

  private func runHere() -> Outcome {
    do throws(Raise) {
      let analysis = ScopeAnalysis { self.namesInModule($0) }
      let module = analysis.analyze(tree.body)
      builtins = makeBuiltins()
      let count = module.totalNames + 64
      let globals = Frame.allocate(capacity: count)
      globals.initialize(repeating: .unbound, count: count)
      self.globals = globals
      globalCount = count
      let resolver = Resolver(module, globals: globals, builtins: builtins, machine)
      resolver.location(of: "__name__").pointee = .string("__main__")
      resolver.location(of: "__file__").pointee = .string(source.name)
      machine.pointee.depth = 1
      resolver.displayed = displayedStatements
      program = try resolver.resolve(tree.body)
      globalNames = module.slots.map { ($0.key, $0.value) }.sorted { $0.1 < $1.1 }
      _ = try program?.execute(globals)
      return .finished
    } catch {
      error.exception.leave(function: "<module>")
      return end(error)
    }
  }

  /// Of a notebook: the statements whose value is shown, by where they begin.
  private var displayedStatements: Set<Int32> {
    var last: [Int: Statement] = [:]
    guard !source.cellLines.isEmpty else { return [] }
    for statement in tree.body {
      let line = source.lineNumber(at: Int(statement.span.start))
      if let cell = source.place(ofLine: line).cell { last[cell] = statement }
    }
    return Set(
      last.values.filter { statement in
        guard case .expression = statement.kind else { return false }
        let rest = source.bytes[Int(statement.span.end)...].first { $0 != 0x20 && $0 != 0x09 }
        return rest != UInt8(ascii: ";")
      }.map(\.span.start))
  }

  private var program: StatementNode?
  /// Ends before the machine does: generators outliving the run must not run.
  let lifetime = Lifetime()
  private var globalCount = 0

  /// The text of an exception, as if nobody had caught it.
  func traceback(of exception: ExceptionObject, showsHelp: Bool = false) -> String {
    Traceback(
      source: source, names: globalNames.map(\.name) + builtins.keys.sorted(),
      showsHelp: showsHelp
    ).text(of: exception)
  }

  private func end(_ raise: Raise) -> Outcome {
    let exception = raise.exception
    if exception.type.isSubclass(of: .systemExit) { return exit(exception) }
    output.write(traceback(of: exception, showsHelp: true), to: .error, span: .none)
    return exception.type.isSubclass(of: .keyboardInterrupt) ? .interrupted : .failed(exception)
  }

  private func exit(_ exception: ExceptionObject) -> Outcome {
    switch exception.arguments.first {
    case nil, .some(.none): return .exited(code: 0)
    case .some(let code):
      if let code = code.smallInt { return .exited(code: code & 0xff) }
      output.write(((try? code.str()) ?? "") + "\n", to: .error, span: .none)
      return .exited(code: 1)
    }
  }

  /// Lets go of all values while the large stack is still there: long chains of objects are
  /// released recursively.
  private func releaseValues() {
    if let globals {
      for slot in 0..<globalCount { globals[slot] = .unbound }
      globals.deinitialize(count: globalCount)
      globals.deallocate()
    }
    globals = nil
    lifetime.isOver = true
    machine.pointee.result = .none
    machine.pointee.received = .none
    machine.pointee.injected = nil
    machine.pointee.handled = nil
    program = nil
    for module in loaded.values { module.empty() }
    loaded = [:]
    builtins = [:]
    for type in types where type.isLesson { type.empty() }
    holdings.release()
  }

  // MARK: Modules

  package func module(_ path: String) throws(Raise) -> PyValue {
    if let known = loaded[path] { return .object(known) }
    guard let builder = modules.builder(path) else { throw unknownModule(path) }
    let module = try builder(self)
    loaded[path] = module
    return .object(module)
  }

  private func unknownModule(_ path: String) -> Raise {
    var message = "No module named '\(path)'"
    if let dot = path.lastIndex(of: "."), modules.builder(String(path[..<dot])) != nil {
      message += "; '\(path[..<dot])' is not a package"
    }
    let raise = Raise(.moduleNotFoundError, message)
    let nearest = nearestName(to: path, among: modules.names)
    raise.exception.suggestion = .help(
      "'\(path)' is outside the lesson language"
        + (nearest.map { "; the nearest supported module is '\($0)'" } ?? ""))
    return raise
  }

  /// What is behind `from path import name`.
  func member(_ name: String, of module: PyValue, _ path: String) throws(Raise) -> PyValue {
    if let found = try module.findAttribute(Symbol(name)) { return found }
    let inner = "\(path).\(name)"
    if modules.builder(inner) != nil { return try self.module(inner) }
    let raise = Raise(.importError, "cannot import name '\(name)' from '\(path)'")
    if let nearest = nearestName(to: name, among: module.cast(ModuleObject.self)?.names ?? []) {
      raise.exception.suggestion = .help("did you mean '\(nearest)'?")
    }
    throw raise
  }

  /// The names that `from path import *` brings.
  func namesInModule(_ path: String) -> [String] {
    guard let module = try? module(path).cast(ModuleObject.self) else { return [] }
    return module.names.filter { !$0.hasPrefix("_") }
  }
}
