import numpy as np
import tensorflow as tf
keras = tf.keras
keras.utils.set_random_seed(7)
x = np.random.randint(0, 20, size=(40, 6))
y = (x.mean(axis=1) > 10).astype("int32")
model = keras.Sequential([
    keras.layers.Embedding(20, 4),
    keras.layers.Dropout(0.2),
    keras.layers.GlobalAveragePooling1D(),
    keras.layers.Dropout(0.2),
    keras.layers.Dense(1, activation="sigmoid")])
model.summary()
model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer="adam", metrics=[keras.metrics.BinaryAccuracy(threshold=0.5)])
h = model.fit(x, y, epochs=3, validation_data=(x[:10], y[:10]), verbose=0, batch_size=8)
print({k: [round(v, 4) for v in vs] for k, vs in h.history.items()})
model.summary()
h = model.fit(x, y, epochs=2, verbose=0, batch_size=16)
loss, acc = model.evaluate(x, y, verbose=0)
print(round(loss, 4), round(acc, 4))
p = keras.Sequential([model, keras.layers.Activation("sigmoid")])
p.compile(loss=keras.losses.BinaryCrossentropy(from_logits=False), optimizer="adam", metrics=["accuracy"])
print([round(v, 4) for v in p.evaluate(x, y, verbose=0)])
print(np.round(p.predict(x[:3], verbose=0), 4))
probability = keras.Sequential([keras.Input((6,)), keras.layers.Dense(3), keras.layers.Softmax()])
print(np.argmax(probability.predict(x[:2].astype("float32"), verbose=0), axis=1))
img = np.random.rand(12, 8, 8).astype("float32")
lab = np.random.randint(0, 3, 12)
f = keras.Sequential([keras.layers.Flatten(input_shape=(8, 8)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3)])
f.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
h = f.fit(img, lab, epochs=3, verbose=0)
print({k: [round(v, 4) for v in vs] for k, vs in h.history.items()})
c = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Conv2D(4, 3, activation="relu"), keras.layers.MaxPooling2D(), keras.layers.Conv2D(2, (2, 2), padding="same"), keras.layers.AveragePooling2D(2), keras.layers.Flatten(), keras.layers.Dense(3, activation="softmax")])
c.summary()
c.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
h = c.fit(img[..., None], lab, epochs=2, verbose=0)
print({k: [round(v, 4) for v in vs] for k, vs in h.history.items()})
