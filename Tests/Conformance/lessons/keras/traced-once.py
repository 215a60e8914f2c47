import numpy as np
import tensorflow as tf
from tensorflow import keras
x = np.arange(12.0).reshape(6, 2) / 10
y = x.sum(axis=1, keepdims=True)
def make(kind):
    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.d = keras.layers.Dense(1, kernel_initializer="ones")
        def call(self, x):
            print("call")
            return self.d(x)
    return Net()
def loss(a, b):
    print("loss", a.shape, type(a).__name__)
    return tf.reduce_mean(tf.square(a - b), axis=-1)
def metric(a, b):
    print("metric", a.shape)
    return tf.reduce_mean(tf.abs(a - b))
class Reg(keras.regularizers.Regularizer):
    def __call__(self, w):
        print("reg")
        return 0.1 * tf.reduce_sum(w * w)
for opt in ["sgd", "adam"]:
    for metrics in [None, ["mae"], [metric]]:
        for l in ["mse", loss]:
            m = make("sub")
            m.compile(opt, l, metrics=metrics)
            print("--", opt, l if isinstance(l, str) else "loss", len(metrics) if metrics else 0, "sub")
            m.fit(x, y, epochs=2, batch_size=4, verbose=0)
            m = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
            m.compile(opt, l, metrics=metrics)
            print("-- seq")
            m.fit(x, y, epochs=2, batch_size=4, verbose=0)
            m.evaluate(x, y, verbose=0)
            m.predict(x, verbose=0)
m = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones", kernel_regularizer=Reg())])
m.compile("sgd", "mse")
print("reg")
m.fit(x, y, epochs=2, verbose=0)
m = make("")
m.build((None, 2))
m.compile("sgd", "mse")
m.fit(x, y, epochs=2, verbose=0)
print("eval")
m.evaluate(x, y, verbose=0)
m.evaluate(x, y, verbose=0)
print("predict")
m.predict(x, verbose=0)
m.predict(x[:3], verbose=0)
print("on batch")
m.train_on_batch(x, y)
m.train_on_batch(x[:2], y[:2])
m.train_on_batch(x[:3], y[:3])
m.test_on_batch(x, y)
m.predict_on_batch(x)
print("dataset")
ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(2)
m.fit(ds, epochs=1, verbose=0)
ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(2, drop_remainder=True)
m.fit(ds, epochs=1, verbose=0)
m.compile("sgd", "mse", run_eagerly=True)
print("eager")
m.fit(x, y, epochs=1, batch_size=2, verbose=0)
