# The fit is drawn before, during and after the descent; at the end its loss as filled contours.
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

x = np.linspace(-1, 1, 9).astype(np.float32)
y = 2 * x**2 - 0.5
a = tf.Variable(0.0, name="a")
b = tf.Variable(0.0, name="b")


def draw(title):
    plt.scatter(x, y, label="data", c="k")
    plt.plot(x, a.numpy() * x**2 + b.numpy(), label="fit")
    plt.title(title)
    plt.legend()
    plt.show()


for step in range(4):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((a * x**2 + b - y) ** 2)
    da, db = tape.gradient(loss, [a, b])
    a.assign_sub(0.5 * da)
    b.assign_sub(0.5 * db)
    if step % 2 == 0:
        draw(f"after step {step + 1}")

A, B = np.meshgrid(np.linspace(-1, 3, 25), np.linspace(-2, 1, 25))
L = np.mean((A[..., None] * x**2 + B[..., None] - y) ** 2, axis=-1)
plt.contourf(A, B, L, levels=8)
plt.plot([0.0, float(a)], [0.0, float(b)], "w-o", label="descent")
plt.xlabel("a")
plt.ylabel("b")
plt.title("loss")
plt.legend()
plt.show()
