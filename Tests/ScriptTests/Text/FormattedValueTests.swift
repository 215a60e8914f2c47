import BigInt
import Foundation
import Testing

@testable import Script

/// A row of `Reference/format_rows.json`, made by the script beside it.
private struct FormatRow: Decodable, Sendable {
  var operation: String
  var kind: String
  var value: [String]
  var spec: String
  var wanted: String

  init(from decoder: any Decoder) throws {
    var row = try decoder.unkeyedContainer()
    operation = try row.decode(String.self)
    kind = try row.decode(String.self)
    value = try row.decode([String].self)
    spec = try row.decode(String.self)
    wanted = try row.decode(String.self)
  }

  static func all() throws -> [FormatRow] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Reference/format_rows.json")
    return try JSONDecoder().decode([FormatRow].self, from: Data(contentsOf: file))
  }

  var formatted: FormattedValue {
    get throws {
      switch kind {
      case "int": return .integer(try #require(BigInt(value[0])))
      case "float": return .float(try #require(Double(value[0])))
      case "complex":
        return .complex(
          real: try #require(Double(value[0])), imaginary: try #require(Double(value[1])))
      default: return .string(value[0])
      }
    }
  }

  var representation: String {
    get throws {
      switch try formatted {
      case .integer(let value): IntegerText.representation(of: value)
      case .float(let value): FloatText.representation(of: value)
      case .complex(let real, let imaginary):
        ComplexText.representation(real: real, imaginary: imaginary)
      case .string(let value): TextEscape.representation(of: value)
      }
    }
  }

  func percentText() throws -> String {
    var text = ""
    for piece in try PercentTemplate(spec).pieces {
      switch piece {
      case .text(let literal): text += literal
      case .field(let field) where field.key != nil: throw FormatProblem.needsMapping
      case .field(let field): text += try percentText(field)
      }
    }
    return text
  }

  private func percentText(_ field: PercentField) throws -> String {
    if case .text(let conversion) = field.need {
      let shown =
        conversion == .ascii
        ? TextEscape.ascii(try representation)
        : conversion == .str && kind == "str" ? value[0] : try representation
      return try field.text(.string(shown))
    }
    switch try formatted {
    case .integer(let value): return try field.text(.integer(value))
    case .float(let value): return try field.text(.float(value))
    case .string(let value): return try field.text(.string(value))
    case .complex: return try field.text(.other(typeName: "complex"))
    }
  }

  var text: String {
    get throws {
      do {
        switch operation {
        case "repr": return try representation
        case "ascii": return TextEscape.asciiRepresentation(of: value[0])
        case "percent": return try percentText()
        default: return try formatted.text(spec)
        }
      } catch let problem as FormatProblem {
        return "!\(problem.className): \(problem.message)"
      }
    }
  }
}

@Suite("The text of a value")
struct FormattedValueTests {
  @Test("is CPython's, for every row of the reference")
  func reference() throws {
    let rows = try FormatRow.all()
    #expect(rows.count > 900)
    for row in rows {
      #expect(try row.text == row.wanted, "\(row.operation) \(row.kind) \(row.value) \(row.spec)")
    }
  }

  @Test(
    "of bytes escapes all that is not printable ASCII",
    arguments: [
      ([0x61, 0x27], #"b"a'""#), ([0x22, 0x27], #"b'"\''"#),
      ([0, 0xFF, 0x0A, 0x5C], #"b'\x00\xff\n\\'"#), ([], "b''"),
    ] as [([UInt8], String)])
  func bytes(bytes: [UInt8], text: String) {
    #expect(TextEscape.representation(of: bytes) == text)
  }

  @Test("of a width that no memory holds is an error")
  func widest() {
    for spec in ["99999999999", ".999999999f", "999999999999999999999"] {
      #expect(throws: FormatProblem.self) { try FormattedValue.float(1).text(spec) }
    }
  }

  @Test("of a large whole number rounds half to even when it becomes floating point")
  func bigToDouble() throws {
    let tie = (BigInt(1) << 53) + 1
    #expect(try IntegerText.double(tie) == 9_007_199_254_740_992)
    #expect(try IntegerText.double((tie << 200) + 1) == 9_007_199_254_740_994 * 0x1p200)
    #expect(try IntegerText.double(-(tie << 200)) == -9_007_199_254_740_992 * 0x1p200)
    #expect(throws: FormatProblem.integerTooLarge) { try IntegerText.double(BigInt(1) << 1024) }
  }
}

@Suite("A str.format template")
struct FormatTemplateTests {
  private func shown(_ pieces: [FormatTemplate.Piece]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): return "'\(text)'"
      case .field(let field):
        let path = field.path.map { step in
          switch step {
          case .attribute(let name): ".\(name)"
          case .index(let index): "[\(index)]"
          case .key(let key): "['\(key)']"
          }
        }
        let source: String
        switch field.source {
        case .position(let position): source = "\(position)"
        case .name(let name): source = name
        }
        let conversion = field.conversion.map { "!\($0)" } ?? ""
        return "{\(source)\(path.joined())\(conversion):\(shown(field.spec))}"
      }
    }.joined()
  }

  @Test(
    "is read into text and fields",
    arguments: [
      ("a{}b{}", "'a'{0:}'b'{1:}"), ("{1}{0}", "{1:}{0:}"), ("{{}}", "'{}'"),
      ("{x.y[0][k].z!r:>5}", "{x.y[0]['k'].z!repr:'>5'}"),
      ("{:{}.{}f}{}", "{0:{1:}'.'{2:}'f'}{3:}"), ("{0[a:b]}", "{0['a:b']:}"),
      ("{!a}", "{0!ascii:}"), ("{ x }", "{ x :}"), ("", ""),
    ])
  func pieces(template: String, pieces: String) throws {
    #expect(shown(try FormatTemplate(template).pieces) == pieces)
  }

  @Test(
    "that is broken gets CPython's message",
    arguments: [
      ("{", "Single '{' encountered in format string"),
      ("a}b", "Single '}' encountered in format string"),
      ("{0", "expected '}' before end of string"),
      ("{0!", "end of string while looking for conversion specifier"),
      ("{0!r", "unmatched '{' in format spec"),
      ("{0!rx}", "expected ':' after conversion specifier"),
      ("{0!x}", "Unknown conversion specifier x"),
      ("{0}{}", "cannot switch from manual field specification to automatic field numbering"),
      ("{}{0}", "cannot switch from automatic field numbering to manual field specification"),
      ("{0.}", "Empty attribute in format string"),
      ("{0[a]b}", "Only '.' or '[' may follow ']' in format field specifier"),
      ("{a{b}}", "unexpected '{' in field name"), ("{:{:{}}}", "Max string recursion exceeded"),
      ("{0:{", "unmatched '{' in format spec"),
      ("{99999999999999999999}", "Too many decimal digits in format string"),
    ])
  func broken(template: String, message: String) {
    #expect {
      try FormatTemplate(template)
    } throws: { error in
      (error as? FormatProblem)?.message == message
    }
  }
}
