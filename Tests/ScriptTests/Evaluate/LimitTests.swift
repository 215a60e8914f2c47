import Glibc
import Script
import Testing

@Suite("Runs that would never end")
struct LimitTests {
  @Test("An endless loop stops when it is interrupted from another thread")
  func interruption() throws {
    let run = try runLesson("print('on')\nwhile True: pass") { interpreter in
      let pointer = Unmanaged.passRetained(interpreter)
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { argument in
          usleep(50_000)
          if let argument {
            Unmanaged<Interpreter>.fromOpaque(argument).takeRetainedValue().interrupt()
          }
          return nil
        }, pointer.toOpaque())
      pthread_detach(thread)
    }
    #expect(run.exitCode == 130)
    #expect(run.text == "on\n")
    #expect(run.errors.hasSuffix("KeyboardInterrupt\n"))
  }

  @Test("The step limit is an error of its own")
  func stepLimit() throws {
    let run = try runLesson("while True: pass") { $0.stepLimit = 10_000 }
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("step limit of 10000 reached"))
  }

  @Test("Deep nesting of values raises instead of crashing")
  func deepValues() throws {
    let run = try runLesson(
      """
      a = []
      for i in range(100000):
          a = [a]
      try:
          repr(a)
      except RecursionError as e:
          print(e)
      b = None
      for i in range(100000):
          b = (b,)
      try:
          b == (b,)
      except RecursionError as e:
          print(e)
      """)
    #expect(
      run.text == """
        maximum recursion depth exceeded while getting the repr of an object
        maximum recursion depth exceeded in comparison

        """)
  }
}
