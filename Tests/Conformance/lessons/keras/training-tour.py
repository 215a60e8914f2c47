import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

keras.utils.set_random_seed(3)
x = np.linspace(-1.0, 1.0, 24).reshape(12, 2).astype("float32")
y = (x.sum(axis=1, keepdims=True) > 0).astype("float32")
model = keras.Sequential([
    keras.Input((2,)),
    layers.Dense(4, activation="tanh", kernel_regularizer=keras.regularizers.L2(0.01)),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.RMSprop(0.05), loss="binary_crossentropy", metrics=["accuracy", keras.metrics.AUC(name="auc")])
class Log(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print(epoch, sorted(logs))
    def on_train_end(self, logs=None):
        print("done", sorted(logs))
h = model.fit(x, y, epochs=3, batch_size=5, verbose=0, validation_split=0.25, callbacks=[Log()])
print({k: [round(float(v), 4) for v in values] for k, values in h.history.items()})
print([round(float(v), 4) for v in model.evaluate(x, y, verbose=0)])
print(np.round(model.predict(x[:3], verbose=0), 4))
print(len(model.losses), round(float(model.losses[0]), 5))
model.summary()
reduce = keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, patience=1, verbose=1, min_delta=10.0)
model.fit(x, y, epochs=3, verbose=0, callbacks=[reduce])
print(round(float(model.optimizer.learning_rate.numpy()), 6))
schedule = keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.9, verbose=1)
model.fit(x, y, epochs=2, verbose=0, callbacks=[schedule])
data = tf.data.Dataset.from_tensor_slices((x, y)).batch(4)
h = model.fit(data, epochs=2, verbose=0)
print(len(h.history["loss"]), sorted(h.history))
print(model.evaluate(data, verbose=0, return_dict=True).keys())
weights = model.get_weights()
model.set_weights([np.zeros_like(w) for w in weights])
model.set_weights(weights)
print(all(np.array_equal(a, b) for a, b in zip(weights, model.get_weights())))
multi_in = keras.Input((2,), name="left")
other_in = keras.Input((2,), name="right")
joined = layers.Concatenate()([layers.Dense(2, name="a")(multi_in), other_in])
one = layers.Dense(1, name="one")(joined)
two = layers.Dense(2, name="two", activation="softmax")(joined)
net = keras.Model([multi_in, other_in], [one, two])
net.compile("adam", loss={"one": "mse", "two": "sparse_categorical_crossentropy"}, loss_weights={"one": 0.5, "two": 2.0}, metrics={"two": ["accuracy"]})
labels = y.astype("int32").ravel()
h = net.fit({"left": x, "right": x}, {"one": y, "two": labels}, epochs=2, verbose=0, shuffle=False)
print({k: [round(float(v), 3) for v in values] for k, values in h.history.items()})
print([l.name for l in net.layers], net.output_names if hasattr(net, "output_names") else None)
frozen = net.get_layer("a")
frozen.trainable = False
print(len(net.trainable_weights), len(net.non_trainable_weights))
copy = keras.models.clone_model(net)
print(copy.count_params(), [w.path for w in copy.weights])
try:
    net.fit(x, y, verbose=0)
except Exception as e:
    print(type(e).__name__, str(e)[:400])
