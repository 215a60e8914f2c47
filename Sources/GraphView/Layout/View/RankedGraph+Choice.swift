/// The part of the screen that a drawing is looked at through.
package struct CellPane: Hashable, Sendable {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = max(1, width)
    self.height = max(1, height)
  }

  /// How much scrolling a drawing asks for: 1 if it fits.
  package func scrollCost(_ drawing: CellDrawing) -> Double {
    let across = Double(drawing.width) / Double(width)
    let down = Double(drawing.height) / Double(height)
    let isBoth = across > 1 && down > 1
    return max(1, across) * max(1, down) + (isBoth ? 0.25 : 0)
  }
}

extension RankedGraph {
  /// The most scrolling that is put up with for more text.
  private static let mostScrolling = 4.0

  /// The drawing that suits a pane: as much text as can be had without much scrolling, and the ranks
  /// the way that needs less of it.
  ///
  /// A user's choice of orientation or of detail leaves nothing else to choose from.
  package func drawing(
    for pane: CellPane, orientation: CellOrientation? = nil, detail: CellDetail? = nil
  ) -> CellDrawing {
    let orientations = orientation.map { [$0] } ?? CellOrientation.allCases
    var details = detail.map { [$0] } ?? CellDetail.allCases
    details.removeAll { detail in !orientations.contains { $0.details.contains(detail) } }
    // From top to bottom there are no chips; one line in a box comes closest.
    if details.isEmpty { details = [.middle] }
    var chosen: CellDrawing?
    for detail in details {
      var least: (drawing: CellDrawing, cost: Double)?
      for orientation in orientations where orientation.details.contains(detail) {
        let drawing = drawing(orientation, detail)
        let cost = pane.scrollCost(drawing)
        if let least, least.cost <= cost { continue }
        least = (drawing, cost)
      }
      guard let least else { continue }
      if let chosen, pane.scrollCost(chosen) <= least.cost { continue }
      chosen = least.drawing
      if least.cost <= Self.mostScrolling { break }
    }
    return chosen ?? CellDrawing(empty: .leftToRight, .full)
  }
}
