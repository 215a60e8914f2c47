import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"
import tensorflow as tf
import numpy as np

y = tf.constant([[0.0, 1.0], [2.0, 4.0]])
p = tf.constant([[0.5, 1.0], [1.0, 1.0]])
L = tf.keras.losses
for n in "mean_squared_error mean_absolute_error mean_absolute_percentage_error mean_squared_logarithmic_error mse mae MSE MAE mape msle log_cosh logcosh huber hinge squared_hinge categorical_hinge poisson kl_divergence kld KLD cosine_similarity categorical_crossentropy binary_crossentropy binary_focal_crossentropy".split():
    print(n, getattr(L, n)(y, p).numpy())
print(L.sparse_categorical_crossentropy([0, 1], p).numpy())
for c in [L.MeanSquaredError, L.MeanAbsoluteError, L.Huber, L.LogCosh, L.Hinge, L.Poisson, L.KLDivergence, L.CosineSimilarity]:
    o = c()
    print(o.name, o.reduction, o(y, p).numpy(), o.get_config())
print(L.MeanSquaredError(reduction=L.Reduction.NONE)(y, p))
print(L.MeanSquaredError(reduction="sum")(y, p))
print(L.Reduction.AUTO, L.Reduction.SUM_OVER_BATCH_SIZE, L.Reduction.all())
try:
    L.MeanSquaredError(reduction="mean")
except ValueError as e:
    print(e)
try:
    L.get("nope")
except ValueError as e:
    print(e)
M = tf.keras.metrics
m = M.Mean()
m.update_state([1.0, 2.0])
print(m.name, m.result(), m.variables, m)
a = M.Accuracy()
a.update_state([1, 2], [1, 3])
print(a.result().numpy(), [v.name for v in a.variables])
a.reset_state()
print(a.result().numpy())
print(M.mse(y, p).numpy(), M.mean_squared_error(y, p).numpy())
print(M.BinaryAccuracy()([0, 1], [0.4, 0.2]).numpy())
print(tf.keras.activations.relu(tf.constant([-1.0, 2.0])), tf.keras.activations.get("tanh").__name__)
for n in "elu selu softplus softsign swish gelu exponential hard_sigmoid linear mish tanh sigmoid".split():
    print(n, getattr(tf.keras.activations, n)(tf.constant([-1.0, 0.5])).numpy())
print(tf.keras.backend.epsilon(), tf.keras.backend.floatx())
o = tf.keras.optimizers.SGD(0.5)
v = tf.Variable(2.0)
o.minimize(lambda: v * v, [v])
print(v.numpy(), o.iterations.numpy(), o.lr.numpy())
print(o.apply_gradients([(tf.constant(1.0), v)]))
for c in "SGD RMSprop Adam Adagrad Adadelta Adamax Nadam Ftrl AdamW Lion".split():
    v = tf.Variable([1.0, -2.0])
    o = getattr(tf.keras.optimizers, c)(0.1)
    for _ in range(3):
        o.apply_gradients([(tf.constant([0.3, -0.7]), v)])
    print(c, v.numpy(), [(w.name, w.shape) for w in o.variables], o.get_config())
