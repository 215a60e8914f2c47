# A model that may pass its input on unchanged: then nothing leads back to its weights.
import tensorflow as tf


class IdentityModel(tf.keras.Model):
    def __init__(self, n):
        super().__init__()
        self.dense = tf.keras.layers.Dense(n, activation="sigmoid", kernel_initializer="ones")

    def call(self, inputs, isidentity=False):
        x = self.dense(inputs)
        if isidentity:
            return inputs
        return x


model = IdentityModel(3)
x = tf.constant([[1.0, 2.0]])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    out = tf.reduce_sum(model(x))
    same = tf.reduce_sum(model(x, isidentity=True))
print(out.numpy(), same.numpy())
print(tape.gradient(out, x))
print(tape.gradient(same, x))
print(tape.gradient(same, model.dense.kernel))
