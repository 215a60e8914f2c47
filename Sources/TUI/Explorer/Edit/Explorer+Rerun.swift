import Engine
import GraphView

/// Running the lesson again with other edits, and taking what comes of it.
extension Explorer {
  mutating func apply(_ new: Edit) -> [Effect<Work>] {
    // What was taken back is gone, and so is where it was.
    let count = edit.applied.count
    edit.places = edit.places.filter { $0.key.from <= count && $0.key.to <= count }
    return rerun(edit.applied + [new], undone: [], note: "\(new.title); z takes it back")
  }

  mutating func undo(_ count: Int) -> [Effect<Work>] {
    guard !edit.applied.isEmpty else { return refuse("nothing to take back") }
    let count = Swift.min(count, edit.applied.count)
    let back = edit.applied.suffix(count)
    let last = back.first?.title ?? ""
    return rerun(
      edit.applied.dropLast(count), undone: edit.undone + back.reversed(),
      note: "taken back: \(count == 1 ? last : "\(count) edits"); Z makes it again")
  }

  mutating func redo(_ count: Int) -> [Effect<Work>] {
    guard !edit.undone.isEmpty else { return refuse("nothing to make again") }
    let count = Swift.min(count, edit.undone.count)
    let again = Array(edit.undone.suffix(count).reversed())
    return rerun(
      edit.applied + again, undone: edit.undone.dropLast(count),
      note: "made again: \(count == 1 ? again[0].title : "\(count) edits")")
  }

  /// Asks for a run with other changes; without any the lesson's own run is there already.
  mutating func rerun(
    _ edits: [Edit], undone: [Edit], note: String, reloads: Bool = false
  ) -> [Effect<Work>] {
    edit.serial += 1
    let start = walk.index
    let count = edit.applied.count
    let request = RunRequest(number: edit.serial, edits: edits, reloads: reloads)
    if edits.isEmpty, !reloads, let original = edit.original {
      edit.applied = []
      edit.undone = undone
      subject = original.subject
      edit.comparison = nil
      replaceWalk(original.walk, ending: original.subject.ending)
      settleFork()
      restorePlace(from: start, count)
      message = Notice(text: note, style: .dim)
      return []
    }
    edit.pending = EditState.Pending(
      request: request, undone: undone, note: note, start: start, count: count)
    message = Notice(text: "running again; Esc gives up", style: .dim)
    return [.run(.rerun(request))]
  }

  /// Takes a run that was asked for; one that is no longer wanted is dropped.
  mutating func take(_ answer: RunAnswer) {
    guard let pending = edit.pending, answer.request == pending.request else { return }
    edit.pending = nil
    let ran: RunAnswer.Ran
    switch answer.result {
    case .failure(let fault):
      message = Notice(text: "nothing changed: \(fault.text)", style: .error)
      return
    case .success(let made): ran = made
    }
    if case .failed(let text) = ran.ending, !hasFailed, !answer.request.reloads {
      message = Notice(
        text: "nothing changed, for then the lesson fails: \(Self.brief(text))", style: .error)
      return
    }
    if ran.ending == .interrupted, subject.ending != .interrupted {
      message = Notice(text: "stopped; nothing changed", style: .warning)
      return
    }
    adopt(ran, pending)
  }

  /// An error as one line, its class without the modules.
  private static func brief(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }
    let name = line.prefix { $0 != ":" && $0 != " " }
    return String((name.split(separator: ".").last ?? name) + line[name.endIndex...])
  }

  private mutating func adopt(_ ran: RunAnswer.Ran, _ pending: EditState.Pending) {
    if let fresh = ran.fresh {
      var subject = subject
      subject.formula = ran.formula
      edit.original = .init(walk: fresh, subject: subject)
    } else if edit.original == nil {
      edit.original = .init(walk: walk, subject: subject)
    }
    edit.applied = ran.edits
    edit.undone = pending.undone
    subject.formula = ran.formula
    subject.command = ran.command
    replaceWalk(ran.walk, ending: ran.ending)
    edit.comparison =
      ran.edits.isEmpty ? nil : edit.original.map { WalkComparison(walk, with: $0.walk) }
    settleFork()
    restorePlace(from: pending.start, pending.count)
    if ran.misfits.isEmpty {
      message = Notice(text: pending.note, style: .dim)
    } else {
      message = Notice(text: ran.misfits.joined(separator: "; "), style: .warning)
    }
  }

  /// Gives up the run that is under way.
  ///
  /// - Returns: whether there was one.
  mutating func stopRerun() -> Bool {
    guard edit.pending != nil else { return false }
    edit.pending = nil
    edit.runner?.stop()
    message = Notice(text: "stopped; nothing changed", style: .warning)
    return true
  }

  /// Goes back to where the walk stood before the change that is taken back, if it has not moved since.
  private mutating func restorePlace(from start: Int, _ count: Int) {
    let now = edit.applied.count
    if let place = edit.places[.init(from: now, to: count, stop: start)], place < walk.count {
      walk.seek(place)
    }
    edit.places[.init(from: count, to: now, stop: walk.index)] = start
  }
}
