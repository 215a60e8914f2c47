import numpy as np
import tensorflow as tf
from tensorflow import keras

keras.utils.set_random_seed(1)

class CustomModel(keras.Model):
    def train_step(self, data):
        print("tracing train_step")
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=y_pred)
        trainable_vars = self.trainable_variables
        gradients = tape.gradient(loss, trainable_vars)
        self.optimizer.apply(gradients, trainable_vars)
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, y_pred)
        return {m.name: m.result() for m in self.metrics}

inputs = keras.Input(shape=(4,))
outputs = keras.layers.Dense(1)(inputs)
model = CustomModel(inputs, outputs)
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
x = np.random.random((20, 4)).astype("float32")
y = np.random.random((20, 1)).astype("float32")
h = model.fit(x, y, epochs=3, batch_size=8, verbose=0)
print({k: [round(float(v), 5) for v in vs] for k, vs in h.history.items()})
h = model.fit(x, y, epochs=1, batch_size=8, verbose=0)
print({k: [round(float(v), 5) for v in vs] for k, vs in h.history.items()})
model.compile(optimizer="adam", loss="mse", run_eagerly=True)
h = model.fit(x, y, epochs=1, batch_size=8, verbose=0)
print(model.run_eagerly, h.history.keys())
