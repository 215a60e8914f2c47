extension TypeObject {
  package static let object = TypeObject(
    "object", base: nil, extensible: true,
    allocate: { type throws(Raise) in .object(InstanceObject(type)) }, members: objectMembers)
  package static let type = TypeObject("type", construct: constructType, members: [])
  package static let noneType = TypeObject("NoneType")
  package static let ellipsisType = TypeObject("ellipsis")
  package static let notImplementedType = TypeObject("NotImplementedType")
  package static let int = TypeObject("int", construct: constructInt, members: intMembers)
  package static let bool = TypeObject("bool", base: .int, construct: constructBool)
  package static let float = TypeObject("float", construct: constructFloat, members: floatMembers)
  package static let complex = TypeObject(
    "complex", construct: constructComplex, members: complexMembers)
  package static let str = TypeObject("str", construct: constructString, members: stringMembers)
  package static let bytes = TypeObject("bytes", construct: constructBytes, members: bytesMembers)
  package static let list = TypeObject(
    "list", extensible: true, allocate: { type throws(Raise) in .object(ListObject([], type)) },
    construct: constructList, members: listMembers)
  package static let tuple = TypeObject("tuple", construct: constructTuple, members: tupleMembers)
  package static let dict = TypeObject(
    "dict", extensible: true, allocate: { type throws(Raise) in .object(DictObject(type)) },
    construct: constructDict, members: dictMembers)
  package static let set = TypeObject("set", construct: constructSet, members: setMembers)
  package static let frozenset = TypeObject(
    "frozenset", construct: constructFrozenSet, members: frozenSetMembers)
  package static let range = TypeObject("range", construct: constructRange, members: rangeMembers)
  package static let slice = TypeObject("slice", construct: constructSlice, members: sliceMembers)
  package static let function = TypeObject("function")
  package static let builtinFunction = TypeObject("builtin_function_or_method")
  package static let method = TypeObject("method")
  package static let module = TypeObject("module")
  package static let cell = TypeObject("cell")
  package static let getSetDescriptor = TypeObject("getset_descriptor")
  package static let generator = TypeObject("generator", members: iteratorMembers)
  package static let dictKeys = TypeObject("dict_keys", members: dictViewMembers)
  package static let dictValues = TypeObject("dict_values", members: dictViewMembers)
  package static let dictItems = TypeObject("dict_items", members: dictViewMembers)
  package static let property = TypeObject(
    "property", construct: constructProperty, members: propertyMembers)
  package static let staticMethod = TypeObject("staticmethod", construct: constructStaticMethod)
  package static let classMethod = TypeObject("classmethod", construct: constructClassMethod)
  package static let superType = TypeObject("super", construct: constructSuper)
  package static let enumerate = TypeObject(
    "enumerate", construct: constructEnumerate, members: iteratorMembers)
  package static let zip = TypeObject("zip", construct: constructZip, members: iteratorMembers)
  package static let map = TypeObject("map", construct: constructMap, members: iteratorMembers)
  package static let filter = TypeObject(
    "filter", construct: constructFilter, members: iteratorMembers)
  package static let reversed = TypeObject(
    "reversed", construct: constructReversed, members: iteratorMembers)

  package static let listIterator = TypeObject("list_iterator", members: iteratorMembers)
  package static let tupleIterator = TypeObject("tuple_iterator", members: iteratorMembers)
  package static let stringIterator = TypeObject("str_iterator", members: iteratorMembers)
  package static let bytesIterator = TypeObject("bytes_iterator", members: iteratorMembers)
  package static let rangeIterator = TypeObject("range_iterator", members: iteratorMembers)
  package static let setIterator = TypeObject("set_iterator", members: iteratorMembers)
  package static let keyIterator = TypeObject("dict_keyiterator", members: iteratorMembers)
  package static let callableIterator = TypeObject("callable_iterator", members: iteratorMembers)
  package static let iterator = TypeObject("iterator", members: iteratorMembers)
}
