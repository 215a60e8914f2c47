import Engine

/// Made by Reference/make_optimizers.py; see there.
let optimizerRows: [OptimizerRow] = [
  OptimizerRow(
    "SGD", .descent(momentum: 0, isNesterov: false), rate: 0.01,
    vector: [
      0x1.2a8bd20000000p+0, -0x1.dcd5380000000p+0, 0x1.7c754e0000000p+0,
      0x1.eb37400000000p+2, 0x1.1157840000000p+0,
    ],
    scalar: 0x1.ff46ea0000000p-1),
  OptimizerRow(
    "SGD with momentum", .descent(momentum: 0.9, isNesterov: false), rate: 0.01,
    vector: [
      0x1.a2a55c0000000p+0, -0x1.34511e0000000p+0, 0x1.eb4a560000000p+0,
      0x1.e342e20000000p+2, 0x1.6e6cf00000000p+0,
    ],
    scalar: 0x1.33f80a0000000p+1),
  OptimizerRow(
    "SGD after Nesterov", .descent(momentum: 0.9, isNesterov: true), rate: 0.01,
    vector: [
      0x1.9b7b860000000p+0, -0x1.29c5e40000000p+0, 0x1.8c22360000000p+0,
      0x1.e2a69e0000000p+2, 0x1.74c0000000000p+0,
    ],
    scalar: 0x1.29394c0000000p+1),
  OptimizerRow(
    "RMSprop", .rootMeanSquare(rho: 0.9, momentum: 0, epsilon: 1e-7, isCentered: false), rate: 0.01,
    vector: [
      0x1.413ba40000000p+0, -0x1.b7cd440000000p+0, 0x1.2611580000000p-1,
      0x1.daa5900000000p+2, 0x1.2598c20000000p-2,
    ],
    scalar: 0x1.8db6080000000p-1),
  OptimizerRow(
    "RMSprop with momentum",
    .rootMeanSquare(rho: 0.8, momentum: 0.5, epsilon: 1e-7, isCentered: false), rate: 0.01,
    vector: [
      0x1.619aac0000000p+0, -0x1.8e3ca20000000p+0, 0x1.7529a80000000p-1,
      0x1.d029240000000p+2, 0x1.c671920000000p-2,
    ],
    scalar: 0x1.de2b6c0000000p-1),
  OptimizerRow(
    "centered RMSprop", .rootMeanSquare(rho: 0.9, momentum: 0.5, epsilon: 1e-7, isCentered: true),
    rate: 0.01,
    vector: [
      0x1.79fd520000000p+0, -0x1.24b16a0000000p+0, 0x1.09ca100000000p+0,
      0x1.b49ed20000000p+2, 0x1.92c9120000000p-1,
    ],
    scalar: 0x1.4718ca0000000p+0),
  OptimizerRow(
    "Adagrad", .adagrad(start: 0.1, epsilon: 1e-7), rate: 0.1,
    vector: [
      0x1.74ee160000000p+0, -0x1.4b4f9c0000000p+0, 0x1.e60a2c0000000p-1,
      0x1.cd01020000000p+2, 0x1.5dd8360000000p-1,
    ],
    scalar: 0x1.2c47f60000000p+0),
  OptimizerRow(
    "Adadelta", .adadelta(rho: 0.95, epsilon: 1e-7), rate: 1.0,
    vector: [
      0x1.076c9c0000000p+0, -0x1.f86ef60000000p+0, 0x1.5148a20000000p-2,
      0x1.eae7e80000000p+2, 0x1.4305980000000p-5,
    ],
    scalar: 0x1.0f11d20000000p-1),
  OptimizerRow(
    "Adam", .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-7, isAMSGrad: false), rate: 0.1,
    vector: [
      0x1.72628e0000000p+0, -0x1.89fd100000000p-4, 0x1.c31c960000000p+0,
      0x1.6fc4ea0000000p+2, 0x1.a467120000000p+0,
    ],
    scalar: 0x1.1178ae0000000p+1),
  OptimizerRow(
    "AMSGrad", .adam(beta1: 0.8, beta2: 0.9, epsilon: 1e-7, isAMSGrad: true), rate: 0.1,
    vector: [
      0x1.75ae280000000p+0, -0x1.f91ad00000000p-4, 0x1.9592a00000000p+0,
      0x1.6fc4a40000000p+2, 0x1.7bd29a0000000p+0,
    ],
    scalar: 0x1.fa9cea0000000p+0),
  OptimizerRow(
    "Adamax", .adamax(beta1: 0.9, beta2: 0.999, epsilon: 1e-7), rate: 0.1,
    vector: [
      0x1.9613640000000p+0, -0x1.34327e0000000p-2, 0x1.834c1e0000000p+0,
      0x1.77899a0000000p+2, 0x1.59e7580000000p+0,
    ],
    scalar: 0x1.d84b740000000p+0),
  OptimizerRow(
    "Nadam", .nadam(beta1: 0.9, beta2: 0.999, epsilon: 1e-7), rate: 0.1,
    vector: [
      0x1.8afb520000000p+0, -0x1.e19b020000000p-2, 0x1.7f55a80000000p+0,
      0x1.8735480000000p+2, 0x1.5125120000000p+0,
    ],
    scalar: 0x1.cf556c0000000p+0),
  OptimizerRow(
    "Lion", .lion(beta1: 0.9, beta2: 0.99), rate: 0.01,
    vector: [
      0x1.3333300000000p+0, -0x1.ccccd00000000p+0, 0x1.fffff40000000p-2,
      0x1.dfffec0000000p+2, 0x1.ae147e0000000p-3,
    ],
    scalar: 0x1.6666600000000p-1),
  OptimizerRow(
    "Ftrl",
    .ftrl(FtrlSetting(power: -0.5, start: 0.1, l1: 0.01, l2: 0.02, shrinkage: 0.03, beta: 0.1)),
    rate: 0.1,
    vector: [
      0x1.3826b40000000p+0, -0x1.85143a0000000p-2, 0x1.e299a60000000p-1,
      0x1.353de00000000p-2, 0x1.5ad0c60000000p-1,
    ],
    scalar: 0x1.17ac700000000p+0),
]
