extension Theme {
  /// The themes that can be chosen by name; the first is the default.
  package static let all: [Theme] = [.dark, .light, .contrast, .soft]

  /// The theme of a name.
  package static func named(_ name: String) -> Theme? {
    all.first { $0.name == name }
  }

  /// For dark terminals: the Okabe-Ito colors, the two darkest of them lifted to be read on black.
  package static let dark = Theme(
    name: "dark", paper: 0x14_161B, ink: 0xD8_DEE9, selection: Color(0x30_3641, named: 0)
  ) { role in
    look(
      role,
      Palette(
        forward: Color(0x3D_9BDC, named: 12), backward: Color(0xF0_7B26, named: 3),
        cursor: Color(0xF0_E442, named: 11), gray: Color(0x8A_8F98, named: 7),
        line: Color(0x6C_727D, named: 7), bright: Color(0xFF_FFFF, named: 15),
        paper: Color(0x14_161B, named: 0), bar: Color(0x2A_2F3A, named: 4),
        error: Color(0xFF_6B5E, named: 9), good: Color(0x1F_C997, named: 10),
        purple: Color(0xD6_8FB5, named: 13), amber: Color(0xE6_9F00, named: 3),
        series: [
          Color(0x56_B4E9, named: 14), Color(0xE6_9F00, named: 3), Color(0x1F_C997, named: 10),
          Color(0xF0_E442, named: 11), Color(0x3D_9BDC, named: 12), Color(0xF0_7B26, named: 9),
          Color(0xD6_8FB5, named: 13), Color(0xD8_DEE9, named: 15),
        ]))
  }

  /// For light terminals: the Okabe-Ito colors, the brightest of them darkened to be read on white.
  package static let light = Theme(
    name: "light", paper: 0xFF_FFFF, ink: 0x20_242C, selection: Color(0xE3_E8F0, named: 7)
  ) { role in
    look(
      role,
      Palette(
        forward: Color(0x00_72B2, named: 4), backward: Color(0xD5_5E00, named: 1),
        cursor: Color(0xF0_E442, named: 3), gray: Color(0x6A_7078, named: 8),
        line: Color(0x8A_9099, named: 8), bright: Color(0x00_0000, named: 0),
        paper: Color(0x00_0000, named: 0), bar: Color(0xDD_E3EC, named: 7),
        error: Color(0xB3_1B1B, named: 1), good: Color(0x00_7A57, named: 2),
        purple: Color(0x9C_4F7C, named: 5), amber: Color(0xA6_6A00, named: 3),
        series: [
          Color(0x00_72B2, named: 4), Color(0xD5_5E00, named: 1), Color(0x00_7A57, named: 2),
          Color(0x9C_4F7C, named: 5), Color(0x1B_87C4, named: 6), Color(0xA6_6A00, named: 3),
          Color(0x6B_5D00, named: 8), Color(0x20_242C, named: 0),
        ]))
  }

  /// For dark terminals where every color must stand out: bright letters on black.
  package static let contrast = Theme(
    name: "contrast", paper: 0x00_0000, ink: 0xFF_FFFF, selection: Color(0x00_3C78, named: 4)
  ) { role in
    look(
      role,
      Palette(
        forward: Color(0x5C_C8FF, named: 14), backward: Color(0xFF_A14A, named: 11),
        cursor: Color(0xFF_FF00, named: 11), gray: Color(0xC8_C8C8, named: 7),
        line: Color(0xA8_A8A8, named: 7), bright: Color(0xFF_FFFF, named: 15),
        paper: Color(0x00_0000, named: 0), bar: Color(0x00_3C78, named: 4),
        error: Color(0xFF_5050, named: 9), good: Color(0x40_FF90, named: 10),
        purple: Color(0xFF_A0E8, named: 13), amber: Color(0xFF_D040, named: 11),
        series: [
          Color(0x5C_C8FF, named: 14), Color(0xFF_A14A, named: 3), Color(0x40_FF90, named: 10),
          Color(0xFF_FF60, named: 11), Color(0x9A_9AFF, named: 12), Color(0xFF_6A6A, named: 9),
          Color(0xFF_A0E8, named: 13), Color(0xFF_FFFF, named: 15),
        ]))
  }

