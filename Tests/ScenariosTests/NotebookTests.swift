import Foundation
import Script
import Testing

@testable import Scenarios

@Suite("Notebooks")
struct NotebookTests {
  /// A notebook of code cells, as JSON.
  private func notebook(_ cells: [String], format: Int = 4, language: String = "python") -> [UInt8]
  {
    let list = cells.map { ["cell_type": "code", "source": $0] }
    let root: [String: Any] = [
      "nbformat": format, "metadata": ["language_info": ["name": language]], "cells": list,
    ]
    return Array((try? JSONSerialization.data(withJSONObject: root)) ?? Data())
  }

  private func run(_ cells: [String]) throws -> (output: String, errors: String) {
    let notebook = try Notebook(name: "n.ipynb", bytes: notebook(cells))
    let session = LessonSession(notebook.source)
    session.notes = notebook.notes
    var printed = ""
    var errors = ""
    _ = session.run { text, stream in
      if stream == .standard { printed += text } else { errors += text }
    }
    return (printed, errors)
  }

  @Test(
    "a cell shows the value of its last expression",
    arguments: [
      (["x = 1", "x + 1"], "2\n"), (["1", "'a'"], "1\n'a'\n"), (["None"], ""), (["3;"], ""),
      (["3 ;  # quiet"], ""), (["1; 2"], "2\n"), (["print(1)\n[1, 2]\n"], "1\n[1, 2]\n"),
      (["if True:\n  5"], ""), (["x = 4"], ""), (["# nothing", "7"], "7\n"),
      (["display({'a': 1})"], "{'a': 1}\n"),
    ])
  func display(cells: [String], expected: String) throws {
    let (output, errors) = try run(cells)
    #expect(output == expected)
    #expect(errors.isEmpty)
  }

  @Test(
    "lines of Jupyter are skipped, Python's are not",
    arguments: [
      ("%matplotlib inline\n1", "1\n", "n.ipynb: cell 1, line 1: skipped: %matplotlib inline\n"),
      ("!ls\n2", "2\n", "n.ipynb: cell 1, line 1: skipped: !ls\n"),
      ("for i in [1]:\n  %time", "", "n.ipynb: cell 1, line 2: skipped: %time\n"),
      ("%%time\n3", "3\n", "n.ipynb: cell 1, line 1: skipped: %%time\n"),
      ("%%bash\necho 1", "", "n.ipynb: cell 1, line 1: skipped: %%bash\n"),
      ("(7\n% 4)", "3\n", ""), ("'''\n%x\n'''", "'\\n%x\\n'\n", ""), ("9 \\\n% 5", "4\n", ""),
    ])
  func magics(cell: String, expected: String, notes: String) throws {
    let (output, errors) = try run([cell])
    #expect(output == expected)
    #expect(errors == notes)
  }

  @Test("errors name the cell and the line in it")
  func errors() throws {
    #expect(
      try run(["x = 1", "\n1 / 0"]).errors.contains("\"n.ipynb\", cell 2, line 2, in <module>"))
    #expect(
      try run(["x = 1", "\nx = = 2"]).errors.hasPrefix("n.ipynb:cell 2:2:5: error: SyntaxError"))
  }

  @Test("what is no notebook of Python in format 4 is refused")
  func refusals() {
    #expect(throws: NotebookError.self) { try Notebook(name: "", bytes: Array("{".utf8)) }
    #expect(throws: NotebookError.self) { try Notebook(name: "", bytes: Array("[]".utf8)) }
    #expect(throws: NotebookError.self) { try Notebook(name: "", bytes: notebook([])) }
    #expect(throws: NotebookError.self) {
      try Notebook(name: "", bytes: notebook(["1"], format: 3))
    }
    #expect(throws: NotebookError.self) {
      try Notebook(name: "", bytes: notebook(["1"], language: "R"))
    }
  }
}
