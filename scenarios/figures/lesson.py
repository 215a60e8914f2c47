# A parabola is fitted by descent; the course of the loss and the fitted curve are drawn.
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

x = np.linspace(-1, 1, 9).astype(np.float32)
y = 2 * x**2 - 0.5
a = tf.Variable(0.0, name="a")
b = tf.Variable(0.0, name="b")
losses = []
for step in range(20):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((a * x**2 + b - y) ** 2)
    da, db = tape.gradient(loss, [a, b])
    a.assign_sub(0.5 * da)
    b.assign_sub(0.5 * db)
    losses.append(float(loss))

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5))
left.semilogy(losses, label="loss")
left.set_xlabel("step")
left.set_title("Course of the loss")
left.grid(True)
left.legend()
right.scatter(x, y, label="data", c="k")
right.plot(x, a.numpy() * x**2 + b.numpy(), "C1", label="fit")
right.set_title("Fit")
right.legend()
fig.savefig("fit.svg")
plt.show()
print(len(losses), losses[0] > losses[-1])
