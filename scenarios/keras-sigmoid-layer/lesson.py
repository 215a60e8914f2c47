# A layer of one neuron with a sigmoid, its weights known, walked back by hand.
import tensorflow as tf


class Neuron(tf.keras.layers.Layer):
    def build(self, input_shape):
        self.w = self.add_weight(name="w", shape=(input_shape[-1], 1), initializer="ones")
        self.b = self.add_weight(name="b", shape=(1,), initializer="zeros")

    def call(self, x):
        z = tf.matmul(x, self.w) + self.b
        return tf.sigmoid(z)


neuron = Neuron()
x = tf.constant([[0.5, -0.5]])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = neuron(x)
dx, dw, db = tape.gradient(y, [x, neuron.w, neuron.b])
print(y)
print(dx)
print(dw)
print(db)
