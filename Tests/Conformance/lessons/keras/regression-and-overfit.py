import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
keras.utils.set_random_seed(0)
np.set_printoptions(precision=3, suppress=True)
rng = np.random.default_rng(0)
features = rng.normal(5.0, 2.0, size=(60, 3)).astype("float32")
labels = (features @ np.array([[1.0], [-2.0], [0.5]], dtype="float32") + 3.0)
normalizer = layers.Normalization(axis=-1)
normalizer.adapt(features)
print(normalizer.mean.numpy())
print(normalizer(features[:2]).numpy())
linear_model = keras.Sequential([normalizer, layers.Dense(units=1)])
print(linear_model.predict(features[:3], verbose=0).shape)
print(linear_model.layers[1].kernel.shape)
linear_model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.1), loss="mean_absolute_error")
history = linear_model.fit(features, labels, epochs=20, verbose=0, validation_split=0.2)
print(sorted(history.history), len(history.epoch), history.params)
print(round(history.history["loss"][-1], 3), round(history.history["val_loss"][-1], 3))
def build_and_compile_model(norm):
    model = keras.Sequential([norm, layers.Dense(8, activation="relu"), layers.Dense(8, activation="relu"), layers.Dense(1)])
    model.compile(loss="mean_absolute_error", optimizer=keras.optimizers.Adam(0.01))
    return model
dnn = build_and_compile_model(normalizer)
dnn.summary()
h = dnn.fit(features, labels, validation_split=0.2, verbose=0, epochs=10)
print(round(h.history["loss"][-1], 3))
print(round(dnn.evaluate(features, labels, verbose=0), 3))
print(dnn.predict(features, verbose=0).flatten()[:3])
class Dots(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs):
        if epoch % 10 == 0:
            print()
            print("Epoch: {:d}, ".format(epoch), end="")
            for name, value in sorted(logs.items()):
                print("{}:{:0.3f}".format(name, value), end=",  ")
            print()
        print(".", end="")
early = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3)
lr_schedule = keras.optimizers.schedules.InverseTimeDecay(0.01, decay_steps=20, decay_rate=1, staircase=False)
steps = np.linspace(0, 100, 5)
print(lr_schedule(steps))
m = keras.Sequential([keras.Input((3,)), layers.Dense(16, activation="elu", kernel_regularizer=keras.regularizers.l2(0.001)), layers.Dropout(0.5), layers.Dense(1)])
m.compile(optimizer=keras.optimizers.Adam(lr_schedule), loss=keras.losses.MeanSquaredError(), metrics=["mae", keras.metrics.MeanSquaredError(name="mean_squared_error")])
h = m.fit(features, labels, epochs=12, validation_split=0.25, callbacks=[Dots(), early], verbose=0)
print()
print({k: round(v[-1], 3) for k, v in h.history.items()})
