/// The value of an attribute, by how it is to be read.
///
/// A string literal is `.text`, which is always safe: what is given is what is shown.
package enum DotValue: Equatable, Hashable, Sendable {
  /// Text shown literally; in labels and tooltips line breaks are kept.
  case text(String)
  /// Lines of a label set flush left or right, or centered.
  case lines([String], Alignment)
  /// Text in Graphviz's own escape language (`\N`, `\l`, record fields), passed on unchanged.
  case escaped(String)
  /// An HTML-like label: the markup between the outer angle brackets.
  case html(String)
  /// A number, written the same whatever the locale.
  case number(Double)

  /// Where the lines of a label stand.
  package enum Alignment: Hashable, Sendable {
    case left
    case center
    case right
  }

  /// Escapes text for use inside the markup of an HTML-like label.
  package static func markup(escaping text: String) -> String {
    var result = ""
    for scalar in LabelText.printable(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "<BR/>"
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension DotValue: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) {
    self = .text(value)
  }
}

extension DotValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) {
    self = .number(Double(value))
  }
}

extension DotValue: ExpressibleByFloatLiteral {
  package init(floatLiteral value: Double) {
    self = .number(value)
  }
}

extension DotValue: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) {
    self = .text(value ? "true" : "false")
  }
}

/// The attributes of a graph, node, edge or cluster, in the order they were set.
package struct DotAttributes: Equatable, Hashable, Sendable {
  /// One attribute.
  package struct Entry: Equatable, Hashable, Sendable {
    package let key: String
    package var value: DotValue
  }

  /// The attributes in order; a key occurs once.
  package private(set) var entries: [Entry] = []

  package init() {}

  /// Whether no attribute is set.
  package var isEmpty: Bool { entries.isEmpty }

  /// The value of an attribute; setting keeps its place, or adds it at the end.
  package subscript(key: String) -> DotValue? {
    get { entries.first { $0.key == key }?.value }
    set {
      let place = entries.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let value?): entries[place].value = value
      case (let place?, nil): entries.remove(at: place)
      case (nil, let value?): entries.append(Entry(key: key, value: value))
      case (nil, nil): break
      }
    }
  }
}

extension DotAttributes: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, DotValue)...) {
    for (key, value) in elements { self[key] = value }
  }
}
