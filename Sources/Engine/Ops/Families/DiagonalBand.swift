/// The diagonals that `k` names: one, or all from a lowest to a highest.
///
/// Several diagonals are rows of a matrix, the highest first. Those above the main one end at the
/// right, those below begin at the left, unless `align` says otherwise.
struct DiagonalBand {
  private let lowest: Int
  private let highest: Int
  private let alignsAboveRight: Bool
  private let alignsBelowRight: Bool

  init(_ arguments: any LessonArguments) throws {
    if arguments.isSequence("k") {
      let band = try arguments.ints("k")
      guard band.count == 1 || band.count == 2 else {
        throw EngineError.invalidArgument(
          op: Diag.name,
          "diag_index must be a vector with one or two elements, received \(band.count) elements.")
      }
      (lowest, highest) = (band[0], band[band.count - 1])
    } else {
      lowest = try arguments.int("k")
      highest = lowest
    }
    guard lowest <= highest else {
      throw EngineError.invalidArgument(
        op: Diag.name,
        "lower_diag_index must not be larger than upper_diag_index: \(lowest) > \(highest)")
    }
    let text = try arguments.text("align") ?? "RIGHT_LEFT"
    let halves = text.split(separator: "_")
    guard halves.count == 2, halves.allSatisfy({ $0 == "LEFT" || $0 == "RIGHT" }) else {
      throw EngineError.pythonValue("align must be one of LEFT_RIGHT, RIGHT_LEFT, …, got \(text)")
    }
    alignsAboveRight = halves[0] == "RIGHT"
    alignsBelowRight = halves[1] == "RIGHT"
  }

  private var isOne: Bool { lowest == highest }

  /// The empty places in front of a diagonal that is shorter than the longest by `gap`.
  private func lead(_ offset: Int, _ gap: Int) -> Int {
    let isRight = offset >= 0 ? alignsAboveRight : alignsBelowRight
    return isRight ? gap : 0
  }

  private func longest(_ shape: Shape) -> Int {
    (lowest...highest).map { DiagonalPlan(shape, $0).length }.max() ?? 0
  }

  /// The diagonals of matrices.
  func part(of x: Tensor, padding: Double) throws(EngineError) -> Tensor {
    if isOne { return try Tensor.apply(DiagPart(offset: lowest), [x]) }
    for offset in [lowest, highest] { try DiagonalPlan.check(x.shape, offset, DiagPart.name) }
    let width = longest(x.shape)
    var rows: [Tensor] = []
    for offset in (lowest...highest).reversed() {
      let row = try Tensor.apply(DiagPart(offset: offset), [x])
      let gap = width - row.shape[-1]
      let lead = lead(offset, gap)
      var margins = [[Int]](repeating: [0, 0], count: row.shape.rank)
      margins[margins.count - 1] = [lead, gap - lead]
      rows.append(
        gap == 0 ? row : try Tensor.apply(Pad(paddings: margins, constant: padding), [row]))
    }
    return try Tensor.apply(Stack(axis: x.shape.rank - 2), rows)
  }

  /// One of the diagonals out of the rows of all, without the empty places.
  private func row(
    _ offset: Int, of diagonals: Tensor, length: Int
  ) throws(EngineError) -> Tensor {
    let lead = lead(offset, diagonals.shape[-1] - length)
    return try Tensor.apply(
      StridedSlice([
        .ellipsis, .index(highest - offset), .slice(start: lead, stop: lead + length, step: 1),
      ]), [diagonals])
  }

  private func check(_ diagonals: Tensor, _ op: String) throws(EngineError) {
    guard diagonals.shape.rank >= 2, diagonals.shape[-2] == highest &- lowest &+ 1 else {
      throw .invalidArgument(
        op: op,
        "The number of diagonals provided in the input does not match the lower_diag_index and "
          + "upper_diag_index range.")
    }
  }

  /// Matrices with the diagonals.
  func matrix(
    _ diagonals: Tensor, rows: Int, columns: Int, padding: Double
  ) throws(EngineError) -> Tensor {
    if isOne {
      let op = Diag(
        length: diagonals.shape.lengths.last ?? 0, offset: lowest, rows: rows, columns: columns,
        padding: padding)
      return try Tensor.apply(op, [diagonals])
    }
    try check(diagonals, Diag.name)
    let width = diagonals.shape[-1]
    let (leastRows, leastColumns) = (
      width - Swift.min(highest, 0), width + Swift.max(lowest, 0)
    )
    let side = Swift.max(leastRows, leastColumns)
    let height = rows >= 0 ? rows : columns >= 0 ? leastRows : side
    let breadth = columns >= 0 ? columns : rows >= 0 ? leastColumns : side
    let shape = Shape(diagonals.shape.lengths.dropLast(2) + [height, breadth])
    let blank = Tensor.literal(padding, like: diagonals)
    return try set(diagonals, in: Tensor.apply(BroadcastTo(shape), [blank]))
  }

  /// Matrices with other diagonals.
  func set(_ diagonals: Tensor, in x: Tensor) throws(EngineError) -> Tensor {
    if isOne { return try Tensor.apply(SetDiag(offset: lowest), [x, diagonals]) }
    try check(diagonals, SetDiag.name)
    var result = x
    for offset in lowest...highest {
      let length = DiagonalPlan(x.shape, offset).length
      guard length > 0, length <= diagonals.shape[-1] else { continue }
      let row = try row(offset, of: diagonals, length: length)
      result = try Tensor.apply(SetDiag(offset: offset), [result, row])
    }
    return result
  }
}
