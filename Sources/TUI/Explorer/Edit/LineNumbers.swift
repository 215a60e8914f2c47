/// The numbers that are written in a line of a lesson or a formula, left to right, as ranges of its
/// characters; those in names, texts and comments are none.
struct LineNumbers {
  private(set) var ranges: [Range<Int>] = []

  init(_ characters: [Character]) {
    var place = 0
    while place < characters.count {
      let character = characters[place]
      if character == "#" { return }
      if character == "\"" || character == "'" {
        place = Self.end(ofText: characters, from: place)
      } else if character.isLetter || character == "_" {
        while place < characters.count,
          characters[place].isLetter || characters[place].isNumber || characters[place] == "_"
        {
          place += 1
        }
      } else if Self.begins(characters, at: place) {
        let start = place
        place = Self.end(ofNumber: characters, from: place)
        ranges.append(start..<place)
      } else {
        place += 1
      }
    }
  }

  private static func isDigit(_ characters: [Character], _ place: Int) -> Bool {
    characters.indices.contains(place) && ("0"..."9").contains(characters[place])
  }

  private static func begins(_ characters: [Character], at place: Int) -> Bool {
    isDigit(characters, place) || characters[place] == "." && isDigit(characters, place + 1)
  }

  private static func end(ofNumber characters: [Character], from start: Int) -> Int {
    var place = start
    func isPart(_ character: Character) -> Bool {
      character.isLetter || ("0"..."9").contains(character) || character == "." || character == "_"
    }
    while place < characters.count {
      let character = characters[place]
      let isSign =
        (character == "+" || character == "-") && place > start
        && "eE".contains(characters[place - 1]) && isDigit(characters, place + 1)
        && characters[start..<place].dropFirst().first.map { !"xX".contains($0) } ?? false
      guard isPart(character) || isSign else { break }
      place += 1
    }
    return place
  }

  private static func end(ofText characters: [Character], from start: Int) -> Int {
    var place = start + 1
    while place < characters.count, characters[place] != characters[start] {
      place += characters[place] == "\\" ? 2 : 1
    }
    return Swift.min(place + 1, characters.count)
  }
}
