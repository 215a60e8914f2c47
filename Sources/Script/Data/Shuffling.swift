import Engine

/// How a dataset is shuffled: a buffer of elements of which one is drawn at random each time, with
/// TensorFlow's numbers for its seeds.
final class Shuffling {
  let input: DatasetObject
  let size: Int
  private var generator: PhiloxWords?
  private let fixed: SeedPair?

  /// Seeds are `nil` where nobody gave any; `renews` says whether each run draws its own.
  init(_ input: DatasetObject, size: Int, seeds: SeedPair?, renews: Bool) {
    self.input = input
    self.size = size
    var entropy = RunEntropy()
    let seeds =
      seeds
      ?? SeedPair(
        global: Int64(bitPattern: entropy.next()), operation: Int64(bitPattern: entropy.next()))
    fixed = renews ? nil : seeds
    generator = renews ? PhiloxWords(Philox(seeds: seeds)) : nil
  }

  /// The words of the next run.
  private func words() -> PhiloxWords {
    if let fixed { return PhiloxWords(Philox(seeds: fixed)) }
    let first = Int64(generator?.next() ?? 0)
    let second = Int64(generator?.next() ?? 0)
    return PhiloxWords(Philox(seeds: SeedPair(global: first, operation: second)))
  }

  /// Elements of one round, where they lie in the buffer: from `start` up to `end`.
  private struct Round {
    var start: Int
    var end: Int
  }

  /// Rounds that may have elements in the buffer at a time.
  private static let mostRounds = 3

  /// A run over so many rounds of the input, or over endlessly many.
  func start(rounds limit: Int?) throws(Raise) -> DatasetObject.Next {
    var words = self.words()
    var buffer: [Int: PyValue] = [:]
    var rounds: [Round] = []
    var held = 0
    var begun = 0
    var source: DatasetObject.Next?
    let (input, size) = (input, size)
    func fill() throws(Raise) {
      while held < size {
        if source == nil {
          if let limit, begun >= limit { return }
          if rounds.count > Shuffling.mostRounds, held > 0 { return }
          let place = rounds.last?.end ?? 0
          rounds.append(Round(start: place, end: place))
          source = try input.start()
          begun += 1
        } else if rounds.count > Shuffling.mostRounds, held > 0 {
          return
        }
        guard let element = try source?() else {
          source = nil
          if limit == nil, rounds.count > Shuffling.mostRounds, held == 0 { return }
          continue
        }
        let place = rounds.count - 1
        buffer[rounds[place].end % size] = element
        rounds[place].end += 1
        held += 1
      }
    }
    return { () throws(Raise) in
      try fill()
      if held == 0 { return nil }
      while let first = rounds.first, first.start == first.end {
        rounds.removeFirst()
        words = self.words()
      }
      guard let first = rounds.first else { return nil }
      let offset = Int(words.next()) % (first.end - first.start)
      let index = (first.start + offset) % size
      let chosen = buffer[index]
      buffer[index] = buffer[first.start % size]
      buffer[first.start % size] = nil
      if index == first.start % size { buffer[index] = nil }
      rounds[0].start += 1
      held -= 1
      return chosen
    }
  }
}
