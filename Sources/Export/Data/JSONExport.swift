import Engine
import GraphView

/// The machine's view of a stop: its nodes and edges, and the events of the whole time line.
///
/// The form is described in the documentation and only grows: members may be added, and none
/// changes its meaning without a new version number.
struct JSONExport {
  private let walk: Walk
  private let stop: Stop
  private let heading: Heading
  private let table: NodeTable

  init(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) {
    self.walk = walk
    self.stop = stop
    heading = Heading(walk, stop, options)
    table = walk.table(at: stop)
  }

  /// The version of the form.
  static let version = 1

  func text() -> String {
    JSON.object([
      ("generator", .string("gradwalk")), ("version", JSON(Self.version)),
      ("source", source), ("stop", place), ("target", target),
      ("nodes", .array(table.map(node))), ("edges", .array(table.flatMap(edges))),
      ("events", .array(walk.reportEvents().map(event))),
    ]).document
  }

  // MARK: The stop

  private var source: JSON {
    .object([("name", JSON(walk.recording.source?.name)), ("title", .string(heading.title))])
  }

  private var place: JSON {
    .object([
      ("index", JSON(stop.index)), ("count", JSON(walk.count)), ("pass", JSON(stop.pass)),
      ("passes", JSON(walk.passes.count)), ("phase", .string(stop.phase.rawValue)),
      ("place", JSON(stop.place)), ("places", JSON(stop.placeCount)),
      ("node", JSON(stop.row.map { "w\($0 + 1)" })), ("step", stop.step.map(step) ?? .null),
    ])
  }

  private func step(_ step: TrainStep) -> JSON {
    .object([
      ("loop", JSON(step.loop)), ("number", JSON(step.number)), ("count", JSON(step.count)),
    ])
  }

  private var target: JSON {
    guard walk.passes.indices.contains(stop.pass), let node = walk.passes[stop.pass].target,
      let row = table.row(of: node)
    else { return .null }
    return .string(table[row].name)
  }

  // MARK: Nodes and edges

  private func node(_ row: NodeRow) -> JSON {
    let tape: JSON =
      switch row.tape {
      case .notAsked: .null
      case .none: .string("None")
      case .gradient(let array): JSON(array)
      }
    return .object([
      ("id", .string(row.name)), ("name", JSON(row.pythonNames.first)),
      ("op", .string(walk.recording.operation(of: row.node).name)),
      ("expression", row.expression == "·" ? .null : .string(row.expression)),
      ("inputs", .array(row.isInput ? [] : inputs(of: row.node))),
      ("shape", .array(row.signature.shape.lengths.map { JSON($0) })),
      ("dtype", .string(row.signature.dtype.name)),
      ("value", row.value == nil ? .null : JSON(walk.recording.value(of: row.node))),
      ("adjoint", row.adjoint.value.map { JSON($0) } ?? .null),
      ("adjointState", row.isUpdate ? .null : .string(Self.name(of: row.adjoint.state))),
      ("tape", tape), ("phase", .string(row.isUpdate ? "update" : "forward")),
      ("span", JSON(row.span, walk.recording.source)), ("scope", .string(row.scope)),
    ])
  }

  /// Ids of what an op read, in order; numbers written in the expression as themselves.
  private func inputs(of node: NodeID) -> [JSON] {
    walk.recording.inputs(of: node).map { input in
      table.row(of: input).map { .string(table[$0].name) }
        ?? JSON(walk.recording.value(of: input))
    }
  }

  private static func name(of state: AdjointState) -> String {
    switch state {
    case .notYet: "pending"
    case .hidden: "hidden"
    case .none: "none"
    case .zero: "zero"
    case .partial: "partial"
    case .nonFinite: "nonFinite"
    case .seed: "seed"
    case .final: "final"
    }
  }

  private func edges(_ row: NodeRow) -> [JSON] {
    walk.reportEdges(into: row.row, in: stop.pass).map { edge in
      let partial: JSON =
        edge.passes && edge.partial != nil
        ? .object([
          ("text", JSON(edge.partial)),
          ("number", edge.number.map { JSON($0, dtype: row.signature.dtype) } ?? .null),
        ]) : .null
      return .object([
        ("from", .string(edge.from)), ("to", .string(edge.to)), ("argument", JSON(edge.argument)),
        ("partial", partial),
      ])
    }
  }

  // MARK: Events

  private func event(_ event: WalkReport.Event) -> JSON {
    let told: [(String, JSON)] =
      switch event.kind {
      case .gradient(let targets, let sources, let results):
        [
          ("kind", .string("gradient")), ("targets", .array(targets.map { .string($0) })),
          ("sources", .array(sources.map { .string($0) })),
          ("results", .array(results.map { $0.map { JSON($0) } ?? .null })),
        ]
      case .assigned(let variable, let value):
        [("kind", .string("assign")), ("variable", .string(variable)), ("value", JSON(value))]
      case .printed(let text): [("kind", .string("print")), ("text", .string(text))]
      case .trainStep(let loop, let number, let count):
        [
          ("kind", .string("trainStep")), ("loop", JSON(loop)), ("number", JSON(number)),
          ("count", JSON(count)),
        ]
      case .figure(let event): [("kind", .string("figure"))] + JSON.members(of: event)
      case .failed(let message): [("kind", .string("error")), ("text", .string(message))]
      }
    return .object(
      told + [("pass", JSON(event.pass)), ("span", JSON(event.span, walk.recording.source))])
  }
}
