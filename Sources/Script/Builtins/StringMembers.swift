extension Bound {
  /// The text whose method is called.
  func receiverText() throws(Raise) -> String {
    guard let text = self[0].text else {
      throw Raise.type(
        "descriptor '\(name)' requires a 'str' object but received a '\(self[0].typeName)'")
    }
    return text
  }

  func receiverScalars() throws(Raise) -> [Unicode.Scalar] {
    Array(try receiverText().unicodeScalars)
  }
}

extension PyValue {
  /// The text that scalars make.
  static func string(of scalars: some Sequence<Unicode.Scalar>) -> PyValue {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return .string(String(view))
  }
}

/// The methods of `str`.
nonisolated(unsafe) let stringMembers: [NativeMember] =
  stringCaseMembers + stringSearchMembers + stringSplitMembers + stringPadMembers
  + stringConversionMembers + stringTestMembers

/// Every word with a capital.
func titled(_ text: String) -> String {
  var result = ""
  var afterLetter = false
  for scalar in text.unicodeScalars {
    result += afterLetter ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
    afterLetter = scalar.properties.isCased
  }
  return result
}

/// Upper and lower case.
nonisolated(unsafe) let stringCaseMembers: [NativeMember] = [
  .method("upper", "") { a throws(Raise) in .string(try a.receiverText().uppercased()) },
  .method("lower", "") { a throws(Raise) in .string(try a.receiverText().lowercased()) },
  .method("casefold", "") { a throws(Raise) in
    .string(try a.receiverText().lowercased().replacing("ß", with: "ss"))
  },
  .method("title", "") { a throws(Raise) in .string(titled(try a.receiverText())) },
  .method("capitalize", "") { a throws(Raise) in
    let own = try a.receiverScalars()
    guard let first = own.first else { return a[0] }
    var rest = String.UnicodeScalarView()
    rest.append(contentsOf: own.dropFirst())
    return .string(first.properties.titlecaseMapping + String(rest).lowercased())
  },
  .method("swapcase", "") { a throws(Raise) in
    .string(
      try a.receiverScalars().map {
        $0.properties.isUppercase
          ? $0.properties.lowercaseMapping : $0.properties.uppercaseMapping
      }.joined())
  },
]
