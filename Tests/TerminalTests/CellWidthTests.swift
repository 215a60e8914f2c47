import CNcurses
import Glibc
import TUI
import Testing

@testable import Terminal

@Suite("Width of characters", .serialized)
struct CellWidthTests {
  @Test("Our widths are those of the C library, but for what we never send")
  func sameAsLibrary() throws {
    try #require(setlocale(LC_CTYPE, "C.UTF-8") != nil)
    var differing: [UInt32] = []
    for value in UInt32(0)..<0x11_0000 {
      guard let scalar = Unicode.Scalar(value), let ours = CellWidth.of(scalar) else { continue }
      let theirs = shim_width(value)
      // Unassigned code points have no width there; the painter replaces them.
      if theirs >= 0, Int(theirs) != ours { differing.append(value) }
    }
    #expect(differing.isEmpty, "\(differing.prefix(20).map { String($0, radix: 16) })")
  }
}
