/// Rows of cells in columns under a head, of which as many are drawn as there is room for.
package struct Table: Widget {
  /// A column.
  package struct Column: Sendable {
    /// The head.
    package var title: String
    /// Where the text stands.
    package var alignment: Alignment
    /// The fewest cells; kept also where the rows in sight need less, so that nothing jumps.
    package var minimum: Int
    /// The most cells.
    package var maximum: Int
    /// Whether it takes what is left over.
    package var isFlexible: Bool
    /// The column with the lowest number goes first when there is not enough room.
    package var priority: Int

    package init(
      _ title: String, _ alignment: Alignment = .left, minimum: Int = 0, maximum: Int = .max,
      isFlexible: Bool = false, priority: Int = 0
    ) {
      self.title = title
      self.alignment = alignment
      self.minimum = minimum
      self.maximum = maximum
      self.isFlexible = isFlexible
      self.priority = priority
    }
  }

  /// A cell.
  package struct Item: Sendable {
    /// The text.
    package var text: String
    /// The style.
    package var style: Style

    package init(_ text: String, _ style: Style = .normal) {
      self.text = text
      self.style = style
    }
  }

  /// The columns from left to right.
  package var columns: [Column]
  /// How many rows there are.
  package var rowCount: Int
  /// The first row in sight.
  package var offset: Int
  /// The row that the user has selected.
  package var selected: Int?
  /// Whether the table has the focus; without it the selected row is only underlined.
  package var isFocused: Bool
  /// The row that is marked with an arrow.
  package var marked: Int?
  /// Whether the head is drawn.
  package var hasHead: Bool
  /// The cells of a row, one for each column; asked only for rows in sight.
  package var row: (Int) -> [Item]

  package init(
    _ columns: [Column], rowCount: Int, offset: Int = 0, selected: Int? = nil,
    isFocused: Bool = true, marked: Int? = nil, hasHead: Bool = true,
    row: @escaping (Int) -> [Item]
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.offset = offset
    self.selected = selected
    self.isFocused = isFocused
    self.marked = marked
    self.hasHead = hasHead
    self.row = row
  }

  /// The rows that fit a height.
  package func visibleRows(in height: Int) -> Range<Int> {
    let first = max(0, min(offset, rowCount))
    return first..<min(rowCount, first + max(0, height - (hasHead ? 1 : 0)))
  }

  package func render(into canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in
      let bounds = canvas.bounds
      let visible = visibleRows(in: bounds.height)
      let items = visible.map(row)
      let places = places(items, in: bounds.width, canvas.glyphs)
      var y = 0
      if hasHead, bounds.height > 0 {
        for place in places {
          canvas.draw(
            columns[place.column].title, x: place.x, y: 0, .label, width: place.width,
            alignment: columns[place.column].alignment)
        }
        y = 1
      }
      for (index, cells) in zip(visible, items) {
        for place in places where place.column < cells.count {
          let item = cells[place.column]
          canvas.draw(
            item.text, x: place.x, y: y, item.style, width: place.width,
            alignment: columns[place.column].alignment)
        }
        if index == marked { canvas.put(canvas.glyphs.arrowRight, x: 0, y: y, .current) }
        if index == selected {
          canvas.restyle(Rect(x: 0, y: y, width: bounds.width, height: 1)) {
            $0.marks.insert(isFocused ? .selected : .underlined)
          }
        }
        y += 1
      }
    }
  }

  /// Where a column stands.
  struct Place: Equatable {
    var column: Int
    var x: Int
    var width: Int
  }

  /// Where the columns stand; those that do not fit are missing.
  func places(_ items: [[Item]], in width: Int, _ glyphs: Glyphs) -> [Place] {
    let wanted = columns.indices.map { column in
      let texts = items.map { column < $0.count ? glyphs.width(of: $0[column].text) : 0 }
      let natural = max(hasHead ? glyphs.width(of: columns[column].title) : 0, texts.max() ?? 0)
      return min(columns[column].maximum, max(columns[column].minimum, natural))
    }
    // The first cell of every row is left to the arrow.
    let available = width - 1
    var kept = Array(columns.indices)
    func needed(_ column: Int) -> Int {
      columns[column].isFlexible
        ? min(wanted[column], max(4, columns[column].minimum)) : wanted[column]
    }
    while kept.count > 1, kept.reduce(-2, { $0 + needed($1) + 2 }) > available {
      let lowest = kept.map { columns[$0].priority }.min() ?? 0
      guard let place = kept.lastIndex(where: { columns[$0].priority == lowest }) else { break }
      kept.remove(at: place)
    }
    var spare = available - kept.reduce(-2) { $0 + needed($1) + 2 }
    var places: [Place] = []
    var x = 1
    for column in kept {
      var size = min(needed(column), max(0, width - x))
      if columns[column].isFlexible, spare > 0 {
        let more = min(spare, columns[column].maximum - size)
        size += more
        spare -= more
      }
      places.append(Place(column: column, x: x, width: size))
      x += size + 2
    }
    return places
  }
}
