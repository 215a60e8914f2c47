/// A figure put on the time line, as it was then.
package struct FigureEvent: Sendable {
  /// Why it was put there.
  package enum Occasion: Hashable, Sendable {
    case shown
    /// Saved, or to be saved, under this name.
    case saved(String)
    /// Neither shown nor saved when the lesson ended.
    case left
  }

  package let figure: Figure
  package let occasion: Occasion
  /// Which of the figures of the run it is, from 0, and how often it had been changed by then.
  package let identity: Int
  package let revision: Int

  package init(_ figure: Figure, _ occasion: Occasion, identity: Int, revision: Int) {
    self.figure = figure
    self.occasion = occasion
    self.identity = identity
    self.revision = revision
  }
}

extension Recording {
  /// The figures of the run in order of time; one that was saved and then shown counts once.
  package var figures: [Figure] {
    var seen: Set<[Int]> = []
    return events.compactMap { event in
      guard case .figure(let figure) = event.kind,
        seen.insert([figure.identity, figure.revision]).inserted
      else { return nil }
      return figure.figure
    }
  }
}
