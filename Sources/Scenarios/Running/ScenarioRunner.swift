import Engine
import Export
import Foundation
import GraphView
import Script
import TUI

/// Runs scenarios from their folders without a terminal.
package struct ScenarioRunner {
  /// Whether expectations kept in files are written anew.
  package var updates = false
  /// Where a picture of every scenario's screen goes; nil for none.
  package var pictures: String?

  package init() {}

  /// The folders with a `scenario.yaml` at or below the paths, in order of their names.
  ///
  /// - Parameter paths: folders, or `scenario.yaml` files.
  /// - Returns: the folders.
  /// - Throws: where a path holds no scenario.
  package static func folders(_ paths: [String]) throws(ScenarioFault) -> [String] {
    var found: [String] = []
    for path in paths {
      let url = URL(fileURLWithPath: path)
      if url.lastPathComponent == "scenario.yaml" {
        found.append(url.deletingLastPathComponent().path)
        continue
      }
      var below: [String] = []
      if FileManager.default.fileExists(atPath: url.appendingPathComponent("scenario.yaml").path) {
        below.append(url.path)
      }
      if let walker = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil) {
        for case let file as URL in walker where file.lastPathComponent == "scenario.yaml" {
          let folder = file.deletingLastPathComponent().path
          if !below.contains(folder) { below.append(folder) }
        }
      }
      guard !below.isEmpty else {
        throw ScenarioFault(
          file: path, line: 1, message: "got no scenario, expected a folder with scenario.yaml")
      }
      found += below.sorted()
    }
    return found
  }

  /// Runs the scenario of a folder.
  package func run(folder: String) -> ScenarioResult {
    let start = ContinuousClock.now
    let name = URL(fileURLWithPath: folder).lastPathComponent
    var result: ScenarioResult
    do {
      let path = folder + "/scenario.yaml"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let scenario = try ScenarioFile.parse(text, file: path, name: name)
      var play = ScenarioPlay(scenario, folder: folder, updates: updates)
      result = play.run()
      if let pictures, let screen = play.screen {
        let picture = ScreenPicture(screen, theme: .dark, title: scenario.title)
        try OutputFile(path: "\(pictures)/\(name).svg").write(picture.exported(as: .svg).bytes)
      }
    } catch {
      result = ScenarioResult(name: name, title: name, seconds: 0)
      result.failures = [.init("\(error)")]
    }
    let time = start.duration(to: .now).components
    result.seconds = Double(time.seconds) + Double(time.attoseconds) * 1e-18
    return result
  }
}
