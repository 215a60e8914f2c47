import numpy as np
import tensorflow as tf
from tensorflow import keras
keras.utils.set_random_seed(5)
class Linear(keras.layers.Layer):
    def __init__(self, units=32, **kwargs):
        super().__init__(**kwargs)
        self.units = units
    def build(self, input_shape):
        self.w = self.add_weight(name="w", shape=(input_shape[-1], self.units), initializer="random_normal", trainable=True)
        self.b = self.add_weight(name="b", shape=(self.units,), initializer="random_normal", trainable=True)
    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b
    def get_config(self):
        config = super().get_config()
        config.update({"units": self.units})
        return config
class ComputeSum(keras.layers.Layer):
    def __init__(self, input_dim):
        super().__init__()
        self.total = self.add_weight(initializer="zeros", shape=(input_dim,), trainable=False)
    def call(self, inputs):
        self.total.assign_add(tf.reduce_sum(inputs, axis=0))
        return self.total
x = tf.ones((2, 2))
s = ComputeSum(2)
print(s(x).numpy(), s(x).numpy())
print("weights:", len(s.weights), len(s.non_trainable_weights), s.trainable_weights)
class MLPBlock(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.l1, self.l2, self.l3 = Linear(4), Linear(4), Linear(1)
    def call(self, inputs):
        x = tf.nn.relu(self.l1(inputs))
        x = tf.nn.relu(self.l2(x))
        return self.l3(x)
mlp = MLPBlock()
y = mlp(tf.ones(shape=(3, 8)))
print("weights:", len(mlp.weights), "trainable weights:", len(mlp.trainable_weights))
class ActivityRegularizationLayer(keras.layers.Layer):
    def __init__(self, rate=1e-2):
        super().__init__()
        self.rate = rate
    def call(self, inputs):
        self.add_loss(self.rate * tf.reduce_mean(inputs))
        return inputs
class Outer(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.act = ActivityRegularizationLayer(1e-2)
    def call(self, inputs):
        return self.act(inputs)
o = Outer()
print(o.losses)
_ = o(tf.zeros((1, 1)))
print(len(o.losses))
_ = o(tf.ones((1, 1)))
print(o.losses)
class OuterK(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(3, kernel_regularizer=keras.regularizers.L2(1e-3))
    def call(self, inputs):
        return self.dense(inputs)
l = OuterK()
_ = l(tf.zeros((1, 1)))
print(l.losses)
inputs = keras.Input(shape=(3,))
outputs = ActivityRegularizationLayer()(inputs)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="mse")
model.fit(np.random.random((2, 3)), np.random.random((2, 3)), verbose=0)
model.compile(optimizer="adam")
h = model.fit(np.ones((2, 3)), np.ones((2, 3)), verbose=0)
print(h.history)
layer = Linear(64, name="lin")
config = layer.get_config()
print(config)
new = Linear.from_config(config)
print(new.name, new.units)
class CustomDropout(keras.layers.Layer):
    def __init__(self, rate, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate
        self.seed_generator = keras.random.SeedGenerator(1337)
    def call(self, inputs, training=None):
        if training:
            return keras.random.dropout(inputs, rate=self.rate, seed=self.seed_generator)
        return inputs
d = CustomDropout(0.5)
print(d(tf.ones((2, 3)), training=True))
print(d(tf.ones((2, 3))))
class LogisticEndpoint(keras.layers.Layer):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.loss_fn = keras.losses.BinaryCrossentropy(from_logits=True)
        self.accuracy_metric = keras.metrics.BinaryAccuracy(name="accuracy")
    def call(self, targets, logits, sample_weight=None):
        loss = self.loss_fn(targets, logits, sample_weight)
        self.add_loss(loss)
        self.accuracy_metric.update_state(targets, logits, sample_weight)
        return tf.nn.softmax(logits)
ep = LogisticEndpoint()
print(ep(tf.ones((2, 2)), tf.ones((2, 2))))
print([m.name for m in ep.metrics], float(ep.metrics[0].result()), [round(float(v), 4) for v in ep.losses])
inputs = keras.Input((3,), name="inputs")
targets = keras.Input((10,), name="targets")
logits = keras.layers.Dense(10)(inputs)
pred = LogisticEndpoint(name="predictions")(targets, logits)
m = keras.Model([inputs, targets], pred)
m.compile(optimizer="adam")
data = {"inputs": np.random.random((3, 3)), "targets": np.random.random((3, 10))}
h = m.fit(data, verbose=0)
print(sorted(h.history))
class VAESampling(keras.layers.Layer):
    def call(self, inputs):
        m, v = inputs
        return m + tf.exp(0.5 * v)
class Model2(keras.Model):
    def __init__(self, units=4, name="auto", **kw):
        super().__init__(name=name, **kw)
        self.enc = Linear(units)
        self.dec = Linear(2)
        self.samp = VAESampling()
    def call(self, x):
        h = self.enc(x)
        kl = -0.5 * tf.reduce_mean(h - tf.square(h) - tf.exp(h) + 1)
        self.add_loss(kl)
        return self.dec(self.samp((h, h)))
v = Model2()
opt = keras.optimizers.Adam(1e-3)
mse = keras.losses.MeanSquaredError()
metric = keras.metrics.Mean()
ds = tf.data.Dataset.from_tensor_slices(np.ones((8, 2), "float32")).shuffle(buffer_size=8).batch(4)
for epoch in range(2):
    for step, xb in enumerate(ds):
        with tf.GradientTape() as tape:
            r = v(xb)
            loss = mse(xb, r)
            loss += sum(v.losses)
        grads = tape.gradient(loss, v.trainable_weights)
        opt.apply_gradients(zip(grads, v.trainable_weights))
        metric(loss)
    print("epoch", epoch, "mean loss = %.4f" % metric.result())
v.compile(opt, loss="mse")
h = v.fit(np.ones((8, 2)), np.ones((8, 2)), epochs=2, batch_size=4, verbose=0)
print([round(e, 4) for e in h.history["loss"]])
