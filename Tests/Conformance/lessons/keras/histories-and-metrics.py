import numpy as np
import tensorflow as tf
from tensorflow import keras
keras.utils.set_random_seed(8)
x = np.linspace(-1, 1, 20).reshape(-1, 1).astype("float32")
y = 3 * x + 1
m = keras.Sequential([keras.layers.Dense(1)])
m.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1), loss="mse", metrics=["mae", "mse", keras.metrics.RootMeanSquaredError()])
h = m.fit(x, y, epochs=4, verbose=0)
print({k: [round(v, 4) for v in vs] for k, vs in h.history.items()})
print(h.epoch, h.params, h.model is m)
print(m.metrics, m.metrics_names)
print(type(m.optimizer).__name__, m.loss, m.compiled)
print([m.name for m in m.metrics[1].metrics])
labels = np.array([0, 1, 2, 1]); oh = keras.utils.to_categorical(labels)
p = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.2, 0.5, 0.3], [0.3, 0.4, 0.3]], dtype="float32")
K = keras.metrics
for metric, a, b in [(K.SparseCategoricalAccuracy(), labels, p), (K.CategoricalAccuracy(), oh, p), (K.TopKCategoricalAccuracy(k=2), oh, p), (K.SparseTopKCategoricalAccuracy(k=2), labels, p), (K.CategoricalCrossentropy(), oh, p), (K.SparseCategoricalCrossentropy(), labels, p), (K.KLDivergence(), oh, p), (K.CosineSimilarity(), oh, p), (K.F1Score(), oh, p), (K.Precision(), oh, p), (K.Recall(), oh, p), (K.AUC(), oh, p), (K.MeanSquaredLogarithmicError(), oh, p), (K.LogCoshError(), oh, p), (K.Hinge(), oh, p), (K.Poisson(), oh, p), (K.R2Score(), oh.astype("float32"), p), (K.BinaryCrossentropy(), oh, p), (K.FalseNegatives(), oh, p), (K.TruePositives(thresholds=[0.3, 0.5]), oh, p)]:
    if b is None:
        continue
    metric.update_state(a, b)
    r = metric.result()
    print(metric.name, np.round(np.array(r), 5))
    metric.reset_state()
m1 = K.Mean(name="m1")
m1.update_state([1, 3, 5, 7], sample_weight=[1, 1, 0, 0])
print(m1.result().numpy(), m1)
s = K.Sum()
s.update_state([1, 2]); s.update_state(4)
print(float(s.result()))
mt = K.MeanMetricWrapper(fn=lambda a, b: tf.abs(a - b), name="gap")
mt.update_state(tf.constant([1.0, 2.0]), tf.constant([3.0, 2.5]))
print(mt.name, float(mt.result()))
cm = tf.math.confusion_matrix(labels, p.argmax(1))
print(cm.numpy())
m = keras.Sequential([keras.Input((1,)), keras.layers.Dense(2, activation="relu", kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02), bias_regularizer="l2", activity_regularizer=keras.regularizers.L2(0.01)), keras.layers.Dense(1, kernel_constraint=keras.constraints.MaxNorm(1.0))])
m.compile("sgd", "mse")
h = m.fit(x, y, epochs=3, verbose=0)
print([round(v, 4) for v in h.history["loss"]], len(m.losses))
import math
print(keras.losses.MeanSquaredError()([[1.0, 2.0]], [[1.5, 2.5]]).numpy(), math.isclose(float(keras.losses.Huber()([[1.0]], [[3.0]])), 1.5))
m = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
m.compile("sgd", "mse")
m.fit(x, y, epochs=2, verbose=2, batch_size=10) if False else None
m.fit(x, y, epochs=1, verbose=0, validation_data=(x, y), validation_freq=1)
print(sorted(m.history.history))
try:
    keras.Sequential([keras.layers.Dense(1)]).fit(x, y)
except Exception as e:
    print(type(e).__name__, e)
try:
    m.fit(x, y[:3], verbose=0)
except Exception as e:
    print(type(e).__name__, e)
try:
    m.predict(np.ones((2, 3)), verbose=0)
except Exception as e:
    print(type(e).__name__, str(e)[:300])
