/// A key as it is pressed: a character or a named key, with modifiers.
package struct Key: Hashable, Sendable {
  /// What the key is without its modifiers.
  package enum Code: Hashable, Sendable {
    case character(Unicode.Scalar)
    case up
    case down
    case left
    case right
    case home
    case end
    case pageUp
    case pageDown
    case insert
    case delete
    case backspace
    case enter
    case tab
    case escape
    case function(Int)
  }

  /// The keys held down with it.
  ///
  /// A shifted character is another character, not a modifier.
  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let shift = Modifiers(rawValue: 1)
    package static let alt = Modifiers(rawValue: 2)
    package static let control = Modifiers(rawValue: 4)
  }

  /// The key itself.
  package var code: Code
  /// What is held down with it.
  package var modifiers: Modifiers

  package init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  package static func character(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar)) }
  /// A letter with Ctrl, whatever its case.
  package static func control(_ scalar: Unicode.Scalar) -> Key {
    Key(.character(scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar), .control)
  }
  package static func alt(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar), .alt) }
  package static func function(_ number: Int) -> Key { Key(.function(number)) }
  package static let space = Key(.character(" "))
  package static let up = Key(.up)
  package static let down = Key(.down)
  package static let left = Key(.left)
  package static let right = Key(.right)
  package static let shiftLeft = Key(.left, .shift)
  package static let shiftRight = Key(.right, .shift)
  package static let home = Key(.home)
  package static let end = Key(.end)
  package static let pageUp = Key(.pageUp)
  package static let pageDown = Key(.pageDown)
  package static let insert = Key(.insert)
  package static let delete = Key(.delete)
  package static let backspace = Key(.backspace)
  package static let enter = Key(.enter)
  package static let tab = Key(.tab)
  package static let shiftTab = Key(.tab, .shift)
  package static let escape = Key(.escape)

  /// The character that the key types, if it types one.
  package var typed: Unicode.Scalar? {
    guard modifiers.isEmpty, case .character(let scalar) = code else { return nil }
    return scalar
  }
}

extension Key: ExpressibleByUnicodeScalarLiteral {
  package init(unicodeScalarLiteral scalar: Unicode.Scalar) {
    self = .character(scalar)
  }
}
