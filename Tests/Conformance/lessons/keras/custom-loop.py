import numpy as np
import tensorflow as tf
from tensorflow import keras
keras.utils.set_random_seed(21)
x = np.random.rand(48, 6).astype("float32"); y = np.random.randint(0, 3, 48)
inputs = keras.Input(shape=(6,), name="digits")
h1 = keras.layers.Dense(8, activation="relu")(inputs)
h2 = keras.layers.Dropout(0.3)(h1)
outputs = keras.layers.Dense(3, name="predictions")(h2)
model = keras.Model(inputs, outputs)
optimizer = keras.optimizers.Adam(learning_rate=1e-2)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
train_acc_metric = keras.metrics.SparseCategoricalAccuracy()
val_acc_metric = keras.metrics.SparseCategoricalAccuracy()
train = tf.data.Dataset.from_tensor_slices((x[:40], y[:40])).shuffle(40, seed=1).batch(16)
val = tf.data.Dataset.from_tensor_slices((x[40:], y[40:])).batch(8)
@tf.function
def train_step(x, y):
    print("tracing train_step", x.shape)
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss_value = loss_fn(y, logits)
    grads = tape.gradient(loss_value, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    train_acc_metric.update_state(y, logits)
    return loss_value
@tf.function
def test_step(x, y):
    print("tracing test_step")
    val_acc_metric.update_state(y, model(x, training=False))
for epoch in range(3):
    for step, (xb, yb) in enumerate(train):
        loss_value = train_step(xb, yb)
        if step == 0:
            print("Training loss (for 1 batch) at step %d: %.4f" % (step, float(loss_value)))
    train_acc = train_acc_metric.result()
    print("Training acc over epoch: %.4f" % (float(train_acc),))
    train_acc_metric.reset_state()
    for xb, yb in val:
        test_step(xb, yb)
    print("Validation acc: %.4f" % (float(val_acc_metric.result()),))
    val_acc_metric.reset_state()
class MyModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.d1 = keras.layers.Dense(8, activation="relu")
        self.drop = keras.layers.Dropout(0.5)
        self.d2 = keras.layers.Dense(3)
    def call(self, x, training=False):
        x = self.flatten(x)
        x = self.d1(x)
        x = self.drop(x, training=training)
        return self.d2(x)
m = MyModel()
train_loss = keras.metrics.Mean(name="train_loss")
opt = keras.optimizers.Adam()
@tf.function
def step(images, labels):
    with tf.GradientTape() as tape:
        predictions = m(images, training=True)
        loss = loss_fn(labels, predictions)
    gradients = tape.gradient(loss, m.trainable_variables)
    opt.apply_gradients(zip(gradients, m.trainable_variables))
    train_loss(loss)
for epoch in range(2):
    train_loss.reset_state()
    for a, b in train:
        step(a, b)
    print(f"Epoch {epoch + 1}, Loss: {train_loss.result():0.4f}")
m.summary()
m.compile(optimizer="adam", loss=loss_fn, metrics=["accuracy"])
h = m.fit(train, epochs=2, verbose=0)
print({k: [round(v, 4) for v in vs] for k, vs in h.history.items()})
