import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"
import numpy as np
import tensorflow as tf
from tensorflow.keras import Model, Sequential
from tensorflow.keras.layers import Dense, Flatten, Input, Concatenate, Dropout

a = Input(shape=(2,), name="a")
b = Input((3,), name="b")
h = Dense(4, activation="relu", name="h")(a)
c = Concatenate(name="both")([h, b])
out = Dense(1, name="out")(c)
model = Model(inputs=[a, b], outputs=out, name="two")
model.summary()
print(model.input_shape, model.output_shape, model.input_names, model.output_names)
model.compile("sgd", "mse", metrics=["mae", "mse"])
tf.keras.utils.set_random_seed(0)
for v in model.variables:
    v.assign(tf.ones_like(v) * 0.1)
x1 = np.arange(8.0).reshape(4, 2)
x2 = np.arange(12.0).reshape(4, 3)
y = np.arange(4.0)
print(model.predict([x1, x2], verbose=0))
h = model.fit([x1, x2], y, epochs=2, verbose=0, shuffle=False, batch_size=2)
print({k: [round(float(e), 5) for e in v] for k, v in h.history.items()})
print([round(float(v), 5) for v in model.evaluate({"a": x1, "b": x2}, y, verbose=0)])
nested = Sequential([Flatten(input_shape=(2, 2)), Sequential([Dense(3, name="inner")], name="core"), Dropout(0.5), Dense(2)], name="outer")
nested.summary()
nested.summary(expand_nested=True, show_trainable=True)
nested.layers[1].trainable = False
nested.summary(line_length=80)
print(len(nested.trainable_weights), len(nested.weights), [w.name for w in nested.weights])
lines = []
nested.summary(print_fn=lambda s: lines.append(s))
print(len(lines), repr(lines[0]))
clone = tf.keras.models.clone_model(nested)
print(clone.name, [l.name for l in clone.layers])
w = nested.get_weights()
print([i.shape for i in w])
clone.set_weights(w)
try:
    clone.set_weights(w[:1])
except ValueError as e:
    print(str(e)[:120])
try:
    nested.get_layer("nope")
except ValueError as e:
    print(e)
try:
    Dense(2, foo=1)
except TypeError as e:
    print(e)
try:
    Dense(2)(tf.ones((3,)))
except ValueError as e:
    print(e)
class Plain(tf.keras.layers.Layer):
    def __init__(self):
        pass
try:
    Plain()(tf.ones((1, 1)))
except RuntimeError as e:
    print(e)
s = Sequential()
s.add(Dense(2))
try:
    print(s.built, s.weights)
except ValueError as e:
    print(e)
try:
    s.predict(np.ones((1, 2)), verbose=0)
    print(s.built, len(s.weights), s.count_params())
except Exception as e:
    print(type(e).__name__, e)
try:
    print(Sequential([Dense(2)]).weights)
except ValueError as e:
    print(e)
