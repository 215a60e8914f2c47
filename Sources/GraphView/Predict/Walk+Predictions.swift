import Engine

/// What is asked at a stop, and what is hidden because it has not been answered.
extension Walk {
  /// Elements of a tensor that are predicted at most; of a larger one a single element is.
  private static let mostElements = 16

  /// The cells that a stop fills and that can be predicted, in the order in which they are asked.
  package func predictions(at stop: Stop) -> [Prediction] {
    guard let row = stop.row else { return [] }
    func made(_ part: Prediction.Part, _ shape: Shape) -> Prediction {
      Prediction(
        stop: stop.index, pass: stop.pass, row: row, part: part,
        element: Self.askedElement(of: shape, at: stop.index))
    }
    guard stop.phase == .backward else {
      let text = RowText(model, stop.pass)
      let signature = recording.signature(of: text.node(row))
      guard text.isWritten(row), Self.isAskable(signature) else { return [] }
      return [made(.value, signature.shape)]
    }
    guard let rule = model.chainRule(at: row, stop) as ChainRule? else { return [] }
    var found: [Prediction] = []
    for term in rule.terms where term.passes && term.contribution != nil {
      if !term.isTensor { found.append(made(.partial(term.place), [])) }
      found.append(made(.contribution(term.place), term.inputShape))
      if term.before != nil { found.append(made(.adjoint(term.place), term.inputShape)) }
    }
    return found
  }

  private static func isAskable(_ signature: Signature) -> Bool {
    signature.shape.count > 0 && signature.dtype != .string && !signature.dtype.isComplex
  }

  /// The element that is asked for at a stop: always the same one there, and another one elsewhere.
  private static func askedElement(of shape: Shape, at stop: Int) -> Int? {
    guard shape.count > mostElements else { return nil }
    return Int(
      (UInt64(truncatingIfNeeded: stop) &* 0x9E37_79B9 &+ 0x7F4A_7C15) % UInt64(shape.count))
  }

  /// The first cell of a stop that is hidden.
  package func openPrediction(at stop: Stop) -> Prediction? {
    guard let veil, veil.stops.contains(stop.index) else { return nil }
    return predictions(at: stop).first { !veil.known.contains($0) }
  }

  /// The first hidden cell from a stop on.
  package func openPrediction(from index: Int) -> Prediction? {
    guard let veil else { return nil }
    for candidate in Swift.max(
      index, veil.stops.lowerBound)..<Swift.max(index, veil.stops.upperBound)
    {
      if let open = openPrediction(at: stop(at: candidate)) { return open }
    }
    return nil
  }

  /// What stands in a cell.
  package func answer(to prediction: Prediction) -> NDArray? {
    guard let element = prediction.element else { return tensor(of: prediction) }
    return tensor(of: prediction).flatMap { whole in
      let numbers = whole.doubles
      return numbers.indices.contains(element) ? .number(numbers[element], whole.dtype) : nil
    }
  }

  /// The cell with all its elements.
  private func tensor(of prediction: Prediction) -> NDArray? {
    let text = RowText(model, prediction.pass)
    let node = text.node(prediction.row)
    let upstream = { model.adjoints(of: prediction.pass)[prediction.row] }
    switch prediction.part {
    case .value: return recording.value(of: node)
    case .partial(let place):
      return LocalPartial(model, text, row: prediction.row, place: place).number.map {
        .number($0, .float64)
      }
    case .contribution(let place):
      return upstream().flatMap {
        model.contribution(of: node.position, to: place, upstream: $0)
      }
    case .adjoint(let place):
      guard let into = text.nodes.row(of: recording.input(place, of: node).position) else {
        return nil
      }
      let uses = model.consumers(of: prediction.pass)[into]
      guard
        let use = uses.firstIndex(where: {
          Int($0.row) == prediction.row && Int($0.place) == place
        })
      else { return nil }
      return model.partialSum(
        of: into, in: prediction.pass, after: use - uses.startIndex + 1)
    }
  }
}

// MARK: What a stop must not show

