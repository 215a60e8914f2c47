import numpy as np
import tensorflow as tf
from tensorflow import keras
keras.utils.set_random_seed(6)
layer = keras.layers.Dense(3)
layer.build((None, 4))
print("weights:", len(layer.weights), len(layer.trainable_weights), len(layer.non_trainable_weights))
bn = keras.layers.BatchNormalization()
bn.build((None, 4))
print("weights:", len(bn.weights), len(bn.trainable_weights), len(bn.non_trainable_weights))
layer.trainable = False
print(len(layer.trainable_weights), len(layer.non_trainable_weights))
l1 = keras.layers.Dense(3, activation="relu")
l2 = keras.layers.Dense(3, activation="sigmoid")
model = keras.Sequential([keras.Input(shape=(3,)), l1, l2])
l1.trainable = False
before = l1.get_weights()
model.compile(optimizer="adam", loss="mse")
model.fit(np.random.random((2, 3)), np.random.random((2, 3)), verbose=0)
np.testing.assert_allclose(before[0], l1.get_weights()[0])
inner = keras.Sequential([keras.Input(shape=(3,)), keras.layers.Dense(3, activation="relu"), keras.layers.Dense(3, activation="relu")])
model = keras.Sequential([keras.Input(shape=(3,)), inner, keras.layers.Dense(3, activation="sigmoid")])
model.trainable = False
print(inner.trainable, inner.layers[0].trainable)
base = keras.Sequential([keras.Input((8,)), keras.layers.Dense(6, activation="relu"), keras.layers.BatchNormalization(), keras.layers.Dense(4, activation="relu")], name="base")
base.trainable = False
inputs = keras.Input(shape=(8,))
x = base(inputs, training=False)
x = keras.layers.Dropout(0.2)(x)
outputs = keras.layers.Dense(1)(x)
model = keras.Model(inputs, outputs)
model.summary(show_trainable=True)
xs = np.random.rand(20, 8).astype("float32"); ys = (xs.sum(1, keepdims=True) > 4).astype("float32")
model.compile(optimizer=keras.optimizers.Adam(), loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=[keras.metrics.BinaryAccuracy()])
h = model.fit(xs, ys, epochs=2, verbose=0)
print({k: [round(float(v), 4) for v in vs] for k, vs in h.history.items()})
base.trainable = True
for l in base.layers[:2]:
    l.trainable = False
model.summary()
model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=[keras.metrics.BinaryAccuracy()])
h = model.fit(xs, ys, epochs=2, verbose=0)
print({k: [round(float(v), 4) for v in vs] for k, vs in h.history.items()})
print(base.get_layer("batch_normalization_1").moving_mean.shape, base.get_layer(index=0).name)
