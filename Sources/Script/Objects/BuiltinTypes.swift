extension TypeObject {
  nonisolated(unsafe) package static let object = TypeObject(
    "object", base: nil, extensible: true,
    allocate: { type throws(Raise) in .object(InstanceObject(type)) }, members: objectMembers)
  /// `abc.ABC`.
  nonisolated(unsafe) package static let abstractBase = TypeObject(
    "ABC", module: "abc", extensible: true)
  nonisolated(unsafe) package static let type = TypeObject(
    "type", construct: constructType, members: [])
  nonisolated(unsafe) package static let noneType = TypeObject("NoneType")
  nonisolated(unsafe) package static let ellipsisType = TypeObject("ellipsis")
  nonisolated(unsafe) package static let notImplementedType = TypeObject("NotImplementedType")
  nonisolated(unsafe) package static let int = TypeObject(
    "int", construct: constructInt, members: intMembers)
  nonisolated(unsafe) package static let bool = TypeObject(
    "bool", base: .int, construct: constructBool)
  nonisolated(unsafe) package static let float = TypeObject(
    "float", construct: constructFloat, members: floatMembers)
  nonisolated(unsafe) package static let complex = TypeObject(
    "complex", construct: constructComplex, members: complexMembers)
  nonisolated(unsafe) package static let str = TypeObject(
    "str", construct: constructString, members: stringMembers)
  nonisolated(unsafe) package static let bytes = TypeObject(
    "bytes", construct: constructBytes, members: bytesMembers)
  nonisolated(unsafe) package static let list = TypeObject(
    "list", extensible: true, allocate: { type throws(Raise) in .object(ListObject([], type)) },
    construct: constructList, members: listMembers)
  nonisolated(unsafe) package static let tuple = TypeObject(
    "tuple", construct: constructTuple, members: tupleMembers)
  nonisolated(unsafe) package static let dict = TypeObject(
    "dict", extensible: true, allocate: { type throws(Raise) in .object(DictObject(type)) },
    construct: constructDict, members: dictMembers)
  nonisolated(unsafe) package static let set = TypeObject(
    "set", extensible: true, allocate: { type throws(Raise) in .object(SetObject(type)) },
    construct: constructSet, members: setMembers)
  nonisolated(unsafe) package static let frozenset = TypeObject(
    "frozenset", construct: constructFrozenSet, members: frozenSetMembers)
  nonisolated(unsafe) package static let range = TypeObject(
    "range", construct: constructRange, members: rangeMembers)
  nonisolated(unsafe) package static let slice = TypeObject(
    "slice", construct: constructSlice, members: sliceMembers)
  nonisolated(unsafe) package static let function = TypeObject("function")
  nonisolated(unsafe) package static let builtinFunction = TypeObject("builtin_function_or_method")
  nonisolated(unsafe) package static let method = TypeObject("method")
  nonisolated(unsafe) package static let module = TypeObject("module")
  nonisolated(unsafe) package static let cell = TypeObject("cell")
  nonisolated(unsafe) package static let getSetDescriptor = TypeObject("getset_descriptor")
  nonisolated(unsafe) package static let generator = TypeObject(
    "generator", members: generatorMembers)
  nonisolated(unsafe) package static let dictKeys = TypeObject(
    "dict_keys", members: dictViewMembers)
  nonisolated(unsafe) package static let dictValues = TypeObject(
    "dict_values", members: dictViewMembers)
  nonisolated(unsafe) package static let dictItems = TypeObject(
    "dict_items", members: dictViewMembers)
  nonisolated(unsafe) package static let property = TypeObject(
    "property", construct: constructProperty, members: propertyMembers)
  nonisolated(unsafe) package static let staticMethod = TypeObject(
    "staticmethod", construct: constructStaticMethod)
  nonisolated(unsafe) package static let classMethod = TypeObject(
    "classmethod", construct: constructClassMethod)
  nonisolated(unsafe) package static let superType = TypeObject("super", construct: constructSuper)
  nonisolated(unsafe) package static let enumerate = TypeObject(
    "enumerate", construct: constructEnumerate, members: iteratorMembers)
  nonisolated(unsafe) package static let zip = TypeObject(
    "zip", construct: constructZip, members: iteratorMembers)
  nonisolated(unsafe) package static let map = TypeObject(
    "map", construct: constructMap, members: iteratorMembers)
  nonisolated(unsafe) package static let filter = TypeObject(
    "filter", construct: constructFilter, members: iteratorMembers)
  nonisolated(unsafe) package static let reversed = TypeObject(
    "reversed", construct: constructReversed, members: iteratorMembers)

  nonisolated(unsafe) package static let listIterator = TypeObject(
    "list_iterator", members: iteratorMembers)
  nonisolated(unsafe) package static let tupleIterator = TypeObject(
    "tuple_iterator", members: iteratorMembers)
  nonisolated(unsafe) package static let stringIterator = TypeObject(
    "str_iterator", members: iteratorMembers)
  nonisolated(unsafe) package static let bytesIterator = TypeObject(
    "bytes_iterator", members: iteratorMembers)
  nonisolated(unsafe) package static let rangeIterator = TypeObject(
    "range_iterator", members: iteratorMembers)
  nonisolated(unsafe) package static let setIterator = TypeObject(
    "set_iterator", members: iteratorMembers)
  nonisolated(unsafe) package static let keyIterator = TypeObject(
    "dict_keyiterator", members: iteratorMembers)
  nonisolated(unsafe) package static let callableIterator = TypeObject(
    "callable_iterator", members: iteratorMembers)
  nonisolated(unsafe) package static let iterator = TypeObject("iterator", members: iteratorMembers)
}
