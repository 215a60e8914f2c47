/// Something that has happened and that a program reacts to.
package enum Event<Message: Sendable>: Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse was used.
  case mouse(Mouse)
  /// Text was pasted; it is to be typed, not obeyed.
  case paste(String)
  /// The screen has a new size.
  case resize(width: Int, height: Int)
  /// The time asked for has passed.
  case tick
  /// The user wants what is running to stop.
  case interrupt
  /// The program is back after having been suspended.
  case resumed
  /// Something asked for earlier, or running beside, has news.
  case message(Message)
}

extension Event: Equatable where Message: Equatable {}

/// One use of the mouse.
package struct Mouse: Hashable, Sendable {
  /// What was done.
  package enum Kind: Hashable, Sendable {
    case press
    case release
    case doubleClick
    case drag
    case wheelUp
    case wheelDown
  }

  /// What was done.
  package var kind: Kind
  /// The column.
  package var x: Int
  /// The row.
  package var y: Int
  /// The button: 1 left, 2 middle, 3 right; 0 for the wheel.
  package var button: Int
  /// The keys held down.
  package var modifiers: Key.Modifiers

  package init(
    _ kind: Kind, x: Int, y: Int, button: Int = 1, modifiers: Key.Modifiers = []
  ) {
    self.kind = kind
    self.x = x
    self.y = y
    self.button = button
    self.modifiers = modifiers
  }
}
