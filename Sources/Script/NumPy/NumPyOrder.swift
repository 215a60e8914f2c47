import Engine

/// The order in which elements are read: by rows (`C`) or by columns (`F`).
enum NumPyOrder: String {
  case rows = "C"
  case columns = "F"
  /// By columns where the memory lies so.
  case any = "A"
  case kept = "K"

  init(argument value: PyValue) throws(Raise) {
    if value.isAbsent {
      self = .rows
      return
    }
    guard let text = value.text else {
      throw Raise.type("order must be str, not \(value.typeName)")
    }
    guard let order = NumPyOrder(rawValue: text.uppercased()) else {
      throw Raise.value("order must be one of 'C', 'F', 'A', or 'K' (got '\(text)')")
    }
    self = order
  }

  func isByColumns(_ array: NDArray) -> Bool {
    switch self {
    case .rows: false
    case .columns: true
    case .any, .kept: array.liesByColumns && !array.liesByRows
    }
  }

  private static func turned(_ array: NDArray) -> NDArray {
    array.transposed(Array((0..<array.shape.rank).reversed()))
  }

  func flattened(_ array: NDArray) -> NDArray {
    (isByColumns(array) ? Self.turned(array) : array).reshaped([array.count])
  }

  func reshaped(_ array: NDArray, _ lengths: [Int]) throws(Raise) -> NDArray {
    guard isByColumns(array) else { return try NumPyFunctions.reshaped(array, lengths) }
    do throws(Raise) {
      return Self.turned(
        try NumPyFunctions.reshaped(Self.turned(array), Array(lengths.reversed())))
    } catch {
      // The error tells of the shapes as the lesson wrote them.
      _ = try NumPyFunctions.reshaped(array, lengths)
      throw error
    }
  }

  /// The elements in memory of their own that lies in this order.
  func copied(_ array: NDArray) -> NDArray {
    isByColumns(array) ? Self.turned(Self.turned(array).copied()) : array.copied()
  }
}

extension NDArray {
  /// Whether the elements lie row after row without gaps.
  var liesByRows: Bool {
    guard case .block(let block) = payload else { return true }
    return block.isContiguous
  }

  /// Whether the elements lie column after column without gaps.
  var liesByColumns: Bool {
    guard case .block(let block) = payload else { return true }
    var expected = 1
    for (length, step) in Swift.zip(block.shape.lengths, block.strides) where length != 1 {
      if step != expected { return block.count == 0 }
      expected *= length
    }
    return true
  }
}

/// `array.flags`.
package final class ArrayFlags: PyObject {
  private let owner: ArrayObject

  init(_ owner: ArrayObject) {
    self.owner = owner
    super.init(.arrayFlags)
  }

  private var rows: [(name: String, value: Bool)] {
    let array = owner.array
    return [
      ("C_CONTIGUOUS", array.liesByRows), ("F_CONTIGUOUS", array.liesByColumns),
      ("OWNDATA", owner.base == nil), ("WRITEABLE", !owner.isReadOnly), ("ALIGNED", true),
      ("WRITEBACKIFCOPY", false),
    ]
  }

  private func flag(_ name: String) -> Bool? {
    rows.first { $0.name == name.uppercased() }?.value
  }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let found = flag(name.text) { return .bool(found) }
    return try super.findAttribute(name)
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    guard name.text == "writeable" else { return try super.setAttribute(name, value) }
    owner.isReadOnly = try !value.truth()
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    guard let found = key.text.flatMap({ flag($0) }) else { throw Raise(.keyError, "Unknown flag") }
    return .bool(found)
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    guard key.text?.uppercased() == "WRITEABLE" else { throw Raise(.keyError, "Unknown flag") }
    owner.isReadOnly = try !value.truth()
  }

  package override func repr() throws(Raise) -> String {
    rows.map { "  \($0.name) : \($0.value ? "True" : "False")\n" }.joined()
  }
}

extension TypeObject {
  nonisolated(unsafe) static let arrayFlags = TypeObject(
    "flagsobj", module: "numpy._core.multiarray")
}
