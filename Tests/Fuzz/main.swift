import Glibc
import Script

// fuzz COUNT SEED FILE FOLDER…: runs lessons that were damaged at random. No text may crash the
// program or keep it busy; the input at hand is in FILE, so that a crash names it.

let words = CommandLine.arguments
guard words.count > 4, let count = Int(words[1]), let seed = UInt64(words[2]) else {
  print("usage: fuzz COUNT SEED FILE FOLDER…")
  exit(2)
}
let file = words[3]
var corpus = Corpus(folders: Array(words[4...]))
guard !corpus.lessons.isEmpty else {
  print("fuzz: no lessons in \(words[4...].joined(separator: " "))")
  exit(2)
}
var mutation = Mutation(seed: seed, corpus.lessons)
var endings: [String: Int] = [:]
for index in 0..<count {
  let text = mutation.lesson()
  guard TextFile.write(text, to: file) else {
    print("fuzz: cannot write \(file)")
    exit(2)
  }
  // Ends the program, with the input still there, where an input keeps it busy.
  alarm(60)
  endings[Trial.run(text), default: 0] += 1
  if (index + 1) % 10_000 == 0 { print("\(index + 1) inputs") }
}
alarm(0)
unlink(file)
let summary = endings.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
print("fuzz: \(count) inputs from seed \(seed), no crash: \(summary.joined(separator: ", "))")
