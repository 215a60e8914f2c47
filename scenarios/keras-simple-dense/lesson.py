# A dense layer written by hand, of tf.Variables as the slides have it, learns y = 2x - 1.
import numpy as np
import tensorflow as tf


class SimpleDense(tf.keras.layers.Layer):
    def __init__(self, units=32):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.w = tf.Variable(tf.zeros((input_shape[-1], self.units)), name="kernel")
        self.b = tf.Variable(tf.zeros((self.units,)), name="bias")

    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b


xs = np.array([[-1.0], [0.0], [1.0], [2.0], [3.0], [4.0]])
ys = 2 * xs - 1
layer = SimpleDense(1)
model = tf.keras.Sequential([layer])
model.compile(optimizer="sgd", loss="mean_squared_error")
history = model.fit(xs, ys, epochs=500, shuffle=False, verbose=0)
print("epochs", len(history.history["loss"]))
print("at 10: %.2f" % model.predict(np.array([[10.0]]), verbose=0)[0, 0])
for v in model.variables:
    print(v.name, v.shape, "%.2f" % v.numpy().ravel()[0])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((layer(tf.constant(xs, tf.float32)) - tf.constant(ys, tf.float32)) ** 2)
dw, db = tape.gradient(loss, [layer.w, layer.b])
print("%.3f %.3f" % (dw.numpy()[0, 0], db.numpy()[0]))
