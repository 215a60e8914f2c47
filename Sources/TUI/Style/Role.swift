/// What a piece of the screen means; a theme turns it into colors and attributes.
package enum Role: UInt8, CaseIterable, Sendable {
  /// Ordinary text.
  case normal
  /// Text of lesser weight.
  case dim
  /// The head of a column or a group.
  case label
  /// The title in the border of a pane.
  case title
  /// The title of the pane in focus.
  case focusTitle
  /// The border of a pane.
  case border
  /// The border of the pane in focus.
  case focusBorder
  /// What the user's cursor is on.
  case cursor
  /// The stop at which the walk stands.
  case current
  /// What the walk has passed.
  case visited
  /// What the walk has not reached.
  case pending
  /// A step of the forward pass.
  case forward
  /// A step of the backward pass.
  case backward
  /// A node without inputs.
  case leaf
  /// A node that computes a gradient.
  case gradientNode
  /// A number below zero.
  case negative
  /// NaN, an infinity, or a failure.
  case error
  /// Something to be careful about.
  case warning
  /// A check that held.
  case success
  /// A value that the user has changed.
  case edited
  /// What predict mode hides.
  case hidden
  /// The columns of the source that a stop belongs to.
  case highlight
  /// A hit of a search.
  case match
  /// A break, watch or mark.
  case breakpoint
  /// The first and last line of the screen.
  case statusBar
  /// A key in the hint bar or the help.
  case keyHint
  /// What that key does.
  case hint
  /// What the user types at a prompt.
  case prompt
  /// The candidate that Tab would take.
  case candidate
  /// The axes of a plot and their labels.
  case axis
  /// The grid of a plot.
  case grid
  /// The cursor of a plot.
  case plotCursor
  case series1
  case series2
  case series3
  case series4
  case series5
  case series6
  case series7
  case series8

  /// The role of the n-th series of a plot, counted from 0; the ninth looks like the first.
  package static func series(_ index: Int) -> Role {
    let roles: [Role] = [
      .series1, .series2, .series3, .series4, .series5, .series6, .series7, .series8,
    ]
    return roles[((index % roles.count) + roles.count) % roles.count]
  }
}
