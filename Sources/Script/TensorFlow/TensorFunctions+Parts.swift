import Engine

/// Parts put in another order.
extension TensorFunctions {
  func addParts(to module: ModuleObject) {
    let context = context
    module.function(
      "reverse_sequence", "input, seq_lengths, seq_axis=None, batch_axis=None, name=None"
    ) { a throws(Raise) in
      let x = try read(a[0])
      let counts = try context.ints(a[1])
      let axis = a.has(2) ? try context.int(a[2]) : 0
      let batch = a.has(3) ? try context.int(a[3]) : 0
      guard let axis = x.shape.axis(axis), let batch = x.shape.axis(batch), axis != batch else {
        throw TensorErrors.invalidArgument(
          "batch_dim == seq_dim == \(batch)", op: "ReverseSequence", name: nil)
      }
      let (length, rows) = (x.shape.lengths[axis], x.shape.lengths[batch])
      guard counts.count == rows else {
        throw TensorErrors.invalidArgument(
          "Length of seq_lens != input.dims(\(batch)), (\(counts.count) vs. \(rows))",
          op: "ReverseSequence", name: nil)
      }
      if let wrong = counts.firstIndex(where: { $0 > length || $0 < 0 }) {
        throw TensorErrors.invalidArgument(
          counts[wrong] < 0
            ? "seq_lens(\(wrong)) < 0" : "seq_lens(\(wrong)) > input.dims(\(axis))",
          op: "ReverseSequence", name: nil)
      }
      let places = counts.flatMap { count in
        (0..<length).map { Int64($0 < count ? count - 1 - $0 : $0) }
      }
      return try made { () throws(EngineError) in
        // Rows first, then the axis that is turned.
        var order = Array(0..<x.shape.rank).filter { $0 != axis && $0 != batch }
        order = [batch, axis] + order
        let turned = try Tensor.apply(Transpose(order), [x])
        let indices = Tensor(NDArray(places, shape: [rows, length]))
        let picked = try Tensor.apply(BatchGather(batches: 1), [turned, indices])
        let back = (0..<order.count).map { place in order.firstIndex(of: place) ?? place }
        return try Tensor.apply(Transpose(back), [picked])
      }
    }
    module.function("dynamic_stitch", "indices, data, name=None") { a throws(Raise) in
      var (rows, places): ([Tensor], [[Int64]]) = ([], [])
      for (index, part) in zip(try a[0].items(), try a[1].items()) {
        let (index, part) = (try context.tensor(index).array, try read(part))
        let depth = index.shape.rank
        guard part.shape.rank >= depth,
          Array(part.shape.lengths.prefix(depth)) == index.shape.lengths
        else {
          throw TensorErrors.invalidArgument(
            "data[\(rows.count)].shape = \(part.shape.bracketed) does not start with "
              + "indices[\(rows.count)].shape = \(index.shape.bracketed)", op: "DynamicStitch",
            node: "DynamicStitch_N_\(try a[0].items().count)")
        }
        places.append(index.integers)
        rows.append(
          try context.reshaped(
            part, to: TensorShape([index.count] + part.shape.lengths[depth...])))
      }
      let flat = places.flatMap { $0 }
      guard flat.allSatisfy({ $0 >= 0 }) else {
        throw TensorErrors.invalidArgument("indices must not be negative", op: "DynamicStitch")
      }
      // The last row that is meant for a place stays.
      var sources = [Int64](repeating: -1, count: Int((flat.max() ?? -1) + 1))
      for (source, place) in flat.enumerated() { sources[Int(place)] = Int64(source) }
      guard sources.allSatisfy({ $0 >= 0 }) else {
        throw Raise.unsupported("tf.dynamic_stitch that leaves rows out")
      }
      return try made { () throws(EngineError) in
        let all = rows.count == 1 ? rows[0] : try Tensor.apply(Concat(axis: 0), rows)
        return try Tensor.apply(
          Gather(axis: 0), [all, Tensor(NDArray(sources, shape: [sources.count]))])
      }
    }
    module.function(
      "strided_slice",
      "input_, begin, end, strides=None, begin_mask=0, end_mask=0, ellipsis_mask=0, "
        + "new_axis_mask=0, shrink_axis_mask=0, var=None, name=None"
    ) { a throws(Raise) in
      let x = try read(a[0])
      let (begin, end) = (try context.ints(a[1]), try context.ints(a[2]))
      let steps =
        a.has(3) ? try context.ints(a[3]) : Array(repeating: 1, count: begin.count)
      guard begin.count == end.count, begin.count == steps.count else {
        throw TensorErrors.invalidArgument(
          "Expected begin, end, and strides to be 1D equal size tensors, but got shapes "
            + "[\(begin.count)], [\(end.count)], and [\(steps.count)] instead.",
          op: "StridedSlice", name: "strided_slice/")
      }
      var masks: [Int] = []
      for place in 4...8 { masks.append(try context.int(a[place])) }
      let items = begin.indices.map { place -> IndexItem in
        func has(_ mask: Int) -> Bool { masks[mask] >> place & 1 == 1 }
        if has(2) { return .ellipsis }
        if has(3) { return .newAxis }
        if has(4) { return .index(begin[place]) }
        return .slice(
          start: has(0) ? nil : begin[place], stop: has(1) ? nil : end[place], step: steps[place])
      }
      return try made { () throws(EngineError) in try Tensor.apply(StridedSlice(items), [x]) }
    }
  }
}
