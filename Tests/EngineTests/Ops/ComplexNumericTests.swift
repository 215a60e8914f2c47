import Testing

@testable import Engine

/// Gradients by complex numbers against central differences of both parts, to second order.
///
/// The gradient of a real sum is ∂/∂re + i·∂/∂im.
@Suite("Complex gradients against central differences")
struct ComplexNumericTests {
  static let names: Set<String> = ["complex", "real", "imag", "conj", "angle", "complex_abs"]

  struct Check: Sendable, CustomTestStringConvertible {
    let name: String
    let function: @Sendable (Tensor) throws -> Tensor
    var testDescription: String { name }

    init(_ name: String, _ function: @escaping @Sendable (Tensor) throws -> Tensor) {
      self.name = name
      self.function = function
    }

    init<O: Operation>(_ op: O) {
      self.init(O.name) { try Tensor.apply(op, [$0]) }
    }
  }

  static let checks: [Check] = [
    Check(RealPart()), Check(ImaginaryPart()), Check(Conjugate()), Check(Angle()),
    Check(ComplexAbs()), Check(Exp()), Check(Log()), Check(Sqrt()), Check(Sin()), Check(Tanh()),
    Check(Atan()), Check(Asinh()), Check(Rsqrt()), Check(Reciprocal()), Check(Square()),
    Check(Sigmoid()), Check(ReduceSum(axes: [0])), Check(ReduceProd(axes: [0])),
    Check("complex") { z in
      let (x, y) = (try Tensor.apply(RealPart(), [z]), try Tensor.apply(ImaginaryPart(), [z]))
      return try Tensor.apply(MakeComplex(), [x * y, x - y])
    },
    Check("multiply by the conjugate") { try $0 * Tensor.apply(Conjugate(), [$0]) },
    Check("pow") { try Tensor.apply(Power(), $0, $0) },
    Check("divide") { try $0 / ($0 * $0 + $0) },
  ]

  private static let point: [Complex<Double>] = [
    Complex(0.7, 0.4), Complex(-0.6, 1.1), Complex(1.3, -0.8),
  ]

  /// A real number that depends on every part of a tensor, each with a weight of its own.
  private func weighted(_ value: Tensor) throws -> Tensor {
    let count = value.shape.count
    let weights = (0..<count).map { place -> Complex<Double> in
      let step = Double(place)
      return Complex<Double>(0.75 - 0.5 * step, 0.25 + 0.375 * step)
    }
    let complex = try value.dtype.isComplex ? value : Tensor.apply(Cast(.complex128), [value])
    let product = try complex * Tensor(NDArray(weights, shape: value.shape))
    return try Tensor.apply(RealPart(), [product]).reduced(ReduceSum.self, nil)
  }

  /// The sum at a point, its gradient, and the gradient of the gradient's own weighted sum.
  private func sums(
    _ check: Check, _ point: [Complex<Double>]
  ) throws -> (value: Double, first: [Complex<Double>], slope: Double, second: [Complex<Double>]) {
    let recording = Recording()
    let z = recording.constant(Tensor(NDArray(point, shape: [point.count])))
    let (outer, inner) = (GradientTape(in: recording), GradientTape(in: recording))
    try outer.start()
    try inner.start()
    outer.watch(z)
    inner.watch(z)
    let value = try weighted(check.function(z))
    inner.stop()
    let first = try #require(try inner.gradient(of: [value], by: [.tensor(z)])[0])
    let slope = try weighted(first)
    outer.stop()
    let second = try outer.gradient(of: [slope], by: [.tensor(z)])[0]
    return (
      value.scalar ?? .nan, first.array.complexNumbers, slope.scalar ?? .nan,
      second?.array.complexNumbers ?? point.map { _ in .zero }
    )
  }

  @Test("first and second order", arguments: checks)
  func matches(check: Check) throws {
    let here = try sums(check, Self.point)
    let step = 1e-5
    for place in Self.point.indices {
      for isImaginary in [false, true] {
        func moved(_ step: Double) throws -> (value: Double, slope: Double) {
          var point = Self.point
          if isImaginary { point[place].imaginary += step } else { point[place].real += step }
          let sums = try sums(check, point)
          return (sums.value, sums.slope)
        }
        let (above, below) = (try moved(step), try moved(-step))
        func part(_ z: Complex<Double>) -> Double { isImaginary ? z.imaginary : z.real }
        let first = (above.value - below.value) / (2 * step)
        let second = (above.slope - below.slope) / (2 * step)
        let what = "\(check.name), element \(place), \(isImaginary ? "imaginary" : "real")"
        #expect(abs(part(here.first[place]) - first) <= 1e-6 * max(1, abs(first)), "\(what)")
        #expect(
          abs(part(here.second[place]) - second) <= 1e-5 * max(1, abs(second)), "second \(what)")
      }
    }
  }
}
