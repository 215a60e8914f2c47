/// The name that a misspelt one probably meant, by CPython's measure: a change of case costs 1, any
/// other edit 2, and at most a third of both lengths may differ.
package func nearestName(to name: String, among candidates: [String]) -> String? {
  let wanted = Array(name.unicodeScalars)
  guard wanted.count <= 40, candidates.count <= 750 else { return nil }
  var best: (name: String, cost: Int)?
  for candidate in candidates where candidate != name {
    let letters = Array(candidate.unicodeScalars)
    var limit = (wanted.count + letters.count + 3) * 2 / 6
    if let best { limit = min(limit, best.cost - 1) }
    guard limit >= 0 else { continue }
    let cost = editCost(wanted, letters, limit: limit)
    if cost <= limit, best.map({ cost < $0.cost }) ?? true { best = (candidate, cost) }
  }
  return best?.name
}

private func editCost(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
  if abs(a.count - b.count) * 2 > limit { return limit + 1 }
  var row = (0...b.count).map { $0 * 2 }
  for (index, letter) in a.enumerated() {
    var diagonal = row[0]
    row[0] = (index + 1) * 2
    var least = row[0]
    for (column, other) in b.enumerated() {
      let substitution = diagonal + substitutionCost(letter, other)
      diagonal = row[column + 1]
      row[column + 1] = min(substitution, row[column] + 2, diagonal + 2)
      least = min(least, row[column + 1])
    }
    if least > limit { return limit + 1 }
  }
  return row[b.count]
}

private func substitutionCost(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Int {
  if a == b { return 0 }
  return a.properties.lowercaseMapping == b.properties.lowercaseMapping ? 1 : 2
}
