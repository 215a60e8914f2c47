/// CPython's hash of texts and bytes (SipHash-1-3) with the key of `PYTHONHASHSEED=0`, so that sets
/// of them are in its order.
struct TextHash {
  private var v0: UInt64 = 0x736f_6d65_7073_6575
  private var v1: UInt64 = 0x646f_7261_6e64_6f6d
  private var v2: UInt64 = 0x6c79_6765_6e65_7261
  private var v3: UInt64 = 0x7465_6462_7974_6573

  /// The hash of a text: of its code points in the narrowest width that holds them all.
  static func of(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      if bytes.allSatisfy({ $0 < 0x80 }) { return of(UnsafeRawBufferPointer(bytes)) }
      let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
      let largest = scalars.reduce(0) { max($0, $1.value) }
      if largest < 0x100 {
        return scalars.map { UInt8(truncatingIfNeeded: $0.value) }.withUnsafeBytes { of($0) }
      }
      if largest < 0x1_0000 {
        return scalars.map { UInt16(truncatingIfNeeded: $0.value) }.withUnsafeBytes { of($0) }
      }
      return scalars.map(\.value).withUnsafeBytes { of($0) }
    }
  }

  static func of(_ bytes: UnsafeRawBufferPointer) -> Int {
    if bytes.isEmpty { return 0 }
    var state = TextHash()
    var offset = 0
    while offset + 8 <= bytes.count {
      state.take(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    var last = UInt64(bytes.count) << 56
    for (place, byte) in bytes[offset...].enumerated() { last |= UInt64(byte) << (8 * place) }
    state.take(last)
    let hash = state.finish()
    return hash == -1 ? -2 : hash
  }

  @inline(__always)
  private mutating func round() {
    v0 = v0 &+ v1
    v2 = v2 &+ v3
    v1 = (v1 << 13 | v1 >> 51) ^ v0
    v3 = (v3 << 16 | v3 >> 48) ^ v2
    v0 = v0 << 32 | v0 >> 32
    v2 = v2 &+ v1
    v0 = v0 &+ v3
    v1 = (v1 << 17 | v1 >> 47) ^ v2
    v3 = (v3 << 21 | v3 >> 43) ^ v0
    v2 = v2 << 32 | v2 >> 32
  }

  @inline(__always)
  private mutating func take(_ word: UInt64) {
    v3 ^= word
    round()
    v0 ^= word
  }

  private mutating func finish() -> Int {
    v2 ^= 0xff
    round()
    round()
    round()
    return Int(truncatingIfNeeded: v0 ^ v1 ^ v2 ^ v3)
  }
}
