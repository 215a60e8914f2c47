import Engine

/// ∂output/∂input of one op for tensors: one row an element of the output, one column an element of
/// the input.
package struct Jacobian: Sendable {
  /// `∂w5/∂w1`.
  package let name: String
  package let outputShape: Shape
  package let inputShape: Shape
  package let rows: Int
  package let columns: Int
  /// Row by row.
  package let values: [Double]
}

/// Why there is no Jacobian to show.
package enum JacobianError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The node is no op of the pass.
  case isInput(String)
  /// No gradient passes to that input.
  case noGradient(String)
  case tooLarge(name: String, rows: Int, columns: Int, limit: Int)

  package var description: String {
    switch self {
    case .isInput(let name): "\(name) is an input: select what reads it"
    case .noGradient(let name): "no gradient passes to the inputs of \(name)"
    case .tooLarge(let name, let rows, let columns, let limit):
      "\(name) has \(rows)×\(columns) elements, and at most \(limit) are worked out"
    }
  }
}

extension Walk {
  /// Elements of a Jacobian, and gradients of one, that are worked out at most.
  package static let jacobianLimit = 65_536
  private static let mostRows = 1_024

  /// The places of the inputs of a row that a gradient can pass to and that have rows of their own.
  package func differentiableInputs(of row: Int, in pass: Int) -> [Int] {
    guard passes.indices.contains(pass) else { return [] }
    let text = RowText(model, pass)
    guard text.nodes.rows.indices.contains(row), text.isWritten(row) else { return [] }
    let node = text.node(row)
    return recording.inputs(of: node).enumerated().compactMap { place, input in
      model.structure.kinds[node.position] == .operation
        && model.structure.passes(node.position, to: place, input.position)
        && text.nodes.row(of: input.position) != nil ? place : nil
    }
  }

  /// The Jacobian of a row by its input at a place, by one gradient for each element of the row.
  package func jacobian(of row: Int, by place: Int, in pass: Int) throws(JacobianError) -> Jacobian
  {
    let text = RowText(model, pass)
    guard text.isWritten(row) else { throw .isInput(text.called(row)) }
    let node = text.node(row)
    let inputs = recording.inputs(of: node)
    guard inputs.indices.contains(place),
      differentiableInputs(of: row, in: pass).contains(place),
      let inputRow = text.nodes.row(of: inputs[place].position)
    else { throw .noGradient(RowText.name(row)) }
    let output = recording.signature(of: node)
    let input = recording.signature(of: inputs[place])
    let name = "∂\(RowText.name(row))/∂\(RowText.name(inputRow))"
    let (rows, columns) = (output.shape.count, input.shape.count)
    guard rows <= Self.mostRows, rows * columns <= Self.jacobianLimit else {
      throw .tooLarge(name: name, rows: rows, columns: columns, limit: Self.jacobianLimit)
    }
    var values: [Double] = []
    values.reserveCapacity(rows * columns)
    for element in 0..<rows {
      var seed = [Double](repeating: 0, count: rows)
      seed[element] = 1
      guard let upstream = try? NDArray(seed, shape: output.shape).cast(to: output.dtype),
        let flow = model.contribution(of: node.position, to: place, upstream: upstream)
      else {
        throw .noGradient(RowText.name(row))
      }
      values += flow.doubles
    }
    return Jacobian(
      name: name, outputShape: output.shape, inputShape: input.shape, rows: rows, columns: columns,
      values: values)
  }
}
