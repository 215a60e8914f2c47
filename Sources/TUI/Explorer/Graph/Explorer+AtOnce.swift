/// Driving the explorer without a terminal: what it wants to have done is done at once.
extension Explorer {
  /// Takes an event in, and the news of everything that comes of it.
  @discardableResult
  package mutating func updateAtOnce(_ event: Event<Message>) -> [Effect<Work>] {
    finishTravel(settle(update(event)))
  }

  /// Does what a command line says, and takes the news of everything that comes of it.
  ///
  /// - Parameter line: a command of the action table and its argument.
  /// - Returns: what the world around has to do beside.
  /// - Throws: where the line is no command.
  @discardableResult
  package mutating func performAtOnce(_ line: String) throws(CommandError) -> [Effect<Work>] {
    finishTravel(settle(try perform(line)))
  }

  /// Lets a run go on to its end.
  private mutating func finishTravel(_ effects: [Effect<Work>]) -> [Effect<Work>] {
    var rest = effects
    while tickInterval != nil { rest += settle(update(.tick)) }
    return rest
  }

  private mutating func settle(_ effects: [Effect<Work>]) -> [Effect<Work>] {
    var rest: [Effect<Work>] = []
    var pending = effects
    while !pending.isEmpty {
      let effect = pending.removeFirst()
      guard case .run(let work) = effect else {
        rest.append(effect)
        continue
      }
      switch work {
      case .layout(let request):
        pending += update(.message(.laidOut(LayoutDesk().answer(request))))
      case .rerun(let request):
        guard let runner else { continue }
        pending += update(.message(.reran(runner.answer(request))))
      case .live: rest.append(effect)
      case .scene(let request):
        pending += update(.message(.sceneMade(LayoutDesk().answer(request))))
      // Files are written by whoever drives the explorer.
      case .export: rest.append(effect)
      case .surface(let request):
        pending += update(.message(.surface(request.answer())))
      }
    }
    return rest
  }
}
