import Foundation
import GraphView
import Testing

@testable import Export

@Suite("Writing files")
struct OutputFileTests {
  /// A folder of its own for a test, removed after it.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private func read(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func put(_ text: String, _ path: String) throws {
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  @Test(
    "what gradwalk wrote in any format is written again, and nothing is left beside it",
    arguments: Format.allCases)
  func again(format: Format) throws {
    try inFolder { folder in
      let path = "\(folder)/out.\(format.fileExtension)"
      let row = [ScreenPicture.Run(column: 0, text: " gradwalk  C = y", width: 16)]
      let screen = ScreenPicture(columns: 80, rows: [row])
      let export =
        switch format {
        case .screen: screen.exported(as: .text) as Exported
        case .cast: Exported.cast([screen], title: "C = y")
        case .plot: Exported.plot("gradwalk plot · C = y\n")
        default: try Lessons.descent(turns: 2).exported(as: format)
        }
      try OutputFile(path: path).write(export)
      try OutputFile(path: path).write(export)
      #expect(FileManager.default.contents(atPath: path) == Data(export.bytes))
      #expect(try names(in: folder) == ["out.\(format.fileExtension)"])
    }
  }

  @Test(
    "a screen is known in every form, a table also in ASCII")
  func forms() throws {
    let row = [
      ScreenPicture.Run(
        column: 0, text: " gradwalk  C = y", width: 16, look: ScreenPicture.Look(isBold: true))
    ]
    for form in ScreenForm.allCases {
      let bytes = ScreenPicture(columns: 80, rows: [row]).exported(as: form).bytes
      #expect(Marker.isFound(head: Array(bytes.prefix(Marker.length)), tail: bytes))
    }
    var options = ExportOptions()
    options.isASCII = true
    let table = try Lessons.worked().exported(as: .table, options).bytes
    #expect(Marker.isFound(head: table, tail: table))
  }

  @Test(
    "somebody else's file stays as it is, until forced",
    arguments: [
      "notes", "gradwalk is fine\n", "{\"generator\": \"other\"}", "<svg></svg>", "digraph {}\n",
      "node,name,op\r\n", "step,loss\r\n", "%PDF-1.5\n%%EOF\n", "<p>made by gradwalk</p>",
    ])
  func foreign(text: String) throws {
    try inFolder { folder in
      let path = folder + "/mine.txt"
      try put(text, path)
      let error = #expect(throws: OutputError.self) {
        try OutputFile(path: path).write(Array("new".utf8))
      }
      #expect(error == .foreignFile(path: path))
      #expect(error?.description.contains("--force") == true)
      #expect(read(path) == text)
      try OutputFile(path: path, isForced: true).write(Array("new".utf8))
      #expect(read(path) == "new")
      #expect(try names(in: folder) == ["mine.txt"])
    }
  }

  @Test("an empty file belongs to nobody, and keeps its rights")
  func empty() throws {
    try inFolder { folder in
      let path = folder + "/empty.json"
      try put("", path)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      try OutputFile(path: path).write(Array("x".utf8))
      let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(found as? Int == 0o640)
      #expect(read(path) == "x")
    }
  }

  @Test("a link stays a link, and its file is replaced")
  func link() throws {
    try inFolder { folder in
      try put("", folder + "/target")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link", withDestinationPath: "target")
      try OutputFile(path: folder + "/link").write(Array("x".utf8))
      #expect(read(folder + "/target") == "x")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link") == "target")
    }
  }

  @Test("what cannot be written is said clearly")
  func refused() throws {
    try inFolder { folder in
      #expect(throws: OutputError.noName) { try OutputFile(path: "").write([]) }
      #expect(throws: OutputError.folder(path: folder)) { try OutputFile(path: folder).write([]) }
      let lost = folder + "/no/where.svg"
      #expect(throws: OutputError.missingFolder(path: lost, folder: folder + "/no")) {
        try OutputFile(path: lost).write([])
      }
      let long = folder + "/" + String(repeating: "x", count: 300)
      #expect(throws: OutputError.self) { try OutputFile(path: long).write([1]) }
      let left = try names(in: folder)
      #expect(left == [])
    }
  }

  @Test("what is no plain file is written to as it is")
  func device() throws {
    try OutputFile(path: "/dev/null").write(Array("gone".utf8))
    var found = stat()
    #expect(stat("/dev/null", &found) == 0)
    #expect(found.st_mode & S_IFMT == S_IFCHR)
  }
}
