import tensorflow as tf
# advanced autodiff guide
x = tf.Variable(2.0)
y = tf.Variable(3.0)
with tf.GradientTape() as t:
    x_sq = x * x
    with t.stop_recording():
        y_sq = y * y
    z = x_sq + y_sq
grad = t.gradient(z, {"x": x, "y": y})
print("dz/dx:", grad["x"])
print("dz/dy:", grad["y"])
reset = True
with tf.GradientTape() as t:
    y_sq = y * y
    if reset:
        t.reset()
    z = x * x + y_sq
grad = t.gradient(z, {"x": x, "y": y})
print("dz/dx:", grad["x"])
print("dz/dy:", grad["y"])
with tf.GradientTape() as t:
    y_sq = y**2
    z = x**2 + tf.stop_gradient(y_sq)
grad = t.gradient(z, {"x": x, "y": y})
print("dz/dx:", grad["x"], "dz/dy:", grad["y"])


@tf.custom_gradient
def clip_gradients(y):
    def backward(dy):
        return tf.clip_by_norm(dy, 0.5)

    return y, backward


v = tf.Variable(2.0)
with tf.GradientTape() as t:
    output = clip_gradients(v * v)
print(t.gradient(output, v))
x0 = tf.constant(0.0)
x1 = tf.constant(0.0)
with tf.GradientTape() as tape0, tf.GradientTape() as tape1:
    tape0.watch(x0)
    tape1.watch(x1)
    y0 = tf.math.sin(x0)
    y1 = tf.nn.sigmoid(x1)
    y = y0 + y1
    ys = tf.reduce_sum(y)
print(tape0.gradient(ys, x0).numpy())
print(tape1.gradient(ys, x1).numpy())
x = tf.Variable(1.0)
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        y = x * x * x
    dy_dx = t1.gradient(y, x)
d2y_dx2 = t2.gradient(dy_dx, x)
print("dy_dx:", dy_dx.numpy())
print("d2y_dx2:", d2y_dx2.numpy())
x = tf.linspace(-2.0, 2.0, 5)
delta = tf.Variable(0.0)
with tf.GradientTape() as tape:
    y = tf.nn.sigmoid(x + delta)
print(y.shape, tape.jacobian(y, delta))
A = tf.reshape(tf.range(12.0), (3, 4)) / 10
k = tf.Variable(tf.reshape(tf.range(8.0), (4, 2)) / 5 - 0.7)
with tf.GradientTape(persistent=True) as tape:
    h = tf.nn.relu(A @ k)
    loss = tf.reduce_sum(h**2)
j = tape.jacobian(h, k)
print(j.shape)
print(j[0, 1])
g = tape.gradient(h, k)
print("g.shape:", g.shape, tf.reduce_max(tf.abs(g - tf.reduce_sum(j, axis=[0, 1]))).numpy() < 1e-6)
x1 = tf.random.Generator
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        loss = tf.reduce_sum(tf.nn.tanh(A @ k) ** 2)
    g = t1.gradient(loss, k)
h = t2.jacobian(g, k)
print(g.shape, h.shape)
n = tf.reduce_prod(k.shape)
H = tf.reshape(h, [n, n])
print(H.shape, tf.reduce_max(tf.abs(H - tf.transpose(H))).numpy() < 1e-5)
xb = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(xb)
    y = tf.stack([xb[:, 0] * xb[:, 1], tf.reduce_sum(xb**2, axis=1)], axis=1)
print(tape.jacobian(y, xb).shape)
print(tape.batch_jacobian(y, xb))
