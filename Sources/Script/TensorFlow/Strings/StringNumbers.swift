import Engine
import Glibc

/// The functions of `tf.strings` between text and numbers.
struct StringNumbers {
  let context: RunContext

  func add(to module: ModuleObject) {
    addWriting(to: module)
    addReading(to: module)
    addFormat(to: module)
  }

  // MARK: Numbers as text

  private func addWriting(to module: ModuleObject) {
    let context = context
    module.function(
      "as_string",
      "input, precision=-1, scientific=False, shortest=False, width=-1, fill='', name=None"
    ) { a throws(Raise) in
      let ragged = a[0].cast(RaggedObject.self)
      let array = if let ragged { ragged.values.array } else { try context.tensor(a[0]).array }
      let form = try NumberForm(
        array.dtype, precision: try context.int(a[1]), scientific: try a.bool(2),
        shortest: try a.bool(3), width: try context.int(a[4]), fill: a[5].text ?? "")
      let texts = NDArray(text: form.texts(of: array), shape: array.shape)
      let tensor = context.constant(texts)
      return ragged.map { .object($0.with(tensor)) } ?? context.box(tensor)
    }
  }

  // MARK: Text as numbers

  private func addReading(to module: ModuleObject) {
    let context = context
    module.function("to_number", "input, out_type='float32', name=None") { a throws(Raise) in
      let input = try TextOperand(a[0], of: "StringToNumber", context)
      let dtype = try DTypeObject.argument(a[1]) ?? .float32
      let allowed: [DType] = [.float32, .float64, .int32, .int64, .uint32, .uint64]
      guard allowed.contains(dtype) else {
        let names = allowed.map(\.kernelName)
        let list = names.map { "DT_" + $0.uppercased() }.joined(separator: ", ")
        throw Raise(
          tensorFlow: "InvalidArgumentError",
          "Value for attr 'out_type' of \(dtype.kernelName) is not in the list of allowed values: "
            + "\(names.joined(separator: ", "))\n\t; NodeDef: {{node StringToNumber}}; "
            + "Op<name=StringToNumber; signature=string_tensor:string -> output:out_type; "
            + "attr=out_type:type,default=DT_FLOAT,allowed=[\(list)]> [Op:StringToNumber]")
      }
      let numbers = NDArray.reading(input.texts, as: dtype)
      guard case .success(let array) = numbers else {
        let shown = if case .failure(let wrong) = numbers { wrong.text } else { "" }
        throw TensorErrors.invalidArgument(
          "StringToNumberOp could not correctly convert string: \(shown)", op: "StringToNumber",
          name: nil)
      }
      return input.replaced(with: array.reshaped(input.shape), context)
    }
  }

  // MARK: Templates

  private func addFormat(to module: ModuleObject) {
    let context = context
    module.function(
      "format", "template, inputs, placeholder='{}', summarize=3, name=None"
    ) { a throws(Raise) in
      let isList = a[1].object?.kind == .list || a[1].object?.kind == .tuple
      let inputs = isList ? try a[1].items() : [a[1]]
      guard let template = a[0].textBytes, let mark = a[2].textBytes else {
        throw Raise.type("template must be a string")
      }
      let pieces = template.split(by: mark, atMost: -1)
      guard pieces.count == inputs.count + 1 else {
        throw Raise.value(
          "The template expects \(pieces.count - 1) tensors, but the inputs only has "
            + "\(inputs.count). Please ensure the number of placeholders in template matches "
            + "inputs length.")
      }
      let count = try context.int(a[3])
      var result = pieces[0]
      for (input, piece) in zip(inputs, pieces.dropFirst()) {
        let array = try context.tensor(input).array
        result += Array(PrintTemplate(summarize: count).text(array).utf8) + piece
      }
      return context.box(context.constant(NDArray(text: [result], shape: .scalar)))
    }
  }

  // MARK: Bytes

