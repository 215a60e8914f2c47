import Testing

@testable import TUI

@Suite("Themes")
struct ThemeTests {
  @Test("Every role has a look in every theme and tier without colors where there are none")
  func mono() {
    for theme in Theme.all {
      for role in Role.allCases {
        let attributes = theme.attributes(for: Style(role), tier: .mono)
        #expect(attributes.foreground == nil && attributes.background == nil, "\(role)")
      }
    }
  }

  @Test(
    "What must not be confused differs without color",
    arguments: [
      (Role.current, Role.visited), (.current, .pending), (.visited, .pending),
      (.focusBorder, .border), (.focusTitle, .title), (.forward, .normal), (.backward, .forward),
      (.highlight, .normal), (.match, .normal), (.error, .normal), (.cursor, .normal),
      (.edited, .normal), (.keyHint, .hint), (.statusBar, .normal),
    ])
  func monoDifference(one: Role, other: Role) {
    let theme = Theme.dark
    #expect(
      theme.attributes(for: Style(one), tier: .mono)
        != theme.attributes(for: Style(other), tier: .mono))
  }

  @Test("Text is readable on the paper of its theme", arguments: Role.allCases)
  func contrast(role: Role) {
    for theme in Theme.all {
      let look = theme.attributes(for: Style(role), tier: .truecolor)
      let text = look.foreground?.rgb ?? theme.ink
      let ground = look.background?.rgb ?? theme.paper
      let isFurniture = [.border, .grid, .axis].contains(role)
      #expect(contrast(text, ground) >= (isFurniture ? 3 : 3.8), "\(theme.name) \(role)")
    }
  }

  @Test("The selected row is seen in every tier", arguments: ColorTier.allCases)
  func selection(tier: ColorTier) {
    for theme in Theme.all {
      for role in [Role.normal, .negative, .error, .series1] {
        let plain = theme.attributes(for: Style(role), tier: tier)
        let selected = theme.attributes(for: Style(role, .selected), tier: tier)
        #expect(
          selected.background != plain.background || selected.isReversed != plain.isReversed,
          "\(theme.name) \(role)")
      }
    }
  }

  @Test("The series of a plot have colors of their own")
  func series() {
    for theme in Theme.all {
      for tier in [ColorTier.named, .palette, .truecolor] {
        let codes = (0..<8).map {
          theme.attributes(for: Style(.series($0)), tier: tier).escapeCodes(tier: tier)
        }
        #expect(Set(codes).count == 8, "\(theme.name) \(tier): \(codes)")
      }
    }
  }

  @Test(
    "Colors are taken to the nearest one of the palette",
    arguments: [
      (0xFF_0000, 196), (0x00_72B2, 25), (0xD5_5E00, 166), (0x80_8080, 244), (0x00_0000, 16),
      (0xFF_FFFF, 231), (0xF0_E442, 221),
    ] as [(UInt32, UInt8)])
  func nearest(hex: UInt32, index: UInt8) {
    #expect(Color.RGB(hex).nearest256 == index)
  }

  @Test(
    "The heat map goes from blue through white to orange",
    arguments: [(-1.0, 1), (-0.001, 12), (0.001, 13), (1.0, 24), (-7, 1), (9, 24), (.nan, 0)]
      as [(Double, UInt8)])
  func shades(value: Double, step: UInt8) {
    #expect(Shade.step(for: value) == step)
  }

  @Test("Shades change evenly from one end to the other")
  func shadeColors() {
    let blues = (1...24).map { Int(Shade.color(of: $0).blue) }
    #expect(blues[0] < blues[11] && blues[12] > blues[23])
    #expect(Set((1...24).map { Shade.color(of: $0).nearest256 }).count >= 12)
  }

  /// The contrast ratio of the Web Content Accessibility Guidelines.
  private func contrast(_ one: Color.RGB, _ other: Color.RGB) -> Double {
    func linear(_ value: UInt8) -> Double {
      let share = Double(value) / 255
      // The standard's curve, close enough to a square for a bound like this.
      return share <= 0.04 ? share / 12.92 : share * share * (0.7 + 0.3 * share)
    }
    func luminance(_ color: Color.RGB) -> Double {
      0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }
    let (light, dark) = (
      max(luminance(one), luminance(other)), min(luminance(one), luminance(other))
    )
    return (light + 0.05) / (dark + 0.05)
  }
}
