import CGraphviz
import Glibc
import Synchronization

/// The one place where the library works.
///
/// libgvc keeps its state in global variables and is not safe for threads, so all work passes
/// through one lock; callers may come from any thread and wait.
struct GraphvizSession {
  let functions: GraphvizFunctions
  let context: GraphvizFunctions.Context

  private static let library = Mutex<GraphvizLibrary?>(nil)

  /// Does some work with the library, alone, starting it if need be.
  static func perform<Result: Sendable>(
    _ task: GraphvizLibrary.Task,
    _ work: (GraphvizSession) throws(GraphvizError) -> Result
  ) throws(GraphvizError) -> Result {
    try library.withLock { (library: inout sending GraphvizLibrary?) throws(GraphvizError) in
      let numbers = NumericLocale()
      defer { numbers.restore() }
      var started = if let library { library } else { try GraphvizLibrary.start() }
      let context = try started.context(for: task)
      library = started
      return try work(GraphvizSession(functions: started.functions, context: context))
    }
  }

  /// Reads a graph, lays it out, hands it to a body, and frees it whatever happens.
  func withLayout<Result>(
    of text: String, engine: DotEngine,
    _ body: (GraphvizFunctions.Graph) throws(GraphvizError) -> Result
  ) throws(GraphvizError) -> (result: Result, warnings: [String]) {
    _ = GraphvizMessages.take()
    functions.setLine(1)
    guard let graph = functions.read(text) else { throw .unreadable(GraphvizMessages.take().all) }
    defer { _ = functions.close(graph) }
    var heard = GraphvizMessages.take()
    guard heard.errors.isEmpty else { throw .unreadable(heard.all) }
    var warnings = heard.warnings
    guard !isOrthogonal(graph) else { throw .unsafe(.orthogonalEdges) }

    let status = functions.layOut(context, graph, engine.rawValue)
    defer { _ = functions.freeLayout(context, graph) }
    heard = GraphvizMessages.take()
    guard status == 0, heard.errors.isEmpty else { throw .layoutFailed(engine, heard.all) }
    warnings += heard.warnings

    let result = try body(graph)
    return (result, warnings + GraphvizMessages.take().warnings)
  }

  /// Renders a graph that is laid out.
  func render(
    _ graph: GraphvizFunctions.Graph, as format: DotFormat
  ) throws(GraphvizError) -> (bytes: [UInt8], warnings: [String]) {
    var data: UnsafeMutablePointer<CChar>?
    var count: CUnsignedInt = 0
    let status = functions.render(context, graph, format.name, &data, &count)
    defer { if data != nil { functions.freeRendering(data) } }
    let heard = GraphvizMessages.take()
    guard status == 0, heard.errors.isEmpty, let data, count > 0 else {
      throw .renderingFailed(format: format.name, heard.all)
    }
    return (Array(UnsafeRawBufferPointer(start: data, count: Int(count))), heard.warnings)
  }

  /// Looked for in the graph as read, so that no way of writing it escapes.
  private func isOrthogonal(_ graph: GraphvizFunctions.Graph) -> Bool {
    guard let splines = functions.attribute(graph, "splines") else { return false }
    return strcasecmp(splines, "ortho") == 0
  }
}

/// The thread's numeric locale set to C while the library reads and writes numbers.
private struct NumericLocale {
  private let previous: locale_t?
  private let current: locale_t?

  init() {
    let base = uselocale(nil)
    previous = base
    current = newlocale(1 << LC_NUMERIC, "C", duplocale(base))
    if let current { uselocale(current) }
  }

  func restore() {
    uselocale(previous)
    if let current { freelocale(current) }
  }
}
