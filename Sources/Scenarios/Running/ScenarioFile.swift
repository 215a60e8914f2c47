import Yams

/// Why a scenario file cannot be used: what, and in which line.
package struct ScenarioFault: Error, Equatable, CustomStringConvertible {
  package var file: String
  package var line: Int
  package var message: String

  package var description: String { "\(file):\(line): error: \(message)" }
}

/// Reads `scenario.yaml`; a key it does not know is an error, not a comment.
package struct ScenarioFile {
  private let file: String

  private init(_ file: String) { self.file = file }

  /// The scenario that a text describes.
  ///
  /// - Parameters:
  ///   - text: the YAML.
  ///   - file: what it is called in messages.
  ///   - name: what the scenario is called.
  /// - Returns: the scenario.
  /// - Throws: where the text is no scenario.
  package static func parse(
    _ text: String, file: String, name: String
  ) throws(ScenarioFault) -> Scenario {
    let reader = ScenarioFile(file)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw ScenarioFault(file: file, line: line(of: error), message: "\(error)")
    } catch {
      throw ScenarioFault(file: file, line: 1, message: "\(error)")
    }
    guard let root, case .mapping = root else {
      throw ScenarioFault(
        file: file, line: 1, message: "got no keys, expected title, lesson or formula, and steps")
    }
    return try reader.scenario(root, name)
  }

  static func line(of error: YamlError) -> Int {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    default: 1
    }
  }

  private func fault(_ node: Node, _ message: String) -> ScenarioFault {
    ScenarioFault(file: file, line: node.mark?.line ?? 1, message: message)
  }

  private func scenario(_ root: Node, _ name: String) throws(ScenarioFault) -> Scenario {
    var scenario = Scenario(name: name, title: name, source: .lesson(""))
    var source: Scenario.Source?
    var inputs: [Scenario.Input] = []
    for (key, value) in try pairs(root) {
      switch key {
      case "title": scenario.title = try text(value)
      case "lesson": source = .lesson(try text(value))
      case "formula": source = .formula(try text(value), inputs: [])
      case "inputs":
        for (name, number) in try pairs(value) {
          inputs.append(Scenario.Input(name: name, value: try text(number)))
        }
      case "target": scenario.target = try text(value)
      case "keras":
        let number = try integer(value)
        guard number == 2 || number == 3 else { throw fault(value, "keras: expected 2 or 3") }
        scenario.usesKeras2 = number == 2
      case "exit": scenario.exitCode = try integer(value)
      case "output": scenario.output = try expected(value)
      case "error": scenario.errorText = try text(value)
      case "size": scenario.size = try size(value)
      case "steps":
        guard let list = value.sequence else { throw fault(value, "steps: expected a list") }
        for item in list { scenario.steps.append(try step(item)) }
      default:
        throw fault(
          value,
          "got key '\(key)', expected title, lesson, formula, inputs, target, keras, exit, output, "
            + "error, size or steps")
      }
    }
    guard var source else { throw fault(root, "got neither lesson nor formula, expected one") }
    if case .formula(let formula, _) = source { source = .formula(formula, inputs: inputs) }
    scenario.source = source
    return scenario
  }

  private func step(_ item: Node) throws(ScenarioFault) -> Scenario.Step {
    let pairs = try pairs(item)
    guard let (key, value) = pairs.first else { throw fault(item, "got an empty step") }
    if key == "export" { return try export(item, pairs) }
    if key == "linear" { return try linear(item, pairs) }
    guard pairs.count == 1 else {
      throw fault(item, "got \(pairs.count) keys, expected one thing to a step")
    }
    let kind: Scenario.Step.Kind =
      switch key {
      case "do": .act(try text(value))
      case "values": .values(try checks(value))
      case "adjoints": .adjoints(try checks(value))
      case "tape": .tape(try checks(value))
      case "partials": .partials(try checks(value))
      case "products": .products(try checks(value))
      case "why": .why(try checks(value))
      case "sentence": .sentence(try text(value))
      case "stop": .stop(try text(value))
      case "printed": .printed(try expected(value))
      case "screen": .screen(try expected(value))
      case "shows": .shows(try text(value))
      case "hides": .hides(try text(value))
      case "edits": .edits(try texts(value))
      case "before": .before(try checks(value))
      case "before-adjoints": .beforeAdjoints(try checks(value))
      case "notice": .notice(try text(value))
      case "copied": .copied(try text(value))
      case "score": .score(try text(value))
      default:
        throw fault(
          value,
          "got step '\(key)', expected do, values, adjoints, tape, partials, products, why, "
            + "sentence, stop, printed, screen, shows, hides, edits, before, before-adjoints, notice, "
            + "copied, score, linear or export")
      }
    return Scenario.Step(line: item.mark?.line ?? 1, kind: kind)
  }

  private func export(
    _ item: Node, _ pairs: [(String, Node)]
  ) throws(ScenarioFault) -> Scenario.Step {
    var format: String?
    var wanted: Scenario.Expected?
    for (key, value) in pairs {
      switch key {
      case "export": format = try text(value)
      case "file": wanted = .file(try text(value))
      case "text": wanted = .text(try text(value))
      default: throw fault(value, "got key '\(key)', expected export with file or text")
      }
    }
    guard let format, let wanted else { throw fault(item, "export: expected file or text") }
    return Scenario.Step(line: item.mark?.line ?? 1, kind: .export(format: format, wanted))
  }

  private func linear(
    _ item: Node, _ pairs: [(String, Node)]
  ) throws(ScenarioFault) -> Scenario.Step {
    var lines: String?
    var wanted: Scenario.Expected?
    for (key, value) in pairs {
      switch key {
      case "linear": lines = try text(value)
      case "file": wanted = .file(try text(value))
      case "text": wanted = .text(try text(value))
      default: throw fault(value, "got key '\(key)', expected linear with file or text")
      }
    }
    guard let lines, let wanted else { throw fault(item, "linear: expected file or text") }
    return Scenario.Step(line: item.mark?.line ?? 1, kind: .linear(lines, wanted))
  }

  private func checks(_ node: Node) throws(ScenarioFault) -> [Scenario.Check] {
    var result: [Scenario.Check] = []
    for (name, value) in try pairs(node) {
      result.append(Scenario.Check(name: name, expected: try text(value)))
    }
    return result
  }

  private func texts(_ node: Node) throws(ScenarioFault) -> [String] {
    guard let list = node.sequence else { throw fault(node, "expected a list") }
    var result: [String] = []
    for item in list { result.append(try text(item)) }
    return result
  }

  /// `{file: NAME}`, or the text itself.
  private func expected(_ node: Node) throws(ScenarioFault) -> Scenario.Expected {
    if node.mapping != nil {
      let pairs = try pairs(node)
      guard pairs.count == 1, pairs[0].0 == "file" else {
        throw fault(node, "expected text, or file: NAME")
      }
      return .file(try text(pairs[0].1))
    }
    return .text(try text(node))
  }

  private func size(_ node: Node) throws(ScenarioFault) -> Scenario.ScreenSize {
    let parts = try text(node).split(separator: "x").map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1], width > 0, height > 0
    else { throw fault(node, "size: expected WIDTHxHEIGHT, such as 80x24") }
    return Scenario.ScreenSize(width: width, height: height)
  }

  private func pairs(_ node: Node) throws(ScenarioFault) -> [(String, Node)] {
    guard let mapping = node.mapping else { throw fault(node, "expected keys with values") }
    var result: [(String, Node)] = []
    for (key, value) in mapping { result.append((try text(key), value)) }
    return result
  }

  private func text(_ node: Node) throws(ScenarioFault) -> String {
    guard case .scalar(let scalar) = node else { throw fault(node, "expected one value") }
    return scalar.string
  }

  private func integer(_ node: Node) throws(ScenarioFault) -> Int {
    guard let number = Int(try text(node)) else { throw fault(node, "expected a whole number") }
    return number
  }
}
