/// A terminal's description, changed so that colors are told as red, green and blue.
///
/// Terminals that take such colors mostly go by the name of one with 256; ncurses believes the
/// description. This changes a copy of the compiled description, as terminfo(5) and term(5) lay it out,
/// and leaves the terminal's other capabilities as they are.
enum DirectColorEntry {
  /// Places in the tables of terminfo's standard capabilities.
  private enum Place {
    static let canChangeColors = 27
    static let colorCount = 13
    static let pairCount = 14
    static let initializeColor = 299
    static let foreground = 359
    static let background = 360
  }

  /// The changed description, or nil when the bytes are no description with colors.
  static func make(from bytes: [UInt8]) -> [UInt8]? {
    var reader = Reader(bytes: bytes)
    guard let magic = reader.short(), magic == 0x11A || magic == 0x21E,
      let sizes = reader.shorts(5), let names = reader.take(sizes[0]),
      var flags = reader.take(sizes[1]), reader.skipToEven(sizes[0] + sizes[1]),
      var numbers = reader.numbers(sizes[2], isWide: magic == 0x21E),
      var offsets = reader.shorts(sizes[3]), var table = reader.take(sizes[4]),
      flags.count > Place.canChangeColors, numbers.count > Place.pairCount,
      offsets.count > Place.background, offsets[Place.foreground] >= 0
    else { return nil }
    flags[Place.canChangeColors] = 0
    numbers[Place.colorCount] = 1 << 24
    numbers[Place.pairCount] = 1 << 16
    offsets[Place.initializeColor] = -1
    for (place, digit) in [(Place.foreground, 3), (Place.background, 4)] {
      offsets[place] = table.count
      table += Array(sequence(digit).utf8) + [0]
    }
    guard table.count < 1 << 15, let extensions = extended(&reader, sizes[4]) else { return nil }
    var writer = Writer()
    writer.shorts([0x21E, names.count, flags.count, numbers.count, offsets.count, table.count])
    writer.bytes += names + flags
    writer.padToEven()
    for number in numbers { writer.long(number) }
    writer.shorts(offsets)
    writer.bytes += table
    writer.padToEven()
    return writer.bytes + extensions
  }

  /// What sends a color: the first eight numbers stay those of the palette.
  private static func sequence(_ digit: Int) -> String {
    "\u{1B}[%?%p1%{8}%<%t\(digit)%p1%d%e\(digit)8;2;%p1%{65536}%/%d;"
      + "%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"
  }

  /// The terminal's own capabilities with `RGB` among them.
  private static func extended(_ reader: inout Reader, _ tableSize: Int) -> [UInt8]? {
    guard reader.skipToEven(tableSize) else { return nil }
    let isWide = reader.isWide
    let sizes = reader.shorts(5) ?? [0, 0, 0, 0, 0]
    guard var flags = reader.take(sizes[0]), reader.skipToEven(sizes[0]),
      let numbers = reader.numbers(sizes[1], isWide: isWide), let values = reader.shorts(sizes[2]),
      var names = reader.shorts(sizes[0] + sizes[1] + sizes[2]), var table = reader.take(sizes[4])
    else { return nil }
    // The names lie behind the texts of the strings, and are counted from there.
    var start = 0
    for value in values where value >= 0 && value < table.count {
      start = max(start, (table[value...].firstIndex(of: 0) ?? table.count - 1) + 1)
    }
    func name(_ index: Int) -> String {
      String(
        decoding: table[max(0, min(table.count, start + names[index]))...].prefix { $0 != 0 },
        as: UTF8.self
      )
    }
    let place = flags.indices.first { name($0) >= "RGB" } ?? flags.count
    guard place == flags.count || name(place) != "RGB" else { return nil }
    flags.insert(1, at: place)
    names.insert(table.count - start, at: place)
    table += Array("RGB".utf8) + [0]
    var writer = Writer()
    writer.shorts([flags.count, numbers.count, values.count, sizes[3] + 1, table.count])
    writer.bytes += flags
    writer.padToEven()
    for number in numbers { writer.long(number) }
    writer.shorts(values + names)
    writer.bytes += table
    return writer.bytes
  }

  /// Takes little-endian numbers from bytes.
  private struct Reader {
    let bytes: [UInt8]
    var place = 0
    /// Whether numbers have four bytes.
    var isWide: Bool { bytes.starts(with: [0x1E, 0x02]) }

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func take(_ count: Int) -> [UInt8]? {
      guard count >= 0, place + count <= bytes.count else { return nil }
      defer { place += count }
      return Array(bytes[place..<place + count])
    }

    mutating func short() -> Int? {
      take(2).map { Int(Int16(truncatingIfNeeded: Int($0[0]) | Int($0[1]) << 8)) }
    }

    mutating func shorts(_ count: Int) -> [Int]? { numbers(count, isWide: false) }

    mutating func numbers(_ count: Int, isWide: Bool) -> [Int]? {
      guard let taken = take(count * (isWide ? 4 : 2)) else { return nil }
      return (0..<max(0, count)).map { index in
        guard isWide else {
          return Int(
            Int16(truncatingIfNeeded: Int(taken[2 * index]) | Int(taken[2 * index + 1]) << 8))
        }
        let word = (0..<4).reduce(0) { $0 | Int(taken[4 * index + $1]) << (8 * $1) }
        return Int(Int32(truncatingIfNeeded: word))
      }
    }

    /// Skips the byte that follows a part of an odd size.
    mutating func skipToEven(_ size: Int) -> Bool {
      if !size.isMultiple(of: 2), place < bytes.count { place += 1 }
      return true
    }
  }

  /// Puts little-endian numbers into bytes.
  private struct Writer {
    var bytes: [UInt8] = []

    mutating func shorts(_ values: [Int]) {
      for value in values {
        bytes += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
      }
    }

    mutating func long(_ value: Int) {
      for byte in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }

    mutating func padToEven() {
      if !bytes.count.isMultiple(of: 2) { bytes.append(0) }
    }
  }
}
