/// What a key has led to.
package enum Dispatch<Payload: Sendable>: Sendable {
  /// An action is complete.
  case invoke(Invocation<Payload>)
  /// An action needs an argument that has to be typed.
  case ask(Action<Payload>, count: Int?)
  /// More keys are needed; the text is what has been given so far.
  case pending(String)
  /// What was pending has been dropped.
  case cancelled
  /// The key means nothing here.
  case unbound(Key)
}

/// Collects the digits of a count and the key that follows an action such as `m`.
package struct KeyDispatcher<Payload: Sendable>: Sendable {
  private var count: Int?
  private var waiting: Action<Payload>?

  package init() {}

  /// What has been given so far, for the status line.
  package var pendingText: String {
    (count.map(String.init) ?? "") + (waiting?.keys.first?.name ?? "")
  }

  /// Takes a key; of the scopes the first that knows it decides.
  package mutating func feed(
    _ key: Key, in scopes: [Scope], of table: ActionTable<Payload>
  ) -> Dispatch<Payload> {
    if let action = waiting {
      defer { reset() }
      if key == .escape { return .cancelled }
      return .invoke(Invocation(action, count: count, argument: key.name))
    }
    if let digit = key.typed.flatMap({ Int(String($0)) }), digit > 0 || count != nil {
      count = min((count ?? 0) * 10 + digit, Self.largestCount)
      return .pending(pendingText)
    }
    if key == .escape, count != nil {
      reset()
      return .cancelled
    }
    guard let action = table.action(for: key, in: scopes) else {
      reset()
      return .unbound(key)
    }
    if let argument = action.argument { return ask(action, argument) }
    defer { reset() }
    return .invoke(Invocation(action, count: count))
  }

  /// Forgets what was pending.
  package mutating func reset() {
    count = nil
    waiting = nil
  }

  /// More repetitions than this are taken as this many.
  private static var largestCount: Int { 999_999_999 }

  private mutating func ask(
    _ action: Action<Payload>, _ argument: Argument
  ) -> Dispatch<Payload> {
    if argument.kind == .key {
      waiting = action
      return .pending(pendingText)
    }
    defer { reset() }
    if argument.kind == .number, let count {
      return .invoke(Invocation(action, count: count, argument: String(count)))
    }
    if argument.isOptional { return .invoke(Invocation(action, count: count)) }
    return .ask(action, count: count)
  }
}
