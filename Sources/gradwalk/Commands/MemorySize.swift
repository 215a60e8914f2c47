import ArgumentParser
import GraphView

/// An amount of memory on the command line.
struct MemorySize: ExpressibleByArgument {
  private let size: ByteSize

  var bytes: Int { size.bytes }

  init(bytes: Int) { size = ByteSize(bytes) }

  init?(argument: String) {
    guard let size = ByteSize(argument) else { return nil }
    self.size = size
  }

  var defaultValueDescription: String { size.exact }
}
