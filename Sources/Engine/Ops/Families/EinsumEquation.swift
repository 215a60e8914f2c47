/// The equation of `einsum`, read as TensorFlow reads it.
struct EinsumEquation {
  /// One label of a term: a letter, or `...`.
  private enum Mark: Hashable {
    case letter(UInt8)
    case ellipsis
  }

  private let terms: [[Mark]]
  private let output: [Mark]

  /// Labels of the axes that `...` stands for: −1 for the last of them.
  private static func spread(_ count: Int) -> [Int] { (0..<count).map { $0 - count } }

  init(_ text: String, inputs: Int) throws(EngineError) {
    let bare = text.filter { $0 != " " }
    let dotted = bare.replacing("...", with: "0")
    guard !bare.contains("...") || !bare.contains("0") else {
      throw .pythonValue("Invalid character \"0\" in equation: \(text).")
    }
    let wrong = EngineError.pythonValue("Subscripts have incorrect format: \(dotted)")
    let sides = dotted.split(separator: "->", omittingEmptySubsequences: false)
    guard sides.count <= 2 else { throw wrong }
    var read: [[Mark]] = []
    for part in sides[0].split(separator: ",", omittingEmptySubsequences: false) {
      guard let term = Self.marks(part, bare != dotted) else { throw wrong }
      read.append(term)
    }
    terms = read
    var written: [Mark]?
    if sides.count == 2 {
      guard let term = Self.marks(sides[1], bare != dotted) else { throw wrong }
      written = term
    }
    guard terms.count == inputs else {
      throw .pythonValue(
        "Got \(inputs) inputs for equation \"\(text)\", expecting \(terms.count)")
    }
    output = written ?? Self.implied(terms)
    try check(text)
  }

  private static func marks(_ text: Substring, _ hasEllipsis: Bool) -> [Mark]? {
    var marks: [Mark] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        marks.append(.letter(byte))
      case UInt8(ascii: "0") where hasEllipsis: marks.append(.ellipsis)
      default: return nil
      }
    }
    return marks
  }

  /// Without `->` the output has the labels that stand once, in alphabetical order.
  private static func implied(_ terms: [[Mark]]) -> [Mark] {
    let all = terms.flatMap { $0 }
    func rank(_ mark: Mark) -> Int {
      if case .letter(let byte) = mark { Int(byte) } else { 0 }
    }
    return all.filter { mark in all.filter { $0 == mark }.count == 1 }
      .sorted { rank($0) < rank($1) }
  }

  private func check(_ text: String) throws(EngineError) {
    guard Set(output).count == output.count else {
      throw .pythonValue("Output subscripts contain a label appearing more than once: \(text)")
    }
    let known = Set(terms.flatMap { $0 })
    for mark in output where !known.contains(mark) {
      guard case .letter(let byte) = mark else { continue }
      throw .pythonValue(
        "Output subscripts contain the label \(Character(Unicode.Scalar(byte))) not present "
          + "in the input subscripts.")
    }
  }

  /// The op for inputs of these shapes.
  func resolved(_ inputs: [Signature]) throws(EngineError) -> Einsum {
    var widest = 0
    for (place, (term, input)) in zip(terms, inputs).enumerated() {
      let ellipses = term.filter { $0 == .ellipsis }.count
      guard ellipses > 0 else { continue }
      guard ellipses == 1 else {
        throw .pythonValue("Too many ellipses in input label \(Self.text(of: term)).")
      }
      let spread = input.shape.rank - (term.count - 1)
      guard spread >= 0 else {
        throw .einsum(
          inputs: terms.count,
          "Expected input \(place) to have rank at least \(term.count - 1) but got: "
            + "\(input.shape.rank)")
      }
      widest = Swift.max(widest, spread)
    }
    guard widest == 0 || output.contains(.ellipsis) else {
      throw .einsum(
        inputs: terms.count,
        "Output contains \(widest) broadcasting dimension(s) but no ellipsis (...) was found in "
          + "the output subscripts.")
    }
    let labels = zip(terms, inputs).map { term, input in
      Self.labels(term, input.shape.rank - (term.count - 1))
    }
    return Einsum(labels, Self.labels(output, widest))
  }

  private static func labels(_ term: [Mark], _ spread: Int) -> [Int] {
    term.flatMap { mark -> [Int] in
      if case .letter(let byte) = mark { return [Int(byte)] }
      return self.spread(spread)
    }
  }

  private static func text(of term: [Mark]) -> String {
    term.map { mark in
      if case .letter(let byte) = mark { String(Unicode.Scalar(byte)) } else { "..." }
    }.joined()
  }

  /// Labels as a term of an equation.
  static func text(_ labels: [Int]) -> String {
    var text = ""
    for (place, label) in labels.enumerated() {
      if label >= 0 {
        text.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: label)))
      } else if place == 0 || labels[place - 1] >= 0 {
        text += "..."
      }
    }
    return text
  }
}
