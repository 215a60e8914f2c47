import TUI

extension Program {
  /// Runs on the terminal of this process until the program quits; the terminal is restored after it.
  ///
  /// - Parameters:
  ///   - wishes: What the user asked for on the command line.
  ///   - habits: What the user has settled for all times.
  ///   - mouse: Whether the mouse is taken from the start.
  ///   - opened: Learns where news may be left from the start, from any thread.
  ///   - perform: Does the program's own work; it leaves its news in the mailbox, from any thread.
  /// - Throws: `TerminalError` when there can be no full screen, `CapabilityError` when a variable of
  ///   the environment asks for something unknown.
  package mutating func runOnTerminal(
    wishes: Capabilities.Wishes = .init(), habits: Capabilities.Wishes = .init(),
    mouse: Bool = true, opened: (Mailbox<Message>) -> Void = { _ in },
    perform: (Work, Mailbox<Message>) -> Void
  ) throws {
    let environment = TerminalFacts.environment()
    let facts = try TerminalFacts.read(environment: environment)
    let capabilities = try Capabilities.choose(
      environment: environment, facts: facts.facts, wishes: wishes, habits: habits)
    let backend = try TerminalBackend<Message>(
      facts, capabilities, mouse: mouse, environment: environment)
    defer { backend.close() }
    opened(backend.mailbox)
    try run(on: backend) { perform($0, backend.mailbox) }
  }
}
