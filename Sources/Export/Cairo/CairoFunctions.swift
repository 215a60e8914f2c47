import Glibc
import Graphviz

/// The functions of cairo and pango that paint figures, looked up when they are first needed.
///
/// The libraries come with Graphviz; nothing is linked, so that a start without pictures does not
/// pay for loading them, and without them everything else still works.
struct CairoFunctions: @unchecked Sendable {
  typealias Surface = OpaquePointer
  typealias Context = OpaquePointer
  typealias Layout = OpaquePointer
  typealias Font = OpaquePointer
  typealias Writer =
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, CUnsignedInt) -> CInt

  let makeImage: @convention(c) (CInt, CInt, CInt) -> Surface?
  let makeImageForData:
    @convention(c) (UnsafeMutablePointer<UInt8>, CInt, CInt, CInt, CInt) -> Surface?
  let writePNG: @convention(c) (Surface, Writer, UnsafeMutableRawPointer?) -> CInt
  let makePDF: @convention(c) (Writer, UnsafeMutableRawPointer?, Double, Double) -> Surface?
  let finish: @convention(c) (Surface) -> Void
  let surfaceStatus: @convention(c) (Surface) -> CInt
  let destroySurface: @convention(c) (Surface) -> Void
  let makeContext: @convention(c) (Surface) -> Context?
  let destroyContext: @convention(c) (Context) -> Void
  let scale: @convention(c) (Context, Double, Double) -> Void
  let translate: @convention(c) (Context, Double, Double) -> Void
  let rotate: @convention(c) (Context, Double) -> Void
  let save: @convention(c) (Context) -> Void
  let restore: @convention(c) (Context) -> Void
  let setColor: @convention(c) (Context, Double, Double, Double, Double) -> Void
  let setSource: @convention(c) (Context, Surface, Double, Double) -> Void
  let source: @convention(c) (Context) -> OpaquePointer?
  let setFilter: @convention(c) (OpaquePointer, CInt) -> Void
  let newPath: @convention(c) (Context) -> Void
  let move: @convention(c) (Context, Double, Double) -> Void
  let line: @convention(c) (Context, Double, Double) -> Void
  let arc: @convention(c) (Context, Double, Double, Double, Double, Double) -> Void
  let newSubpath: @convention(c) (Context) -> Void
  let closePath: @convention(c) (Context) -> Void
  let rectangle: @convention(c) (Context, Double, Double, Double, Double) -> Void
  let clip: @convention(c) (Context) -> Void
  let fill: @convention(c) (Context) -> Void
  let fillAndKeep: @convention(c) (Context) -> Void
  let stroke: @convention(c) (Context) -> Void
  let paint: @convention(c) (Context) -> Void
  let setLineWidth: @convention(c) (Context, Double) -> Void
  let setLineCap: @convention(c) (Context, CInt) -> Void
  let setLineJoin: @convention(c) (Context, CInt) -> Void
  let setDash: @convention(c) (Context, UnsafePointer<Double>?, CInt, Double) -> Void

  let makeLayout: @convention(c) (Context) -> Layout?
  let showLayout: @convention(c) (Context, Layout) -> Void
  let setText: @convention(c) (Layout, UnsafePointer<CChar>, CInt) -> Void
  let setFont: @convention(c) (Layout, Font) -> Void
  let layoutSize:
    @convention(c) (Layout, UnsafeMutablePointer<CInt>?, UnsafeMutablePointer<CInt>?) -> Void
  let baseline: @convention(c) (Layout) -> CInt
  let makeFont: @convention(c) (UnsafePointer<CChar>) -> Font?
  let setFontSize: @convention(c) (Font, Double) -> Void
  let setFontWeight: @convention(c) (Font, CInt) -> Void
  let freeFont: @convention(c) (Font) -> Void
  let unref: @convention(c) (UnsafeMutableRawPointer) -> Void

  /// Opens the libraries and looks all functions up.
  static func load() throws(GraphvizError) -> Self {
    try Self(
      cairo: SharedLibrary.open(["libcairo.so.2", "libcairo.so"]),
      pango: SharedLibrary.open(["libpango-1.0.so.0", "libpango-1.0.so"]),
      both: SharedLibrary.open(["libpangocairo-1.0.so.0", "libpangocairo-1.0.so"]),
      objects: SharedLibrary.open(["libgobject-2.0.so.0", "libgobject-2.0.so"]))
  }

  private init(
    cairo: SharedLibrary, pango: SharedLibrary, both: SharedLibrary, objects: SharedLibrary
  ) throws(GraphvizError) {
    makeImage = try cairo.function("cairo_image_surface_create")
    makeImageForData = try cairo.function("cairo_image_surface_create_for_data")
    writePNG = try cairo.function("cairo_surface_write_to_png_stream")
    makePDF = try cairo.function("cairo_pdf_surface_create_for_stream")
    finish = try cairo.function("cairo_surface_finish")
    surfaceStatus = try cairo.function("cairo_surface_status")
    destroySurface = try cairo.function("cairo_surface_destroy")
    makeContext = try cairo.function("cairo_create")
    destroyContext = try cairo.function("cairo_destroy")
    scale = try cairo.function("cairo_scale")
    translate = try cairo.function("cairo_translate")
    rotate = try cairo.function("cairo_rotate")
    save = try cairo.function("cairo_save")
    restore = try cairo.function("cairo_restore")
    setColor = try cairo.function("cairo_set_source_rgba")
    setSource = try cairo.function("cairo_set_source_surface")
    source = try cairo.function("cairo_get_source")
    setFilter = try cairo.function("cairo_pattern_set_filter")
    newPath = try cairo.function("cairo_new_path")
    move = try cairo.function("cairo_move_to")
    line = try cairo.function("cairo_line_to")
    arc = try cairo.function("cairo_arc")
    newSubpath = try cairo.function("cairo_new_sub_path")
    closePath = try cairo.function("cairo_close_path")
    rectangle = try cairo.function("cairo_rectangle")
    clip = try cairo.function("cairo_clip")
    fill = try cairo.function("cairo_fill")
    fillAndKeep = try cairo.function("cairo_fill_preserve")
    stroke = try cairo.function("cairo_stroke")
    paint = try cairo.function("cairo_paint")
    setLineWidth = try cairo.function("cairo_set_line_width")
    setLineCap = try cairo.function("cairo_set_line_cap")
    setLineJoin = try cairo.function("cairo_set_line_join")
    setDash = try cairo.function("cairo_set_dash")
    makeLayout = try both.function("pango_cairo_create_layout")
    showLayout = try both.function("pango_cairo_show_layout")
    setText = try pango.function("pango_layout_set_text")
    setFont = try pango.function("pango_layout_set_font_description")
    layoutSize = try pango.function("pango_layout_get_size")
    baseline = try pango.function("pango_layout_get_baseline")
    makeFont = try pango.function("pango_font_description_from_string")
    setFontSize = try pango.function("pango_font_description_set_absolute_size")
    setFontWeight = try pango.function("pango_font_description_set_weight")
    freeFont = try pango.function("pango_font_description_free")
    unref = try objects.function("g_object_unref")
  }
}
