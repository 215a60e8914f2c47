import Engine

/// The figures of the lesson, in step with the time line.
extension Walk {
  /// How many figures the lesson showed or saved.
  package var figureCount: Int { model.figures.count }

  /// A figure, from 0, as it was when it was shown.
  package func figure(_ index: Int) -> Figure? {
    guard model.figures.indices.contains(index),
      case .figure(let event) = recording.events[model.figures[index]].kind
    else { return nil }
    return event.figure
  }

  /// How many figures had been shown when the walk stood at a stop.
  package func figureCount(at stop: Stop) -> Int {
    guard !model.figures.isEmpty, stop.index < count - 1 else { return model.figures.count }
    let bound = eventBound(at: stop)
    var low = 0
    var high = model.figures.count
    while low < high {
      let middle = (low + high) / 2
      if model.figures[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first stop at which a figure is there.
  package func stop(ofFigure index: Int) -> Int? {
    guard model.figures.indices.contains(index) else { return nil }
    var low = 0
    var high = count - 1
    while low < high {
      let middle = (low + high) / 2
      if figureCount(at: stop(at: middle)) > index { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
