import TUI
import Testing

@testable import Terminal

@Suite("Reading keys")
struct KeyReaderTests {
  @Test(
    "Characters stand for keys",
    arguments: [
      (0x73, Key.character("s")), (0x20, .space), (0x09, .tab), (0x0D, .enter),
      (0x0A, .control("j")),
      (0x1B, .escape), (0x7F, .backspace), (0x08, .control("h")), (0x03, .control("c")),
      (0x1A, .control("z")),
      (0x00, .control(" ")), (0x1F, .control("_")), (0xE9, "é"), (0x8A9E, "語"), (0x1F44D, "👍"),
    ] as [(UInt32, Key)])
  func characters(value: UInt32, key: Key) {
    #expect(KeyReader.key(typing: value) == key)
  }

  @Test("Control characters of eight bits and what is no character stand for nothing")
  func nothing() {
    #expect([0x80, 0x9B, 0x9F, 0xD800, 0x11_0000].allSatisfy { KeyReader.key(typing: $0) == nil })
  }

  @Test(
    "Numbers of function keys behind the twelfth are those of modifiers",
    arguments: [
      (1, Key.function(1)), (12, .function(12)), (13, Key(.function(1), .shift)),
      (20, Key(.function(8), .shift)),
      (25, Key(.function(1), .control)), (37, Key(.function(1), [.shift, .control])),
      (49, Key(.function(1), .alt)),
      (63, .function(63)),
    ])
  func functions(number: Int, key: Key) {
    #expect(KeyReader.function(number) == key)
  }
}

@Suite("Mailbox")
struct MailboxTests {
  @Test("Messages are taken in order, and a byte in the pipe tells that there are some")
  func order() {
    let mailbox = Mailbox<Int>()
    for message in 1...100 { mailbox.post(message) }
    #expect(mailbox.drain().isEmpty)
    #expect((1...100).map { _ in mailbox.take() } == (1...100).map { $0 })
    #expect(mailbox.take() == nil && mailbox.isEmpty)
  }

  @Test("Posting never blocks, however long nobody looks")
  func full() {
    let mailbox = Mailbox<Int>()
    for message in 0..<100_000 { mailbox.post(message) }
    #expect(!mailbox.isEmpty)
  }
}

@Suite("Terminal errors")
struct TerminalErrorTests {
  @Test(
    "Each says what is missing",
    arguments: [
      (TerminalError.notATerminal(.output), "standard output: not a terminal"),
      (.noTerminalType, "TERM: got nothing, expected the name of a terminal"),
      (.unknownTerminal("x"), "TERM: got \"x\", which the system does not know"),
      (.noCursorAddressing("dumb"), "TERM: got \"dumb\", which cannot move its cursor"),
      (.cannotStart("x"), "ncurses: cannot start on \"x\""),
    ])
  func wording(error: TerminalError, text: String) {
    #expect(error.description == text)
  }
}
