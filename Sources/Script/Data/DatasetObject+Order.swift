import Engine

/// Which elements come, how often and in what order.
extension DatasetObject {
  /// The same elements under another class.
  func renamed(_ name: String) -> DatasetObject {
    let made = DatasetObject(name, specification, cardinality, context, start: start)
    return made
  }

  func taking(_ count: Int) throws(Raise) -> DatasetObject {
    let number: Cardinality =
      count < 0
      ? cardinality : cardinality == .infinite ? .finite(count) : cardinality.map { min($0, count) }
    let start = start
    return DatasetObject("_TakeDataset", specification, number, context) { () throws(Raise) in
      let next = try start()
      var taken = 0
      return { () throws(Raise) in
        if count >= 0, taken >= count { return nil }
        taken += 1
        return try next()
      }
    }
  }

  func skipping(_ count: Int) throws(Raise) -> DatasetObject {
    let number = count < 0 ? .finite(0) : cardinality.map { max(0, $0 - count) }
    let start = start
    return DatasetObject("_SkipDataset", specification, number, context) { () throws(Raise) in
      let next = try start()
      var skipped = 0
      return { () throws(Raise) in
        if count < 0 { return nil }
        while skipped < count {
          guard try next() != nil else { return nil }
          skipped += 1
        }
        return try next()
      }
    }
  }

  /// So many rounds, or endlessly many.
  func repeated(_ rounds: Int?) -> DatasetObject {
    let number: Cardinality
    switch cardinality {
    case .finite(0): number = .finite(0)
    case .finite(let count): number = rounds.map { .finite(count * $0) } ?? .infinite
    case .infinite: number = rounds == 0 ? .finite(0) : .infinite
    case .unknown: number = rounds == 0 ? .finite(0) : rounds == nil ? .infinite : .unknown
    }
    if let shuffling {
      // A repetition right behind a shuffle draws from one buffer for all rounds.
      return DatasetObject("_RepeatDataset", specification, number, context) { () throws(Raise) in
        try shuffling.start(rounds: rounds)
      }
    }
    let start = start
    let context = context
    return DatasetObject("_RepeatDataset", specification, number, context) { () throws(Raise) in
      var next: Next?
      var begun = 0
      return { () throws(Raise) in
        var isFresh = false
        while true {
          if next == nil {
            if let rounds, begun >= rounds { return nil }
            // A round without an element would go on forever.
            if isFresh, rounds == nil { return nil }
            next = try start()
            begun += 1
            isFresh = true
          }
          if let element = try next?() { return element }
          next = nil
          try context.checkLimits()
        }
      }
    }
  }

  func shuffled(_ shuffling: Shuffling) -> DatasetObject {
    let made = DatasetObject("_ShuffleDataset", specification, cardinality, context) {
      () throws(Raise) in try shuffling.start(rounds: 1)
    }
    made.shuffling = shuffling
    return made
  }

  func enumerated(from first: Int) -> DatasetObject {
    let start = start
    let context = context
    let number = PyValue.object(TensorSpecObject(PartialSignature(.int64, PartialShape([]))))
    return DatasetObject("_ZipDataset", .tuple([number, specification]), cardinality, context) {
      () throws(Raise) in
      let next = try start()
      var position = first
      return { () throws(Raise) in
        guard let element = try next() else { return nil }
        defer { position += 1 }
        return .tuple([context.box(context.constant(NDArray(Int64(position)))), element])
      }
    }
  }

  /// Elements are kept once all of them were made.
  func cached() -> DatasetObject {
    final class Store {
      var elements: [PyValue]?
    }
    let store = Store()
    let start = start
    return DatasetObject("CacheDataset", specification, cardinality, context) {
      () throws(Raise) in
      var position = 0
      if let known = store.elements {
        return { () throws(Raise) in
          guard position < known.count else { return nil }
          defer { position += 1 }
          return known[position]
        }
      }
      let next = try start()
      var made: [PyValue] = []
      return { () throws(Raise) in
        guard let element = try next() else {
          if store.elements == nil { store.elements = made }
          return nil
        }
        made.append(element)
        return element
      }
    }
  }

  func concatenated(with other: DatasetObject) throws(Raise) -> DatasetObject {
    func types(_ specification: PyValue) throws(Raise) -> [DType?] {
      try DataNest.leaves(specification).map { $0.cast(TensorSpecObject.self)?.signature.dtype }
    }
    guard try types(specification) == types(other.specification) else {
      throw Raise.type(
        "Incompatible dataset elements:\n  \(try specification.repr()) vs. "
          + "  \(try other.specification.repr())")
    }
    let number: Cardinality
    switch (cardinality, other.cardinality) {
    case (.finite(let a), .finite(let b)): number = .finite(a + b)
    case (.infinite, _), (_, .infinite): number = .infinite
    default: number = .unknown
    }
    let common = try DataNest.join([specification, other.specification]) { specs in
      guard let a = specs[0].cast(TensorSpecObject.self),
        let b = specs[1].cast(TensorSpecObject.self)
      else { return specs[0] }
      return .object(
        TensorSpecObject(
          PartialSignature(a.signature.dtype, a.signature.shape.joined(with: b.signature.shape))))
    }
    let starts = [start, other.start]
    return DatasetObject("_ConcatenateDataset", common, number, context) { () throws(Raise) in
      var part = 0
      var next = try starts[0]()
      return { () throws(Raise) in
        while true {
          if let element = try next() { return element }
          guard part == 0 else { return nil }
          part = 1
          next = try starts[1]()
        }
      }
    }
  }

  /// Every `count`th element, from `index`.
  func shard(_ index: Int, of count: Int) throws(Raise) -> DatasetObject {
    guard count > 0, (0..<count).contains(index) else {
      throw TensorErrors.invalidArgument(
        count > 0
          ? "Index must be between 0 and \(count - 1) (currently index = \(index), num_shards = "
            + "\(count))."
          : "Number of shards must be greater than zero (currently num_shards = "
            + "\(count)).", op: "ShardDataset")
    }
    let start = start
    return DatasetObject(
      "_ShardDataset", specification,
      cardinality.map { $0 / count + (index < $0 % count ? 1 : 0) }, context
    ) { () throws(Raise) in
      let next = try start()
      var position = 0
      return { () throws(Raise) in
        while let element = try next() {
          defer { position += 1 }
          if position % count == index { return element }
        }
        return nil
      }
    }
  }

  func unique() -> DatasetObject {
    let start = start
    return DatasetObject("_UniqueDataset", specification, .unknown, context) { () throws(Raise) in
      let next = try start()
      var seen: Set<String> = []
      return { () throws(Raise) in
        while let element = try next() {
          if seen.insert(try element.repr()).inserted { return element }
        }
        return nil
      }
    }
  }
}
