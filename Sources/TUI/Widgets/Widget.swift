/// Something that draws itself into a rectangle: it clips and never knows the terminal.
package protocol Widget {
  /// Draws.
  func render(into canvas: inout Canvas, in rect: Rect)
}

extension Plot: Widget {}
