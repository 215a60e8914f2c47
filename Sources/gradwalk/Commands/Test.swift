import ArgumentParser
import Scenarios

/// `gradwalk test`: scenarios from their folders, without a terminal.
struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run scenarios without a terminal.",
    discussion: """
      A scenario is a folder with scenario.yaml, a lesson and what must come of it. Every folder at \
      or below PATH is run; what differs is shown as a difference, and the exit code is 1.
      """)

  @Argument(help: "Folders with scenarios.")
  var paths: [String]

  @Flag(help: "Write the expectations that are kept in files anew, and show what changed.")
  var update = false

  @Option(
    help: "Write a picture of the screen that each scenario looks at last into this folder, as SVG."
  )
  var pictures: String?

  @Option(
    help: "How to report: \(ScenarioReport.Style.allCases.map(\.rawValue).joined(separator: ", "))."
  )
  var report: ScenarioReport.Style = .plain

  func run() throws {
    try reporting {
      var runner = ScenarioRunner()
      runner.updates = update
      runner.pictures = pictures
      let folders: [String]
      do throws(ScenarioFault) {
        folders = try ScenarioRunner.folders(paths)
      } catch {
        throw Failure(error.description)
      }
      let results = folders.map { runner.run(folder: $0) }
      StandardStreams.output(ScenarioReport.text(results, report))
      if results.contains(where: { !$0.isPassed }) { throw ExitCode(1) }
    }
  }
}

extension ScenarioReport.Style: ExpressibleByArgument {}
