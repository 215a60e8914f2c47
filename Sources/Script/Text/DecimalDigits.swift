import Glibc

/// The decimal digits of a finite number's magnitude: 0.d₁d₂d₃… × 10^point.
package struct DecimalDigits: Hashable, Sendable {
  /// ASCII digits; the first is not zero unless the number is.
  package var digits: [UInt8]
  /// Where the decimal point stands: after so many digits.
  package var point: Int

  package init(digits: [UInt8], point: Int) {
    self.digits = digits
    self.point = point
  }

  /// The fewest digits that read back as the same double.
  package init(shortest value: Double) {
    self.init(description: value.magnitude.description)
  }

  /// The fewest digits that read back as the same float.
  package init(shortest value: Float) {
    self.init(description: value.magnitude.description)
  }

  /// The fewest digits that read back as the same half-precision number.
  package init(shortest value: Float16) {
    // The standard library's description writes whole numbers in full.
    for count in 1...5 {
      self.init(Double(value), significant: count)
      let written = "0." + String(decoding: digits, as: UTF8.self) + "e\(point)"
      if let read = Double(written), Float16(read) == value.magnitude { return }
    }
    self.init(Double(value), significant: 5)
  }

  /// The value rounded to so many significant digits, half to even of the exact binary value.
  package init(_ value: Double, significant count: Int) {
    self.init(description: Self.printed("%.*e", max(count, 1) - 1, value.magnitude))
  }

  /// The value rounded to so many digits after the decimal point.
  package init(_ value: Double, decimals count: Int) {
    self.init(description: Self.printed("%.*f", max(count, 0), value.magnitude))
  }

  /// Reads `12.34`, `1.2e-05` and their like.
  private init(description: String) {
    var digits: [UInt8] = []
    var point = 0
    var exponent = 0
    var seenPoint = false
    var bytes = description.utf8[...]
    while let byte = bytes.first {
      bytes = bytes.dropFirst()
      switch byte {
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "e"):
        exponent = Int(String(Substring(bytes.drop { $0 == UInt8(ascii: "+") }))) ?? 0
        bytes = bytes.dropFirst(bytes.count)
      default:
        digits.append(byte)
        if !seenPoint { point += 1 }
      }
    }
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    if zeros == digits.count {
      self.init(digits: digits.isEmpty ? [UInt8(ascii: "0")] : digits, point: point + exponent)
    } else {
      self.init(digits: Array(digits[zeros...]), point: point - zeros + exponent)
    }
  }

  /// True where every digit is a zero.
  package var isZero: Bool { digits.allSatisfy { $0 == UInt8(ascii: "0") } }

  /// Without the zeros at the end; zero keeps one digit.
  package func trimmed() -> DecimalDigits {
    var result = self
    while result.digits.count > 1, result.digits.last == UInt8(ascii: "0") {
      result.digits.removeLast()
    }
    return result
  }

  /// The digit at a place counted from the decimal point: 0 is the first after it.
  package func digit(at place: Int) -> UInt8 {
    let index = place + point
    return index >= 0 && index < digits.count ? digits[index] : UInt8(ascii: "0")
  }

  private static func printed(_ format: String, _ precision: Int, _ value: Double) -> String {
    let arguments: [any CVarArg] = [Int32(clamping: precision), value]
    return withVaList(arguments) { list in
      var buffer = [CChar](repeating: 0, count: 64 + (precision < 400 ? 800 : precision + 400))
      let count = vsnprintf(&buffer, buffer.count, format, list)
      let length = min(max(Int(count), 0), buffer.count - 1)
      return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
