import Foundation
import Testing

@testable import Engine

/// The catalog is the only list of ops, and TensorFlow is the referee of its names.
@Suite("Op catalog")
struct CatalogTests {
  @Test("every op has reference rows", arguments: OpCatalog.operations.map { $0.name })
  func rows(name: String) {
    let row = name == StridedSlice.name ? "index" : name
    #expect(ReferenceRow.byOp[row]?.isEmpty == false)
  }

  @Test("every function has reference rows", arguments: OpCatalog.functions.map { $0.names })
  func functionRows(names: [String]) {
    let known = names.contains { name in
      ReferenceRow.byOp[String(name.split(separator: ".").last ?? "")] != nil
    }
    #expect(known, "\(names)")
  }

  @Test("no name is taken twice")
  func unique() {
    let operations = OpCatalog.operations.map { $0.name }
    #expect(Set(operations).count == operations.count)
    let functions = OpCatalog.functions.flatMap(\.names)
    #expect(Set(functions).count == functions.count)
  }

  @Test(
    "ops say what they do in a few lower-case words",
    arguments: OpCatalog.operations.map { $0.summary })
  func summaries(summary: String) {
    #expect(summary.first?.isLowercase == true && !summary.hasSuffix(".") && summary.count < 60)
  }

  /// Lines of Reference/signatures.txt: `tf.tanh(x, name=None)`.
  private static let signatures: [String: String] = {
    let file = ReferenceRow.folder.appending(path: "signatures.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return Dictionary(
      text.split(separator: "\n").compactMap { line -> (String, String)? in
        guard let open = line.firstIndex(of: "(") else { return nil }
        return (String(line[..<open]), String(line[line.index(after: open)...].dropLast()))
      }, uniquingKeysWith: { first, _ in first })
  }()

  @Test("names and parameters are TensorFlow's", arguments: OpCatalog.functions)
  func signature(function: LessonFunction) {
    for name in function.names {
      #expect(Self.signatures[name] == function.parameters, "\(name)")
    }
    // A function of TensorFlow that is the same under another name is not left out.
    for (name, parameters) in Self.signatures where parameters == function.parameters {
      let last = name.split(separator: ".").last
      guard function.names.contains(where: { $0.split(separator: ".").last == last }) else {
        continue
      }
      #expect(function.names.contains(name), "\(name)")
    }
  }
}
