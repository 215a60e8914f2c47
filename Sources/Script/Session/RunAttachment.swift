import Engine

/// What ties one interpreter to a recording: the modules `tensorflow`, `numpy` and `matplotlib`,
/// which share a context made when the first of them is imported.
final class RunAttachment {
  private let recording: Recording
  private(set) var context: RunContext?

  private let figureWriter: FigureWriter?

  init(_ recording: Recording, _ figureWriter: FigureWriter? = nil) {
    self.recording = recording
    self.figureWriter = figureWriter
  }

  private func context(for interpreter: Interpreter) -> RunContext {
    if let context { return context }
    let made = RunContext(recording, interpreter)
    made.figures.writer = figureWriter
    context = made
    return made
  }

  func registry(formula: Formula?) -> ModuleRegistry {
    var registry = ModuleRegistry.standard
    registry.add("tensorflow") { [self] interpreter throws(Raise) in
      TensorFlowModule(context: context(for: interpreter)).make()
    }
    registry.add("numpy") { [self] interpreter throws(Raise) in
      NumPyModule(context: context(for: interpreter)).make()
    }
    registry.add("matplotlib") { [self] interpreter throws(Raise) in
      MatplotlibModule(context: context(for: interpreter)).make()
    }
    registry.add("matplotlib.pyplot") { [self] interpreter throws(Raise) in
      PyplotModule(context: context(for: interpreter)).make()
    }
    registry.add("matplotlib.cm") { _ throws(Raise) in PyplotModule.colorMaps() }
    for path in KerasModule.importPaths {
      registry.add(path) { [self] interpreter throws(Raise) in
        try KerasModule.imported(path, interpreter, context(for: interpreter))
      }
    }
    if let formula {
      registry.add(Formula.module) { [self] interpreter throws(Raise) in
        let context = context(for: interpreter)
        return try formula.names(TensorFlowModule(context: context).make(), context)
      }
    }
    return registry
  }

  /// Gives the nodes that the lesson's names still hold those names, where the text alone does not
  /// say them: values out of comprehensions, functions and loops.
  func nameValues(_ values: [(name: String, value: PyValue)], in recording: Recording) {
    for (name, value) in values {
      let node: NodeID
      if let tensor = value.cast(TensorObject.self)?.tensor, tensor.recording != nil {
        node = tensor.node
      } else if let variable = value.cast(VariableObject.self)?.variable,
        let first = recording.states(of: variable).first
      {
        node = first
      } else {
        continue
      }
      let isNamed =
        recording.givenNames[node] != nil
        || recording.namesBySpan[recording.span(of: node)] != nil
      if !isNamed { recording.givenNames[node] = name }
    }
  }
}
