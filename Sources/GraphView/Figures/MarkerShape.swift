import Engine
import Glibc

/// The outlines of the signs at points.
struct MarkerShape {
  private let marker: PlotMarker
  private let radius: Double

  /// A sign of a width in points.
  init(_ marker: PlotMarker, size: Double) {
    self.marker = marker
    radius = size / 2
  }

  func add(to path: inout FigureScene.Path, at center: FigureScene.Point) {
    switch marker {
    case .none: break
    case .point: path.steps.append(.circle(center: center, radius: radius / 2))
    case .pixel: path.steps.append(.circle(center: center, radius: 0.5))
    case .circle: path.steps.append(.circle(center: center, radius: radius))
    case .square: polygon([(-1, -1), (1, -1), (1, 1), (-1, 1)], &path, center)
    case .diamond: polygon([(0, -1.41), (1.41, 0), (0, 1.41), (-1.41, 0)], &path, center)
    case .thinDiamond: polygon([(0, -1.41), (0.85, 0), (0, 1.41), (-0.85, 0)], &path, center)
    case .triangleUp: polygon([(0, -1), (1, 1), (-1, 1)], &path, center)
    case .triangleDown: polygon([(0, 1), (1, -1), (-1, -1)], &path, center)
    case .triangleLeft: polygon([(-1, 0), (1, -1), (1, 1)], &path, center)
    case .triangleRight: polygon([(1, 0), (-1, -1), (-1, 1)], &path, center)
    case .octagon: regular(8, turned: 22.5, &path, center)
    case .pentagon: regular(5, turned: 0, &path, center)
    case .hexagon: regular(6, turned: 0, &path, center)
    case .hexagonAcross: regular(6, turned: 30, &path, center)
    case .star: star(&path, center)
    case .plus:
      stroke((-1, 0), (1, 0), &path, center)
      stroke((0, -1), (0, 1), &path, center)
    case .cross:
      stroke((-1, -1), (1, 1), &path, center)
      stroke((-1, 1), (1, -1), &path, center)
    case .verticalLine: stroke((0, -1), (0, 1), &path, center)
    case .horizontalLine: stroke((-1, 0), (1, 0), &path, center)
    case .filledPlus:
      let a = 1 / 3.0
      polygon(
        [
          (-a, -1), (a, -1), (a, -a), (1, -a), (1, a), (a, a), (a, 1), (-a, 1), (-a, a), (-1, a),
          (-1, -a), (-a, -a),
        ], &path, center)
    case .filledCross:
      polygon(
        [
          (-0.5, -1), (0, -0.5), (0.5, -1), (1, -0.5), (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5),
          (-0.5, 1), (-1, 0.5), (-0.5, 0), (-1, -0.5),
        ], &path, center)
    }
  }

  private func place(_ corner: (Double, Double), _ center: FigureScene.Point) -> FigureScene.Point {
    FigureScene.Point(center.x + corner.0 * radius, center.y + corner.1 * radius)
  }

  private func polygon(
    _ corners: [(Double, Double)], _ path: inout FigureScene.Path, _ center: FigureScene.Point
  ) {
    path.add(corners.map { place($0, center) }, isClosed: true)
  }

  private func stroke(
    _ a: (Double, Double), _ b: (Double, Double), _ path: inout FigureScene.Path,
    _ center: FigureScene.Point
  ) {
    path.add([place(a, center), place(b, center)])
  }

  private func regular(
    _ count: Int, turned: Double, _ path: inout FigureScene.Path, _ center: FigureScene.Point
  ) {
    polygon(
      (0..<count).map { corner in
        let angle = (turned + 360 * Double(corner) / Double(count)) * .pi / 180
        return (sin(angle), -cos(angle))
      }, &path, center)
  }

  private func star(_ path: inout FigureScene.Path, _ center: FigureScene.Point) {
    polygon(
      (0..<10).map { corner in
        let angle = Double(corner) * .pi / 5
        let length = corner.isMultiple(of: 2) ? 1.0 : 0.381966
        return (sin(angle) * length, -cos(angle) * length)
      }, &path, center)
  }
}
