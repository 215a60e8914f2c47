import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"
import tensorflow as tf
import numpy as np

d = tf.keras.layers.Dense(2, activation="relu", input_shape=(3,))
print(d.name, d.built, d.weights, d.trainable, d.dtype)
m = tf.keras.Sequential([d, tf.keras.layers.Dense(1)])
print(m.name, [l.name for l in m.layers], m.built)
for v in m.variables: print(v.name, v.shape, v.dtype)
print(m.input_shape, m.output_shape, m.input_names, m.output_names)
print(m.inputs, m.outputs)
x = tf.keras.Input((4,))
y = tf.keras.layers.Dense(3, name="mid")(x)
z = y + 1
print(z.shape, z.dtype)
z = tf.nn.relu(z)
print(z.shape, z.dtype)
z = tf.concat([z, x], 1)
print(z.shape, z.dtype)
q = tf.keras.layers.Dense(1)(z)
mm = tf.keras.Model(x, q)
print(mm.name, [l.name for l in mm.layers])
mm.summary()
class M(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.a = tf.keras.layers.Dense(4, activation="relu")
        self.b = tf.keras.layers.Dense(1)
    def call(self, x):
        return self.b(self.a(x))
k = M()
print(k.built)
k(tf.ones((2, 3)))
print([v.name for v in k.variables], k.name)
k.summary()
class Block(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.a = tf.keras.layers.Dense(4)
        self.v = tf.Variable(1.0)
        self.items = {"k": tf.Variable(2.0, name="w"), "m": tf.Variable(3, trainable=False)}
    def build(self, shape):
        self.k = self.add_weight(name="k", shape=(4,), initializer="ones")
        self.n = self.add_weight("n", (2,), initializer="zeros", trainable=False)
    def call(self, x):
        return self.a(x) * self.k
b = Block()
b(tf.ones((1, 2)))
print([v.name for v in b.weights])
print([v.name for v in b.trainable_weights])
print([v.name for v in b.non_trainable_weights])
print(len(b.variables), b.count_params())
b.trainable = False
print([v.name for v in b.trainable_weights], b.a.trainable)
bn = tf.keras.layers.BatchNormalization()
bn(tf.ones((2, 2)))
print([v.name for v in bn.weights])
print([v.name for v in bn.trainable_weights])
class Plain(tf.keras.layers.Layer):
    pass
p = Plain()
print(p(tf.constant([1.0])))
print(tf.keras.layers.Flatten()(tf.ones((2, 2, 2))).shape, tf.keras.layers.Dense(2).name)
print(tf.keras.layers.Lambda(lambda x: x * 2)(tf.constant([1.0, 2.0])))
