import Engine

/// The order of the derivative that a pass works out: 2 where it differentiates a gradient.
extension Walk {
  /// The order of a pass; 1 where what it differentiates holds no gradient.
  package func gradientOrder(of pass: Int) -> Int { model.gradientOrder(of: pass) }

  /// `2nd order`, empty for a gradient of values.
  package func orderTitle(of pass: Int) -> String {
    switch gradientOrder(of: pass) {
    case 1: ""
    case 2: "2nd order"
    case 3: "3rd order"
    case let order: "\(order)th order"
    }
  }
}

extension WalkModel {
  /// Whether a node was made while a gradient was worked out, and another one by the same expression
  /// after it.
  func gradientGoesOn(after node: NodeID) -> Bool {
    var (low, high) = (0, gradientStretches.count)
    while low < high {
      let middle = (low + high) / 2
      if gradientStretches[middle].upperBound <= node.position {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < gradientStretches.count, gradientStretches[low].contains(node.position),
      gradientStretches[low].contains(node.position + 1)
    else { return false }
    return recording.span(of: NodeID(node.position + 1)) == recording.span(of: node)
  }

  func gradientOrder(of index: Int) -> Int {
    if let known = orders[index] { return known }
    orders[index] = 1
    guard passes.indices.contains(index), !gradientStretches.isEmpty,
      passes[index].gradientEvent != nil
    else { return 1 }
    let window = passes[index].window
    let nodes = nodes(of: index)
    var order = 1
    for stretch in gradientStretches
    where stretch.lowerBound >= window.lowerBound && stretch.lowerBound < window.upperBound {
      let isReached = stretch.contains { position in
        nodes.row(of: position).map { $0 < nodes.isReached.count && nodes.isReached[$0] } ?? false
      }
      guard isReached else { continue }
      // It belongs to the last gradient that was asked for before it.
      let inner = passes[..<index].last {
        $0.gradientEvent != nil && $0.window.upperBound <= stretch.lowerBound
      }
      order = Swift.max(order, 1 + (inner.map { gradientOrder(of: $0.index) } ?? 1))
    }
    orders[index] = order
    return order
  }
}
