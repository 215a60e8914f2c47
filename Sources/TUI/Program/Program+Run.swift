extension Program {
  /// Runs until the program quits or no more events can come.
  ///
  /// Events that have piled up are all taken in before the next frame, so that a held key never lags.
  ///
  /// - Parameters:
  ///   - backend: Where events come from and frames go.
  ///   - perform: Does the program's own work, at once or beside; news goes through the backend.
  /// - Throws: What the backend throws.
  package mutating func run(
    on backend: some Backend<Message>, perform: (Work) -> Void
  ) throws {
    var canvas = Canvas(width: 0, height: 0, glyphs: backend.glyphs)
    adopt(backend.glyphs)
    adopt(backend.colors)
    let size = backend.size
    if try take(.resize(width: size.width, height: size.height), backend, perform) { return }
    try show(on: backend, &canvas)
    while backend.isOpen {
      guard let event = try waitForEvent(backend) else { continue }
      var isDone = try take(event, backend, perform)
      var taken = 1
      while !isDone, taken < Self.eventsPerFrame, let more = try backend.next(timeout: 0) {
        isDone = try take(more, backend, perform)
        taken += 1
      }
      if isDone { return }
      try show(on: backend, &canvas)
    }
  }

  /// A frame is drawn at the latest after so many events.
  private static var eventsPerFrame: Int { 64 }

  private func waitForEvent(_ backend: some Backend<Message>) throws -> Event<Message>? {
    if let event = try backend.next(timeout: tickInterval) { return event }
    return tickInterval == nil || !backend.isOpen ? nil : .tick
  }

  /// Draws the state on the canvas, made anew when the screen's size has changed, and shows it.
  private func show(on backend: some Backend<Message>, _ canvas: inout Canvas) throws {
    let (width, height) = backend.size
    if canvas.width != width || canvas.height != height {
      canvas = Canvas(width: width, height: height, glyphs: backend.glyphs)
    } else {
      canvas.clear()
    }
    render(into: &canvas)
    try backend.present(canvas)
  }

  /// Takes an event in and has its effects carried out; true ends the loop.
  private mutating func take(
    _ event: Event<Message>, _ backend: some Backend<Message>, _ perform: (Work) -> Void
  ) throws -> Bool {
    for effect in update(event) {
      switch effect {
      case .quit: return true
      case .suspend: try backend.carryOut(.suspend)
      case .redraw: try backend.carryOut(.redraw)
      case .copy(let text): try backend.carryOut(.copy(text))
      case .mouse(let isOn): try backend.carryOut(.mouse(isOn))
      case .bell: try backend.carryOut(.bell)
      case .run(let work): perform(work)
      }
    }
    return false
  }
}
