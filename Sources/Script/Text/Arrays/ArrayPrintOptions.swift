/// What `np.set_printoptions` sets.
package struct ArrayPrintOptions: Hashable, Sendable {
  /// How many digits a floating-point element gets.
  package enum FloatMode: String, CaseIterable, Hashable, Sendable {
    /// So many as tell it apart, not more than the precision.
    case maxprec
    /// As `maxprec`, and all elements as many as the one that needs most.
    case maxprecEqual = "maxprec_equal"
    /// As many as the precision says.
    case fixed
    /// As many as tell it apart; the precision does not count.
    case unique
  }

  /// When a sign is shown: only `-`, always, or a space in place of `+`.
  package enum Sign: String, CaseIterable, Hashable, Sendable {
    case minus = "-"
    case plus = "+"
    case space = " "
  }

  package var precision = 8
  /// Above so many elements only the corners are shown.
  package var threshold = 1000
  package var edgeItems = 3
  package var lineWidth = 75
  /// Never an exponent on account of small numbers.
  package var suppressesSmall = false
  package var notANumber = "nan"
  package var infinity = "inf"
  package var sign = Sign.minus
  package var floatMode = FloatMode.maxprec

  package init() {}
}
