/// Why there is no walk.
package enum WalkError: Error, Equatable, Sendable {
  /// No value of the lesson has the name of the wanted target.
  case unknownTarget(String, known: [String])
}

extension WalkError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownTarget(let name, let known):
      let list = known.prefix(8).joined(separator: ", ")
      return "target: got \(name), expected a name that the lesson gives to a value\n"
        + "help: the names are \(list)\(known.count > 8 ? ", …" : "")"
    }
  }
}
