import Engine
import Script
import Testing

/// A class made in Swift that lessons may derive from.
private final class CounterObject: InstanceObject {
  var count = 0

  nonisolated(unsafe) static let type = TypeObject(
    "Counter", module: "sample", extensible: true,
    allocate: { type throws(Raise) in .object(CounterObject(type)) },
    members: [
      .method("add", "by=1") { a throws(Raise) in
        let counter = try a.object(0, CounterObject.self)
        counter.count += try a.int(1)
        return .int(counter.count)
      }
    ])
}

@Suite("Modules made in Swift")
struct NativeBindingTests {
  private func run(_ lesson: String) throws -> LessonRun {
    var registry = ModuleRegistry.standard
    registry.add("sample") { interpreter throws(Raise) in
      let module = ModuleObject("sample")
      module.set("Counter", .object(CounterObject.type))
      module.function("reduce", "input, axis=None, keepdims=False, *, name=None") {
        a throws(Raise) in .tuple([a[0], a[1], a[2], a[3]])
      }
      module.function("where", "") { [unowned interpreter] _ throws(Raise) in
        .string(interpreter.source.text(of: interpreter.currentSpan))
      }
      return module
    }
    let transcript = Transcript()
    let tree = try parseLesson(SourceText(name: "lesson.py", lesson))
    let outcome = Interpreter(tree, output: transcript, modules: registry).run()
    return LessonRun(text: transcript.text, errors: transcript.errors, exitCode: outcome.exitCode)
  }

  @Test(
    "Arguments are sorted into parameters",
    arguments: [
      ("1", "(1, None, False, None)"), ("1, 2, True", "(1, 2, True, None)"),
      ("1, name='n', axis=0", "(1, 0, False, 'n')"),
      ("*[1, 2], **{'keepdims': True}", "(1, 2, True, None)"),
    ])
  func signatures(arguments: String, expected: String) throws {
    #expect(try run("import sample\nprint(sample.reduce(\(arguments)))").text == expected + "\n")
  }

  @Test(
    "Wrong arguments are refused like those of a Python function",
    arguments: [
      ("", "reduce() missing 1 required positional argument: 'input'"),
      ("1, axes=2", "reduce() got an unexpected keyword argument 'axes'"),
      ("1, 2, axis=3", "reduce() got multiple values for argument 'axis'"),
      ("1, 2, 3, 4", "reduce() takes from 1 to 3 positional arguments but 4 were given"),
    ])
  func refusals(arguments: String, expected: String) throws {
    let run = try run("import sample\nsample.reduce(\(arguments))")
    #expect(run.errors.hasSuffix("TypeError: \(expected)\n"))
  }

  @Test("A lesson derives from a native class")
  func inheritance() throws {
    let run = try run(
      """
      from sample import Counter
      class Twice(Counter):
          def __init__(self, start):
              self.add(start)
          def add(self, by=1):
              return super().add(by=2 * by)
      c = Twice(5)
      print(c.add(), isinstance(c, Counter), type(c).__name__)
      """)
    #expect(run.text == "12 True Twice\n")
  }

  @Test("Native code sees the columns it is called from")
  func spans() throws {
    #expect(try run("import sample\nprint(1, sample.where())").text == "1 sample.where()\n")
  }
}
