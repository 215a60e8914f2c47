import CGraphviz
import Glibc

/// The functions of libgvc and libcgraph, looked up when they are first needed.
///
/// The process does not link the libraries: loading them costs milliseconds that a start without
/// graphs need not pay, and without them everything else still works.
struct GraphvizFunctions {
  typealias Graph = UnsafeMutablePointer<Agraph_t>
  typealias Node = UnsafeMutablePointer<Agnode_t>
  typealias Edge = UnsafeMutablePointer<Agedge_t>
  typealias Text = UnsafePointer<CChar>
  typealias MutableText = UnsafeMutablePointer<CChar>
  typealias Context = OpaquePointer
  typealias Listener = @convention(c) (MutableText?) -> CInt

  let makeContext: @convention(c) () -> Context?
  let makeContextWithPlugins: @convention(c) (UnsafePointer<lt_symlist_t>, CInt) -> Context?
  let layOut: @convention(c) (Context, Graph, Text) -> CInt
  let freeLayout: @convention(c) (Context, Graph) -> CInt
  let render:
    @convention(c) (
      Context, Graph, Text, UnsafeMutablePointer<MutableText?>, UnsafeMutablePointer<CUnsignedInt>
    ) -> CInt
  let freeRendering: @convention(c) (MutableText?) -> Void
  let read: @convention(c) (Text) -> Graph?
  let setLine: @convention(c) (CInt) -> Void
  let close: @convention(c) (Graph) -> CInt
  let attribute: @convention(c) (UnsafeMutableRawPointer, Text) -> MutableText?
  let record: @convention(c) (UnsafeMutableRawPointer, Text, CInt) -> UnsafeMutableRawPointer?
  let subgraph: @convention(c) (Graph, Text, CInt) -> Graph?
  let firstNode: @convention(c) (Graph) -> Node?
  let nextNode: @convention(c) (Graph, Node) -> Node?
  let firstOutEdge: @convention(c) (Graph, Node) -> Edge?
  let nextOutEdge: @convention(c) (Graph, Edge) -> Edge?
  let setListener: @convention(c) (Listener?) -> Listener?
  let setLevel: @convention(c) (agerrlevel_t) -> agerrlevel_t

  /// The folder of the library's file.
  let folder: String?

  /// Opens the libraries and looks all functions up.
  static func load() throws(GraphvizError) -> Self {
    let graphs = try SharedLibrary.open(["libcgraph.so.6", "libcgraph.so"])
    let contexts = try SharedLibrary.open(["libgvc.so.6", "libgvc.so"])
    return try Self(graphs: graphs, contexts: contexts)
  }

  private init(graphs: SharedLibrary, contexts: SharedLibrary) throws(GraphvizError) {
    makeContext = try contexts.function("gvContext")
    makeContextWithPlugins = try contexts.function("gvContextPlugins")
    folder = contexts.folder(of: "gvContext")
    layOut = try contexts.function("gvLayout")
    freeLayout = try contexts.function("gvFreeLayout")
    render = try contexts.function("gvRenderData")
    freeRendering = try contexts.function("gvFreeRenderData")
    read = try graphs.function("agmemread")
    setLine = try graphs.function("agreadline")
    close = try graphs.function("agclose")
    attribute = try graphs.function("agget")
    record = try graphs.function("aggetrec")
    subgraph = try graphs.function("agsubg")
    firstNode = try graphs.function("agfstnode")
    nextNode = try graphs.function("agnxtnode")
    firstOutEdge = try graphs.function("agfstout")
    nextOutEdge = try graphs.function("agnxtout")
    setListener = try graphs.function("agseterrf")
    setLevel = try graphs.function("agseterr")
  }
}
