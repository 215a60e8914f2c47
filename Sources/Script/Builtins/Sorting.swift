/// Python's stable sort.
///
/// Equal elements keep their order, also in reverse. Comparing may run the lesson's code.
func sorted(
  _ items: ContiguousArray<PyValue>, key: PyValue, reverse: Bool
) throws(Raise) -> ContiguousArray<PyValue> {
  var keyed: [(key: PyValue, value: PyValue)] = []
  keyed.reserveCapacity(items.count)
  for item in items {
    keyed.append((key.isNone ? item : try key.call(item), item))
  }
  if reverse { keyed.reverse() }
  if let quick = sortedNumbers(keyed) {
    keyed = quick
  } else {
    try mergeSort(&keyed)
  }
  if reverse { keyed.reverse() }
  return ContiguousArray(keyed.map(\.value))
}

/// Sorts keys that are all `int` or all `float` without asking for their order one by one.
private func sortedNumbers(
  _ keyed: [(key: PyValue, value: PyValue)]
) -> [(key: PyValue, value: PyValue)]? {
  var ints: [(Int, Int)] = []
  ints.reserveCapacity(keyed.count)
  for (index, element) in keyed.enumerated() {
    guard case .int(let number) = element.key else { return nil }
    ints.append((number, index))
  }
  ints.sort { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }
  return ints.map { keyed[$0.1] }
}

private func mergeSort(_ items: inout [(key: PyValue, value: PyValue)]) throws(Raise) {
  let run = 16
  var start = 0
  while start < items.count {
    try insertionSort(&items, start, min(start + run, items.count))
    start += run
  }
  var width = run
  var spare = items
  while width < items.count {
    var low = 0
    while low < items.count {
      let middle = min(low + width, items.count)
      let high = min(low + width * 2, items.count)
      try merge(items, &spare, low, middle, high)
      low = high
    }
    swap(&items, &spare)
    width *= 2
  }
}

private func insertionSort(
  _ items: inout [(key: PyValue, value: PyValue)], _ start: Int, _ end: Int
) throws(Raise) {
  guard start < end else { return }
  for index in start + 1..<max(end, start + 1) {
    let item = items[index]
    var hole = index
    while hole > start, try item.key.isLess(than: items[hole - 1].key) {
      items[hole] = items[hole - 1]
      hole -= 1
    }
    items[hole] = item
  }
}

private func merge(
  _ source: [(key: PyValue, value: PyValue)], _ target: inout [(key: PyValue, value: PyValue)],
  _ low: Int, _ middle: Int, _ high: Int
) throws(Raise) {
  var left = low
  var right = middle
  var position = low
  while position < high {
    var takesRight = right < high
    if takesRight, left < middle {
      takesRight = try source[right].key.isLess(than: source[left].key)
    }
    if takesRight {
      target[position] = source[right]
      right += 1
    } else {
      target[position] = source[left]
      left += 1
    }
    position += 1
  }
}
