/// What a lesson passed to a function, bound to the parameters of its signature.
///
/// The lesson language implements it over its values; parameters that were not given hold their
/// defaults. Reading throws the language's own error where a value does not convert.
package protocol LessonArguments {
  /// Whether the parameter is `None`.
  func isNone(_ name: String) -> Bool
  /// Whether the parameter is a list or a tuple, no single value.
  func isSequence(_ name: String) -> Bool

  /// A tensor, variable, number or nested list as a tensor.
  func tensor(_ name: String) throws -> Tensor
  /// Several parameters converted together: a plain number takes the dtype of the tensor beside it,
  /// whichever of them comes first.
  func tensors(_ names: [String]) throws -> [Tensor]
  /// A list of tensors, converted together.
  func tensorList(_ name: String) throws -> [Tensor]

  /// A whole number.
  func int(_ name: String) throws -> Int
  /// A number.
  func double(_ name: String) throws -> Double
  /// A truth value.
  func bool(_ name: String) throws -> Bool
  /// Text, or `nil` where the parameter is something else.
  func text(_ name: String) throws -> String?
  /// Text under a keyword that a `**` parameter gathered; `nil` where it was not given.
  func option(_ key: String, in name: String) throws -> String?
  /// Whole numbers: a list, a shape, a tensor of whole numbers, or one number as a list of one.
  func ints(_ name: String) throws -> [Int]
  /// Whether the parameter is one number, not a row of them.
  func isNumber(_ name: String) -> Bool
  /// Lists of whole numbers, such as paddings.
  func intLists(_ name: String) throws -> [[Int]]
  /// A dtype, by object or by name; `nil` for `None`.
  func dtype(_ name: String) throws -> DType?
}

extension LessonArguments {
  package func isNumber(_ name: String) -> Bool { false }

  /// Whole numbers that a kernel takes as a row only; its words for one number alone.
  package func row(_ name: String, of kernel: String, _ refusal: String) throws -> [Int] {
    let numbers = try ints(name)
    guard !isNumber(name) else { throw EngineError.invalidArgument(op: kernel, refusal) }
    return numbers
  }

  /// Axes as given; `nil` for `None`.
  package func axes(_ name: String) throws -> [Int]? {
    isNone(name) ? nil : try ints(name)
  }
}

/// What a function gives back to a lesson.
package indirect enum LessonResult {
  case none
  case tensor(Tensor)
  case list([Tensor])
  case tuple([LessonResult])
  /// A tuple of a class of its own, whose parts have names: `TopKV2(values=…, indices=…)`.
  case record(String, [(name: String, value: LessonResult)])
}
