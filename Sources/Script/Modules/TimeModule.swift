import Engine
import Glibc

/// Python's `time`, as far as lessons measure with it.
func makeTimeModule(_ interpreter: Interpreter) -> ModuleObject {
  let module = ModuleObject("time", isBuiltin: true)
  func clock(_ name: String, _ clock: clockid_t) {
    module.function(name, "") { _ throws(Raise) in .float(RunConditions.seconds(of: clock)) }
    module.function(name + "_ns", "") { _ throws(Raise) in
      .int(Int(RunConditions.seconds(of: clock) * 1e9))
    }
  }
  clock("time", CLOCK_REALTIME)
  clock("perf_counter", CLOCK_MONOTONIC)
  clock("monotonic", CLOCK_MONOTONIC)
  clock("process_time", CLOCK_PROCESS_CPUTIME_ID)
  module.function("sleep", "secs, /") { [unowned interpreter] a throws(Raise) in
    let duration = try a.double(0)
    guard duration >= 0 else { throw Raise.value("sleep length must be non-negative") }
    // Whoever runs a lesson again with another number has waited once.
    if RunConditions.isRepeated { return .none }
    let end = seconds(of: CLOCK_MONOTONIC) + duration
    // In short naps, so that an interrupt is noticed.
    while true {
      let left = end - seconds(of: CLOCK_MONOTONIC)
      if left <= 0 { return .none }
      usleep(UInt32(min(left, 0.05) * 1e6))
      try interpreter.checkLimits(steps: 0)
    }
  }
  return module
}

/// Seconds of a clock that only goes forward.
func elapsedSeconds() -> Double { seconds(of: CLOCK_MONOTONIC) }

private func seconds(of clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
