import Engine
import GraphView

/// Editing an element or a row of a tensor: `W[3,5]`, or the element under the inspector's cursor.
extension Explorer {
  /// A name with the places behind it.
  struct ElementName {
    var name: String
    var places: [Int]

    /// Reads `W[3, 5]`; nil where there are no places.
    ///
    /// - Throws: what is no place.
    init?(_ text: String) throws(EditFault) {
      guard let open = text.firstIndex(of: "["), text.hasSuffix("]") else { return nil }
      name = String(text[..<open])
      places = []
      let inner = text[text.index(after: open)...].dropLast()
      for part in inner.split(separator: ",", omittingEmptySubsequences: false) {
        let word = part.filter { $0 != " " }
        guard let place = Int(word) else {
          throw EditFault(
            "\(text): got \(word.isEmpty ? "nothing" : word), expected a place such as 3")
        }
        places.append(place)
      }
    }
  }

  /// What is typed for a part of a row's tensor.
  ///
  /// Places are told along the first axes, from 0; below 0 they count from the end.
  func draft(
    _ places: [Int], of row: NodeRow, named name: String, _ target: Edit.Target
  ) -> Result<EditDraft, EditFault> {
    let shape = row.signature.shape
    guard places.count <= shape.rank, !places.isEmpty else {
      return .failure(
        EditFault("\(name) has \(shape.rank) axes, and \(places.count) places were given"))
    }
    var found: [Int] = []
    for (place, length) in zip(places, shape.lengths) {
      guard place < length, place >= -length else {
        return .failure(
          EditFault("\(name): place \(place) is outside; the axis goes from 0 to \(length - 1)"))
      }
      found.append(place < 0 ? place + length : place)
    }
    let list = found.map { String($0) }.joined(separator: ",")
    return .success(
      EditDraft(
        target: target, name: "\(name)[\(list)]",
        signature: Signature(
          row.signature.dtype, Shape(Array(shape.lengths.dropFirst(found.count)))),
        part: .init(node: row.node, places: found)))
  }

  /// The element under the cursor of the inspector, ready to be typed; nil where its tensor is computed
  /// from others.
  func draftOfElement() -> Result<(draft: EditDraft, text: String), EditFault>? {
    guard focus == .tensor, let inspected,
      let target = walk.editTarget(of: inspected.row.row, at: walk.stop)
    else { return nil }
    let name = inspected.row.pythonNames.first ?? inspected.row.name
    guard let value = inspected.value, let cursor = tensorCursor else {
      return .failure(EditFault("\(name) is not computed yet; step to it first"))
    }
    guard !value.lengths.isEmpty else { return nil }
    return draft(value.places(of: cursor), of: inspected.row, named: name, target)
      .map { ($0, value.exact(cursor)) }
  }
}
