import Glibc
import Script

// fuzz COUNT SEED FILE FOLDER…: runs lessons that were damaged at random. No text may crash the
// program or keep it busy; the input at hand is in FILE, so that a crash names it.
// fuzz events COUNT SEED FILE FOLDER…: lets keys, mouse and sizes of the screen happen at random to
// explorers over the lessons as they are.

var words = CommandLine.arguments
let isEvents = words.count > 1 && words[1] == "events"
if isEvents { words.remove(at: 1) }
guard words.count > 4, let count = Int(words[1]), let seed = UInt64(words[2]) else {
  print("usage: fuzz [events] COUNT SEED FILE FOLDER…")
  exit(2)
}
let file = words[3]
var corpus = Corpus(folders: Array(words[4...]))
guard !corpus.lessons.isEmpty else {
  print("fuzz: no lessons in \(words[4...].joined(separator: " "))")
  exit(2)
}

func keep(_ text: [UInt8]) {
  guard TextFile.write(text, to: file) else {
    print("fuzz: cannot write \(file)")
    exit(2)
  }
}

if isEvents {
  var done = 0
  var round = 0
  while done < count {
    let its = seed &* 1_000_003 &+ UInt64(round)
    let lesson = corpus.lessons[Int(its % UInt64(corpus.lessons.count))]
    let length = min(EventTrial.length, count - done)
    // A run of its own repeats the events of a crash: fuzz events with this seed, one by one.
    keep(Array("# seed \(its), \(length) events\n".utf8) + lesson)
    alarm(120)
    if var trial = EventTrial(lesson, seed: its) {
      trial.run(length)
      done += length
    }
    round += 1
    if round > 10 * (count / EventTrial.length + corpus.lessons.count) { break }
  }
  alarm(0)
  unlink(file)
  print("fuzz: \(done) events from seed \(seed), no crash")
  exit(done > 0 ? 0 : 1)
}

var mutation = Mutation(seed: seed, corpus.lessons)
var endings: [String: Int] = [:]
for index in 0..<count {
  let text = mutation.lesson()
  keep(text)
  // Ends the program, with the input still there, where an input keeps it busy.
  alarm(60)
  endings[Trial.run(text), default: 0] += 1
  if (index + 1) % 10_000 == 0 { print("\(index + 1) inputs") }
}
alarm(0)
unlink(file)
let summary = endings.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
print("fuzz: \(count) inputs from seed \(seed), no crash: \(summary.joined(separator: ", "))")
