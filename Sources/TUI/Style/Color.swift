/// A color of a theme, told for every kind of terminal.
package struct Color: Hashable, Sendable {
  /// The color where the terminal shows any.
  package var rgb: RGB
  /// The number among the 16 named colors where it does not.
  package var named: UInt8

  package init(_ hex: UInt32, named: UInt8) {
    rgb = RGB(hex)
    self.named = named
  }

  package init(_ rgb: RGB) {
    self.rgb = rgb
    named = rgb.nearestNamed
  }

  /// Red, green and blue, each 0 to 255.
  package struct RGB: Hashable, Sendable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8

    /// A color as it is written in hexadecimal: 0xRRGGBB.
    package init(_ hex: UInt32) {
      red = UInt8(truncatingIfNeeded: hex >> 16)
      green = UInt8(truncatingIfNeeded: hex >> 8)
      blue = UInt8(truncatingIfNeeded: hex)
    }

    /// The color as one number: 0xRRGGBB.
    package var hex: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

    /// This color moved toward another by a share between 0 and 1.
    package func mixed(with other: RGB, share: Double) -> RGB {
      func mix(_ from: UInt8, _ to: UInt8) -> UInt32 {
        UInt32((Double(from) + (Double(to) - Double(from)) * share).rounded())
      }
      return RGB(
        mix(red, other.red) << 16 | mix(green, other.green) << 8 | mix(blue, other.blue))
    }

    /// The nearest of the colors 16 to 255 of the usual palette: a 6×6×6 cube and 24 grays.
    package var nearest256: UInt8 {
      let levels: [Int] = [0, 95, 135, 175, 215, 255]
      func nearest(_ value: UInt8) -> Int {
        levels.indices.min { abs(levels[$0] - Int(value)) < abs(levels[$1] - Int(value)) } ?? 0
      }
      let (r, g, b) = (nearest(red), nearest(green), nearest(blue))
      let cube = distance(levels[r], levels[g], levels[b])
      let average = (Int(red) + Int(green) + Int(blue)) / 3
      let step = min(23, max(0, (average - 3) / 10))
      let gray = 8 + 10 * step
      if distance(gray, gray, gray) < cube { return UInt8(232 + step) }
      return UInt8(16 + 36 * r + 6 * g + b)
    }

    /// The nearest of the 16 named colors as terminals usually show them.
    package var nearestNamed: UInt8 {
      let usual: [UInt32] = [
        0x00_0000, 0xCD_0000, 0x00_CD00, 0xCD_CD00, 0x00_00EE, 0xCD_00CD, 0x00_CDCD, 0xE5_E5E5,
        0x7F_7F7F, 0xFF_0000, 0x00_FF00, 0xFF_FF00, 0x5C_5CFF, 0xFF_00FF, 0x00_FFFF, 0xFF_FFFF,
      ]
      let distances = usual.map { hex in
        let other = RGB(hex)
        return distance(Int(other.red), Int(other.green), Int(other.blue))
      }
      return UInt8(distances.indices.min { distances[$0] < distances[$1] } ?? 7)
    }

    private func distance(_ r: Int, _ g: Int, _ b: Int) -> Int {
      let (dr, dg, db) = (Int(red) - r, Int(green) - g, Int(blue) - b)
      return dr * dr + dg * dg + db * db
    }
  }
}

/// How many colors a terminal shows.
package enum ColorTier: String, CaseIterable, Comparable, Sendable {
  case mono
  case named = "16"
  case palette = "256"
  case truecolor

  package static func < (left: ColorTier, right: ColorTier) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}
