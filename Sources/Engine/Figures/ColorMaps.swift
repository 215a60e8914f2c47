/// How numbers become colors: maps with the names that matplotlib has for them.
package enum ColorMaps {
  /// The maps that there are; each has a reversed twin with `_r` at its end.
  package static var names: [String] { tables.keys.sorted() }

  /// The color at a share of a map, 0…1.
  package static func color(_ share: Double, in name: String) -> PlotColor {
    let isReversed = name.hasSuffix("_r")
    let bare = isReversed ? String(name.dropLast(2)) : name
    guard let table = tables[bare] ?? tables["viridis"], !share.isNaN else { return .clear }
    let place = min(1, max(0, isReversed ? 1 - share : share)) * Double(table.count - 1)
    let first = min(table.count - 2, Int(place))
    return table[first].mixed(with: table[first + 1], share: place - Double(first))
  }

  /// Names of maps that matplotlib has and that are left out here.
  package static let otherNames: Set<String> = Set(
    """
    Accent BrBG BuGn BuPu CMRmap Dark2 GnBu Grays OrRd PRGn Paired Pastel1 Pastel2 PiYG 
    PuBu PuBuGn PuOr PuRd RdGy RdPu Set1 Set2 Set3 Wistia YlGn YlOrBr afmhot berlin brg 
    cubehelix flag gist_earth gist_gray gist_grey gist_heat gist_ncar gist_rainbow 
    gist_stern gist_yarg gist_yerg gnuplot gnuplot2 grey hsv managua nipy_spectral ocean 
    okabe_ito pink prism tab10 tab20 tab20b tab20c turbo twilight_shifted vanimo
    """.split { $0 == " " || $0 == "\n" }.map { String($0) })

  /// Colors at equal distances, taken from matplotlib.
  private static let tables: [String: [PlotColor]] = Dictionary(
    uniqueKeysWithValues: list.split(separator: ";").map { entry in
      let words = entry.split { $0 == " " || $0 == "\n" }
      let colors = words.dropFirst().map { PlotColor(hex: UInt32($0, radix: 16) ?? 0) }
      return (String(words.first ?? ""), colors)
    })

  private static let list = """
    viridis 440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1fa088 28ae80 3fbc73
    5ec962 84d44b addc30 d8e219 fde725;
    plasma 0d0887 310597 4c02a1 6600a7 7e03a8 9511a1 aa2395 bc3587 cc4778 da5a6a e66c5c f0804e
    f89540 fdac33 fdc527 f8df25 f0f921;
    inferno 000004 0b0724 210c4a 3d0965 57106e 71196e 8a226a a32c61 bc3754 d24644 e45a31 f1731d
    f98e09 fcac11 f9cb35 f2ea69 fcffa4;
    magma 000004 0a0822 1d1147 36106b 51127c 6a1c81 832681 9c2e7f b73779 d0416f e75263 f56b5c
    fc8961 fea772 fec488 fde2a3 fcfdbf;
    cividis 00224e 002e6a 1a386f 32436d 434e6c 535a6d 61656f 6f7073 7d7c78 8c8878 9b9476 aba072
    bcae6c cdbb63 dec958 f0d846 fee838;
    gray 000000 101010 202020 303030 404040 505050 606060 707070 808080 909090 a0a0a0 b0b0b0
    c0c0c0 d0d0d0 e0e0e0 f0f0f0 ffffff;
    binary ffffff efefef dfdfdf cfcfcf bfbfbf afafaf 9f9f9f 8f8f8f 7f7f7f 6f6f6f 5f5f5f 4f4f4f
    3f3f3f 2f2f2f 1f1f1f 0f0f0f 000000;
    Greys ffffff f7f7f7 f0f0f0 e4e4e4 d9d9d9 cbcbcb bdbdbd a9a9a9 959595 848484 727272 626262
    515151 3a3a3a 242424 111111 000000;
    Blues f7fbff eaf3fb deebf7 d2e3f3 c6dbef b2d2e8 9dcae1 84bcdb 6aaed6 56a0ce 4191c6 3181bd
    2070b4 1460a8 08509b 084082 08306b;
    Greens f7fcf5 eef8ea e5f5e0 d6efd0 c7e9c0 b4e1ad a0d99b 8ace88 73c476 5ab769 40aa5d 319a50
    228a44 117b38 006c2c 005723 00441b;
    Reds fff5f0 feeae1 fee0d2 fdcdb9 fcbba1 fca689 fc9272 fb7d5d fb694a f5523a ee3a2c dc2924
    ca181d b71319 a30f15 840711 67000d;
    Oranges fff5eb feeddc fee6ce fddbb8 fdd0a2 fdbf86 fdae6a fd9d53 fd8c3b f77a27 f16813 e4580a
    d84801 be3f02 a53603 912e04 7f2704;
    Purples fcfbfd f5f4f9 efedf5 e4e3f0 dadaeb cbcbe3 bcbddc adabd2 9e9ac8 8e8bc1 807cba 7566ae
    6950a3 5e3b98 53268f 491285 3f007d;
    hot 0b0000 200000 350000 4a0000 5f0000 740000 890000 9e0000 b30000 c80000 dd0000 f20000
    ff0800 ff1d00 ff3200 ff4700 ff5c00 ff7100 ff8600 ff9b00 ffb000 ffc500 ffda00 ffef00 ffff07
    ffff26 ffff46 ffff65 ffff85 ffffa4 ffffc4 ffffe3 ffffff;
    coolwarm 3b4cc0 4e68d8 6282ea 779af7 8db0fe a3c2fe b9d0f9 ccd9ed dddcdc ecd3c5 f5c4ac f7b093
    f4987a eb7d62 dd5f4b ca3b37 b40426;
    RdBu 67001f 960f27 bb2a34 d25849 e58368 f5ac8b fbceb7 fbe6da f6f7f7 deebf2 c0dceb 98c8e0
    68abd0 3e8cbf 2870b1 15508d 053061;
    bwr 0000ff 2020ff 4040ff 6060ff 8080ff a0a0ff c0c0ff e0e0ff fffefe ffdede ffbebe ff9e9e
    ff7e7e ff5e5e ff3e3e ff1e1e ff0000;
    seismic 00004c 000079 0000a6 0000d3 0101ff 4141ff 8181ff c1c1ff fffdfd ffbdbd ff7d7d ff3d3d
    fe0000 de0000 be0000 9e0000 800000;
    jet 000080 0000a4 0000c8 0000ed 0000ff 0020ff 0040ff 0060ff 0080ff 00a0ff 00c0ff 00e0fb
    16ffe1 30ffc7 49ffad 63ff94 7dff7a 97ff60 b1ff46 caff2c e4ff13 feed00 ffd000 ffb200 ff9400
    ff7700 ff5900 ff3b00 ff1e00 e80000 c40000 9f0000 800000;
    rainbow 8000ff 7019ff 6032fe 504afc 4062fa 3079f7 208ef4 10a2f0 00b5eb 10c6e6 20d5e1 30e1da
    40ecd4 50f4cc 60fac5 70febc 80ffb4 90feab a0faa1 b0f397 c0eb8d d0e082 e0d377 f0c46c ffb360
    ffa055 ff8c49 ff763d ff5f30 ff4724 ff2f18 ff160b ff0000;
    Spectral 9e0142 c1274a dd4a4c f06744 f98e52 fdb567 fed481 feec9f ffffbe eff9a6 d6ee9b b1dfa3
    86cfa5 5eb9a9 3d95b8 4471b2 5e4fa2;
    RdYlGn a50026 c41e27 de402e f16640 f98e52 fdb567 fed481 feec9f feffbe e6f59d cbe982 abdb6d
    84ca66 5ab760 2aa054 0f8446 006837;
    RdYlBu a50026 c41e27 de402e f16640 f98e52 fdb567 fed485 feeca2 feffc0 ebf7e4 d1ecf4 b0dcea
    8ec2dc 6da4cc 4f81ba 3d5ba7 313695;
    YlOrRd ffffcc fff6b6 ffeda0 fee38b fed976 fec561 feb24c fd9f44 fd8c3c fc6c33 fc4d2a ef3323
    e2191c cf0c21 bb0026 9d0026 800026;
    YlGnBu ffffd9 f6fbc5 edf8b1 daf0b3 c6e9b4 a2dbb8 7ecdbb 5fc1c0 40b5c4 2ea3c2 1d90c0 2076b3
    225da8 24489d 243392 162874 081d58;
    terrain 333399 2848ae 1e5ec4 1373d9 0888ee 009cf4 00acc4 00bc94 01cc66 21d36d 41d973 61df79
    81e680 a1ec86 c1f38d e1f993 fefe98 eee990 ded587 cec07f beac76 ae976d 9e8365 8e6e5c 815e56
    91726c a18781 b19b96 c1b0ac d1c4c1 e1d9d7 f1edec ffffff;
    twilight e2d9e2 d7d7dd c4ced4 acc2cc 95b5c7 81a6c3 7297c1 6887be 6276ba 5f64b5 5e51ad 5d3da1
    592a8f 511b77 45135c 381145 2f1436 3a113a 4a1342 5f174a 741e4f 872750 983550 a64550 b25652
    bb6958 c27c63 c89073 cca389 d1b6a3 d8c7be dfd4d6 e2d9e2;
    winter 0000ff 0010f7 0020ef 0030e7 0040df 0050d7 0060cf 0070c7 0080bf 0090b7 00a0af 00b0a7
    00c09f 00d097 00e08f 00f087 00ff80;
    summer 008066 108866 209066 309866 40a066 50a866 60b066 70b866 80c066 90c866 a0d066 b0d866
    c0e066 d0e866 e0f066 f0f866 ffff66;
    spring ff00ff ff10ef ff20df ff30cf ff40bf ff50af ff609f ff708f ff807f ff906f ffa05f ffb04f
    ffc03f ffd02f ffe01f fff00f ffff00;
    autumn ff0000 ff1000 ff2000 ff3000 ff4000 ff5000 ff6000 ff7000 ff8000 ff9000 ffa000 ffb000
    ffc000 ffd000 ffe000 fff000 ffff00;
    cool 00ffff 10efff 20dfff 30cfff 40bfff 50afff 609fff 708fff 807fff 906fff a05fff b04fff
    c03fff d02fff e01fff f00fff ff00ff;
    bone 000000 0e0e13 1c1c27 2a2a3a 38384e 464661 545574 626882 707b90 7e8f9e 8ca2ac 9ab5ba
    a9c8c8 bfd6d6 d5e4e4 eaf2f2 ffffff;
    copper 000000 140c08 281910 3b2518 4f3220 633e28 774b30 8a5738 9e6440 b27048 c67d50 d98958
    ed9660 ffa267 ffaf6f ffbb77 ffc77f
    """
}

extension Coloring {
  /// The color of a number.
  package func color(of value: Double) -> PlotColor {
    let interval = PlotInterval(low: low, high: high, isLogarithmic: isLogarithmic)
    guard low != high else { return ColorMaps.color(value.isNaN ? .nan : 0, in: map) }
    return ColorMaps.color(interval.share(of: value), in: map)
  }
}
