/// What can go wrong in the engine, as data.
///
/// The wording is in `EngineError+Message.swift`.
public indirect enum EngineError: Error, Equatable, Sendable {
  /// Two shapes that do not broadcast.
  case incompatibleShapes(op: String, Shape, Shape)
  /// Operands of different element types.
  case mixedDTypes(op: String, DType, DType)
  /// An element type the op is not defined for.
  case unsupportedDType(op: String, DType)
  /// An operand of an element type other than the one the op wants there.
  case expectedDType(op: String, operand: Int, DType, DType)
  /// A condition and its two branches that do not broadcast.
  case incompatibleChoice(Shape, Shape, Shape)
  /// A conversion that is not defined.
  case castUnsupported(from: DType, to: DType)
  /// Two matrices that cannot be multiplied; shapes as given.
  case matrixSizes(DType, Shape, Shape, transposeA: Bool, transposeB: Bool)
  /// Stacks of matrices that do not broadcast.
  case matrixBatches(DType, Shape, Shape)
  /// An operand of a matrix product with fewer than two axes.
  case matrixRank(operand: Int, DType, Shape, Shape)
  /// A shape that does not broadcast to another one.
  case cannotBroadcast(Shape, to: Shape)
  /// A list of axes that is no order of all axes.
  case permutation([Int], rank: Int)
  /// An axis named twice.
  case repeatedAxis(op: String, axis: Int)
  /// More or fewer axes than the op takes.
  case wrongRank(op: String, Shape, expected: String)
  /// An axis outside `-rank..<rank`.
  case axisOutOfRange(op: String, axis: Int, rank: Int)
  /// As many elements must be there after a reshape as before.
  case reshapeCount(from: Shape, to: [Int])
  /// An index outside an axis.
  case indexOutOfRange(index: Int, axis: Int, length: Int)
  /// An index list longer than there are axes.
  case tooManyIndices(count: Int, rank: Int)
  /// A slice step of 0, in that place between the brackets.
  case zeroStep(place: Int)
  /// A position outside the axis that is picked from.
  case gatherIndex(Int, at: Int, positions: Shape, length: Int)
  /// More than one `...` between the brackets.
  case severalEllipses
  /// Tensors that an op joins must agree, and the one at `index` does not; `axis` is joined along.
  case unequalInputs(op: String, Shape, index: Int, Shape, axis: Int?, count: Int)
  /// No tensor where an op takes a list of them.
  case noInputs(op: String)
  /// As many repetitions as axes must be given.
  case tileMultiples(count: Int, rank: Int)
  /// A pair of paddings for each axis must be given.
  case paddingShape(Shape, input: Shape)
  /// A padding below 0.
  case negativePadding([Int])
  /// Parts that do not add up to the axis that is split.
  case cannotSplit(axis: Int, length: Int, parts: Int, sizes: [Int]?)
  /// More or fewer parts expected than the axis has.
  case unstackCount(axis: Int, count: Int, Shape)
  /// A part that reaches beyond an axis.
  case sliceOutOfRange(axis: Int, begin: Int, size: Int, length: Int)
  /// A length below -1 in the shape of a reshape.
  case reshapeNegative(axis: Int, length: Int)
  /// Two lengths of -1 in the shape of a reshape.
  case reshapeOpenTwice(Int, Int)
  /// Elements that do not fill the known lengths of a reshape.
  case reshapeMultiple(from: Shape, of: Int)
  /// Whole numbers where real ones are needed.
  case realExpected(DType)
  /// An argument that TensorFlow's Python layer refuses, in its words.
  case pythonValue(String)
  /// An argument of a type that TensorFlow's Python layer refuses, in its words.
  case pythonType(String)
  /// A kernel through which TensorFlow passes no gradient.
  case noGradient(kernel: String)
  /// What an `einsum` of so many inputs refuses, in words.
  case einsum(inputs: Int, String)
  /// What `dynamic_partition` refuses, in words; its kernel's name holds the number of parts.
  case partition(String, String)
  /// Indices that are no whole numbers.
  case indexDType(op: String, DType)
  /// What TensorFlow has and this program has not, as a lesson names it.
  case unsupported(String)
  /// A tensor of more bytes than there can be.
  case outOfMemory(op: String, Shape, DType)
  /// Whole-number division by zero.
  case divisionByZero(op: String)
  /// A whole number to a negative power.
  case negativePower
  /// Axis of length other than 1 squeezed away.
  case cannotSqueeze(axis: Int, length: Int)
  /// A value that cannot be assigned to a variable.
  case assignShape(variable: String, Shape, value: Shape)
  /// A value of another element type assigned to a variable.
  case assignDType(variable: String, DType, value: DType)
  /// A value that cannot be added to a variable, or taken from it.
  case updateShape(kernel: String, Shape, value: Shape)
  /// The second question to a tape that answers once.
  case tapeUsedUp
  /// A tape that is entered while it records.
  case tapeRecording
  /// A tape that is stopped, or else reset, where it does not record.
  case tapeNotRecording(stopping: Bool)
  /// What is differentiated, or by what, is no floating-point value of this recording.
  case notDifferentiable(String)
  /// Tensors of two recordings in one op.
  case foreignTensor
  /// A function of the caller failed; the caller knows why.
  case callerFailed
  /// A library that an op needs cannot be opened.
  case missingLibrary(name: String, package: String)
  /// Any other argument that an op refuses, in words.
  case invalidArgument(op: String, String)
}
