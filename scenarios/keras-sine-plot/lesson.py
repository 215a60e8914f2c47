# A net of ten tanh units is fitted to a sine; what it says is drawn over the points.
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

tf.keras.utils.set_random_seed(3)
x = np.linspace(-3.0, 3.0, 25).reshape(-1, 1)
y = np.sin(x)
model = tf.keras.Sequential([
    tf.keras.Input((1,)),
    tf.keras.layers.Dense(10, activation="tanh"),
    tf.keras.layers.Dense(1),
])
model.compile(optimizer=tf.keras.optimizers.SGD(0.1, momentum=0.9), loss="mse")
history = model.fit(x, y, epochs=200, verbose=0)
fit = model.predict(x, verbose=0)
print("close:", bool(np.max(np.abs(fit - y)) < 0.4))
plt.plot(x, y, "o", label="sine")
plt.plot(x, fit, label="model")
plt.title("sine fit")
plt.legend()
plt.show()
