/// Ops that belong together, and the functions that lessons call them by.
package protocol OpFamily: Sendable {
  /// Every op of the family.
  static var operations: [any Operation.Type] { get }
  /// Every function of the family.
  static var functions: [LessonFunction] { get }
}

/// All ops and all functions of lessons: the families' lists joined.
package enum OpCatalog {
  /// The families; a new one is added here.
  package static let families: [any OpFamily.Type] = [
    Arithmetic.self, Division.self, Powers.self, Exponential.self, Trigonometric.self,
    Hyperbolic.self, ErrorFunctions.self, Activations.self, Softmaxes.self, Extrema.self,
    Rounding.self,
    Comparisons.self, Logic.self, Choice.self, Reductions.self, ReductionExtrema.self,
    Products.self, Cumulative.self, Moments.self, Shaping.self, Indexing.self, Gathering.self,
    Joining.self, Padding.self, Contraction.self, Norms.self, Casting.self,
    LabeledSums.self, MatrixParts.self, MatrixInversion.self, Triangular.self,
    TupleGathering.self, Segments.self, Rearranging.self, Selecting.self, Ordering.self,
    Bitwise.self, Factorizations.self, MatrixFunctions.self,
    MatrixRoots.self, LUDecompositions.self, Eigenvalues.self, Tridiagonal.self,
    CrossEntropies.self,
    Normalization.self, SafeArithmetic.self, Counting.self, Convolution.self, Pooling.self,
    ComplexParts.self, Grids.self, SpecialFunctions.self,
  ]

  /// Every op, family by family.
  package static let operations = families.flatMap { $0.operations }

  /// Every function, family by family.
  package static let functions = families.flatMap { $0.functions }

  /// Functions by each of their names.
  package static let functionsByName = Dictionary(
    functions.flatMap { function in function.names.map { ($0, function) } },
    uniquingKeysWith: { first, _ in first })

  /// Ops by name.
  package static let operationsByName = Dictionary(
    operations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
