import CGraphviz
import Glibc

/// The opened library and its contexts, each made when first needed and kept.
struct GraphvizLibrary {
  /// What a context has to be able to do.
  enum Task {
    /// Everything: all engines and formats, and measuring text.
    case drawing
    /// Placing nodes without text by ranks, which needs neither fonts nor the list of plugins.
    case placing
  }

  let functions: GraphvizFunctions
  private var drawing: GraphvizFunctions.Context?
  private var placing: GraphvizFunctions.Context?

  /// Opens the library and takes over what it would print.
  static func start() throws(GraphvizError) -> Self {
    let functions = try GraphvizFunctions.load()
    _ = functions.setListener(GraphvizMessages.listener)
    _ = functions.setLevel(AGWARN)
    return Self(functions: functions)
  }

  private init(functions: GraphvizFunctions) {
    self.functions = functions
  }

  /// The context for a task.
  mutating func context(for task: Task) throws(GraphvizError) -> GraphvizFunctions.Context {
    if task == .placing {
      if placing == nil { placing = placingContext() }
      if let placing { return placing }
    }
    if drawing == nil { drawing = functions.makeContext() }
    guard let drawing else { throw .contextUnavailable }
    return drawing
  }

  /// Makes a context with nothing but the engine `dot`, some milliseconds sooner than one with all.
  ///
  /// Nil where the plugin is not in its usual folder; the full context then finds its own way.
  private func placingContext() -> GraphvizFunctions.Context? {
    guard let folder = functions.folder,
      let plugin = try? SharedLibrary.open([
        folder + "/graphviz/libgvplugin_dot_layout.so.6",
        folder + "/graphviz/libgvplugin_dot_layout.so",
      ]),
      let description = plugin.address(of: "gvplugin_dot_layout_LTX_library"),
      let name = strdup("gvplugin_dot_layout_LTX_library")
    else { return nil }
    // The context keeps the list, which ends with an empty entry, as long as the process lives.
    let plugins = UnsafeMutablePointer<lt_symlist_t>.allocate(capacity: 2)
    plugins.initialize(to: lt_symlist_t(name: name, address: description))
    (plugins + 1).initialize(to: lt_symlist_t(name: nil, address: nil))
    return functions.makeContextWithPlugins(plugins, 0)
  }
}

extension DotGraph {
  /// What laying this graph out needs.
  func layoutTask(engine: DotEngine) -> GraphvizLibrary.Task {
    engine == .dot && !hasText ? .placing : .drawing
  }

  /// Whether any text would have to be measured; a node without a label shows its name.
  private var hasText: Bool {
    let defaultLabel = nodeDefaults["label"]
    if nodes.contains(where: { ($0.attributes["label"] ?? defaultLabel) == nil }) { return true }
    return attributeLists.contains { attributes in
      attributes.entries.contains { entry in
        entry.key.hasSuffix("label") && entry.value != .text("")
      }
    }
  }
}
