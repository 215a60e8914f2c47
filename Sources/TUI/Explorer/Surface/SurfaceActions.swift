import GraphView

/// What can be done with the surface pane.
package enum SurfaceCommand: Hashable, Sendable {
  case surface, slice, view, turn, closer, farther
}

extension Explorer {
  private static let surfaceScope = Pane.surface.scope

  static let surfaceActions: [Action<Command>] = [
    Action(
      "surface", chapter: "Show",
      help: "draws the loss over two weights, such as w b or W[0,1] b, with the descent on it",
      argument: Argument(.text, "WEIGHTS", isOptional: true), .surface(.surface)),
    Action(
      "slice", chapter: "Show",
      help: "draws the loss along one weight, or along the gradient",
      argument: Argument(.text, "WEIGHT", isOptional: true), .surface(.slice)),
    Action(
      "surface-open", [.enter], in: [Pane.traces.scope],
      help: "draws the loss over the weights, with the descent on it", hint: "surface",
      .surface(.surface)),
    Action(
      "surface-view", [.character("H"), .enter], in: [surfaceScope],
      help: "draws the loss over two weights, along one, or along the gradient", hint: "view",
      .surface(.view)),
    Action(
      "surface-turn", [.character("T")], in: [surfaceScope],
      help: "exchanges the two weights, or takes the next one", hint: "turn", .surface(.turn)),
    Action(
      "surface-closer", [.character("=")], in: [surfaceScope],
      help: "halves the ends around the weights that the walk stands at", hint: "zoom",
      takesCount: true, .surface(.closer)),
    Action(
      "surface-farther", [.character("-")], in: [surfaceScope], help: "doubles the ends",
      hint: "zoom", takesCount: true, .surface(.farther)),
  ]

  mutating func run(_ command: SurfaceCommand, _ invocation: Invocation<Command>) {
    let words = (invocation.argument ?? "").split(separator: " ").map(String.init)
    switch command {
    case .surface: openSurface(words)
    case .slice: openSlice(words)
    case .view: nextSurface()
    case .turn: turnSurface()
    case .closer: zoomSurface(by: Swift.min(invocation.count ?? 1, 60))
    case .farther: zoomSurface(by: -Swift.min(invocation.count ?? 1, 60))
    }
  }

  /// Weights of the pass, as names.
  private var surfaceWeights: [String] { walk.lossWeights(at: walk.stop) }

  private mutating func openSurface(_ words: [String]) {
    var names = words
    if names.isEmpty { names = Array(surfaceWeights.prefix(2)) }
    // One tensor of two elements or more stands for its first two.
    if words.count == 1 {
      let elements = surfaceWeights.filter { $0.hasPrefix(words[0] + "[") }
      names = Array(elements.prefix(2))
    }
    if words.count == 1, names.isEmpty, surfaceWeights == words { names = words }
    if names.count == 1 {
      openSlice(names)
      if !words.isEmpty, surface.wish?.weights == names {
        message = Notice(
          text: "\(names[0]) is the only weight here: this is the slice along it", style: .dim)
      }
      return
    }
    guard names.count == 2 else {
      let text =
        names.isEmpty
        ? (words.isEmpty ? LossError.noWeights.text : "\(words[0]) alone is no plane; try :slice")
        : "a surface lies over two weights, got \(names.count)"
      message = Notice(text: text, style: .warning)
      return
    }
    open(.init(kind: .surface, weights: names))
  }

  private mutating func openSlice(_ words: [String]) {
    if words == ["gradient"] { return open(.init(kind: .gradient, weights: [])) }
    guard words.count < 2, let name = words.first ?? surfaceWeights.first else {
      message = Notice(
        text: words.isEmpty
          ? LossError.noWeights.text : "a slice lies over one weight, got \(words.count)",
        style: .warning)
      return
    }
    open(.init(kind: .slice, weights: [name]))
  }

  private mutating func open(_ wish: SurfaceState.Wish) {
    do throws(LossError) {
      for name in wish.weights { _ = try walk.lossAxis(name, at: walk.stop) }
      if wish.kind == .gradient { _ = try walk.gradientAxis(at: walk.stop) }
    } catch {
      message = Notice(text: error.text, style: .warning)
      return
    }
    surface.wish = wish
    surface.zoom = 0
    focus = .surface
    helpOffset = nil
  }

  /// Takes the pane away.
  mutating func closeSurface() {
    surface = SurfaceState()
    if focus == .surface { focus = hasTraces ? .traces : .nodes }
  }

  private mutating func nextSurface() {
    guard let wish = surface.wish else { return openSurface([]) }
    let weights = surfaceWeights
    switch wish.kind {
    case .surface: open(.init(kind: .slice, weights: Array(wish.weights.prefix(1))))
    case .slice: openSlice(["gradient"])
    case .gradient: openSurface(Array(weights.prefix(2)))
    }
  }

  private mutating func turnSurface() {
    guard let wish = surface.wish else { return openSurface([]) }
    switch wish.kind {
    case .surface: surface.wish?.weights = wish.weights.reversed()
    case .slice:
      let weights = surfaceWeights
      let place = weights.firstIndex(of: wish.weights[0]) ?? -1
      if weights.count > 1 {
        open(.init(kind: .slice, weights: [weights[(place + 1) % weights.count]]))
      }
    case .gradient:
      message = Notice(text: "there is one gradient only", style: .dim)
    }
  }

  mutating func zoomSurface(by steps: Int) {
    guard surface.wish != nil else { return openSurface([]) }
    let zoom = surface.zoom + steps
    guard (-20...40).contains(zoom) else {
      message = Notice(text: "no farther", style: .dim)
      return
    }
    surface.zoom = zoom
  }
}
