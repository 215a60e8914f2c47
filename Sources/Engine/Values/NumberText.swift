/// Numbers as short text for formulas, tables and messages.
///
/// Text that must be NumPy's or Python's is made elsewhere.
package enum NumberText {
  /// The shortest text that reads back as the same number; whole numbers without a point.
  package static func short(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if value == value.rounded(), Swift.abs(value) < 1e15 { return String(Int64(value)) }
    return value.description
  }

  /// The same for a float32 number held as a double.
  package static func short(_ value: Double, _ dtype: DType) -> String {
    guard dtype == .float32, value.isFinite, value != value.rounded() || Swift.abs(value) >= 1e15
    else { return short(value) }
    return Float(value).description
  }
}
