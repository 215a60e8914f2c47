import Foundation

@testable import Engine

/// A row of Reference/ops.json or dtypes.json: what TensorFlow computes for one op on one set of
/// inputs.
struct ReferenceRow: Sendable, Decodable {
  let op: String
  let note: String?
  let attributes: [String: Attribute]?
  let inputs: [Values]
  let output: Values
  let weights: Values?
  let gradients: [Values?]?
  let directions: [Values?]?
  let second: [Values?]?

  /// A keyword argument as JSON has it.
  indirect enum Attribute: Sendable, Decodable {
    case truth(Bool)
    case number(Double)
    case text(String)
    case list([Attribute])

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let truth = try? value.decode(Bool.self) {
        self = .truth(truth)
      } else if let number = try? value.decode(Double.self) {
        self = .number(number)
      } else if let text = try? value.decode(String.self) {
        self = .text(text)
      } else {
        self = .list(try value.decode([Attribute].self))
      }
    }
  }

  /// A tensor of a row.
  struct Values: Sendable, Decodable {
    let array: NDArray

    private enum CodingKeys: CodingKey { case dtype, shape, values }

    init(from decoder: any Decoder) throws {
      let json = try decoder.container(keyedBy: CodingKeys.self)
      let words = try json.decode(String.self, forKey: .values).split(separator: " ")
      let shape = Shape(try json.decode([Int].self, forKey: .shape))
      func numbers<E: Element>(_ read: (String) -> E?) -> NDArray {
        NDArray(words.compactMap { read(String($0)) }, shape: shape)
      }
      switch try json.decode(String.self, forKey: .dtype) {
      case "float32": array = numbers { Float($0) }
      case "float64": array = numbers { Double($0) }
      case "int32": array = numbers { Int32($0) }
      case "int64": array = numbers { Int64($0) }
      case "int8": array = numbers { Int8($0) }
      case "int16": array = numbers { Int16($0) }
      case "uint8": array = numbers { UInt8($0) }
      case "uint16": array = numbers { UInt16($0) }
      case "uint32": array = numbers { UInt32($0) }
      case "uint64": array = numbers { UInt64($0) }
      case "float16": array = numbers { Float16($0) }
      case "bfloat16": array = numbers { Float($0).map { BFloat16($0) } }
      case "complex64": array = numbers(Self.complex(Float.self))
      case "complex128": array = numbers(Self.complex(Double.self))
      default: array = numbers { $0 == "true" }
      }
    }

    /// Reads two parts joined by a comma.
    private static func complex<R: RealNumber & LosslessStringConvertible>(
      _ part: R.Type
    ) -> (String) -> Complex<R>? {
      { text in
        let parts = text.split(separator: ",").compactMap { R(String($0)) }
        return parts.count == 2 ? Complex(parts[0], parts[1]) : nil
      }
    }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Reference")

  static let all: [ReferenceRow] = {
    ["ops.json", "ops-arrays.json", "dtypes.json"].flatMap { file -> [ReferenceRow] in
      guard let data = try? Data(contentsOf: folder.appending(path: file)) else { return [] }
      return (try? JSONDecoder().decode([ReferenceRow].self, from: data)) ?? []
    }
  }()

  static let byOp = Dictionary(grouping: all, by: \.op)

  /// What tells this row from the others of its op.
  var title: String {
    let inputs = inputs.map { "\($0.array.dtype.name)\($0.array.shape)" }.joined(separator: " ")
    let keys = (attributes ?? [:]).map { "\($0)=\($1)" }.sorted().joined(separator: " ")
    return "\(op) \(note ?? "") \(inputs) \(keys)"
  }
}
