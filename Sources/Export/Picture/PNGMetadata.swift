/// Text inside a PNG file.
enum PNGMetadata {
  /// The length of the signature and of the header that every file begins with.
  private static let headerEnd = 8 + 25

  /// The image with a note of the program that made it; anything else comes back unchanged.
  static func adding(_ note: String, to image: [UInt8]) -> [UInt8] {
    guard image.count > headerEnd, image[1...3].elementsEqual("PNG".utf8) else { return image }
    let chunk = chunk("tEXt", Array("Software\u{0}\(note)".utf8))
    return Array(image[..<headerEnd]) + chunk + image[headerEnd...]
  }

  /// A part of a file: length, name, data and check sum.
  static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bytes(UInt32(data.count)) + body + bytes(checksum(body))
  }

  /// The bytes of a number, the greatest first.
  static func bytes(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
  }

  /// The cyclic redundancy check of the PNG specification.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