  /// For dark terminals in dim rooms: pale colors of about the same brightness.
  package static let soft = Theme(
    name: "soft", paper: 0x1F_2328, ink: 0xB8_BFC6, selection: Color(0x2F_363E, named: 0)
  ) { role in
    look(
      role,
      Palette(
        forward: Color(0x7D_A8C9, named: 6), backward: Color(0xCF_9A72, named: 3),
        cursor: Color(0xC9_BC7A, named: 3), gray: Color(0x84_8B94, named: 7),
        line: Color(0x77_7E89, named: 8), bright: Color(0xDD_E1E6, named: 7),
        paper: Color(0x1F_2328, named: 0), bar: Color(0x2B_3138, named: 0),
        error: Color(0xD0_7F79, named: 1), good: Color(0x86_B39A, named: 2),
        purple: Color(0xB4_97BC, named: 5), amber: Color(0xC2_A465, named: 3),
        series: [
          Color(0x7D_A8C9, named: 6), Color(0xCF_9A72, named: 3), Color(0x86_B39A, named: 2),
          Color(0xC9_BC7A, named: 11), Color(0x8E_94C9, named: 4), Color(0xD0_7F79, named: 1),
          Color(0xB4_97BC, named: 5), Color(0xB8_BFC6, named: 7),
        ]))
  }

  /// The colors that the looks are made of.
  private struct Palette {
    let forward: Color
    let backward: Color
    let cursor: Color
    let gray: Color
    let line: Color
    let bright: Color
    /// Text on the cursor's color.
    let paper: Color
    let bar: Color
    let error: Color
    let good: Color
    let purple: Color
    let amber: Color
    let series: [Color]
  }

  private static func look(_ role: Role, _ palette: Palette) -> Attributes {
    switch role {
    case .normal, .visited, .title: Attributes()
    case .dim, .pending, .grid, .axis, .hint: Attributes(palette.gray)
    case .hidden: Attributes(palette.gray, isUnderlined: true)
    case .label: Attributes(palette.gray, isUnderlined: true)
    case .border: Attributes(palette.line)
    case .focusBorder: Attributes(palette.bright)
    case .focusTitle: Attributes(palette.bright, isBold: true)
    case .cursor: Attributes(palette.paper, on: palette.cursor, isBold: true)
    case .current: Attributes(palette.bright, isBold: true, isReversed: true)
    case .forward: Attributes(palette.forward, isBold: true)
    case .backward: Attributes(palette.backward, isBold: true)
    case .leaf, .success: Attributes(palette.good)
    case .gradientNode: Attributes(palette.purple)
    case .negative: Attributes(palette.amber)
    case .error: Attributes(palette.error, isBold: true)
    case .warning: Attributes(palette.amber, isBold: true)
    case .edited, .breakpoint: Attributes(palette.purple, isBold: true)
    case .highlight: Attributes(palette.paper, on: palette.cursor)
    case .match: Attributes(palette.bright, isBold: true, isUnderlined: true)
    case .statusBar: Attributes(on: palette.bar)
    case .keyHint: Attributes(palette.bright, isBold: true)
    case .prompt: Attributes(palette.bright)
    case .candidate: Attributes(palette.bright, on: palette.bar, isBold: true)
    case .plotCursor: Attributes(palette.bright)
    case .series1: Attributes(palette.series[0])
    case .series2: Attributes(palette.series[1])
    case .series3: Attributes(palette.series[2])
    case .series4: Attributes(palette.series[3])
    case .series5: Attributes(palette.series[4])
    case .series6: Attributes(palette.series[5])
    case .series7: Attributes(palette.series[6])
    case .series8: Attributes(palette.series[7])
    }
  }
}
