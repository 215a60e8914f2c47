import Engine
import GraphView

/// A small picture as a PNG file inside of an SVG: its rows as they are, not packed.
struct PNGImage {
  private let pixels: FigureScene.Pixels

  init(_ pixels: FigureScene.Pixels) { self.pixels = pixels }

  var bytes: [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let header =
      PNGMetadata.bytes(UInt32(pixels.columns)) + PNGMetadata.bytes(UInt32(pixels.rows))
      + [8, 6, 0, 0, 0]
    file += PNGMetadata.chunk("IHDR", header)
    file += PNGMetadata.chunk("IDAT", Self.stored(rows))
    file += PNGMetadata.chunk("IEND", [])
    return file
  }

  /// Every row behind the number of its filter, which is none.
  private var rows: [UInt8] {
    var data: [UInt8] = []
    data.reserveCapacity(pixels.rows * (pixels.columns * 4 + 1))
    for row in 0..<pixels.rows {
      data.append(0)
      for column in 0..<pixels.columns {
        let color = pixels.colors[row * pixels.columns + column]
        for part in [color.red, color.green, color.blue, color.alpha] {
          data.append(UInt8((min(1, max(0, part.isNaN ? 0 : part)) * 255).rounded()))
        }
      }
    }
    return data
  }

  /// Data in the frame of zlib, in stored blocks.
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let count = min(65_535, data.count - start)
      let isLast: UInt8 = start + count >= data.count ? 1 : 0
      let length = UInt16(count)
      result += [
        isLast, UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8),
      ]
      result += data[start..<start + count]
      start += count
    } while start < data.count
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in data {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return result + PNGMetadata.bytes(b << 16 | a)
  }

  var base64: String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bytes = bytes
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        text.append(
          place <= group.count
            ? letters[Int(bits >> UInt32(18 - 6 * place)) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
