import GraphView

/// What can be done with the tensor pane.
package enum TensorCommand: Hashable, Sendable {
  case inspect, view, part, slice, nextSlice, previousSlice, turn, broken
}

extension Explorer {
  private static let tensorScope = Pane.tensor.scope

  static let tensorActions: [Action<Command>] = [
    Action(
      "inspect", [.enter, .character("I")], chapter: "Show",
      help: "shows all elements of the selected node, or of the one named",
      argument: Argument(.node, "NODE", isOptional: true), .tensor(.inspect)),
    Action(
      "tensor-view", [.character("H"), .enter], in: [tensorScope],
      help: "shows the tensor as matrix, as heat map or as histogram", hint: "view",
      argument: Argument(
        .choice(TensorState.View.allCases.map(\.rawValue)), "VIEW", isOptional: true),
      .tensor(.view)),
    Action(
      "tensor-part", [.character("v")], in: [tensorScope],
      help: "shows the value, the adjoint, or both", hint: "part",
      argument: Argument(
        .choice(TensorState.Part.allCases.map(\.rawValue)), "PART", isOptional: true),
      .tensor(.part)),
    Action(
      "tensor-slice", chapter: "Show",
      help: "shows the slice at the places given, such as 0,2, of a tensor of more than two axes",
      argument: Argument(.text, "PLACES"), .tensor(.slice)),
    Action(
      "tensor-slice-next", [.character(".")], in: [tensorScope], help: "shows the next slice",
      hint: "slice", takesCount: true, .tensor(.nextSlice)),
    Action(
      "tensor-slice-previous", [.character(",")], in: [tensorScope],
      help: "shows the slice before", hint: "slice", takesCount: true, .tensor(.previousSlice)),
    Action(
      "tensor-turn", [.character("T")], in: [tensorScope],
      help: "exchanges rows and columns, and writes a vector upright", .tensor(.turn)),
    Action(
      "tensor-broken", [.character("!")], in: [tensorScope],
      help: "goes to the next element that is NaN or infinite", takesCount: true,
      .tensor(.broken)),
  ]

  mutating func run(_ command: TensorCommand, _ invocation: Invocation<Command>) {
    let count = Swift.min(invocation.count ?? 1, 1_000_000)
    switch command {
    case .inspect: inspect(invocation.argument)
    case .view:
      tensor.view = next(tensor.view, invocation.argument)
    case .part:
      tensor.part = next(tensor.part, invocation.argument)
      message = Notice(
        text: tensor.part == .both ? "value and adjoint" : "the \(tensor.part.rawValue) only",
        style: .dim)
    case .slice: chooseSlice(invocation.argument ?? "")
    case .nextSlice: moveSlice(by: count)
    case .previousSlice: moveSlice(by: -count)
    case .turn:
      let index = tensorCursor
      tensor.isTurned.toggle()
      if let index { seekTensor(index) }
    case .broken:
      for _ in 0..<Swift.min(count, 1000) { seekBroken() }
    }
  }

  private func next<Choice: CaseIterable & RawRepresentable & Equatable>(
    _ now: Choice, _ wanted: String?
  ) -> Choice where Choice.RawValue == String {
    if let wanted, let found = Choice(rawValue: wanted) { return found }
    let all = Array(Choice.allCases)
    let place = all.firstIndex(of: now) ?? 0
    return all[(place + 1) % all.count]
  }

  private mutating func inspect(_ name: String?) {
    let table = walk.table
    if let name {
      guard table.row(called: name) != nil else {
        message = Notice(text: "no node is called \(name)", style: .warning)
        return
      }
      tensor.name = name
    } else {
      guard let row = shownRow, row < table.count else {
        message = Notice(text: "there is no node to look at yet; s goes to the first", style: .dim)
        return
      }
      tensor.name = table[row].name
    }
    if focus != .tensor { tensor.returnsTo = focus }
    tensor.isOpen = true
    tensor.row = 0
    tensor.column = 0
    tensor.slice = []
    focus = .tensor
    helpOffset = nil
  }

