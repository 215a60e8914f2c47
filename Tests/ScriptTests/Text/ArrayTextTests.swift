import Foundation
import Testing

@testable import Script

/// A row of `Reference/array_rows.json`, made by the script beside it.
private struct ArrayRow: Decodable, Sendable {
  var function: String
  var dtype: String
  var shape: [Int]
  var elements: [String]
  var options: [String: String]
  var wanted: String

  init(from decoder: any Decoder) throws {
    var row = try decoder.unkeyedContainer()
    function = try row.decode(String.self)
    dtype = try row.decode(String.self)
    shape = try row.decode([Int].self)
    elements = try row.decode([String].self)
    options = try row.decode([String: String].self)
    wanted = try row.decode(String.self)
  }

  static func all() throws -> [ArrayRow] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Reference/array_rows.json")
    return try JSONDecoder().decode([ArrayRow].self, from: Data(contentsOf: file))
  }

  private var printOptions: ArrayPrintOptions {
    var result = ArrayPrintOptions()
    result.precision = options["precision"].flatMap { Int($0) } ?? result.precision
    result.threshold = options["threshold"].flatMap { Int($0) } ?? result.threshold
    result.edgeItems = options["edgeitems"].flatMap { Int($0) } ?? result.edgeItems
    result.lineWidth = options["linewidth"].flatMap { Int($0) } ?? result.lineWidth
    result.suppressesSmall = options["suppress"] == "True"
    result.sign = options["sign"].flatMap { .init(rawValue: $0) } ?? result.sign
    result.floatMode = options["floatmode"].flatMap { .init(rawValue: $0) } ?? result.floatMode
    result.notANumber = options["nanstr"] ?? result.notANumber
    result.infinity = options["infstr"] ?? result.infinity
    return result
  }

  private var arrayElements: ArrayText.Elements {
    let numbers = elements.map { Double($0) ?? .nan }
    let pair = { (index: Int) in (numbers[2 * index], numbers[2 * index + 1]) }
    switch dtype {
    case "float16": return .float(.half) { numbers[$0] }
    case "float32": return .float(.single) { numbers[$0] }
    case "float64": return .float(.double) { numbers[$0] }
    case "complex64": return .complex(.single, pair)
    case "complex128": return .complex(.double, pair)
    case "bool": return .bool { elements[$0] == "1" }
    case "object":
      return .text { index in
        TextEscape.representation(of: elements[index].unicodeScalars.map { UInt8($0.value) })
      }
    case "uint8", "uint64": return .unsigned { UInt(elements[$0]) ?? 0 }
    default: return .integer { Int(elements[$0]) ?? 0 }
    }
  }

  var text: String {
    let implied = ["float64", "complex128", "int64", "bool"].contains(dtype)
    let array = ArrayText(
      shape: shape, elements: arrayElements, dtypeName: implied ? nil : dtype,
      options: printOptions)
    return function == "str" ? array.string : array.representation(impliedName: dtype)
  }
}

@Suite("The text of an array")
struct ArrayTextTests {
  @Test("is NumPy's, for every row of the reference")
  func reference() throws {
    let rows = try ArrayRow.all()
    #expect(rows.count > 350)
    for row in rows {
      #expect(
        row.text == row.wanted, "\(row.function) \(row.dtype) \(row.shape) \(row.options)")
    }
  }

  @Test("of a summary asks only for the elements that it shows")
  func summary() {
    var asked: Set<Int> = []
    let array = ArrayText(
      shape: [1000, 1000],
      elements: .integer { index in
        asked.insert(index)
        return index
      }, dtypeName: nil)
    #expect(array.string.hasPrefix("[[     0      1      2 ...    997    998    999]\n"))
    #expect(asked.count == 36)
  }

  @Test(
    "of a bfloat16 has six digits at most",
    arguments: [
      (0.333984375, "0.333984"), (1.0, "1"), (-2.5, "-2.5"), (1e10, "1e+10"), (.infinity, "inf"),
      (.nan, "nan"),
    ])
  func brainFloat(value: Double, text: String) {
    #expect(ScalarText.brainFloat(value) == text)
  }
}
