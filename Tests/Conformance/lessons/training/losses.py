import numpy as np
import tensorflow as tf
K = tf.keras.losses
rng = np.random.RandomState(3)
yt = tf.constant(rng.rand(4, 3).astype("float32"))
yp = tf.constant(rng.rand(4, 3).astype("float32"))
w = tf.constant([1.0, 0.5, 0.0, 2.0])
names = ["mse", "mae", "mape", "msle", "cosine_similarity", "huber", "hinge", "squared_hinge", "categorical_hinge", "poisson", "binary_crossentropy", "categorical_crossentropy", "binary_focal_crossentropy", "categorical_focal_crossentropy", "logcosh", "kld", "mse", "MAE", "mape", "msle"]
for n in names:
    v = tf.Variable(yp)
    with tf.GradientTape() as tape:
        l = getattr(K, n)(yt, v)
    print(n, l.numpy(), np.round(tape.gradient(l, v).numpy(), 4))
classes = ["MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "CosineSimilarity", "Huber", "LogCosh", "Hinge", "SquaredHinge", "CategoricalHinge", "KLDivergence", "Poisson", "BinaryCrossentropy", "BinaryFocalCrossentropy", "CategoricalCrossentropy", "CategoricalFocalCrossentropy", "Dice"]
for c in classes:
    for r in ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", None]:
        o = getattr(K, c)(reduction=r)
        print(c, o.name, r, o(yt, yp).numpy(), o(yt, yp, sample_weight=w).numpy() if r != "none" else "")
    print(o.get_config())
s = K.SparseCategoricalCrossentropy()
p = tf.nn.softmax(yp)
print(s(tf.constant([0, 2, 1, 1]), p), s(tf.constant([[0], [2], [1], [1]]), p), s.get_config())
s = K.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
print(s(tf.constant([0, 2, 1, 1]), yp).numpy())
s = K.SparseCategoricalCrossentropy(ignore_class=-1, reduction="none")
print(s(tf.constant([0, -1, 1, 1]), p).numpy())
b = K.BinaryCrossentropy(from_logits=True, label_smoothing=0.2)
print(b([[0.0], [1.0]], [[-2.0], [3.0]]), b.from_logits, b.label_smoothing)
c = K.CategoricalCrossentropy(label_smoothing=0.1)
print(c([[0, 1, 0], [0, 0, 1]], [[0.05, 0.95, 0], [0.1, 0.8, 0.1]]).numpy())
print(K.Huber(delta=0.2)(yt, yp).numpy())
class Cube(K.Loss):
    def __init__(self, power=3, **kwargs):
        super().__init__(**kwargs)
        self.power = power
    def call(self, y_true, y_pred):
        return tf.reduce_mean(tf.abs(y_true - y_pred) ** self.power, axis=-1)
for o in [Cube(), Cube(), Cube(2, name="square", reduction="sum")]:
    print(o.name, o.reduction, o(yt, yp).numpy(), o.dtype)
for n in ["mse", "MSE", "mean_squared_error", "MeanSquaredError", "binary_crossentropy", "huber", "kld", "hinge", "log_cosh", "cosine_similarity", "sparse_categorical_crossentropy", "KLDivergence", "bce"]:
    f = K.get(n)
    print(n, getattr(f, "name", None) or f.__name__)
print(K.get(None), K.get(K.MeanSquaredError).name, K.get(K.mse) is K.mse, K.serialize(K.Huber(0.5)))
print(K.deserialize(K.serialize(K.Huber(0.5))).name)
bad = [lambda: K.get("nope"), lambda: K.binary_crossentropy([[1.0]], [[1.0, 2.0]]), lambda: K.categorical_crossentropy([1, 0], [[0.2, 0.8]]), lambda: K.Loss()([1.0], [1.0]), lambda: K.mse([1.0, 2.0], [1.0, 2.0, 3.0]), lambda: K.get(3), lambda: K.MeanSquaredError(foo=1)]
for f in bad:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:200])
print(K.mse([1.0, 2.0], [3.0, 5.0]), K.mae([[1], [2]], [[1.5], [2.5]]), K.mse(np.array([1.0, 2.0]), np.array([3.0, 5.5])))
print(K.MeanSquaredError()(np.array([1.0, 2.0]), np.array([3.0, 5.5])), K.MeanSquaredError()(tf.constant([[1.0], [2.0]]), tf.constant([1.0, 3.0])))
@tf.function
def f(a, b):
    return K.MeanSquaredError()(a, b) + K.binary_crossentropy(a, tf.sigmoid(b))
print(f(yt, yp))
