import Engine

/// An element of a list, tuple or set display.
enum DisplayPart {
  case one(Node)
  case star(Node)
}

/// Evaluates `[a, *b]`, `(a, b)` or `{a, b}`.
final class SequenceDisplayNode: Node {
  enum Kind {
    case list
    case tuple
    case set
  }

  private let kind: Kind
  private let parts: [DisplayPart]
  private let isConstant: Bool

  init(_ kind: Kind, _ parts: [DisplayPart], _ span: SourceSpan) {
    self.kind = kind
    self.parts = parts
    isConstant =
      parts.count >= 3
      && parts.allSatisfy { part in
        if case .one(let node) = part { node is ConstantNode } else { false }
      }
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    var items = ContiguousArray<PyValue>()
    items.reserveCapacity(parts.count)
    for part in parts {
      switch part {
      case .one(let node): items.append(try node.evaluate(frame))
      case .star(let node):
        let value = try node.evaluate(frame)
        do throws(Raise) {
          items += try value.iterableItems(
            "Value after * must be an iterable, not \(value.typeName)")
        } catch {
          throw error.at(span)
        }
      }
    }
    switch kind {
    case .list: return .object(ListObject(items))
    case .tuple: return .object(TupleObject(items))
    case .set:
      let set = SetObject()
      do throws(Raise) {
        for item in items { try set.add(item) }
      } catch {
        throw error.at(span)
      }
      return .object(isConstant ? set.asConstant() : set)
    }
  }
}

/// Evaluates `{key: value, **mapping}`.
final class DictDisplayNode: Node {
  private let parts: [(key: Node?, value: Node)]

  init(_ parts: [(key: Node?, value: Node)], _ span: SourceSpan) {
    self.parts = parts
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let dict = DictObject()
    for part in parts {
      let key = try part.key?.evaluate(frame)
      let value = try part.value.evaluate(frame)
      do throws(Raise) {
        if let key {
          try dict.set(key, value)
        } else if value.object is DictObject {
          try dict.update(with: value)
        } else {
          throw Raise.type("'\(value.typeName)' object is not a mapping")
        }
      } catch {
        throw error.at(span)
      }
    }
    return .object(dict)
  }
}

/// An f-string.
final class FormattedNode: Node {
  enum Part {
    case text(String)
    case value(Node, FormatConversion?, FormattedNode?)
  }

  private let parts: [Part]

  init(_ parts: [Part], _ span: SourceSpan) {
    self.parts = parts
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    .string(try text(frame))
  }

  private func text(_ frame: Frame) throws(Raise) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let piece): text += piece
      case .value(let node, let conversion, let specification):
        let value = try node.evaluate(frame)
        let format = try specification?.text(frame) ?? ""
        do throws(Raise) {
          switch conversion {
          case nil: text += try value.format(format)
          case .str: text += try PyValue.string(value.str()).format(format)
          case .repr: text += try PyValue.string(value.repr()).format(format)
          case .ascii: text += try PyValue.string(escapedToASCII(value.repr())).format(format)
          }
        } catch {
          throw error.at(span)
        }
      }
    }
    return text
  }
}
