private func every(_ a: Bound, _ test: (Unicode.Scalar) -> Bool) throws(Raise) -> PyValue {
  let own = try a.receiverText().unicodeScalars
  return .bool(!own.isEmpty && own.allSatisfy(test))
}

/// Whether all letters have a case for which `is`, and there is at least one.
private func cased(_ a: Bound, upper: Bool) throws(Raise) -> PyValue {
  var hasCased = false
  for scalar in try a.receiverText().unicodeScalars {
    let properties = scalar.properties
    let isUpper = properties.isUppercase || properties.generalCategory == .titlecaseLetter
    if upper ? properties.isLowercase : isUpper { return .bool(false) }
    if upper ? properties.isUppercase : properties.isLowercase { hasCased = true }
  }
  return .bool(hasCased)
}

/// Questions about all characters.
nonisolated(unsafe) let stringTestMembers: [NativeMember] = [
  .method("isalpha", "") { a throws(Raise) in try every(a) { $0.isPythonAlpha } },
  .method("isdigit", "") { a throws(Raise) in try every(a) { $0.isPythonDigit } },
  .method("isdecimal", "") { a throws(Raise) in
    try every(a) { $0.properties.generalCategory == .decimalNumber }
  },
  .method("isnumeric", "") { a throws(Raise) in try every(a) { $0.properties.numericType != nil } },
  .method("isalnum", "") { a throws(Raise) in
    try every(a) { $0.isPythonAlpha || $0.properties.numericType != nil }
  },
  .method("isspace", "") { a throws(Raise) in try every(a) { $0.isPythonSpace } },
  .method("isupper", "") { a throws(Raise) in try cased(a, upper: true) },
  .method("islower", "") { a throws(Raise) in try cased(a, upper: false) },
  .method("isascii", "") { a throws(Raise) in
    .bool(try a.receiverText().utf8.allSatisfy { $0 < 0x80 })
  },
  .method("isprintable", "") { a throws(Raise) in
    let own = try a.receiverText()
    return .bool(representation(of: own).utf8.count == own.utf8.count + 2)
  },
  .method("isidentifier", "") { a throws(Raise) in
    let own = try a.receiverScalars()
    guard let first = own.first else { return .bool(false) }
    return .bool(
      (first == "_" || first.properties.isXIDStart)
        && own.allSatisfy { $0.properties.isXIDContinue })
  },
  .method("istitle", "") { a throws(Raise) in
    let own = try a.receiverText()
    return .bool(own.unicodeScalars.contains { $0.properties.isCased } && titled(own) == own)
  },
]

extension Unicode.Scalar {
  var isPythonSpace: Bool {
    switch value {
    case 0x09...0x0d, 0x1c...0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f,
      0x205f, 0x3000:
      true
    default: false
    }
  }

  var isPythonAlpha: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  var isPythonDigit: Bool {
    properties.numericType == .decimal || properties.numericType == .digit
  }
}
