/// Products and quotients that are 0 where a factor is, whatever the other one is.
package enum SafeArithmetic: OpFamily {
  package static let operations: [any Operation.Type] = [
    Xlogy.self, Xlog1py.self, Xdivy.self, DivideNoNan.self, MultiplyNoNan.self,
  ]

  package static let functions: [LessonFunction] = [
    .binary(Xlogy(), "tf.math.xlogy"),
    .binary(Xlog1py(), "tf.math.xlog1py"),
    .binary(Xdivy(), "tf.math.xdivy"),
    LessonFunction(
      ["tf.math.divide_no_nan"], "x, y, name=None", DivideNoNan.summary,
      .binary { (x, y) throws(EngineError) in
        guard x.dtype.isInteger, x.dtype == y.dtype else {
          return try Tensor.apply(DivideNoNan(), x, y)
        }
        let real = Cast(x.dtype.byteWidth <= 2 ? .float32 : .float64)
        return try Tensor.apply(
          DivideNoNan(), Tensor.apply(real, [x]), Tensor.apply(real, [y]))
      }),
    .binary(MultiplyNoNan(), "tf.math.multiply_no_nan"),
    .composite(
      ["tf.math.reciprocal_no_nan"], "x, name=None", "takes 1 over its input, 0 for 0"
    ) { (x) throws(EngineError) in
      try Tensor.apply(DivideNoNan(), .literal(1, like: x), x)
    },
    .general(
      ["tf.math.polyval"], "coeffs, x, name=None", "takes the value of a polynomial"
    ) { arguments in
      let coefficients = try arguments.tensorList("coeffs")
      guard var result = coefficients.first else {
        return .tensor(try Tensor.apply(ZerosLike(), [arguments.tensor("x")]))
      }
      let x = try arguments.tensor("x")
      for coefficient in coefficients.dropFirst() { result = try coefficient + result * x }
      return .tensor(result)
    },
  ]
}

extension Value {
  /// 1 where a number is not 0, else 0.
  fileprivate static func nonzero(_ x: Self) throws(EngineError) -> Self {
    let zero = try literal(0, like: x)
    return try select(compare(NotEqual(), x, zero), literal(1, like: x), zero)
  }
}

/// z = x·log y, 0 where x is 0.  ∂z/∂x = log y where x ≠ 0, ∂z/∂y = x / y
package struct Xlogy: ElementwiseBinary {
  package static let name = "xlogy"
  package static let summary = "multiplies by a logarithm, 0 for 0"
  package var notation: Notation { .function("xlogy") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R, _ y: R) -> R { x == 0 ? 0 : x * Log()(y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    switch side {
    case .left: try .apply(self, .nonzero(x), y)
    case .right: try .apply(Xdivy(), x, y)
    }
  }
}

/// z = x·log(1 + y), 0 where x is 0.  ∂z/∂x = log(1 + y) where x ≠ 0, ∂z/∂y = x / (1 + y)
package struct Xlog1py: ElementwiseBinary {
  package static let name = "xlog1py"
  package static let summary = "multiplies by log(1 + y), 0 for 0"
  package var notation: Notation { .function("xlog1py") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R, _ y: R) -> R { x == 0 ? 0 : x * Log1p()(y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    switch side {
    case .left: try .apply(self, .nonzero(x), y)
    case .right: try .apply(Xdivy(), x, y + 1)
    }
  }
}

/// z = x / y, 0 where x is 0.  ∂z/∂x = 1 / y where x ≠ 0, ∂z/∂y = −x / y²
package struct Xdivy: ElementwiseBinary {
  package static let name = "xdivy"
  package static let summary = "divides, 0 for a dividend of 0"
  package var notation: Notation { .function("xdivy") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R, _ y: R) -> R { x == 0 ? 0 : x / y }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    switch side {
    case .left: try .apply(self, .nonzero(x), y)
    case .right: try .apply(self, -x, .apply(Square(), y))
    }
  }
}

/// z = x / y, 0 where y is 0.  ∂z/∂x = 1 / y, ∂z/∂y = −x / y² where y ≠ 0
package struct DivideNoNan: ElementwiseBinary {
  package static let name = "divide_no_nan"
  package static let kernel = "DivNoNan"
  package static let summary = "divides, 0 for a divisor of 0"
  package var notation: Notation { .function("divide_no_nan") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R, _ y: R) -> R { y == 0 ? 0 : x / y }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    switch side {
    case .left: try .apply(self, .literal(1, like: y), y)
    case .right: try .apply(self, .apply(self, -x, y), y)
    }
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    switch side {
    case .left: try .apply(self, g, y)
    case .right: try g * .apply(self, .apply(self, -x, y), y)
    }
  }
}

/// z = x·y, 0 where y is 0.  ∂z/∂x = y, ∂z/∂y = x
package struct MultiplyNoNan: ElementwiseBinary {
  package static let name = "multiply_no_nan"
  package static let kernel = "MulNoNan"
  package static let summary = "multiplies, 0 for a second factor of 0"
  package var notation: Notation { .function("multiply_no_nan") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R, _ y: R) -> R { y == 0 ? 0 : x * y }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    side == .left ? y : x
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    try side == .left ? .apply(self, g, y) : .apply(self, x, g)
  }
}
