import GraphView

/// What an SVG of a graph says to those who do not see it, and the mark of who made it.
struct SVGDescription {
  private let picture: GraphPicture

  init(_ picture: GraphPicture) { self.picture = picture }

  /// The picture with a title, a description and the mark.
  func added(to bytes: [UInt8]) -> String {
    let svg = String(decoding: bytes, as: UTF8.self)
    guard let open = svg.firstRange(of: "<svg "),
      let end = svg[open.upperBound...].firstIndex(of: ">")
    else { return svg }
    var text = String(svg[..<open.lowerBound])
    text += Marker.text(in: .svg) + "\n"
    text += "<svg role=\"img\" aria-labelledby=\"gradwalk-title gradwalk-desc\" "
    text += svg[open.upperBound...end]
    text += "\n<title id=\"gradwalk-title\">" + XML.escaped(picture.heading.title) + "</title>\n"
    text += "<desc id=\"gradwalk-desc\">" + XML.escaped(description) + "</desc>"
    text += svg[svg.index(after: end)...]
    return text
  }

  private var description: String {
    let table = picture.table
    let inputs = table.filter(\.isInput)
    var text =
      "Computational graph at \(picture.heading.place): \(inputs.count) inputs and "
      + "\(table.count - inputs.count) operations, drawn from left to right."
    for row in table.prefix(Self.told) {
      let name = row.pythonNames.first.map { " (\($0))" } ?? ""
      let formula = row.expression == "·" ? "" : " = \(row.expression)"
      text += " \(row.name)\(name)\(formula)"
      if let value = row.value { text += " has the value \(value.exact)" }
      if row.adjoint.value != nil { text += " and the gradient \(row.adjoint.exact)" }
      text += "."
    }
    if table.count > Self.told { text += " And \(table.count - Self.told) more." }
    return text
  }

  /// Nodes that are told of.
  private static let told = 60
}
