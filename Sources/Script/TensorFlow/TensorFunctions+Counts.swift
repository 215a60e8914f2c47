import Engine

/// Histograms.
extension TensorFunctions {
  func addCounts(to module: ModuleObject) {
    let context = context
    func bins(_ a: Bound) throws(Raise) -> (places: [Int64], count: Int, shape: TensorShape) {
      let values = try context.tensor(a[0])
      let range = try context.tensor(a[1], .dtype(values.dtype)).array.doubles
      let count = try context.int(a[2])
      guard range.count == 2, range[0] < range[1] else {
        throw TensorErrors.invalidArgument(
          "value_range should satisfy value_range[0] < value_range[1], but got "
            + "'[\(range.map { TensorText.scalar(NDArray(Float($0))) }.joined(separator: ", "))]'",
          op: "HistogramFixedWidth")
      }
      let isSingle = values.dtype == .float32
      let places = values.array.doubles.map { value -> Int64 in
        let share =
          isSingle
          ? Double((Float(value) - Float(range[0])) / (Float(range[1]) - Float(range[0])))
          : (value - range[0]) / (range[1] - range[0])
        let place = isSingle ? Double(Float(count) * Float(share)) : Double(count) * share
        return Int64(Swift.max(0, Swift.min(Double(count - 1), place.rounded(.down))))
      }
      return (places, count, values.shape)
    }
    func result(_ counts: [Int64], _ shape: TensorShape, _ value: PyValue) throws(Raise) -> PyValue
    {
      let dtype = try DTypeObject.argument(value) ?? .int32
      return context.box(
        context.constant(try NDArray(counts, shape: shape).converted(to: dtype)))
    }
    let parameters = "values, value_range, nbins=100, dtype='int32', name=None"
    module.function("histogram_fixed_width", parameters) { a throws(Raise) in
      let (places, count, _) = try bins(a)
      var counts = [Int64](repeating: 0, count: count)
      for place in places { counts[Int(place)] += 1 }
      return try result(counts, [count], a[3])
    }
    module.function("histogram_fixed_width_bins", parameters) { a throws(Raise) in
      let (places, _, shape) = try bins(a)
      return try result(places, shape, a[3])
    }
  }
}
