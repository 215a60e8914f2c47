import Engine

/// What the objects of Keras share in one run.
final class KerasState {
  unowned(unsafe) let context: RunContext
  /// The edition of this run, once something of Keras was looked at.
  private var chosen: (any KerasEdition)? {
    didSet { context.recording.layersFindVariables = chosen?.weightsAreVariables ?? false }
  }

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

  /// Draws the seeds of what is given none, once Keras 2 was told a seed.
  var seeds: RandomObject?

  init(_ context: RunContext) {
    self.context = context
  }

  // MARK: Editions

  /// Keras 2 or Keras 3: what the lesson asked for before it looked at Keras.
  var edition: any KerasEdition {
    if let chosen { return chosen }
    let made = editionOfTensorFlow
    chosen = made
    return made
  }

  /// The edition that `tf.keras` is: TensorFlow looks into the environment.
  private var editionOfTensorFlow: any KerasEdition {
    let environment = try? context.interpreterModule("os").attribute(Symbol("environ"))
    let wish = environment?.cast(DictObject.self)?.get(text: "TF_USE_LEGACY_KERAS")?.text
    return ["1", "true", "True"].contains(wish) ? Keras2() : Keras3()
  }

  /// Takes the edition of a package that the lesson imports; a run has one.
  func choose(package: String) throws(Raise) {
    let wanted: any KerasEdition = package == "tf_keras" ? Keras2() : Keras3()
    let known = chosen ?? wanted
    chosen = known
    if known.number == wanted.number { return }
    throw Raise.unsupported(
      "\(package) (Keras \(wanted.number)) beside Keras \(known.number) in one lesson")
  }

  /// `tf.keras`, where it is of the edition of this run.
  var moduleOfTensorFlow: PyValue {
    let wanted = editionOfTensorFlow
    if edition.number == wanted.number { return .object(module) }
    return .object(
      RefusedObject("tf.keras (Keras \(wanted.number)) beside Keras \(edition.number)"))
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

  /// Runs the body in the scope of a name, perhaps that of a layer's call; the scope of the same owner
  /// is not entered twice.
  func scoped<R>(
    _ name: String, _ owner: AnyObject? = nil, isCall: Bool = false,
    _ body: () throws(Raise) -> R
  ) throws(Raise) -> R {
    if let owner, let last = scopes.last, last.owner === owner, last.name == name {
      return try body()
    }
    if isCall, !scopes.contains(where: \.isCall) { scopesAround = context.nameScopes }
    scopes.append(KerasScope(name: name, owner: owner, isCall: isCall))
    defer { _ = scopes.popLast() }
    return try body()
  }

  /// The lesson's own name scopes around the outermost call.
  private var scopesAround: [String] = []

  /// The scopes of calls that are open, inside those of the lesson.
  var callScopes: [String] {
    let calls = scopes.filter(\.isCall).map(\.name)
    return calls.isEmpty ? context.nameScopes : scopesAround + calls
  }

  /// Runs the body as if it stood outside of all scopes.
  func outsideScopes<R>(_ body: () throws(Raise) -> R) throws(Raise) -> R {
    let (outer, names) = (scopes, context.nameScopes)
    scopes = []
    context.nameScopes = []
    defer {
      scopes = outer
      context.nameScopes = names
    }
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
  let isCall: Bool
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
