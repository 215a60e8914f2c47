import Engine
import GraphView

/// What the recording holds of its values, and what it has let go.
extension Explorer {
  /// `12.3 of 256 MiB` for the header, where tensors are held; a `~` tells that some were let go.
  var memoryNote: String {
    let recording = walk.recording
    guard recording.heldByteCount > 1 << 20 || recording.letGoCount > 0 else { return "" }
    let budget =
      recording.memoryBudget == Int.max ? "" : " of \(ByteSize(recording.memoryBudget).text)"
    return
      "\(recording.letGoCount > 0 ? "~" : "")\(ByteSize(recording.heldByteCount).text)\(budget)"
  }

  /// Says what is held, and sets the budget where one is given.
  mutating func setMemory(_ text: String?) {
    let recording = walk.recording
    if let text {
      guard let size = ByteSize(text) else {
        message = Notice(
          text: "memory: got \(text), expected an amount such as 64M or 2G", style: .warning)
        return
      }
      recording.memoryBudget = size.bytes
    }
    let held = ByteSize(recording.heldByteCount).text
    let budget =
      recording.memoryBudget == Int.max
      ? "without a limit" : "of \(ByteSize(recording.memoryBudget).text)"
    let gone =
      recording.letGoCount == 0
      ? "all are here"
      : "\(recording.letGoCount) were let go and are computed again when looked at"
    message = Notice(text: "values of tensors take \(held) \(budget); \(gone)", style: .dim)
  }
}
