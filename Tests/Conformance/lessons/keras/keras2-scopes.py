import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"
import tensorflow as tf
import numpy as np

def names(m): print([v.name for v in m.weights])
s = tf.keras.Sequential([tf.keras.layers.Dense(1)])
s(tf.ones((2, 3)))
names(s)
s = tf.keras.Sequential([tf.keras.layers.Dense(1)], name="net")
s.build((None, 2))
names(s)
class M(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.s = tf.keras.Sequential([tf.keras.layers.Dense(2), tf.keras.layers.Dense(1)])
        self.t = tf.keras.layers.Dense(3)
        self.u = tf.Variable(1.0, name="u")
    def call(self, x):
        return self.t(self.s(x))
m = M()
m(tf.ones((1, 2)))
names(m)
m = M()
m.compile(loss="mse", optimizer="sgd")
m.fit(tf.ones((2, 2)), tf.ones((2, 3)), verbose=0)
names(m)
m = M()
m.build((None, 2))
names(m)
x = tf.keras.Input((3,), name="x")
inner = tf.keras.Sequential([tf.keras.layers.Dense(2)])
y = inner(x)
names(inner)
f = tf.keras.Model(x, y)
names(f)
print(f.name, [l.name for l in f.layers], f.input_names, f.output_names)
class B(tf.keras.layers.Layer):
    def __init__(self, **k):
        super().__init__(**k)
        self.d = tf.keras.layers.Dense(2)
        self.v = tf.Variable(2.0)
    def call(self, x):
        return self.d(x)
s = tf.keras.Sequential([B(), B(name="second")])
s(tf.ones((1, 2)))
names(s)
s = tf.keras.Sequential([tf.keras.Input((2,)), B()])
names(s)
print([l.name for l in s.layers])
class V(tf.keras.layers.Layer):
    def build(self, shape):
        self.a = tf.Variable(tf.ones((2,)), name="a")
        self.b = tf.Variable(1.0)
        super().build(shape)
    def call(self, x):
        return x * self.a
v = V()
v.build((None, 2))
names(v)
v = V()
v(tf.ones((1, 2)))
names(v)
with tf.name_scope("outer"):
    d = tf.keras.layers.Dense(1)
    d(tf.ones((1, 2)))
names(d)
d = tf.keras.layers.Dense(1)
d.build((None, 4))
names(d)
v2 = V()
z = v2(tf.keras.Input((2,)))
names(v2)
print(z.shape, v2.input_shape, v2.output_shape)
@tf.function
def run(x):
    return d(x)
print(run(tf.ones((1, 4))).shape)
l = [tf.keras.layers.Dense(1) for _ in range(2)]
class W(tf.keras.Model):
    def __init__(self):
        super().__init__(name="wide")
        self.l = l
        self.extra = self.add_weight(name="extra", shape=(), initializer="ones")
    def call(self, x):
        for a in self.l: x = a(x)
        return x
w = W()
w(tf.ones((1, 2)))
names(w)
print([a.name for a in w.layers], len(w.trainable_variables))
class T(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(1.0, name="tw")
class Q(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.t = T()
        self.z = tf.Variable(0.0, name="z", trainable=False)
q = Q()
names(q)
