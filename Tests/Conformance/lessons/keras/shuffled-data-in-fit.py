import numpy as np
import tensorflow as tf
from tensorflow import keras
import sys
keras.utils.set_random_seed(21)
x = np.arange(12.0).reshape(12, 1).astype("float32")
d = tf.data.Dataset.from_tensor_slices((x / 10, x)).shuffle(12, seed=1).batch(5)
for i in range(14):
    print(i, [int(v) for a, b in d for v in b.numpy().ravel()][:5])
m = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
class T(keras.Model):
    def train_step(self, data):
        print("   ", [int(v) for v in data[1].numpy().ravel()][:5])
        return {"loss": tf.constant(0.0)}
i = keras.Input((1,))
m = T(i, keras.layers.Dense(1)(i))
m.compile("sgd", "mse", run_eagerly=True)
d = tf.data.Dataset.from_tensor_slices((x / 10, x)).shuffle(12, seed=1).batch(5)
m.fit(d, epochs=4, verbose=0)
print("again")
m.fit(d, epochs=3, verbose=0)
print("plain", [int(v) for a, b in d for v in b.numpy().ravel()][:5])
print("evaluate")
m.compile("sgd", "mse", run_eagerly=True)
d = tf.data.Dataset.from_tensor_slices((x / 10, x)).shuffle(12, seed=1).batch(5)
m.evaluate(d, verbose=0)
print("plain", [int(v) for a, b in d for v in b.numpy().ravel()][:5])
d = tf.data.Dataset.from_tensor_slices((x / 10, x)).shuffle(12, seed=1).batch(5)
m.predict(d, verbose=0)
print("plain", [int(v) for a, b in d for v in b.numpy().ravel()][:5])
d = tf.data.Dataset.from_tensor_slices((x / 10, x)).shuffle(12, seed=1).batch(5)
m.fit(d, epochs=1, verbose=0, steps_per_epoch=2)
print("plain", [int(v) for a, b in d for v in b.numpy().ravel()][:5])
