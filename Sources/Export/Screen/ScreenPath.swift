/// The path data of the shapes of one run.
struct ScreenPath {
  private let cell: ScreenCell
  /// Light lines, heavy lines, and areas.
  private(set) var strokes = ""
  private(set) var heavyStrokes = ""
  private(set) var fills = ""

  init(_ cell: ScreenCell) { self.cell = cell }

  /// Half the distance between the two lines of a double frame.
  private static let half = 1.4

  mutating func add(_ shape: ScreenShape, column: Int, row: Int) {
    let left = Double(column) * cell.width
    let top = Double(row) * cell.height
    switch shape {
    case .lines(let arms, let isRound):
      if isRound { addCorner(arms, left, top) } else { addArms(arms, left, top) }
    case .block(let x0, let y0, let x1, let y1, let density):
      addBlock(
        left + Double(x0) * cell.width / 8, top + Double(y0) * cell.height / 8,
        left + Double(x1) * cell.width / 8, top + Double(y1) * cell.height / 8, density)
    case .braille(let dots): addDots(dots, left, top)
    }
  }

  mutating func addUnderline(column: Int, width: Int, row: Int) {
    let y = Double(row) * cell.height + cell.baseline + 2
    line(
      (Double(column) * cell.width, y), (Double(column + width) * cell.width, y), isHeavy: false)
  }

  // MARK: Frames

  private mutating func addArms(_ arms: ScreenShape.Arms, _ left: Double, _ top: Double) {
    let middle = (x: left + cell.width / 2, y: top + cell.height / 2)
    let ends: [(weight: Int, x: Double, y: Double)] = [
      (arms.up, middle.x, top), (arms.right, left + cell.width, middle.y),
      (arms.down, middle.x, top + cell.height), (arms.left, left, middle.y),
    ]
    let isVertical = arms.up == 3 || arms.down == 3
    let isHorizontal = arms.left == 3 || arms.right == 3
    for (place, end) in ends.enumerated() where end.weight > 0 {
      let isUpright = place % 2 == 0
      guard end.weight == 3 else {
        // A light arm ends at the nearer line of a double one that it meets.
        let stop = Self.half * ((isUpright ? isHorizontal : isVertical) ? 1 : 0)
        let start =
          isUpright
          ? (middle.x, middle.y + (place == 0 ? -stop : stop))
          : (middle.x + (place == 3 ? -stop : stop), middle.y)
        line(start, (end.x, end.y), isHeavy: end.weight == 2)
        continue
      }
      for side in [-Self.half, Self.half] {
        if isUpright {
          let reach = corner(side, arms.right == 3, arms.left == 3) * (place == 0 ? 1 : -1)
          line((middle.x + side, middle.y + reach), (end.x + side, end.y), isHeavy: false)
        } else {
          let reach = corner(side, arms.down == 3, arms.up == 3) * (place == 3 ? 1 : -1)
          line((middle.x + reach, middle.y + side), (end.x, end.y + side), isHeavy: false)
        }
      }
    }
  }

  /// How far one line of a double arm reaches beyond the middle (or stops short of it) to meet its
  /// fellow around a corner.
  private func corner(_ side: Double, _ turnsOn: Bool, _ turnsBack: Bool) -> Double {
    if turnsOn == turnsBack { return 0 }
    let isInner = turnsOn ? side > 0 : side < 0
    return isInner ? -Self.half : Self.half
  }

  private mutating func addCorner(_ arms: ScreenShape.Arms, _ left: Double, _ top: Double) {
    let middle = (x: left + cell.width / 2, y: top + cell.height / 2)
    let radius = cell.width / 2
    let (endY, nearY) =
      arms.up > 0 ? (top, middle.y - radius) : (top + cell.height, middle.y + radius)
    let endX = arms.right > 0 ? left + cell.width : left
    strokes +=
      "M\(point(middle.x, endY))L\(point(middle.x, nearY))"
      + "Q\(point(middle.x, middle.y)) \(point(endX, middle.y))"
  }

  private mutating func line(
    _ start: (Double, Double), _ end: (Double, Double), isHeavy: Bool
  ) {
    let text = "M\(point(start.0, start.1))L\(point(end.0, end.1))"
    if isHeavy { heavyStrokes += text } else { strokes += text }
  }

  // MARK: Areas

  private mutating func addBlock(
    _ left: Double, _ top: Double, _ right: Double, _ bottom: Double, _ density: Double
  ) {
    guard density < 1 else {
      fills +=
        "M\(point(left, top))H\(ScreenSVG.number(right))V\(ScreenSVG.number(bottom))"
        + "H\(ScreenSVG.number(left))Z"
      return
    }
    // Shades are stripes, so that they stay one color in one path.
    let step = (bottom - top) / 8
    for stripe in 0..<8 {
      let y = top + Double(stripe) * step
      addBlock(left, y, right, y + step * density, 1)
    }
  }

  private mutating func addDots(_ dots: UInt8, _ left: Double, _ top: Double) {
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    let radius = 1.15
    for (bit, place) in places.enumerated() where dots & 1 << UInt8(bit) != 0 {
      let x = left + cell.width * (place.0 == 0 ? 0.27 : 0.73)
      let y = top + cell.height * (0.125 + 0.25 * Double(place.1))
      let width = ScreenSVG.number(radius)
      fills +=
        "M\(point(x - radius, y))a\(width) \(width) 0 1 0 \(ScreenSVG.number(2 * radius)) 0"
        + "a\(width) \(width) 0 1 0 \(ScreenSVG.number(-2 * radius)) 0Z"
    }
  }

  private func point(_ x: Double, _ y: Double) -> String {
    "\(ScreenSVG.number(x)) \(ScreenSVG.number(y))"
  }
}
