/// A backend without a terminal: events come from a list, frames and requests are kept.
package final class ScriptedBackend<Message: Sendable>: Backend {
  package private(set) var size: (width: Int, height: Int)
  package let glyphs: Glyphs
  package let colors = ColorTier.mono
  /// The events to come.
  private var events: [Event<Message>]
  /// Every frame shown, as text.
  package private(set) var frames: [String] = []
  /// The last frame shown.
  package private(set) var canvas: Canvas
  /// Everything asked of the terminal.
  package private(set) var requests: [TerminalRequest] = []

  package init(
    width: Int = 80, height: Int = 24, glyphs: Glyphs = Glyphs(tier: .full),
    events: [Event<Message>]
  ) {
    size = (width, height)
    self.glyphs = glyphs
    self.events = events.reversed()
    canvas = Canvas(width: width, height: height, glyphs: glyphs)
  }

  package var isOpen: Bool { !events.isEmpty }

  /// Adds news behind the events still to come.
  package func post(_ message: Message) {
    events.insert(.message(message), at: 0)
  }

  package func next(timeout: Int?) -> Event<Message>? {
    // A real terminal has nothing more at once either: so every event gets its frame.
    if timeout == 0 { return nil }
    let event = events.popLast()
    if case .resize(let width, let height) = event { size = (width, height) }
    return event
  }

  package func present(_ canvas: Canvas) {
    self.canvas = canvas
    frames.append(canvas.text)
  }

  package func carryOut(_ request: TerminalRequest) {
    requests.append(request)
  }
}
