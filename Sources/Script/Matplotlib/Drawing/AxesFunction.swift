import Engine

/// One function that draws or settles something: as `plt.plot` on the current plot, as
/// `axes.plot` on its own.
struct AxesFunction: Sendable {
  typealias Body = @Sendable (Bound, AxesEditor) throws(Raise) -> PyValue

  /// Its names in pyplot and as a method of axes; empty where it is not there.
  let pyplot: String
  let method: String
  let parameters: String
  /// Whether it only asks, so that it starts no figure after `show`.
  var isQuestion = false
  let body: Body

  init(_ name: String, _ parameters: String, body: @escaping Body) {
    self.init(pyplot: name, method: name, parameters, body: body)
  }

  init(
    pyplot: String, method: String, _ parameters: String, isQuestion: Bool = false,
    body: @escaping Body
  ) {
    self.pyplot = pyplot
    self.method = method
    self.parameters = parameters
    self.isQuestion = isQuestion
    self.body = body
  }

  static let all: [AxesFunction] =
    lines + points + bars + fields + texts + limits + decorations

  /// By the names that methods of axes have.
  static let methods: [String: AxesFunction] = Dictionary(
    all.filter { !$0.method.isEmpty }.map { ($0.method, $0) }, uniquingKeysWith: { $1 })

  /// The function on the plot that an axes object stands for.
  func bound(to editor: AxesEditor) -> PyValue {
    .native(method, parameters) { a throws(Raise) in try body(a, editor) }
  }

  /// The function on the current plot.
  func free(_ context: RunContext) -> PyValue {
    let drawing = !isQuestion
    return .native(pyplot, parameters) { a throws(Raise) in
      try body(a, context.currentAxes(drawing: drawing))
    }
  }
}