extension Walk {
  /// Whether the value of a row is hidden.
  func hidesValue(of row: Int, in pass: Int) -> Bool {
    guard let veil, !passes.isEmpty else { return false }
    let nodes = model.nodes(of: pass)
    let start = passes[pass].firstStop + passes[pass].counts.start
    let counts = passes[pass].counts
    let index: Int
    if let place = nodes.forwardStops.place(of: Int32(row)) {
      index = start + place
    } else if let place = nodes.updateStops.place(of: Int32(row)) {
      index = start + counts.forward + counts.backward + place
    } else {
      return false
    }
    guard veil.stops.contains(index) else { return false }
    return predictions(at: stop(at: index)).contains {
      $0.part == .value && !veil.known.contains($0)
    }
  }

  /// The stop at which a row hands its adjoint on.
  private func backwardStop(of row: Int, in pass: Int) -> Int? {
    let counts = passes[pass].counts
    return model.nodes(of: pass).backwardStops.placeDescending(of: Int32(row)).map {
      passes[pass].firstStop + counts.start + counts.forward + $0
    }
  }

  /// Whether what a row hands to one of its inputs is hidden: its slope or the product.
  func hidesTerm(of row: Int, _ place: Int, in pass: Int) -> Bool {
    hides(row, pass) {
      $0 == .partial(place) || $0 == .contribution(place) || $0 == .adjoint(place)
    }
  }

  func hidesPartial(of row: Int, _ place: Int, in pass: Int) -> Bool {
    hides(row, pass) { $0 == .partial(place) }
  }

  func hidesContribution(of row: Int, _ place: Int, in pass: Int) -> Bool {
    hides(row, pass) { $0 == .contribution(place) }
  }

  func hidesSum(of row: Int, _ place: Int, in pass: Int) -> Bool {
    hides(row, pass) { $0 == .adjoint(place) || $0 == .contribution(place) }
  }

  private func hides(_ row: Int, _ pass: Int, _ isMeant: (Prediction.Part) -> Bool) -> Bool {
    guard let veil, !passes.isEmpty, let index = backwardStop(of: row, in: pass),
      veil.stops.contains(index)
    else { return false }
    return predictions(at: stop(at: index)).contains {
      isMeant($0.part) && !veil.known.contains($0)
    }
  }

  /// Whether the adjoint of a row is hidden at a stop: one of its uses that has reported is.
  func hidesAdjoint(of row: Int, at stop: Stop) -> Bool {
    guard let veil, !passes.isEmpty, stop.phase != .forward else { return false }
    let pass = stop.pass
    guard row < model.nodes(of: pass).forwardRowCount else { return false }
    let last = stop.phase == .backward ? stop.index : Int.max
    // Most rows lie outside: no use of theirs is asked about.
    let range = passes[pass].firstStop..<passes[pass].endStop
    guard veil.stops.overlaps(range) else { return false }
    return hidesUse(of: row, in: pass) { $0 <= last }
  }

  /// Whether the sum at a row is hidden as it was before another row handed it anything.
  func hidesAdjoint(of row: Int, before stop: Stop, _ user: Int) -> Bool {
    guard let last = backwardStop(of: user, in: stop.pass) else { return false }
    return hidesUse(of: row, in: stop.pass) { $0 < last }
  }

  private func hidesUse(of row: Int, in pass: Int, _ isMeant: (Int) -> Bool) -> Bool {
    for use in model.consumers(of: pass)[row].prefix(256) {
      guard let index = backwardStop(of: Int(use.row), in: pass), isMeant(index) else { continue }
      if hidesSum(of: Int(use.row), Int(use.place), in: pass) { return true }
    }
    return false
  }

  /// Whether anything is hidden that the chain rule of a row would tell.
  package func hidesChainRule(at row: Int, _ stop: Stop) -> Bool {
    guard let veil, veil.stops.overlaps(passes[stop.pass].firstStop..<passes[stop.pass].endStop)
    else { return false }
    return openPrediction(from: veil.stops.lowerBound) != nil
  }
}
