/// The functions of `tf.nest`: nested lists, tuples and dictionaries.
struct NestFunctions {
  let context: RunContext

  func add(to module: ModuleObject) {
    let nest = ModuleObject("tensorflow._api.v2.nest")
    nest.function("flatten", "structure, expand_composites=False") { a throws(Raise) in
      .list(try Nest.leaves(of: a[0]))
    }
    nest.function("is_nested", "structure") { a throws(Raise) in .bool(Self.isNested(a[0])) }
    nest.function(
      "pack_sequence_as", "structure, flat_sequence, expand_composites=False"
    ) { a throws(Raise) in
      var leaves = try a[1].items()[...]
      let count = try Nest.leaves(of: a[0]).count
      guard leaves.count == count else {
        throw Raise.value(
          "Could not pack sequence. Structure had \(count) atoms, but flat_sequence had "
            + "\(leaves.count) items.  Structure: \(try a[0].repr()), flat_sequence: "
            + "\(try a[1].repr()).")
      }
      return try Nest.pack(like: a[0], &leaves)
    }
    nest.function("map_structure", "func, *structure, **kwargs") { a throws(Raise) in
      guard a[0].isCallable else {
        throw Raise.type("func must be callable, got: \(try a[0].str())")
      }
      let structures = try a[1].items()
      guard let first = structures.first else {
        throw Raise.value("Must provide at least one structure")
      }
      var columns: [[PyValue]] = []
      for structure in structures {
        let leaves = try Nest.leaves(of: structure)
        guard columns.isEmpty || columns[0].count == leaves.count else {
          throw Self.different(try first.repr(), try structure.repr())
        }
        columns.append(leaves)
      }
      var results: [PyValue] = []
      for place in columns[0].indices {
        results.append(try a[0].call(columns.map { $0[place] }))
      }
      var rest = results[...]
      return try Nest.pack(like: first, &rest)
    }
    nest.function(
      "assert_same_structure", "nest1, nest2, check_types=True, expand_composites=False"
    ) { a throws(Raise) in
      guard try Nest.leaves(of: a[0]).count == Nest.leaves(of: a[1]).count else {
        throw Self.different(try a[0].repr(), try a[1].repr())
      }
      return .none
    }
    module.set("nest", .object(nest))
  }

  private static func isNested(_ value: PyValue) -> Bool {
    switch value.object?.kind {
    case .list, .tuple, .dict: true
    default: false
    }
  }

  private static func different(_ first: String, _ second: String) -> Raise {
    Raise.value(
      "The two structures don't have the same nested structure.\n\nFirst structure: \(first)\n\n"
        + "Second structure: \(second)")
  }
}
