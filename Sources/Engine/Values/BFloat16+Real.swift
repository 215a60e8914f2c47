import RealModule

/// The elementary functions: those of float32, rounded.
extension BFloat16: Real {
  package static func exp(_ x: Self) -> Self { Self(.exp(x.wide)) }
  package static func expMinusOne(_ x: Self) -> Self { Self(.expMinusOne(x.wide)) }
  package static func exp2(_ x: Self) -> Self { Self(.exp2(x.wide)) }
  package static func exp10(_ x: Self) -> Self { Self(.exp10(x.wide)) }
  package static func log(_ x: Self) -> Self { Self(.log(x.wide)) }
  package static func log(onePlus x: Self) -> Self { Self(.log(onePlus: x.wide)) }
  package static func log2(_ x: Self) -> Self { Self(.log2(x.wide)) }
  package static func log10(_ x: Self) -> Self { Self(.log10(x.wide)) }
  package static func sin(_ x: Self) -> Self { Self(.sin(x.wide)) }
  package static func cos(_ x: Self) -> Self { Self(.cos(x.wide)) }
  package static func tan(_ x: Self) -> Self { Self(.tan(x.wide)) }
  package static func asin(_ x: Self) -> Self { Self(.asin(x.wide)) }
  package static func acos(_ x: Self) -> Self { Self(.acos(x.wide)) }
  package static func atan(_ x: Self) -> Self { Self(.atan(x.wide)) }
  package static func atan2(y: Self, x: Self) -> Self { Self(.atan2(y: y.wide, x: x.wide)) }
  package static func sinh(_ x: Self) -> Self { Self(.sinh(x.wide)) }
  package static func cosh(_ x: Self) -> Self { Self(.cosh(x.wide)) }
  package static func tanh(_ x: Self) -> Self { Self(.tanh(x.wide)) }
  package static func asinh(_ x: Self) -> Self { Self(.asinh(x.wide)) }
  package static func acosh(_ x: Self) -> Self { Self(.acosh(x.wide)) }
  package static func atanh(_ x: Self) -> Self { Self(.atanh(x.wide)) }
  package static func sqrt(_ x: Self) -> Self { Self(x.wide.squareRoot()) }
  package static func root(_ x: Self, _ n: Int) -> Self { Self(.root(x.wide, n)) }
  package static func pow(_ x: Self, _ y: Self) -> Self { Self(.pow(x.wide, y.wide)) }
  package static func pow(_ x: Self, _ n: Int) -> Self { Self(.pow(x.wide, n)) }
  package static func hypot(_ x: Self, _ y: Self) -> Self { Self(.hypot(x.wide, y.wide)) }
  package static func erf(_ x: Self) -> Self { Self(.erf(x.wide)) }
  package static func erfc(_ x: Self) -> Self { Self(.erfc(x.wide)) }
  package static func gamma(_ x: Self) -> Self { Self(.gamma(x.wide)) }
  package static func logGamma(_ x: Self) -> Self { Self(.logGamma(x.wide)) }
}
