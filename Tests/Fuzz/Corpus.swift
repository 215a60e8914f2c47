import Glibc

/// The lessons that are damaged.
struct Corpus {
  private(set) var lessons: [[UInt8]] = []

  /// All lessons below the folders that are short enough to run often.
  init(folders: [String]) {
    for folder in folders { visit(folder) }
  }

  private mutating func visit(_ path: String) {
    guard let directory = opendir(path) else { return }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    for name in names.sorted() {
      let inner = path + "/" + name
      if name.hasSuffix(".py") {
        let text = TextFile.read(inner)
        // A lesson that sleeps tells nothing and takes long.
        if text.count < 6000, !String(decoding: text, as: UTF8.self).contains("sleep") {
          lessons.append(text)
        }
      } else {
        visit(inner)
      }
    }
  }
}

/// Whole files of bytes.
enum TextFile {
  static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var text: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { return text }
      text += block[..<count]
    }
  }

  static func write(_ text: [UInt8], to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    defer { fclose(file) }
    return fwrite(text, 1, text.count, file) == text.count
  }
}
