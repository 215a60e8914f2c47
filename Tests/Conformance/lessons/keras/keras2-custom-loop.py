import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"
import numpy as np
import tensorflow as tf

class Linear(tf.keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], self.units), initializer="ones", trainable=True)
        self.b = self.add_weight("b", (self.units,), initializer=tf.zeros_initializer())
        print("built for", shape)

    def call(self, x, training=False):
        if training:
            print("training")
        return tf.matmul(x, self.w) + self.b

    def get_config(self):
        return {**super().get_config(), "units": self.units}

class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.first = Linear(2)
        self.second = tf.keras.layers.Dense(1, kernel_initializer="ones")

    def call(self, x, training=False):
        return self.second(tf.nn.relu(self.first(x, training=training)))

net = Net()
x = tf.constant([[1.0, 2.0], [3.0, -4.0]])
y = tf.constant([[1.0], [2.0]])
optimizer = tf.keras.optimizers.Adam(learning_rate=0.1)
loss_fn = tf.keras.losses.MeanSquaredError()
metric = tf.keras.metrics.MeanAbsoluteError()
for step in range(3):
    with tf.GradientTape() as tape:
        p = net(x, training=step == 0)
        loss = loss_fn(y, p)
    grads = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(grads, net.trainable_variables))
    metric.update_state(y, p)
    print(step, round(float(loss), 5), round(float(metric.result()), 5))
print(net.first.get_config())
print([v.name for v in net.trainable_variables])
print([v.name for v in optimizer.variables])
for v in net.trainable_variables:
    print(v.name, np.round(v.numpy(), 4).tolist())
print(optimizer.learning_rate.numpy(), optimizer.iterations.numpy())
optimizer.learning_rate = 0.01
print(optimizer.learning_rate)
schedule = tf.keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5)
o = tf.keras.optimizers.SGD(schedule)
v = tf.Variable(1.0, name="v")
for _ in range(3):
    o.minimize(lambda: v ** 2, [v])
print(round(float(v), 6), o.iterations)
net.compile(optimizer="sgd", loss="mse", metrics=["mae"])
h = net.fit(x, y, epochs=2, verbose=0)
print(list(h.history))
print(net.metrics_names, [m.name for m in net.metrics])
class Train(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.d = tf.keras.layers.Dense(1, kernel_initializer="zeros")
        self.tracker = tf.keras.metrics.Mean(name="loss")
    def call(self, x):
        return self.d(x)
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            p = self(x, training=True)
            loss = self.compiled_loss(y, p)
        g = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(g, self.trainable_variables))
        self.tracker.update_state(loss)
        return {"loss": self.tracker.result()}
    @property
    def metrics(self):
        return [self.tracker]
t = Train()
t.compile(optimizer=tf.keras.optimizers.SGD(0.01), loss="mse")
h = t.fit(x, y, epochs=2, verbose=0, shuffle=False)
print({k: [round(float(e), 5) for e in v] for k, v in h.history.items()})
