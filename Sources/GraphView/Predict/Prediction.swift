/// One cell that the user is to predict.
package struct Prediction: Hashable, Sendable {
  /// What is asked for.
  package enum Part: Hashable, Sendable {
    /// What the stop computes.
    case value
    /// The slope of the stop's op by an input, by its place among the inputs.
    case partial(Int)
    /// What that input receives.
    case contribution(Int)
    /// The sum that has arrived there with it.
    case adjoint(Int)
  }

  /// The stop at which the cell is filled.
  package let stop: Int
  package let pass: Int
  /// The row of the stop.
  package let row: Int
  package let part: Part
  /// The element that is asked for, in row-major order, where the tensor has too many to ask for all.
  package var element: Int?
}

/// Cells of a stretch of the time line that are hidden until the user has predicted them.
package struct Veil: Hashable, Sendable {
  /// The stops whose cells are hidden.
  package let stops: Range<Int>
  /// What has been uncovered.
  package internal(set) var known: Set<Prediction> = []

  package init(_ stops: Range<Int>) { self.stops = stops }

  /// Uncovers a cell.
  package mutating func uncover(_ prediction: Prediction) { known.insert(prediction) }
}
