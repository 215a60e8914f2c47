import BigInt
import Glibc

// Until the module's text chapter has these.

func representation(of value: Double) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value > 0 ? "inf" : "-inf" }
  return value.description
}

func representation(real: Double, imaginary: Double) -> String {
  func part(_ x: Double) -> String {
    x == x.rounded() && x.magnitude < 1e16 ? String(Int(x)) : representation(of: x)
  }
  if real == 0, real.sign == .plus { return part(imaginary) + "j" }
  return "(\(part(real))\(imaginary.sign == .minus ? "-" : "+")\(part(imaginary.magnitude))j)"
}

func representation(of text: String) -> String { "'\(text)'" }
func escapedToASCII(_ text: String) -> String { text }
func formatted(text: String, _ specification: String) throws(Raise) -> String { text }
func formatted(integer: BigInt, _ specification: String) throws(Raise) -> String { "\(integer)" }
func formatted(int: Int, _ specification: String) throws(Raise) -> String { "\(int)" }
func formatted(float: Double, _ specification: String) throws(Raise) -> String {
  if specification.hasPrefix("."), specification.hasSuffix("f"),
    let places = Int(specification.dropFirst().dropLast())
  {
    return fixedDecimal(float, places)
  }
  return representation(of: float)
}
func formatted(real: Double, imaginary: Double, _ specification: String) throws(Raise) -> String {
  representation(real: real, imaginary: imaginary)
}
func fixedDecimal(_ value: Double, _ places: Int) -> String {
  var buffer = [CChar](repeating: 0, count: 800)
  withVaList([Int32(places), value]) { _ = vsnprintf(&buffer, 800, "%.*f", $0) }
  return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
func percentFormatted(_ template: String, _ value: PyValue) throws(Raise) -> String { template }
func formattedTemplate(
  _ template: String, _ positional: [PyValue], _ named: [(Symbol, PyValue)]
) throws(Raise) -> String { template }
func formattedTemplate(_ template: String, mapping: PyValue) throws(Raise) -> String { template }
