/// What a program asks the world around it to do.
package enum Effect<Work: Sendable>: Sendable {
  /// Ends the loop.
  case quit
  /// Gives the terminal back to the shell until the user returns.
  case suspend
  /// Draws the screen anew from nothing.
  case redraw
  /// Puts text into the user's clipboard.
  case copy(String)
  /// Takes the mouse, or leaves it to the terminal.
  case mouse(Bool)
  /// Makes the terminal's sound or flash.
  case bell
  /// Something of the program's own: run a lesson, write a file. Its news comes back as a message.
  case run(Work)
}

extension Effect: Equatable where Work: Equatable {}

/// A full-screen program: a state that events change and that is drawn, and nothing else.
package protocol Program {
  /// What it wants to have done that it cannot do itself.
  associatedtype Work: Sendable
  /// The news that comes of it.
  associatedtype Message: Sendable

  /// Learns of the symbols that the screen has, before the first event.
  mutating func adopt(_ glyphs: Glyphs)

  /// Learns how many colors the screen has, before the first event.
  mutating func adopt(_ colors: ColorTier)

  /// Takes an event in.
  mutating func update(_ event: Event<Message>) -> [Effect<Work>]

  /// Draws the state.
  func render(into canvas: inout Canvas)

  /// After how many milliseconds without an event a tick is wanted; nil for never.
  var tickInterval: Int? { get }
}

extension Program {
  /// Draws with whatever symbols the canvas has.
  package mutating func adopt(_ glyphs: Glyphs) {}

  /// Draws the same whatever colors there are.
  package mutating func adopt(_ colors: ColorTier) {}

  /// No ticks.
  package var tickInterval: Int? { nil }
}

/// Where events come from and frames go: a terminal, or a script in a test.
package protocol Backend<Message>: AnyObject {
  /// The news that can come between keys.
  associatedtype Message: Sendable

  /// The size of the screen.
  var size: (width: Int, height: Int) { get }

  /// The symbols that may be drawn.
  var glyphs: Glyphs { get }

  /// How many colors are shown.
  var colors: ColorTier { get }

  /// Waits for the next event, at most so many milliseconds; nil waits as long as it takes.
  ///
  /// - Returns: The event, or nil when the time has passed or no more events can come.
  func next(timeout: Int?) throws -> Event<Message>?

  /// Whether events can still come; false ends the loop.
  var isOpen: Bool { get }

  /// Shows a frame.
  func present(_ canvas: Canvas) throws

  /// Does what a program asks of the terminal.
  func carryOut(_ request: TerminalRequest) throws
}

/// What a program can ask of a terminal.
package enum TerminalRequest: Hashable, Sendable {
  /// Gives the terminal back to the shell until the user returns.
  case suspend
  /// Draws the screen anew from nothing.
  case redraw
  /// Puts text into the user's clipboard.
  case copy(String)
  /// Takes the mouse, or leaves it to the terminal.
  case mouse(Bool)
  /// Makes the terminal's sound or flash.
  case bell
}
