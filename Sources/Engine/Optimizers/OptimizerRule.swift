/// An optimizer with its settings: which slots it keeps for each variable, and its step.
package enum OptimizerRule: Hashable, Sendable {
  case descent(momentum: Double, isNesterov: Bool)
  case rootMeanSquare(rho: Double, momentum: Double, epsilon: Double, isCentered: Bool)
  case adagrad(start: Double, epsilon: Double)
  case adadelta(rho: Double, epsilon: Double)
  case adam(beta1: Double, beta2: Double, epsilon: Double, isAMSGrad: Bool)
  case adamax(beta1: Double, beta2: Double, epsilon: Double)
  case nadam(beta1: Double, beta2: Double, epsilon: Double)
  case lion(beta1: Double, beta2: Double)
  case ftrl(FtrlSetting)

  /// What is kept for each variable between steps: its name, and the number it starts from.
  ///
  /// Slots of one group are made together, variable by variable.
  package var slotGroups: [[(name: String, start: Double)]] {
    switch self {
    case .descent(let momentum, _): momentum == 0 ? [] : [[("momentum", 0)]]
    case .rootMeanSquare(_, let momentum, _, let isCentered):
      [[("velocity", 0)]] + (momentum > 0 ? [[("momentum", 0)]] : [])
        + (isCentered ? [[("average_gradient", 0)]] : [])
    case .adagrad(let start, _): [[("accumulator", start)]]
    case .adadelta: [[("accumulated_grad", 0), ("accumulated_delta_var", 0)]]
    case .adam(_, _, _, let isAMSGrad):
      [[("momentum", 0), ("velocity", 0)]] + (isAMSGrad ? [[("velocity_hat", 0)]] : [])
    case .adamax: [[("momentum", 0), ("norm", 0)]]
    case .nadam: [[("momentum", 0), ("velocity", 0)]]
    case .lion: [[("momentum", 0)]]
    case .ftrl(let setting): [[("accumulator", setting.start), ("linear", 0)]]
    }
  }
}

/// The settings of `Ftrl`.
package struct FtrlSetting: Hashable, Sendable {
  package let power: Double
  package let start: Double
  package let l1: Double
  package let l2: Double
  package let shrinkage: Double
  package let beta: Double

  package init(
    power: Double, start: Double, l1: Double, l2: Double, shrinkage: Double, beta: Double
  ) {
    self.power = power
    self.start = start
    self.l1 = l1
    self.l2 = l2
    self.shrinkage = shrinkage
    self.beta = beta
  }
}
