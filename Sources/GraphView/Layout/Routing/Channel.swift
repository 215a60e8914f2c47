/// The lines between two ranks: each value comes in at one column of the near side and goes to
/// columns of the far side, along a track of its own where it has to turn.
struct Channel {
  /// A net on its way through the channel, or a part of one that needs two tracks.
  struct Piece {
    let net: Int
    /// The column where it comes in, from the near side or from the piece that feeds it.
    var entry: Int
    /// The columns where it goes on to the far side.
    var exits: [Int]
    /// The piece that takes over at a column, if the net needed a second track.
    var handover: (column: Int, piece: Int)?
    /// The piece it takes over from.
    var feeder: Int?
    var track = 0

    /// The columns between which the track runs.
    private(set) var low = 0
    private(set) var high = 0

    init(net: Int, entry: Int, exits: [Int], feeder: Int? = nil) {
      self.net = net
      self.entry = entry
      self.exits = exits
      self.feeder = feeder
      measure()
    }

    mutating func measure() {
      low = entry
      high = entry
      for column in exits {
        low = min(low, column)
        high = max(high, column)
      }
      if let handover {
        low = min(low, handover.column)
        high = max(high, handover.column)
      }
    }
  }

  /// A net that runs through without turning.
  struct Straight {
    let net: Int
    let column: Int
  }

  private(set) var straights: [Straight] = []
  private(set) var pieces: [Piece] = []
  private(set) var trackCount = 0

  /// Routes the nets, given for each its entry and its exits.
  init(_ nets: [(net: Int, entry: Int, exits: [Int])], keepsJointsApart: Bool) {
    for (net, entry, exits) in nets {
      if exits.allSatisfy({ $0 == entry }) {
        straights.append(Straight(net: net, column: entry))
      } else {
        pieces.append(Piece(net: net, entry: entry, exits: exits))
      }
    }
    guard !pieces.isEmpty else { return }
    var sorter = TrackSorter(pieces, taken: straights.map(\.column))
    let order = sorter.sort()
    pieces = sorter.pieces
    assignTracks(order, sorter, keepsJointsApart: keepsJointsApart)
  }

  /// Gives each piece the first track that is free and beyond all that must come before it.
  private mutating func assignTracks(
    _ order: [Int], _ sorter: TrackSorter, keepsJointsApart: Bool
  ) {
    for (position, piece) in order.enumerated() {
      var track = 0
      for earlier in order[..<position] {
        let other = pieces[earlier]
        if sorter.mustPrecede(earlier, piece) {
          let step = keepsJointsApart && other.net != pieces[piece].net ? 2 : 1
          track = max(track, other.track + step)
        } else if sharesColumns(other, pieces[piece], busy: keepsJointsApart ? sorter.taken : nil) {
          track = max(track, other.track + 1)
        }
      }
      pieces[piece].track = track
      trackCount = max(trackCount, track + 1)
    }
  }

  /// Whether two pieces are too close for one track.
  ///
  /// One free cell between them is enough to tell them apart, except where a busy column, whose
  /// line would seem to pass over a line that joins them, can fill it.
  private func sharesColumns(_ first: Piece, _ second: Piece, busy: Set<Int>?) -> Bool {
    let gap =
      first.high < second.low
      ? first.high + 1..<second.low
      : second.high < first.low ? second.high + 1..<first.low : 0..<0
    guard let busy else { return gap.isEmpty }
    return gap.allSatisfy(busy.contains)
  }
}

extension Channel {
  /// A line across the channel; tracks are counted from 0, −1 is the near side.
  struct Crossbar {
    let net: Int
    let column: Int
    let from: Int
    let to: Int
  }

  /// All lines that run across the channel.
  var crossbars: [Crossbar] {
    var bars = straights.map {
      Crossbar(net: $0.net, column: $0.column, from: -1, to: trackCount)
    }
    for piece in pieces {
      if piece.feeder == nil {
        bars.append(Crossbar(net: piece.net, column: piece.entry, from: -1, to: piece.track))
      }
      for exit in piece.exits {
        bars.append(Crossbar(net: piece.net, column: exit, from: piece.track, to: trackCount))
      }
      if let (column, next) = piece.handover {
        bars.append(
          Crossbar(net: piece.net, column: column, from: piece.track, to: pieces[next].track))
      }
    }
    return bars
  }

  /// The cells where one line passes over another.
  var crossings: Int {
    guard !pieces.isEmpty else { return 0 }
    var count = 0
    let bars = crossbars
    for piece in pieces {
      for bar in bars
      where piece.low < bar.column && bar.column < piece.high && bar.net != piece.net
        && bar.from < piece.track && piece.track < bar.to
      {
        count += 1
      }
    }
    return count
  }

  /// How often the way of a net from its entry to an exit turns.
  func bends(net: Int, to column: Int) -> Int {
    for piece in pieces where piece.net == net && piece.exits.contains(column) {
      if piece.feeder != nil { return 4 }
      return piece.entry == column ? 0 : 2
    }
    return 0
  }
}
