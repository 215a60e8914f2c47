import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
keras.utils.set_random_seed(9)
x_train = np.random.rand(50, 12).astype("float32")
y_train = np.random.randint(0, 4, 50)
x_val, y_val = x_train[-10:], y_train[-10:]
x_train, y_train = x_train[:-10], y_train[:-10]
def get_uncompiled_model():
    inputs = keras.Input(shape=(12,), name="digits")
    x = layers.Dense(8, activation="relu", name="dense_1")(inputs)
    x = layers.Dense(8, activation="relu", name="dense_2")(x)
    outputs = layers.Dense(4, activation="softmax", name="predictions")(x)
    return keras.Model(inputs=inputs, outputs=outputs)
def get_compiled_model():
    model = get_uncompiled_model()
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
    return model
def show(h):
    print({k: [round(float(v), 4) for v in vs] for k, vs in h.history.items()})
m = get_uncompiled_model()
m.compile(optimizer=keras.optimizers.RMSprop(), loss=keras.losses.SparseCategoricalCrossentropy(), metrics=[keras.metrics.SparseCategoricalAccuracy()])
show(m.fit(x_train, y_train, batch_size=16, epochs=2, validation_data=(x_val, y_val), verbose=0))
print("test loss, test acc:", [round(v, 4) for v in m.evaluate(x_val, y_val, batch_size=8, verbose=0)])
def custom_mean_squared_error(y_true, y_pred):
    return tf.reduce_mean(tf.square(y_true - y_pred), axis=-1)
m = get_uncompiled_model()
m.compile(optimizer=keras.optimizers.Adam(), loss=custom_mean_squared_error)
y_one = tf.one_hot(y_train, depth=4)
show(m.fit(x_train, y_one, batch_size=16, epochs=1, verbose=0))
class CustomMSE(keras.losses.Loss):
    def __init__(self, regularization_factor=0.1, name="custom_mse"):
        super().__init__(name=name)
        self.regularization_factor = regularization_factor
    def call(self, y_true, y_pred):
        mse = tf.reduce_mean(tf.square(y_true - y_pred), axis=-1)
        reg = tf.reduce_mean(tf.square(0.5 - y_pred), axis=-1)
        return mse + reg * self.regularization_factor
m = get_uncompiled_model()
m.compile(optimizer=keras.optimizers.Adam(), loss=CustomMSE())
show(m.fit(x_train, y_one, batch_size=16, epochs=1, verbose=0))
class CategoricalTruePositives(keras.metrics.Metric):
    def __init__(self, name="categorical_true_positives", **kwargs):
        super().__init__(name=name, **kwargs)
        self.true_positives = self.add_variable(shape=(), name="ctp", initializer="zeros")
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_pred = tf.reshape(tf.argmax(y_pred, axis=1), (-1, 1))
        values = tf.cast(tf.reshape(y_true, (-1, 1)), "int32") == tf.cast(y_pred, "int32")
        values = tf.cast(values, "float32")
        if sample_weight is not None:
            values = tf.multiply(values, tf.cast(sample_weight, "float32"))
        self.true_positives.assign_add(tf.reduce_sum(values))
    def result(self):
        return self.true_positives.value
    def reset_state(self):
        self.true_positives.assign(0.0)
m = get_uncompiled_model()
m.compile(optimizer=keras.optimizers.RMSprop(learning_rate=1e-3), loss=keras.losses.SparseCategoricalCrossentropy(), metrics=[CategoricalTruePositives()])
show(m.fit(x_train, y_train, batch_size=16, epochs=3, verbose=0))
class MetricLoggingLayer(layers.Layer):
    def __init__(self):
        super().__init__()
        self.m = keras.metrics.Mean(name="std")
    def call(self, inputs):
        self.m.update_state(tf.math.reduce_std(inputs))
        return inputs
i = keras.Input((12,))
x = MetricLoggingLayer()(layers.Dense(4, activation="relu")(i))
m = keras.Model(i, layers.Dense(4)(x))
m.compile("rmsprop", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
show(m.fit(x_train, y_train, batch_size=16, epochs=1, verbose=0))
m = get_compiled_model()
show(m.fit(x_train, y_train, batch_size=16, validation_split=0.2, epochs=1, verbose=0))
train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).batch(16)
val = tf.data.Dataset.from_tensor_slices((x_val, y_val)).batch(16)
show(m.fit(train, epochs=2, validation_data=val, verbose=0))
print({k: round(v, 4) for k, v in m.evaluate(val, return_dict=True, verbose=0).items()})
show(m.fit(train.repeat(), epochs=2, steps_per_epoch=2, verbose=0))
show(m.fit(train, epochs=1, validation_data=val, validation_steps=1, verbose=0))
cw = {0: 1.0, 1: 1.0, 2: 2.0, 3: 0.5}
show(m.fit(x_train, y_train, class_weight=cw, batch_size=16, epochs=1, verbose=0))
sw = np.ones(shape=(len(y_train),))
sw[y_train == 3] = 2.0
m = get_uncompiled_model()
m.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["accuracy"], weighted_metrics=["accuracy"])
show(m.fit(x_train, y_train, sample_weight=sw, batch_size=16, epochs=1, verbose=0))
d3 = tf.data.Dataset.from_tensor_slices((x_train, y_train, sw)).batch(16)
show(m.fit(d3, epochs=1, verbose=0))
cbs = [
    keras.callbacks.EarlyStopping(monitor="val_loss", min_delta=1e-2, patience=2, verbose=1),
    keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.2, patience=1, min_lr=1e-5, verbose=1),
    keras.callbacks.TerminateOnNaN(),
]
m = get_compiled_model()
show(m.fit(x_train, y_train, epochs=6, batch_size=16, callbacks=cbs, validation_split=0.2, verbose=0))
class LossHistory(keras.callbacks.Callback):
    def on_train_begin(self, logs):
        self.per_batch_losses = []
    def on_train_batch_end(self, batch, logs):
        self.per_batch_losses.append(logs.get("loss"))
lh = LossHistory()
m = get_compiled_model()
m.fit(x_train, y_train, epochs=1, batch_size=10, verbose=0, callbacks=[lh])
print([round(v, 4) for v in lh.per_batch_losses])
sched = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=5, decay_rate=0.96, staircase=True)
m = get_uncompiled_model()
m.compile(keras.optimizers.RMSprop(learning_rate=sched), "sparse_categorical_crossentropy", metrics=["acc"])
show(m.fit(x_train, y_train, epochs=2, batch_size=16, verbose=0))
for s in [keras.optimizers.schedules.PiecewiseConstantDecay([5, 10], [1.0, 0.5, 0.1]), keras.optimizers.schedules.PolynomialDecay(0.1, 10, 0.01), keras.optimizers.schedules.CosineDecay(0.1, 10, warmup_target=0.2, warmup_steps=2), keras.optimizers.schedules.CosineDecayRestarts(0.1, 4)]:
    print(type(s).__name__, [round(float(s(i)), 5) for i in range(0, 13, 3)], s.get_config())
