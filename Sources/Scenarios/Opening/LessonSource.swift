import Engine
import Glibc
import Script

/// What the command line names: a file, a formula, or what comes on standard input.
package enum LessonSource: Hashable, Sendable {
  case file(String)
  case notebook(String)
  case formula(String, inputs: [String])
  case standardInput

  /// Tells a file from a formula.
  ///
  /// What exists is a file, and so is what looks like one; everything else is a formula, which may
  /// divide and so hold a slash.
  ///
  /// - Parameters:
  ///   - argument: SOURCE as given.
  ///   - inputs: the `name=value` arguments behind it.
  /// - Throws: where a file is given values.
  package init(_ argument: String, inputs: [String]) throws(OpeningError) {
    if argument == "-" {
      guard inputs.isEmpty else { throw .valuesForLesson("standard input", inputs) }
      self = .standardInput
      return
    }
    if argument.hasSuffix(".ipynb") {
      guard inputs.isEmpty else { throw .valuesForLesson(argument, inputs) }
      self = .notebook(argument)
      return
    }
    let exists = access(argument, F_OK) == 0
    if exists || Self.looksLikeFile(argument, hasInputs: !inputs.isEmpty) {
      guard inputs.isEmpty else { throw .valuesForLesson(argument, inputs) }
      self = .file(argument)
    } else {
      self = .formula(argument, inputs: inputs)
    }
  }

  private static func looksLikeFile(_ text: String, hasInputs: Bool) -> Bool {
    if text.hasSuffix(".py") || text.hasSuffix(".txt") { return true }
    if hasInputs || text.isEmpty { return false }
    // A bare word or a path without anything that computes.
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isXIDContinue || scalar == "_" || scalar == "." || scalar == "/"
    } && !text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || $0 == "." }
  }

  /// A session that is ready to run.
  ///
  /// - Parameter dtype: what the numbers of a formula's inputs become.
  /// - Returns: the session.
  /// - Throws: where there is no text, or the formula cannot be run.
  package func session(dtype: DType = .float32) throws(OpeningError) -> LessonSession {
    switch self {
    case .file(let path):
      do throws(SourceFileError) {
        return LessonSession(try SourceFile.read(path))
      } catch {
        throw .file(error)
      }
    case .notebook(let path): return try Self.notebookSession(path)
    case .standardInput:
      do throws(SourceFileError) {
        return LessonSession(try SourceFile.readStandardInput())
      } catch {
        throw .file(error)
      }
    case .formula(let text, let values):
      let source = SourceText(name: "<formula>", text)
      var inputs: [Script.Formula.Input] = []
      for value in values {
        guard let input = Script.Formula.Input(value) else { throw .notAValue(value) }
        inputs.append(input)
      }
      do throws(FormulaError) {
        return LessonSession(try Script.Formula(source, inputs: inputs, dtype: dtype))
      } catch {
        throw .formula(error, source)
      }
    }
  }

  private static func notebookSession(_ path: String) throws(OpeningError) -> LessonSession {
    let file: SourceText
    do throws(SourceFileError) {
      file = try SourceFile.read(path)
    } catch {
      throw .file(error)
    }
    do throws(NotebookError) {
      let notebook = try Notebook(name: path, bytes: file.bytes)
      let session = LessonSession(notebook.source)
      session.notes = notebook.notes
      return session
    } catch {
      throw .notebook(path, error)
    }
  }

  /// What headers call it: a file's name without folders, or `formula`.
  package var title: String {
    switch self {
    case .file(let path), .notebook(let path):
      path.split(separator: "/").last.map(String.init) ?? path
    case .formula: "formula"
    case .standardInput: "stdin"
    }
  }

  /// The command line that opens it again.
  package var command: String {
    switch self {
    case .file(let path), .notebook(let path): "gradwalk explore \(Self.quoted(path))"
    case .formula(let text, let inputs):
      (["gradwalk", "explore", Self.quoted(text)] + inputs.map(Self.quoted)).joined(separator: " ")
    case .standardInput: "gradwalk explore -"
    }
  }

  /// A word as a shell reads it back.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-./=,".unicodeScalars.contains($0)
    }
    return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}

/// Why a source cannot be opened.
package enum OpeningError: Error, Sendable {
  case file(SourceFileError)
  case formula(FormulaError, SourceText)
  case notAValue(String)
  case valuesForLesson(String, [String])
  case notebook(String, NotebookError)

  /// The message with its help line.
  package var text: String {
    switch self {
    case .file(let error): error.description
    case .formula(let error, let source): error.text(in: source)
    case .notAValue(let text):
      "\(text): got no name=value, expected an input of the formula such as w=2"
    case .valuesForLesson(let name, let values):
      "\(name): got \(values.joined(separator: " ")), expected no values: a lesson sets its own"
    case .notebook(let path, let error): "\(path): \(error.text)"
    }
  }
}
