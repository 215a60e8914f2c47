/// The directions in which a line leaves a cell.
package struct CellArms: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let north = CellArms(rawValue: 1)
  package static let east = CellArms(rawValue: 2)
  package static let south = CellArms(rawValue: 4)
  package static let west = CellArms(rawValue: 8)
  package static let vertical: CellArms = [.north, .south]
  package static let horizontal: CellArms = [.east, .west]

  /// The four directions, one at a time.
  package static let each: [CellArms] = [.north, .east, .south, .west]

  /// The way back.
  package var opposite: CellArms { CellArms(rawValue: (rawValue << 2 | rawValue >> 2) & 15) }

  /// The step to the neighbor in this one direction.
  package var step: (x: Int, y: Int) {
    switch self {
    case .north: (0, -1)
    case .east: (1, 0)
    case .south: (0, 1)
    case .west: (-1, 0)
    default: (0, 0)
    }
  }

  /// What this becomes when x and y change places.
  var transposed: CellArms {
    CellArms(
      rawValue: (rawValue & 1) << 3 | (rawValue & 8) >> 3 | (rawValue & 2) << 1 | (rawValue & 4)
        >> 1)
  }
}

/// A place in a drawing, counted from its top left cell.
package struct CellPoint: Hashable, Sendable, Comparable {
  package var x: Int
  package var y: Int

  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  /// The neighbor in one direction.
  package func neighbor(_ direction: CellArms) -> CellPoint {
    let step = direction.step
    return CellPoint(x: x + step.x, y: y + step.y)
  }

  /// In the order of reading.
  package static func < (first: Self, second: Self) -> Bool {
    (first.y, first.x) < (second.y, second.x)
  }
}

/// A rectangle of cells.
package struct CellRect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package func contains(_ point: CellPoint) -> Bool {
    point.x >= x && point.x < x + width && point.y >= y && point.y < y + height
  }

  /// Whether two rectangles share a cell.
  package func overlaps(_ other: CellRect) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height
      && other.y < y + height
  }
}
