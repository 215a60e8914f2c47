/// Why a command line cannot be carried out.
package enum CommandError: Error, Hashable, Sendable {
  /// No action has such a name; the names are like it.
  case unknown(String, similar: [String])
  /// Several actions start so.
  case ambiguous(String, candidates: [String])
  /// The action wants to be told something.
  case missingArgument(usage: String)
  /// The action wants to be told nothing.
  case unexpectedArgument(String, usage: String)
  /// The argument is not a whole number.
  case notANumber(String, usage: String)
  /// The argument is not the name of a key.
  case notAKey(String, usage: String)
  /// The argument is none of the words it can be.
  case notAChoice(String, choices: [String])
}

extension CommandError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let name, let similar) where similar.isEmpty: "\(name): no such command"
    case .unknown(let name, let similar):
      "\(name): no such command; did you mean \(similar.joined(separator: ", "))?"
    case .ambiguous(let name, let candidates):
      "\(name): got several commands, expected one of \(candidates.joined(separator: ", "))"
    case .missingArgument(let usage): "\(usage): got nothing after the command"
    case .unexpectedArgument(let text, let usage): "\(usage): got \"\(text)\", expected nothing"
    case .notANumber(let text, let usage): "\(usage): got \"\(text)\", expected a whole number"
    case .notAKey(let text, let usage): "\(usage): got \"\(text)\", expected the name of a key"
    case .notAChoice(let text, let choices):
      "got \"\(text)\", expected \(choices.joined(separator: ", "))"
    }
  }
}
