// Prints one line a piece of work: gradwalk, the same work beside it, their ratio and the bar.
// Words on the command line choose sections, as in `bench scalars arrays`.

import Glibc

let sections: [Section] = [
  // Child processes come first: the kernel counts a parent's peak memory as its children's.
  Section("processes", ProcessRows.run),
  Section("lessons", LessonRows.run),
  Section("training", TrainingRows.run),
  // Memory comes before all that leaves released buffers behind to be used again.
  Section("memory", MemoryRows.run),
  Section("scalars", ScalarRows.run),
  Section("arrays", ArrayRows.run),
  Section("layout", LayoutRows.run),
  Section("explorer", ExplorerRows.run),
]

let words = CommandLine.arguments.dropFirst()
let unknown = words.filter { word in !sections.contains { $0.name == word } }
guard unknown.isEmpty else {
  let known = sections.map(\.name).joined(separator: ", ")
  print("bench: got \(unknown.joined(separator: ", ")), expected sections of \(known)")
  exit(64)
}

// One thread on both sides, whoever opens the library first.
setenv("OPENBLAS_NUM_THREADS", "1", 1)

Table.printHeader()
for section in sections where words.isEmpty || words.contains(section.name) {
  do {
    try section.run()
  } catch {
    print("bench: \(section.name): \(error)")
    exit(1)
  }
}
Table.printFooter()