  /// Takes the pane away.
  mutating func closeTensor() {
    tensor.isOpen = false
    if focus == .tensor { focus = tensor.returnsTo }
  }

  private mutating func chooseSlice(_ text: String) {
    guard let content = inspected?.main else { return sayNoTensor() }
    let outer = content.lengths.count - 2
    let places = text.split(whereSeparator: { $0 == "," || $0 == " " }).map { Int($0) }
    guard outer > 0 else {
      message = Notice(text: "a tensor of \(content.lengths.count) axes has one slice", style: .dim)
      return
    }
    let numbers = places.compactMap { $0 }
    guard numbers.count == places.count, numbers.count == outer,
      zip(numbers, content.lengths).allSatisfy({ $0 >= 0 && $0 < $1 })
    else {
      let ends = content.lengths.prefix(outer).map { "0…\($0 - 1)" }.joined(separator: ", ")
      message = Notice(text: "got \(text), expected places in \(ends)", style: .warning)
      return
    }
    tensor.slice = numbers
  }

  private mutating func moveSlice(by steps: Int) {
    guard let content = inspected?.main else { return sayNoTensor() }
    guard let slice = tensorGrid(content).slice(after: steps) else {
      message = Notice(text: "a tensor of \(content.lengths.count) axes has one slice", style: .dim)
      return
    }
    tensor.slice = slice
  }

  private mutating func sayNoTensor() {
    message = Notice(
      text: tensor.isOpen ? "nothing is computed here yet" : "no tensor is open; Enter opens one",
      style: .dim)
  }

  private mutating func seekBroken() {
    guard let inspected, let content = inspected.main else { return sayNoTensor() }
    // Where both are shown, what is broken in either.
    let start = tensorCursor ?? -1
    let contents = [inspected.value, inspected.adjoint].compactMap { $0 }
    let found = contents.compactMap { $0.broken(after: start) }
      .min { distance(start, $0, content.count) < distance(start, $1, content.count) }
    guard let found else {
      message = Notice(text: "every element is a finite number", style: .dim)
      return
    }
    seekTensor(found)
  }

  private func distance(_ from: Int, _ to: Int, _ count: Int) -> Int {
    to > from ? to - from : to - from + count
  }
}

// MARK: The cursor

extension Explorer {
  /// The element under the cursor in row-major order.
  var tensorCursor: Int? {
    guard let content = inspected?.main else { return nil }
    let grid = tensorGrid(content)
    return grid.index(
      Swift.min(tensor.row, grid.rows - 1), Swift.min(tensor.column, grid.columns - 1))
  }

  /// Puts the cursor on an element.
  mutating func seekTensor(_ index: Int) {
    guard let content = inspected?.main, index >= 0, index < content.count else { return }
    let place = tensorGrid(content).place(of: index)
    tensor.slice = place.slice
    tensor.row = place.row
    tensor.column = place.column
  }

  /// An element as a search sees it: value and adjoint, as far as they are shown.
  func tensorSearchText(_ index: Int) -> String {
    guard let inspected else { return "" }
    var texts: [String] = []
    if tensor.part != .adjoint, let value = inspected.value { texts.append(value.fixed(index)) }
    if tensor.part != .value, let adjoint = inspected.adjoint { texts.append(adjoint.fixed(index)) }
    return texts.joined(separator: " ")
  }

  mutating func moveTensor(rows: Int = 0, columns: Int = 0) {
    guard let content = inspected?.main else { return sayNoTensor() }
    let grid = tensorGrid(content)
    func moved(_ place: Int, _ steps: Int, _ count: Int) -> Int {
      let (sum, overflow) = Swift.min(place, Swift.max(count - 1, 0))
        .addingReportingOverflow(steps)
      return Swift.min(
        Swift.max(overflow ? (steps < 0 ? 0 : count) : sum, 0), Swift.max(count - 1, 0))
    }
    tensor.row = moved(tensor.row, rows, grid.rows)
    tensor.column = moved(tensor.column, columns, grid.columns)
    // Behind the end of a vector there is nothing to stand on.
    while tensor.column > 0, grid.index(tensor.row, tensor.column) == nil { tensor.column -= 1 }
  }
}
