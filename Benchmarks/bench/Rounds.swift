import Glibc

/// CPU seconds of this process so far.
func cpuSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
  return Double(now.tv_sec) + 1e-9 * Double(now.tv_nsec)
}

/// Lets both sides take turns, so that a busy machine is as busy for one as for the other.
///
/// - Returns: the best of each; a noisy neighbor only ever adds time.
func alternating(
  rounds: Int, _ ours: () throws -> Double, _ theirs: () throws -> Double
) rethrows -> (ours: Double, theirs: Double) {
  var best = (ours: Double.infinity, theirs: Double.infinity)
  for _ in 0..<rounds {
    best.theirs = min(best.theirs, try theirs())
    best.ours = min(best.ours, try ours())
  }
  return best
}
