import Engine
import Glibc

/// Weights in a file: a line that says what the file is, then for each weight a line with its path,
/// dtype and shape, and its bytes.
///
/// Keras writes HDF5 files of the same name; those are told apart by their first bytes and refused.
enum WeightFile {
  private static let mark = "gradwalk weights 1\n"

  static func save(_ model: ModelInstance, to path: String) throws(Raise) {
    guard path.hasSuffix(".weights.h5") else {
      throw Raise.value(
        "The filename must end in `.weights.h5`. Received: filepath=\(path)")
    }
    guard let file = fopen(path, "wb") else {
      throw Raise(.osError, "Unable to create the file '\(path)'")
    }
    defer { fclose(file) }
    func write(_ text: String) {
      let bytes = Array(text.utf8)
      fwrite(bytes, 1, bytes.count, file)
    }
    write(mark)
    for variable in try model.allWeights() {
      let array = variable.variable.value.array
      let lengths = array.shape.lengths.map(String.init).joined(separator: ",")
      let title = variable.weight?.path ?? variable.name
      write("\(title)\t\(array.dtype.name)\t\(lengths)\n")
      let numbers = array.doubles
      numbers.withUnsafeBytes { bytes in
        _ = fwrite(bytes.baseAddress, 1, bytes.count, file)
      }
    }
  }

  static func load(_ model: ModelInstance, from path: String) throws(Raise) {
    guard path.hasSuffix(".weights.h5") else {
      throw Raise.value(
        "File format not supported: filepath=\(path). Keras 3 only supports V3 `.keras` files, "
          + "`.weights.h5` files, legacy H5 format files (`.h5` extension), or legacy H5 weights "
          + "files (`.h5` extension).")
    }
    guard let file = fopen(path, "rb") else {
      throw Raise(
        .fileNotFoundError,
        "[Errno 2] Unable to synchronously open file (unable to open file: name = '\(path)', "
          + "errno = 2, error message = 'No such file or directory', flags = 0, o_flags = 0)")
    }
    defer { fclose(file) }
    guard line(file) == String(mark.dropLast()) else {
      throw Raise.unsupported(
        "'\(path)' was not written by this program: weights of other programs (HDF5)")
    }
    let weights = try model.allWeights()
    var values: [(VariableObject, NDArray)] = []
    for variable in weights {
      guard let title = line(file) else { throw count(model, weights.count, values.count) }
      let parts = title.split(separator: "\t", omittingEmptySubsequences: false)
      guard parts.count == 3, let dtype = DType.allCases.first(where: { $0.name == parts[1] })
      else { throw damaged(path) }
      let lengths = parts[2].split(separator: ",").compactMap { Int($0) }
      let shape = TensorShape(lengths)
      guard lengths.allSatisfy({ $0 >= 0 }), shape.count <= 1 << 32 else { throw damaged(path) }
      var numbers = [Double](repeating: 0, count: shape.count)
      let read = numbers.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
      guard read == shape.count * 8 else { throw damaged(path) }
      guard shape == variable.variable.shape else {
        throw Raise.value(
          "A total of 1 objects could not be loaded. Layer '\(model.name)': the shape of the target "
            + "variable and the shape of the target value in `variable.assign(value)` must match. "
            + "variable.shape=\(try variable.shape.str()), Received: value.shape=\(shape). Target "
            + "variable: \(try variable.repr())")
      }
      values.append((variable, try NDArray(numbers, shape: shape).converted(to: dtype)))
    }
    if line(file) != nil { throw count(model, weights.count, values.count + 1) }
    for (variable, array) in values {
      _ = try variable.assign(model.context.box(model.context.constant(array)))
    }
  }

  private static func damaged(_ path: String) -> Raise {
    Raise.value("The file of weights '\(path)' is damaged.")
  }

  private static func count(_ model: ModelInstance, _ wanted: Int, _ found: Int) -> Raise {
    Raise.value(
      "Layer '\(model.name)' expected \(wanted) variables, but received \(found) variables during "
        + "loading.")
  }

  private static func line(_ file: UnsafeMutablePointer<FILE>) -> String? {
    var bytes: [UInt8] = []
    while bytes.count < 4096 {
      let byte = fgetc(file)
      if byte == EOF { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
      if byte == 10 { break }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
