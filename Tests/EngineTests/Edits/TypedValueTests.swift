import Testing

@testable import Engine

@Suite("Typed values")
struct TypedValueTests {
  @Test(
    "numbers and arithmetic are read",
    arguments: [
      ("2", 2.0), (" -1 ", -1), ("1/3", 1.0 / 3), ("-1*2", -2), ("2 + 3 * 4", 14), ("(2+3)*4", 20),
      ("2^3", 8), ("2**-1", 0.5), ("-2^2", -4), ("1e-3", 0.001), (".5", 0.5), ("5.", 5), ("−3", -3),
      ("2·3", 6), ("4 × 2", 8), ("1_000", 1000), ("inf", .infinity), ("pi", .pi), ("sqrt(9)", 3),
      ("√16", 4), ("exp(0)", 1), ("True", 1), ("--2", 2), ("6/3/2", 1), ("1-2-3", -4),
    ])
  func numbers(text: String, expected: Double) throws {
    let value = try TypedValue(text)
    #expect(value.number == expected && value.lengths.isEmpty)
  }

  @Test("rows are read with their shape")
  func rows() throws {
    let value = try TypedValue("[[1, 2, 3], [4, 5, 1/2],]")
    #expect(value.lengths == [2, 3] && value.elements == [1, 2, 3, 4, 5, 0.5])
    #expect(try TypedValue("[]").lengths == [0])
    let made = try value.array(like: Signature(.float64, [2, 3]))
    #expect(made.dtype == .float64 && made.doubles == value.elements)
  }

  @Test(
    "what makes no sense is refused with its place",
    arguments: [
      ("", "nothing was typed"), ("1 +", "got the end at column 4, expected a number"),
      ("two", "got two at column 1, expected a number"), ("1 2", "got 2 at column 3"),
      ("[1, [2]]", "the rows differ in length"), ("[1, 2", "expected a comma or ]"),
      ("(1", "expected )"), ("1..2", "expected a number"),
      (String(repeating: "[", count: 100), "expected fewer brackets"),
      (String(repeating: "-", count: 100) + "1", "expected fewer signs"),
      (String(repeating: "(", count: 100), "expected fewer parentheses"),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: TypedValueError.self) { try TypedValue(text) }
    #expect(error.map { "\($0)".contains(message) } == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test("a value fits where dtype and shape do")
  func fitting() throws {
    #expect(throws: TypedValueError.notWhole(0.5, .int32)) {
      try TypedValue("1/2").array(like: Signature(.int32, []))
    }
    #expect(throws: TypedValueError.shape([2], expected: [])) {
      try TypedValue("[1, 2]").array(like: Signature(.float32, []))
    }
    #expect(throws: TypedValueError.dtype(.string)) {
      try TypedValue("1").array(like: Signature(.string, []))
    }
    #expect(try TypedValue("3").array(like: Signature(.int64, [])).integers == [3])
  }
}