  /// `tf.io.decode_raw`.
  func addDecoding(to module: ModuleObject) {
    let context = context
    module.function(
      "decode_raw", "input_bytes, out_type, little_endian=True, fixed_length=None, name=None"
    ) { a throws(Raise) in
      let input = try TextOperand(a[0], of: "DecodeRaw", context)
      guard let dtype = try DTypeObject.argument(a[1]), dtype.byteWidth > 0 else {
        throw Raise.unsupported("tf.io.decode_raw to \(try a[1].repr())")
      }
      guard try a.bool(2), !a.has(3) else {
        throw Raise.unsupported("tf.io.decode_raw with little_endian=False or fixed_length")
      }
      let length = input.texts.first?.count ?? 0
      if let place = input.texts.firstIndex(where: { $0.count != length }) {
        throw TensorErrors.invalidArgument(
          "DecodeRaw requires input strings to all be the same size, but element \(place) has "
            + "size \(length) != \(input.texts[place].count)", op: "DecodeRaw")
      }
      guard length % dtype.byteWidth == 0 else {
        throw TensorErrors.invalidArgument(
          "Input to DecodeRaw has length \(length) that is not a multiple of "
            + "\(dtype.byteWidth), the size of \(dtype.kernelName)", op: "DecodeRaw")
      }
      let shape = TensorShape(input.shape.lengths + [length / dtype.byteWidth])
      let bytes = Array(input.texts.joined())
      return context.box(context.constant(NDArray(bytes: bytes, dtype, shape: shape)))
    }
  }
}

/// How `tf.strings.as_string` writes numbers.
private struct NumberForm {
  private let format: String
  private let dtype: DType

  init(
    _ dtype: DType, precision: Int, scientific: Bool, shortest: Bool, width: Int, fill: String
  ) throws(Raise) {
    func wrong(_ text: String) -> Raise { TensorErrors.invalidArgument(text, op: "AsString") }
    let isReal = dtype.isFloating || dtype.isComplex
    for (given, option) in [
      (scientific, "scientific and shortest"), (shortest, "scientific and shortest"),
      (precision > -1, "precision"),
    ] where given && !isReal {
      throw wrong("\(option) not supported for datatype \(dtype.name)")
    }
    if fill.utf8.count > 1 { throw wrong("Fill string must be one or fewer characters") }
    if scientific, shortest { throw wrong("Cannot select both scientific and shortest notation") }
    guard ["", " ", "+", "0", "-"].contains(fill) else {
      throw wrong("Fill argument not supported: \"\(fill)\"")
    }
    let size = (width > -1 ? String(width) : "") + (precision > -1 ? ".\(precision)" : "")
    let kind = scientific ? "e" : shortest ? "g" : "f"
    self.dtype = dtype
    format = "%" + fill + size + (isReal ? kind : dtype.isUnsigned ? "lu" : "ld")
  }

  func texts(of array: NDArray) -> [[UInt8]] {
    switch dtype {
    case .string: return array.texts
    case .bool: return array.doubles.map { Array(($0 != 0 ? "true" : "false").utf8) }
    case .complex64, .complex128:
      return array.complexNumbers.map { number in
        [0x28] + written(number.real) + [0x2C] + written(number.imaginary) + [0x29]
      }
    default:
      return dtype.isInteger
        ? array.integers.map { written($0) } : array.doubles.map { written($0) }
    }
  }

  private func written(_ number: any CVarArg) -> [UInt8] {
    withVaList([number]) { list in
      var buffer = [CChar](repeating: 0, count: 1200)
      let count = vsnprintf(&buffer, buffer.count, format, list)
      return buffer[..<Swift.min(Swift.max(Int(count), 0), buffer.count - 1)].map {
        UInt8(bitPattern: $0)
      }
    }
  }
}

/// A text that is no number.
private struct UnreadableNumber: Error {
  let text: String
}

extension NDArray {
  /// A row of numbers that were text, or the first text that is none.
  fileprivate static func reading(
    _ texts: [[UInt8]], as dtype: DType
  ) -> Result<NDArray, UnreadableNumber> {
    func row<E: Element>(_ read: (String) -> E?) -> Result<NDArray, UnreadableNumber> {
      var numbers: [E] = []
      for text in texts {
        guard let number = read(String(decoding: text.strippedASCII, as: UTF8.self)) else {
          return .failure(UnreadableNumber(text: String(decoding: text, as: UTF8.self)))
        }
        numbers.append(number)
      }
      return .success(NDArray(numbers, shape: [numbers.count]))
    }
    switch dtype {
    case .float64: return row { Double($0) }
    case .int32: return row { Int32($0) }
    case .int64: return row { Int64($0) }
    case .uint32: return row { UInt32($0) }
    case .uint64: return row { UInt64($0) }
    default: return row { Float($0) }
    }
  }
}
