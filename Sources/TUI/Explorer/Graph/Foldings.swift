import GraphView

/// What the user has folded and opened, so that the opposite brings back exactly what was there:
/// opening a scope shows it as it was before it was folded, with what was open in it.
struct Foldings {
  /// What was folded or opened.
  enum Subject: Hashable {
    case scope([String])
    case foldAll, unfoldAll
  }

  private struct Change {
    var subject: Subject
    var before: GraphScene.Options.Folds
    var after: GraphScene.Options.Folds
  }

  private var changes: [Change] = []

  /// What was there before the last change, where that was one of the same and nothing else has
  /// changed since; it is forgotten then.
  mutating func takeBack(
    _ subject: Subject, from now: GraphScene.Options.Folds
  ) -> GraphScene.Options.Folds? {
    guard let last = changes.last, last.subject == subject, last.after == now else { return nil }
    changes.removeLast()
    return last.before
  }

  mutating func note(
    _ subject: Subject, _ before: GraphScene.Options.Folds, _ after: GraphScene.Options.Folds
  ) {
    guard before != after else { return }
    changes.append(Change(subject: subject, before: before, after: after))
    if changes.count > Self.most { changes.removeFirst(Self.most / 2) }
  }

  private static let most = 1_000
}

extension GraphScene.Options {
  /// The part of the options that folding changes.
  struct Folds: Hashable {
    var limit: Int?
    var opened: Set<[String]>
    var closed: Set<[String]>
  }

  var folds: Folds {
    get { Folds(limit: limit, opened: opened, closed: closed) }
    set {
      limit = newValue.limit
      opened = newValue.opened
      closed = newValue.closed
    }
  }
}
