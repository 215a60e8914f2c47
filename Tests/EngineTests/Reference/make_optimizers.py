"""Writes Optimizers/OptimizerRows.swift: where TensorFlow's optimizers stand after 20 steps.

python make_optimizers.py > ../Optimizers/OptimizerRows.swift   (TensorFlow 2.21, Keras 3)

Two variables, a vector of five and a number; the gradient of each is c·w − d. Every float is
written in hexadecimal: the rows are met bit for bit.
"""
import tensorflow as tf

K = tf.keras.optimizers
ROWS = [
    ("SGD", "descent(momentum: 0, isNesterov: false)", 0.01, K.SGD(0.01)),
    ("SGD with momentum", "descent(momentum: 0.9, isNesterov: false)", 0.01, K.SGD(0.01, momentum=0.9)),
    ("SGD after Nesterov", "descent(momentum: 0.9, isNesterov: true)", 0.01, K.SGD(0.01, momentum=0.9, nesterov=True)),
    ("RMSprop", "rootMeanSquare(rho: 0.9, momentum: 0, epsilon: 1e-7, isCentered: false)", 0.01, K.RMSprop(0.01)),
    ("RMSprop with momentum", "rootMeanSquare(rho: 0.8, momentum: 0.5, epsilon: 1e-7, isCentered: false)", 0.01, K.RMSprop(0.01, rho=0.8, momentum=0.5)),
    ("centered RMSprop", "rootMeanSquare(rho: 0.9, momentum: 0.5, epsilon: 1e-7, isCentered: true)", 0.01, K.RMSprop(0.01, momentum=0.5, centered=True)),
    ("Adagrad", "adagrad(start: 0.1, epsilon: 1e-7)", 0.1, K.Adagrad(0.1)),
    ("Adadelta", "adadelta(rho: 0.95, epsilon: 1e-7)", 1.0, K.Adadelta(1.0)),
    ("Adam", "adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-7, isAMSGrad: false)", 0.1, K.Adam(0.1)),
    ("AMSGrad", "adam(beta1: 0.8, beta2: 0.9, epsilon: 1e-7, isAMSGrad: true)", 0.1, K.Adam(0.1, beta_1=0.8, beta_2=0.9, amsgrad=True)),
    ("Adamax", "adamax(beta1: 0.9, beta2: 0.999, epsilon: 1e-7)", 0.1, K.Adamax(0.1)),
    ("Nadam", "nadam(beta1: 0.9, beta2: 0.999, epsilon: 1e-7)", 0.1, K.Nadam(0.1)),
    ("Lion", "lion(beta1: 0.9, beta2: 0.99)", 0.01, K.Lion(0.01)),
    ("Ftrl", "ftrl(FtrlSetting(power: -0.5, start: 0.1, l1: 0.01, l2: 0.02, shrinkage: 0.03, beta: 0.1))", 0.1,
     K.Ftrl(0.1, l1_regularization_strength=0.01, l2_regularization_strength=0.02, l2_shrinkage_regularization_strength=0.03, beta=0.1)),
]


def hexes(values):
    return ", ".join(float(v).hex() for v in values)


print("import Engine\n\n/// Made by Reference/make_optimizers.py; see there.\nlet optimizerRows: [OptimizerRow] = [")
for name, rule, rate, optimizer in ROWS:
    w = tf.Variable([1.0, -2.0, 0.3, 7.7, 0.01])
    b = tf.Variable(0.5)
    c = tf.constant([2.0, 0.2, 20.0, 0.02, 6.0])
    d = tf.constant([3.0, 0.3, 30.0, 0.03, 9.0])
    for _ in range(20):
        optimizer.apply_gradients([(w * c - d, w), (b * 2.0 - 4.0, b)])
    print(f"  OptimizerRow(\n    \"{name}\", .{rule}, rate: {rate},")
    values = hexes(w.numpy()).split(", ")
    print(f"    vector: [\n      {', '.join(values[:3])},\n      {', '.join(values[3:])},\n    ],")
    print(f"    scalar: {float(b.numpy()).hex()}),")
print("]")
