# Training ends when the loss on other points has not become better for three epochs.
import numpy as np
import tensorflow as tf

x = np.array([[0.0], [1.0], [2.0], [3.0]])
y = 3 * x + 1
model = tf.keras.Sequential([
    tf.keras.Input((1,)),
    tf.keras.layers.Dense(1, kernel_initializer="zeros"),
])
model.compile(optimizer=tf.keras.optimizers.SGD(0.1), loss="mse")
stop = tf.keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=3, restore_best_weights=True, verbose=1)
other = (np.array([[4.0]]), np.array([[12.0]]))
history = model.fit(
    x, y, epochs=100, batch_size=4, shuffle=False, verbose=0, validation_data=other,
    callbacks=[stop])
losses = history.history["val_loss"]
print(len(losses), "epochs; best", int(np.argmin(losses)) + 1)
print("stopped in", stop.stopped_epoch + 1)
print("%.4f" % model.evaluate(*other, verbose=0))
print([round(float(v), 3) for v in np.concatenate([w.ravel() for w in model.get_weights()])])
