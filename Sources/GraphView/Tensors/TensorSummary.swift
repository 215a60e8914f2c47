import Engine

/// What there is to say about all elements of a tensor.
package struct TensorSummary: Hashable, Sendable {
  /// How many elements there are.
  package private(set) var count = 0
  /// The least and the greatest finite element; nil where none is finite.
  package private(set) var least: Double?
  package private(set) var greatest: Double?
  /// The mean of the finite elements.
  package private(set) var mean: Double?
  /// √Σx² over the finite elements.
  package private(set) var norm = 0.0
  package private(set) var zeros = 0
  package private(set) var notNumbers = 0
  package private(set) var infinities = 0

  /// The summary of some numbers.
  package init(_ numbers: [Double]) {
    count = numbers.count
    var sum = 0.0
    var finite = 0
    // The greatest size is divided out, so that squares of large numbers do not overflow.
    var scale = 0.0
    for number in numbers {
      guard number.isFinite else {
        if number.isNaN { notNumbers += 1 } else { infinities += 1 }
        continue
      }
      finite += 1
      if number == 0 { zeros += 1 }
      sum += number / 2
      least = Swift.min(least ?? number, number)
      greatest = Swift.max(greatest ?? number, number)
      scale = Swift.max(scale, Swift.abs(number))
    }
    guard finite > 0 else { return }
    mean = sum.isFinite ? sum / Double(finite) * 2 : nil
    guard scale > 0 else { return }
    let squares = numbers.reduce(0.0) { total, number in
      number.isFinite ? total + (number / scale) * (number / scale) : total
    }
    norm = squares.squareRoot() * scale
  }

  /// Whether every element is a finite number.
  package var isFinite: Bool { notNumbers == 0 && infinities == 0 }
}
