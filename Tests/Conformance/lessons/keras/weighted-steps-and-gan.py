import numpy as np
import tensorflow as tf
from tensorflow import keras

keras.utils.set_random_seed(3)

class Weighted(keras.Model):
    def train_step(self, data):
        if len(data) == 3:
            x, y, sample_weight = data
            print("with weights")
        else:
            sample_weight = None
            x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=y_pred, sample_weight=sample_weight)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, y_pred, sample_weight=sample_weight)
        return {m.name: m.result() for m in self.metrics}

inputs = keras.Input(shape=(3,))
model = Weighted(inputs, keras.layers.Dense(1)(inputs))
model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse", metrics=["mae"])
x = np.random.random((12, 3)).astype("float32")
y = np.random.random((12, 1)).astype("float32")
sw = np.linspace(0.5, 1.5, 12).astype("float32").reshape(12, 1)
h = model.fit(x, y, sample_weight=sw, epochs=2, verbose=0)
print({k: [round(float(v), 5) for v in vs] for k, vs in h.history.items()})
h = model.fit(x, y, epochs=2, verbose=0)
print({k: [round(float(v), 5) for v in vs] for k, vs in h.history.items()})

class WithLoss(keras.Model):
    def __init__(self):
        super().__init__()
        self.d = keras.layers.Dense(2, activation="relu")
        self.o = keras.layers.Dense(1)
        self.extra = keras.metrics.Mean(name="extra")

    def call(self, x, training=None):
        print("call", training, type(x).__name__)
        return self.o(self.d(x))

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        print("compute_loss", training)
        loss = tf.reduce_mean(tf.square(y - y_pred)) + 0.01 * tf.reduce_sum(tf.abs(self.d.kernel))
        self.extra.update_state(loss)
        return loss

m = WithLoss()
m.compile(optimizer="sgd", metrics=["mae"])
h = m.fit(x, y, epochs=3, batch_size=5, verbose=0, validation_split=0.25)
print({k: [round(float(v), 5) for v in vs] for k, vs in h.history.items()})
print(m.predict(x[:2], verbose=0).shape)

class Gan(keras.Model):
    def __init__(self, g, d):
        super().__init__()
        self.g, self.d = g, d
        self.d_loss = keras.metrics.Mean(name="d_loss")
        self.g_loss = keras.metrics.Mean(name="g_loss")

    def compile(self, d_optimizer, g_optimizer, loss_fn):
        super().compile()
        self.d_optimizer = d_optimizer
        self.g_optimizer = g_optimizer
        self.loss_fn = loss_fn

    @property
    def metrics(self):
        return [self.d_loss, self.g_loss]

    def train_step(self, real):
        print("gan", real.shape)
        n = tf.shape(real)[0]
        z = tf.random.stateless_normal((n, 2), seed=(1, 2))
        fake = self.g(z)
        both = tf.concat([fake, real], axis=0)
        labels = tf.concat([tf.ones((n, 1)), tf.zeros((n, 1))], axis=0)
        with tf.GradientTape() as tape:
            p = self.d(both)
            dl = self.loss_fn(labels, p)
        grads = tape.gradient(dl, self.d.trainable_weights)
        self.d_optimizer.apply_gradients(zip(grads, self.d.trainable_weights))
        mis = tf.zeros((n, 1))
        with tf.GradientTape() as tape:
            p = self.d(self.g(z))
            gl = self.loss_fn(mis, p)
        grads = tape.gradient(gl, self.g.trainable_weights)
        self.g_optimizer.apply_gradients(zip(grads, self.g.trainable_weights))
        self.d_loss.update_state(dl)
        self.g_loss.update_state(gl)
        return {"d_loss": self.d_loss.result(), "g_loss": self.g_loss.result()}

g = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)], name="g")
d = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)], name="d")
gan = Gan(g, d)
gan.compile(keras.optimizers.Adam(0.01), keras.optimizers.Adam(0.01), keras.losses.BinaryCrossentropy(from_logits=True))
h = gan.fit(tf.data.Dataset.from_tensor_slices(x).batch(4), epochs=3, verbose=0)
print({k: [round(float(v), 4) for v in vs] for k, vs in h.history.items()})
