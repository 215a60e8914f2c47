import TUI
import Yams

/// Reads `config.yaml`; a key it does not know is an error, not a comment.
struct ConfigurationFile {
  private let file: String
  private var made = Configuration()

  /// The configuration that a text describes.
  static func parse(_ text: String, file: String) throws(ScenarioFault) -> Configuration {
    var reader = ConfigurationFile(file: file)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw ScenarioFault(file: file, line: ScenarioFile.line(of: error), message: "\(error)")
    } catch {
      throw ScenarioFault(file: file, line: 1, message: "\(error)")
    }
    // A file of comments settles nothing.
    guard let root, root.null == nil else { return reader.made }
    guard let mapping = root.mapping else {
      throw reader.fault(root, "got no keys, expected \(keys.joined(separator: ", "))")
    }
    for (key, value) in mapping { try reader.read(key, value) }
    return reader.made
  }

  private static let keys = [
    "theme", "glyphs", "colors", "bidi", "mouse", "pane", "zoom", "check", "chain", "log", "digits",
  ]

  private init(file: String) { self.file = file }

  private mutating func read(_ key: Node, _ value: Node) throws(ScenarioFault) {
    let name = key.scalar?.string ?? ""
    switch name {
    case "theme": made.habits.theme = try choice(name, value, Theme.all.map(\.name))
    case "glyphs":
      made.habits.glyphs = GlyphTier(
        rawValue: try choice(name, value, GlyphTier.allCases.map(\.rawValue)))
    case "colors":
      made.habits.colors = ColorTier(
        rawValue: try choice(name, value, ColorTier.allCases.map(\.rawValue)))
    case "bidi":
      made.habits.bidi = BidiMode(
        rawValue: try choice(name, value, BidiMode.allCases.map(\.rawValue)))
    case "mouse": made.mouse = try flag(name, value)
    case "pane": made.preferences.pane = try choice(name, value, Preferences.panes)
    case "zoom": made.preferences.zoom = try choice(name, value, Preferences.zooms)
    case "check": made.preferences.check = try flag(name, value)
    case "chain": made.preferences.chain = try choice(name, value, Preferences.chains)
    case "log": made.preferences.log = try flag(name, value)
    case "digits":
      let range = Configuration.digitRange
      guard let number = value.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
        throw fault(
          value,
          "digits: got \(told(value)), expected a whole number from \(range.lowerBound) to "
            + "\(range.upperBound)")
      }
      made.digits = number
    default:
      throw fault(
        key, "got key \(told(key)), expected \(Self.keys.joined(separator: ", "))")
    }
  }

  private func choice(
    _ name: String, _ value: Node, _ choices: [String]
  ) throws(ScenarioFault) -> String {
    if let word = value.scalar?.string, choices.contains(word) { return word }
    throw fault(
      value, "\(name): got \(told(value)), expected \(choices.joined(separator: ", "))")
  }

  private func flag(_ name: String, _ value: Node) throws(ScenarioFault) -> Bool {
    switch value.scalar?.string {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw fault(value, "\(name): got \(told(value)), expected true or false")
    }
  }

  private func told(_ node: Node) -> String {
    node.scalar.map { "\"\($0.string)\"" } ?? (node.mapping != nil ? "keys" : "a list")
  }

  private func fault(_ node: Node, _ message: String) -> ScenarioFault {
    ScenarioFault(file: file, line: node.mark?.line ?? 1, message: message)
  }
}
