import CNcurses
import Glibc
import TUI

/// The terminal as a backend: ncurses reads keys and sends what differs between frames.
///
/// There is one at a time, used from one thread; only its mailbox may be used from others.
package final class TerminalBackend<Message: Sendable>: Backend {
  /// What was chosen for this terminal.
  package let capabilities: Capabilities
  /// Where other threads leave their news.
  package let mailbox = Mailbox<Message>()
  package private(set) var isOpen = true

  private let screen: OpaquePointer
  private let reader: KeyReader
  private var painter: CellPainter
  private var hasMouse: Bool
  private let ordersText: Bool
  /// Events that came along with another one.
  private var queue: [Event<Message>] = []
  /// What the last frame showed.
  private var shown: [Cell] = []
  private var shownWidth = 0

  /// Takes the terminal.
  ///
  /// - Parameters:
  ///   - facts: What was found out about the terminal.
  ///   - capabilities: What was chosen for it.
  ///   - mouse: Whether the mouse is taken from the start.
  ///   - environment: The variables that tell about the terminal.
  /// - Throws: `TerminalError` when ncurses does not start.
  package init(
    _ facts: TerminalFacts, _ capabilities: Capabilities, mouse: Bool = true,
    environment: [String: String]
  ) throws(TerminalError) {
    self.capabilities = capabilities
    let terminal = environment["TERM"] ?? ""
    // Programs that put right-to-left text in order themselves ask the terminal not to.
    ordersText =
      capabilities.glyphs.bidi == .app
      && (environment["VTE_VERSION"] != nil || environment["TERM_PROGRAM"] == "mintty")
    hasMouse = mouse
    Restoration.arm(sequence: Self.leavingSequence(ordersText: ordersText))
    set_escdelay(25)
    guard
      let screen = DirectColorEntry.start(
        terminal, wantsDirectColor: capabilities.colors == .truecolor)
    else {
      Restoration.disarm()
      throw .cannotStart(terminal)
    }
    self.screen = screen
    if capabilities.colors != .mono {
      start_color()
      use_default_colors()
    }
    raw()
    noecho()
    nonl()
    shim_prepare_window()
    curs_set(0)
    reader = KeyReader()
    painter = CellPainter(capabilities)
    for byte in facts.typedAhead.reversed() { shim_unread(Int32(byte)) }
    SoftSignals.attach(to: mailbox.writeEnd)
    enterModes()
  }

  deinit {
    close()
  }

  package var size: (width: Int, height: Int) { (Int(shim_columns()), Int(shim_rows())) }

  package var glyphs: Glyphs { capabilities.glyphs }

  package var colors: ColorTier { capabilities.colors }

  /// Gives the terminal back; nothing can be shown after it.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    leaveModes()
    curs_set(1)
    endwin()
    SoftSignals.detach()
    Restoration.disarm()
    delscreen(screen)
  }

  package func next(timeout: Int?) -> Event<Message>? {
    let deadline = timeout.map { Clock.milliseconds + $0 }
    while isOpen {
      if let event = pendingEvent() { return event }
      let wait = deadline.map { max(0, $0 - Clock.milliseconds) }
      if wait == 0 { return nil }
      waitForInput(atMost: wait.map { Int32(clamping: $0) } ?? -1)
    }
    return nil
  }

  /// Waits for a key, a message or a signal; a terminal that is gone for good closes the backend.
  private func waitForInput(atMost milliseconds: Int32) {
    var requests = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: mailbox.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&requests, 2, milliseconds) > 0 else { return }
    let lost = requests[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    if lost, requests[0].revents & Int16(POLLIN) == 0 { close() }
  }

  /// What can be had without waiting.
  private func pendingEvent() -> Event<Message>? {
    for signal in mailbox.drain() {
      if Int32(signal) == SIGINT { queue.append(.interrupt) }
      if Int32(signal) == SIGTSTP { suspend() }
    }
    if !queue.isEmpty { return queue.removeFirst() }
    while true {
      switch reader.read() {
      case .key(.control("c")): return .interrupt
      case .key(let key): return .key(key)
      case .mouse(let mouse): return .mouse(mouse)
      case .paste(let text): return .paste(text)
      case .resize:
        shown = []
        return .resize(width: size.width, height: size.height)
      case .ignored: continue
      case .nothing: return mailbox.take().map(Event.message)
      }
    }
  }

  package func present(_ canvas: Canvas) {
    guard isOpen else { return }
    let cells = canvas.cells
    let width = canvas.width
    let isComparable = shown.count == cells.count && shownWidth == width
    for row in 0..<min(canvas.height, size.height) {
      let range = row * width..<(row + 1) * width
      if isComparable, shown[range] == cells[range] { continue }
      painter.paint(cells[range], row: row)
    }
    shown = cells
    shownWidth = width
    if let caret = canvas.caret {
      shim_move(Int32(caret.y), Int32(caret.x))
      curs_set(1)
    } else {
      curs_set(0)
    }
    shim_refresh()
  }

  package func carryOut(_ request: TerminalRequest) {
    switch request {
    case .suspend: suspend()
    case .redraw: shim_redraw()
    case .copy(let text): Output.write(Output.clipboardSequence(text), to: STDOUT_FILENO)
    case .mouse(let isOn):
      hasMouse = isOn
      shim_mouse(isOn ? 1 : 0)
    case .bell: beep()
    }
  }

  /// Gives the terminal to the shell, stops, and takes the terminal again when continued.
  private func suspend() {
    leaveModes()
    curs_set(1)
    endwin()
    SoftSignals.detach()
    // To this thread: one that is sent to the process may let this thread run on for a while.
    raise(SIGTSTP)
    SoftSignals.attach(to: mailbox.writeEnd)
    shim_redraw()
    shim_refresh()
    enterModes()
    shown = []
    queue.append(.resumed)
  }

  private func enterModes() {
    if hasMouse { shim_mouse(1) }
    shim_refresh()
    Output.write("\u{1B}[?2004h" + (ordersText ? "\u{1B}[8l" : ""), to: STDOUT_FILENO)
  }

  private func leaveModes() {
    Output.write("\u{1B}[?2004l" + (ordersText ? "\u{1B}[8h" : ""), to: STDOUT_FILENO)
    shim_mouse(0)
  }

  /// What undoes everything that ncurses and this type switch on.
  private static func leavingSequence(ordersText: Bool) -> String {
    var sequence = "\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1000l"
    if ordersText { sequence += "\u{1B}[8h" }
    for name in ["sgr0", "rmkx", "cnorm", "rmcup"] {
      guard let text = shim_string_capability(name) else { continue }
      sequence += withoutPadding(String(cString: text))
    }
    return sequence
  }

  /// A sequence without the pauses that old terminals need: `$<5/>`.
  private static func withoutPadding(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "$") {
      result += rest[..<start]
      rest = rest[start...]
      guard rest.dropFirst().first == "<", let end = rest.firstIndex(of: ">") else {
        result.append(rest.removeFirst())
        continue
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}

/// Time that only moves forward.
enum Clock {
  /// Milliseconds since some moment.
  static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
