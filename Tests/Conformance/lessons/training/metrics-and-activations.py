import numpy as np
import tensorflow as tf
M = tf.keras.metrics
m = M.Mean(name="loss")
for v in (1.0, [2.0, 3.0], tf.constant([[4.0], [6.0]])):
    m.update_state(v)
print(m, m.name, m.result(), m.total.numpy(), m.count.numpy(), [v.path for v in m.variables])
m.reset_state()
print(m.result().numpy(), float(m([1.0, 3.0], sample_weight=[0.25, 0.75])))
s = M.Sum(); s.update_state([1, 2, 3], sample_weight=[1, 0, 2]); print(s.result(), s)
yt = tf.constant([[0.0], [1.0], [1.0], [0.0], [1.0]]); yp = tf.constant([[0.2], [0.8], [0.4], [0.6], [0.9]])
for name in ["BinaryAccuracy", "Precision", "Recall", "AUC", "TruePositives", "FalsePositives", "TrueNegatives", "FalseNegatives", "MeanSquaredError", "RootMeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "BinaryCrossentropy", "Hinge", "SquaredHinge", "LogCoshError", "CosineSimilarity", "KLDivergence", "Poisson", "R2Score", "Accuracy"]:
    k = getattr(M, name)()
    k.update_state(yt, yp)
    a = k.result().numpy()
    k.update_state(yt[:2], yp[:2])
    print(name, k.name, a, k.result().numpy(), [v.name for v in k.variables], k.get_config())
    k.reset_state()
    k.update_state(yt, yp, sample_weight=[1.0, 2.0, 0.5, 1.0, 1.0]) if name not in ("TruePositives",) else k.update_state(yt, yp)
    print("   weighted", k.result().numpy())
p3 = tf.constant([[0.1, 0.7, 0.2], [0.5, 0.3, 0.2], [0.2, 0.2, 0.6], [0.6, 0.3, 0.1]])
one = tf.constant([[0, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]])
for k, t in [(M.CategoricalAccuracy(), one), (M.SparseCategoricalAccuracy(), [1, 1, 2, 0]), (M.SparseCategoricalAccuracy(), [[1], [1], [2], [0]]), (M.TopKCategoricalAccuracy(k=2), one), (M.SparseTopKCategoricalAccuracy(k=2), [1, 1, 2, 0]), (M.CategoricalCrossentropy(), one), (M.SparseCategoricalCrossentropy(), tf.constant([1, 1, 2, 0])), (M.F1Score(), one), (M.F1Score(average="macro"), one), (M.F1Score(average="micro", threshold=0.5), one), (M.FBetaScore(beta=2.0, average="weighted"), one), (M.Precision(class_id=1), one), (M.Recall(top_k=2), one), (M.CategoricalHinge(), one)]:
    k.update_state(t, p3)
    print(type(k).__name__, k.result().numpy())
print(M.Precision(thresholds=[0.3, 0.5])(yt, yp), M.AUC(curve="PR")(yt, yp), M.AUC(num_thresholds=5)(yt, yp), M.AUC(thresholds=[0.3, 0.6])(yt, yp))
class Largest(M.Metric):
    def __init__(self, name="largest", **kwargs):
        super().__init__(name=name, **kwargs)
        self.best = self.add_weight(name="best", initializer="zeros")
    def update_state(self, y_true, y_pred, sample_weight=None):
        self.best.assign(tf.maximum(self.best, tf.reduce_max(tf.abs(y_true - y_pred))))
    def result(self):
        return self.best
k = Largest(); k.update_state(yt, yp); print(k.result().numpy(), k, k.variables); k.reset_state(); print(float(k.result()))
w = M.MeanMetricWrapper(lambda a, b: tf.abs(a - b), name="gap"); w.update_state(tf.constant([1.0, 2.0]), tf.constant([2.0, 4.0])); print(w.result().numpy(), w.name)
for n in ["mse", "MAE", "accuracy", "auc", "binary_accuracy", "mean_squared_error", "Precision", "cosine_similarity", "kld", "top_k_categorical_accuracy"]:
    try:
        g = M.get(n); print(n, getattr(g, "name", g))
    except Exception as e:
        print(n, type(e).__name__, e)
print(M.binary_accuracy([[1.0], [0.0]], [[0.7], [0.6]]), M.categorical_accuracy(one, p3), M.sparse_categorical_accuracy([1, 1, 2, 0], p3), M.mse([1.0, 2.0], [2.0, 4.0]))
@tf.function
def f(a, b):
    m.update_state(a - b)
    return m.result()
m.reset_state(); print(f(yt, yp), f(yt, yp), m.count.numpy())
R = tf.keras.regularizers
x = tf.constant([[1.0, -2.0], [3.0, 0.5]])
print(R.L1(0.1)(x), R.L2(0.1)(x), R.L1L2(0.1, 0.2)(x), R.get("l2")(x), R.OrthogonalRegularizer(0.5)(x), R.l2(0.3).get_config(), R.get("l1").get_config(), R.get("l1l2").get_config())
C = tf.keras.constraints
print(C.NonNeg()(x), C.MaxNorm(1.0)(x), C.UnitNorm()(x), C.MinMaxNorm(0.5, 1.0, 0.5)(x), C.get("max_norm").get_config(), C.UnitNorm(axis=1)(x))
A = tf.keras.activations
v = tf.constant([-3.0, -0.5, 0.0, 1.0, 4.0])
for n in ["relu", "sigmoid", "tanh", "softplus", "softsign", "elu", "selu", "silu", "swish", "exponential", "linear", "hard_sigmoid", "mish", "leaky_relu", "relu6", "log_sigmoid", "hard_silu", "tanh_shrink", "hard_tanh", "celu", "squareplus", "soft_shrink", "hard_shrink"]:
    print(n, A.get(n)(v).numpy())
print(A.softmax(tf.constant([[1.0, 2.0, 3.0]])).numpy(), A.relu(v, negative_slope=0.1, max_value=3.0, threshold=0.2).numpy(), A.get(None)(v).numpy(), A.serialize(A.relu))
for bad in [lambda: A.get("nope"), lambda: R.get("nope"), lambda: C.get("nope"), lambda: R.L2(-1), lambda: M.get("nope"), lambda: M.AUC(curve="x"), lambda: M.Metric().result()]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, str(e)[:150])
