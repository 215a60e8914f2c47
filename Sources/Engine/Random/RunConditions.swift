import Glibc
import Synchronization

/// What a run gets from outside and no seed fixes: entropy and clocks.
///
/// A first run draws a seed and notes what clocks told it; a run again gets the same numbers, so that
/// what differs between the two is what was changed.
package final class RunConditions: Sendable {
  private struct State {
    var entropy: UInt64
    var readings: [Int32: [Double]] = [:]
    var next: [Int32: Int] = [:]
  }

  private let seed: UInt64
  /// Whether clocks repeat what they told before.
  package let repeats: Bool
  private let state: Mutex<State>

  /// Readings that are remembered at most for each clock.
  private static let mostReadings = 1 << 20

  /// The conditions of a first run.
  package convenience init() {
    var source = SystemRandomNumberGenerator()
    self.init(seed: source.next(), readings: [:], repeats: false)
  }

  private init(seed: UInt64, readings: [Int32: [Double]], repeats: Bool) {
    self.seed = seed
    self.repeats = repeats
    state = Mutex(State(entropy: seed, readings: readings))
  }

  /// The same conditions for a run from the start.
  package func again() -> RunConditions {
    RunConditions(seed: seed, readings: state.withLock { $0.readings }, repeats: true)
  }

  private func word() -> UInt64 {
    state.withLock { state in
      state.entropy &+= 0x9E37_79B9_7F4A_7C15
      var value = state.entropy
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  private func seconds(of clock: clockid_t) -> Double {
    state.withLock { state in
      let place = state.next[clock, default: 0]
      state.next[clock] = place + 1
      if let known = state.readings[clock], place < known.count { return known[place] }
      // A run that goes further than the first one goes on from where that one stood.
      if repeats, let last = state.readings[clock]?.last {
        let new = last + 1e-6
        state.readings[clock]?.append(new)
        return new
      }
      let now = Self.reading(of: clock)
      if place < Self.mostReadings { state.readings[clock, default: []].append(now) }
      return now
    }
  }

  private static func reading(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  // MARK: The run of a thread

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  private static var current: RunConditions? {
    pthread_getspecific(key).map { Unmanaged<RunConditions>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Makes these the conditions of what runs on this thread while the body runs.
  package func hold<Result>(while body: () -> Result) -> Result {
    let before = pthread_getspecific(Self.key)
    pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
    defer { pthread_setspecific(Self.key, before) }
    return withExtendedLifetime(self, body)
  }

  /// What a clock tells the run of this thread.
  package static func seconds(of clock: clockid_t) -> Double {
    current?.seconds(of: clock) ?? reading(of: clock)
  }

  /// Whether the run of this thread repeats another, so that it need not wait.
  package static var isRepeated: Bool { current?.repeats ?? false }

  fileprivate static var word: UInt64? { current?.word() }
}

/// Numbers that no seed fixes: of the run of this thread, or of the system.
package struct RunEntropy: RandomNumberGenerator, Sendable {
  private var system = SystemRandomNumberGenerator()

  package init() {}

  package mutating func next() -> UInt64 { RunConditions.word ?? system.next() }
}
