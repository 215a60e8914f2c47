import Engine

/// What the objects of Keras share in one run.
final class KerasState {
  unowned(unsafe) let context: RunContext
  /// Whether the lesson asked for Keras 2.
  let isLegacy: Bool

  /// How many names were made of each stem.
  private var uses: [String: Int] = [:]
  /// Layers whose scopes are open, innermost last.
  var scopes: [KerasScope] = []
  /// The call of a layer that is running, with what it hands to layers inside.
  var call: LayerCallContext?
  /// Small numbers that are added where something might be zero.
  var epsilon = 1e-7
  var floatX = DType.float32
  var imageDataFormat = "channels_last"
  /// Functions of TensorFlow that layers call, by their dotted names.
  var functions: [String: PyValue] = [:]
  /// Classes made for this run, by what they are called.
  private var types: [String: TypeObject] = [:]

  init(_ context: RunContext, isLegacy: Bool = false) {
    self.context = context
    self.isLegacy = isLegacy
  }

  /// The module `keras` of this run.
  private(set) lazy var module = KerasModule(context: context).make()

  /// `keras.Variable`.
  private(set) lazy var variableType = context.makeKerasVariableType()

  // MARK: Names

  /// `dense`, then `dense_1`, and so on.
  func automaticName(_ stem: String) -> String {
    let count = uses[stem, default: 0]
    uses[stem] = count + 1
    return count == 0 ? stem : "\(stem)_\(count)"
  }

  /// The count of a stem, from 1, as `backend.get_uid` gives it.
  func uniqueNumber(_ stem: String) -> Int {
    uses[stem, default: 0] += 1
    return uses[stem, default: 1]
  }

  /// `keras.utils.clear_session`.
  func clear() {
    uses = [:]
    scopes = []
    call = nil
    context.random.keras = nil
  }

  // MARK: Scopes

  /// The path of the scopes that are open.
  var path: String { scopes.map(\.name).joined(separator: "/") }

  /// Runs the body in the scope of a name; the scope of the same owner is not entered twice.
  func scoped<R>(
    _ name: String, _ owner: AnyObject? = nil, _ body: () throws(Raise) -> R
  ) throws(Raise) -> R {
    if let owner, let last = scopes.last, last.owner === owner, last.name == name {
      return try body()
    }
    scopes.append(KerasScope(name: name, owner: owner))
    defer { _ = scopes.popLast() }
    return try body()
  }

  /// A class that the run needs once.
  func type(_ name: String, _ make: () -> TypeObject) -> TypeObject {
    if let known = types[name] { return known }
    let made = make()
    types[name] = made
    return made
  }
}

/// One open name scope of Keras.
struct KerasScope {
  let name: String
  let owner: AnyObject?
}

extension String {
  /// The stem that Keras makes of a class's name: `MyDense` gives `my_dense`.
  var kerasStem: String {
    var separated: [Character] = []
    let letters = Array(self).filter { $0.isLetter || $0.isNumber || $0 == "_" }
    func isSmall(_ place: Int) -> Bool {
      place < letters.count && letters[place].isASCII && letters[place].isLowercase
    }
    func isBig(_ place: Int) -> Bool {
      place < letters.count && letters[place].isASCII && letters[place].isUppercase
    }
    for place in letters.indices {
      if place > 0, isBig(place), isSmall(place + 1) || isSmall(place - 1) {
        separated.append("_")
      }
      separated.append(letters[place])
    }
    return String(separated).lowercased()
  }
}
