import Glibc

/// What a number in the table counts.
enum Unit: String {
  case nanoseconds = "ns"
  case microseconds = "µs"
  case milliseconds = "ms"
  case seconds = "s"
  case bytes = "B"
  case mebibytes = "MiB"

  /// How many of it there are in a second, or in a byte.
  var perBase: Double {
    switch self {
    case .nanoseconds: 1e9
    case .microseconds: 1e6
    case .milliseconds: 1e3
    case .seconds, .bytes: 1
    case .mebibytes: 1 / 1_048_576
    }
  }

  /// A number of seconds or bytes, such as `31.4 ns`.
  func text(_ base: Double) -> String { "\(significant(base * perBase)) \(rawValue)" }
}

/// Three digits that count, without an exponent.
func significant(_ value: Double) -> String {
  let size = abs(value)
  return rounded(value, digits: size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : 3)
}

/// A number with a fixed count of digits behind the point.
func rounded(_ value: Double, digits: Int) -> String {
  var buffer = [CChar](repeating: 0, count: 64)
  let length = withVaList([Int32(digits), value]) { vsnprintf(&buffer, 64, "%.*f", $0) }
  return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
