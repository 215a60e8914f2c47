import ArgumentParser
import Glibc

/// The command line.
@main
struct Gradwalk: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradwalk",
    abstract: "Walks computational graphs and gradients, node by node, both ways.",
    usage: """
      gradwalk [explore] SOURCE [name=value ...]
      gradwalk run SOURCE
      gradwalk export SOURCE [name=value ...] --format FORMAT
      gradwalk check SOURCE [name=value ...]
      gradwalk test PATH ...
      """,
    discussion: """
      SOURCE is a TensorFlow-style lesson (lesson.py), a formula in quotes with a value for each of \
      its inputs, or - for standard input:

        gradwalk 'C = y - max(0, w*x + b)' w=2 x=1 b=1 y=5

      Exit codes: 0 done; 1 the lesson failed, a scenario failed, a gradient is wrong, or a file is not what it should \
      be; 64 the command line, or a line of commands, is wrong; 130 stopped with Ctrl-C; a lesson's own sys.exit code.
      """,
    version: "0.1.0",
    subcommands: [
      Explore.self, Run.self, ExportCommand.self, Check.self, Test.self, Manual.self,
    ],
    defaultSubcommand: Explore.self)
}
