extension SetObject {
  func union(_ other: PyValue) throws(Raise) -> SetObject {
    let result = copy(type)
    try result.update(with: other)
    return result
  }

  func intersection(_ other: PyValue) throws(Raise) -> SetObject {
    let result = SetObject(type)
    guard let other = other.cast(SetObject.self) else {
      let iterator = try other.iterate()
      while let item = try iterator.next() {
        if try contains(item) { try result.add(item) }
      }
      return result
    }
    let (walked, asked) = other.count > count ? (self, other) : (other, self)
    for item in walked.items where try asked.contains(item) { try result.add(item) }
    return result
  }

  func difference(_ other: PyValue) throws(Raise) -> SetObject {
    if let set = other.cast(SetObject.self), count >> 2 <= set.count {
      let result = SetObject(type)
      for item in items where !(try set.contains(item)) { try result.add(item) }
      return result
    }
    let result = copy(type)
    try result.subtract(other)
    return result
  }

  func subtract(_ other: PyValue) throws(Raise) {
    if other.object === self {
      removeAll()
      return
    }
    let iterator = try other.iterate()
    while let item = try iterator.next() { try discard(item) }
  }

  func symmetricDifference(_ other: PyValue) throws(Raise) -> SetObject {
    let result = SetObject(type)
    try result.update(with: other)
    for item in items where !(try result.discard(item)) { try result.add(item) }
    return result
  }

  func keepOnly(_ other: PyValue) throws(Raise) {
    let kept = try intersection(other)
    removeAll()
    try update(with: .object(kept))
  }

  func isSubset(of other: SetObject) throws(Raise) -> Bool {
    guard count <= other.count else { return false }
    for item in items where !(try other.contains(item)) { return false }
    return true
  }
}
