import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

class Scale(layers.Layer):
    def __init__(self, start=1.0, **kwargs):
        super().__init__(**kwargs)
        self.start = start
    def build(self, shape):
        self.factor = self.add_weight(shape=(shape[-1],), initializer=keras.initializers.Constant(self.start), name="factor")
        self.calls = self.add_weight(shape=(), initializer="zeros", trainable=False, name="calls")
    def call(self, x, training=None):
        self.calls.assign_add(1.0)
        if training:
            x = x * 2
        self.add_loss(1e-2 * tf.reduce_sum(self.factor ** 2))
        return x * self.factor
    def get_config(self):
        return {**super().get_config(), "start": self.start}

s = Scale(3.0, name="scale")
x = tf.constant([[1.0, 2.0]])
print(s(x), s(x, training=True))
print(s.losses, s.calls.numpy())
print(s.weights)
print([w.path for w in s.trainable_weights], [w.path for w in s.non_trainable_weights])
again = Scale.from_config(s.get_config())
print(again.start, again.built, again.name)
with tf.GradientTape() as tape:
    out = tf.reduce_sum(s(x)) + sum(s.losses)
print(tape.gradient(out, s.factor))

class Block(layers.Layer):
    def __init__(self):
        super().__init__()
        self.parts = [layers.Dense(3, kernel_initializer="ones"), layers.Dense(2, kernel_initializer="ones")]
        self.norm = layers.BatchNormalization()
    def call(self, x, training=False):
        for part in self.parts:
            x = part(x)
        return self.norm(x, training=training)

b = Block()
print(b(x))
print(b(tf.constant([[1.0, 0.0], [0.0, 2.0]]), training=True))
print([w.path for w in b.weights])
print(len(b.trainable_weights), len(b.non_trainable_weights))
print(b.norm.moving_mean.numpy(), b.norm.moving_variance.numpy())
b.trainable = False
print(len(b.trainable_weights), b.parts[0].trainable)
for layer in [layers.Flatten(), layers.Reshape((4, 1)), layers.Permute((2, 1)), layers.GlobalAveragePooling1D(), layers.LayerNormalization()]:
    try:
        y = layer(tf.reshape(tf.range(8.0), (2, 2, 2)))
        print(layer.name, y.shape, np.round(y.numpy().ravel()[:4], 4))
    except Exception as e:
        print(layer.name, type(e).__name__)
e = layers.Embedding(5, 3, embeddings_initializer="ones")
print(e(tf.constant([[0, 1], [4, 2]])).shape, e.weights[0].path)
c = layers.Conv2D(2, 3, padding="same", kernel_initializer="ones", activation="relu")
print(c(tf.ones((1, 4, 4, 1)))[0, :, :, 0])
print(layers.AveragePooling2D(2)(tf.reshape(tf.range(16.0), (1, 4, 4, 1)))[0, :, :, 0])
print(layers.Dropout(0.5, seed=1)(tf.ones((2, 4)), training=True))
print(layers.Add()([x, x]), layers.Multiply()([x, x]), layers.Maximum()([x, -x]))
m = keras.Sequential([layers.Rescaling(0.5), layers.Lambda(lambda v: v + 1)])
print(m(x), m.built)
try:
    s.extra = s.add_weight(shape=(1,), name="extra")
except ValueError as error:
    print(str(error)[:60])
try:
    keras.Sequential([layers.Dense(1, name="a"), layers.Dense(1, name="a")])
except ValueError as error:
    print(error)
v = keras.Variable(2.0, name="k")
print(v, v.assign(3.0), v.numpy() * 2, v + 1)
