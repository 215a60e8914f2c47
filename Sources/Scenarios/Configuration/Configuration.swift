import Foundation
import TUI

/// What a user has settled once for all, in a file below `$XDG_CONFIG_HOME`.
package struct Configuration: Hashable, Sendable {
  /// Symbols, colors and theme; the command line and the environment go first.
  package var habits = Capabilities.Wishes()
  package var preferences = Preferences()
  /// Whether the mouse is taken from the start.
  package var mouse: Bool?
  /// Decimals of numbers in tables.
  package var digits: Int?

  package init() {}

  /// Decimals that there may be.
  package static let digitRange = 1...10

  /// The file that is read where there is one.
  ///
  /// - Parameter environment: the variables of the process.
  /// - Returns: the path; nil where there is not even a home.
  package static func path(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    // The rule of XDG: what is no absolute path does not count.
    if let home = environment["XDG_CONFIG_HOME"], home.hasPrefix("/") {
      return home + "/gradwalk/config.yaml"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.config/gradwalk/config.yaml"
  }

  /// The configuration of a file; nothing is settled where there is no file.
  ///
  /// - Throws: where the file cannot be read or says something unknown.
  package static func read(_ path: String?) throws(ScenarioFault) -> Configuration {
    guard let path, FileManager.default.fileExists(atPath: path) else { return Configuration() }
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ScenarioFault(
        file: path, line: 1, message: "cannot be read as text: \(error.localizedDescription)")
    }
    return try ConfigurationFile.parse(text, file: path)
  }
}
