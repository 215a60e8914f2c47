/// How one scenario went.
package struct ScenarioResult: Sendable {
  package var name: String
  package var title: String
  /// Seconds of wall time.
  package var seconds: Double
  /// What did not come out as it should, each with a headline and, mostly, a difference.
  package var failures: [Failure] = []
  /// Files that `--update` wrote.
  package var updated: [String] = []

  package struct Failure: Sendable, Equatable {
    package var headline: String
    package var details: [String]

    package init(_ headline: String, details: [String] = []) {
      self.headline = headline
      self.details = details
    }
  }

  package var isPassed: Bool { failures.isEmpty }
}

/// The results as text for people, as TAP, or as JUnit's XML.
package enum ScenarioReport {
  package enum Style: String, CaseIterable, Sendable { case plain, tap, junit }

  package static func text(_ results: [ScenarioResult], _ style: Style) -> String {
    switch style {
    case .plain: plain(results)
    case .tap: tap(results)
    case .junit: junit(results)
    }
  }

  private static func plain(_ results: [ScenarioResult]) -> String {
    var lines: [String] = []
    for result in results {
      lines.append("\(result.isPassed ? "ok  " : "FAIL")  \(result.name)  \(result.title)")
      for file in result.updated { lines.append("      wrote \(file)") }
      for failure in result.failures {
        lines.append("      " + failure.headline)
        lines += failure.details.map { "        " + $0 }
      }
    }
    let failed = results.count { !$0.isPassed }
    lines.append("\(results.count - failed) passed, \(failed) failed")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func tap(_ results: [ScenarioResult]) -> String {
    var lines = ["TAP version 13", "1..\(results.count)"]
    for (place, result) in results.enumerated() {
      let title = result.title.replacing("#", with: "\\#")
      lines.append("\(result.isPassed ? "ok" : "not ok") \(place + 1) - \(result.name): \(title)")
      for failure in result.failures {
        lines += ([failure.headline] + failure.details).map { "# " + $0 }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func junit(_ results: [ScenarioResult]) -> String {
    let failed = results.count { !$0.isPassed }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuite name=\"scenarios\" tests=\"\(results.count)\" failures=\"\(failed)\">",
    ]
    for result in results {
      let head = "  <testcase name=\"\(escaped(result.name))\" time=\"\(seconds(result.seconds))\""
      guard let first = result.failures.first else {
        lines.append(head + "/>")
        continue
      }
      lines.append(head + ">")
      let body = result.failures.flatMap { [$0.headline] + $0.details }.joined(separator: "\n")
      lines.append(
        "    <failure message=\"\(escaped(first.headline))\">\(escaped(body))</failure>")
      lines.append("  </testcase>")
    }
    lines.append("</testsuite>")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func seconds(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// Text inside XML: markup escaped, and what XML cannot hold replaced.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar.value < 32 ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }
}
