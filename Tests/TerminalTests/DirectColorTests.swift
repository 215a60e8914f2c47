import CNcurses
import Glibc
import Testing

@testable import Terminal

@Suite("Direct color", .serialized)
struct DirectColorTests {
  @Test("A description with 256 colors becomes one with all, and keeps the rest")
  func made() throws {
    let entry = try #require(DirectColorEntry.compiledEntry(of: "xterm-256color"))
    let changed = try #require(DirectColorEntry.make(from: entry))
    let hex = changed.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
    use_extended_names(true)
    setenv("TERMINFO", "hex:" + hex.joined(), 1)
    defer { unsetenv("TERMINFO") }
    var error: Int32 = 0
    try #require(setupterm("xterm-256color", STDOUT_FILENO, &error) == OK)
    #expect(tigetnum("colors") == 1 << 24)
    #expect(tigetflag("RGB") == 1)
    #expect(tigetflag("AX") == 1)
    #expect(tigetflag("ccc") == 0)
    #expect(text("setaf")?.contains("38;2") == true)
    #expect(text("setab")?.contains("48;2") == true)
    #expect(text("kLFT5") == "\u{1B}[1;5D")
    #expect(text("cup") == "\u{1B}[%i%p1%d;%p2%dH")
    #expect(DirectColorEntry.make(from: changed) == nil, "it has RGB already")
  }

  @Test("Cut and damaged descriptions are refused or harmless, never fatal")
  func damaged() throws {
    let entry = try #require(DirectColorEntry.compiledEntry(of: "xterm-256color"))
    #expect(DirectColorEntry.make(from: []) == nil)
    #expect(DirectColorEntry.make(from: Array("no description at all".utf8)) == nil)
    for count in stride(from: 0, to: entry.count, by: 7) {
      _ = DirectColorEntry.make(from: Array(entry.prefix(count)))
    }
    for place in 0..<entry.count {
      var bytes = entry
      bytes[place] = bytes[place] &+ 0x80
      _ = DirectColorEntry.make(from: bytes)
    }
    #expect(DirectColorEntry.make(from: Array(entry.prefix(600))) == nil)
  }

  @Test("There is no description of what is no terminal")
  func unknown() {
    #expect(DirectColorEntry.compiledEntry(of: "../x") == nil)
    #expect(DirectColorEntry.compiledEntry(of: "") == nil)
  }

  private func text(_ name: String) -> String? {
    shim_string_capability(name).map { String(cString: $0) }
  }
}
