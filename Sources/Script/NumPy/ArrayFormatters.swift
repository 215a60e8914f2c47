import Engine
import Glibc

/// Functions of the lesson that write elements of arrays, as `formatter=` gives them: by the kind of
/// element, for the lesson that runs on this thread.
enum ArrayFormatters {
  private final class Box {
    var functions: [String: PyValue]
    init(_ functions: [String: PyValue]) { self.functions = functions }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { pointer in
      if let pointer { Unmanaged<Box>.fromOpaque(pointer).release() }
    }
    return key
  }()

  static var current: [String: PyValue] {
    get {
      guard let pointer = pthread_getspecific(key) else { return [:] }
      return Unmanaged<Box>.fromOpaque(pointer).takeUnretainedValue().functions
    }
    set {
      if let pointer = pthread_getspecific(key) {
        Unmanaged<Box>.fromOpaque(pointer).takeUnretainedValue().functions = newValue
      } else if !newValue.isEmpty {
        pthread_setspecific(key, Unmanaged.passRetained(Box(newValue)).toOpaque())
      }
    }
  }

  /// The functions of a dictionary; none where the argument is left out.
  static func read(_ value: PyValue) throws(Raise) -> [String: PyValue] {
    guard let dict = value.cast(DictObject.self) else { return [:] }
    var found: [String: PyValue] = [:]
    for key in dict.keys { found[key.text ?? ""] = try dict.item(key) }
    return found
  }

  /// Names of a kind of element, the closest first.
  private static func names(_ dtype: DType) -> [String] {
    if dtype == .bool { return ["bool", "all"] }
    if dtype.isInteger { return ["int", "int_kind", "all"] }
    if dtype.isComplex { return ["complexfloat", "complex_kind", "all"] }
    return dtype.isFloating ? ["float", "float_kind", "all"] : ["object", "all"]
  }

  /// What writes the elements of an array; `nil` where NumPy's own format does.
  static func text(of array: NDArray) -> ((Int) -> String)? {
    let known = current
    guard !known.isEmpty, array.dtype != .string,
      let function = names(array.dtype).lazy.compactMap({ known[$0] }).first
    else { return nil }
    let flat = ArrayObject(array.reshaped([array.count]))
    return { index in
      guard let item = try? flat.item(.int(index)), let text = try? function.call(item) else {
        return "?"
      }
      return text.text ?? ((try? text.str()) ?? "?")
    }
  }
}
