import numpy as np, tensorflow as tf
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as tape:
    y = tf.reduce_sum(x ** 2)
    z = np.sum(x.numpy() ** 2)
    w = tf.reduce_mean(x * np.array([1.0, 2.0, 3.0], dtype=np.float32))
    u = tf.constant(np.mean(x)) * 2.0
    m = tf.reduce_sum(tf.sin(x) * np.sin(x.numpy()))
print(tape.gradient(y, x), tape.gradient(w, x), tape.gradient(u, x), tape.gradient(m, x), z, type(z).__name__)
data = np.linspace(-1, 1, 5)
xs = tf.constant(data, dtype=tf.float32); ys = tf.constant(3 * data + 1, dtype=tf.float32)
a = tf.Variable(0.0); b = tf.Variable(0.0); history = []
for step in range(20):
    with tf.GradientTape() as t:
        loss = tf.reduce_mean((a * xs + b - ys) ** 2)
    ga, gb = t.gradient(loss, [a, b])
    a.assign_sub(0.3 * ga); b.assign_sub(0.3 * gb); history.append(loss.numpy())
h = np.array(history)
print(h[:3], h.dtype, h.shape, h.argmin(), a.numpy().round(3), b.numpy())
print(np.diff(h)[:3] < 0, (np.diff(h) < 0).all(), np.isclose(a.numpy(), 3, atol=0.1))
grid = np.array([[i * j for j in range(3)] for i in range(3)], dtype=np.float32)
g = tf.Variable(grid)
with tf.GradientTape() as t:
    l = tf.reduce_sum(g @ tf.constant(np.eye(3, dtype=np.float32)) * grid)
print(t.gradient(l, g).numpy().tolist(), np.array_equal(t.watched_variables()[0].numpy(), grid))
def f(v): return np.sin(v) * v
h_ = 1e-5
p = np.array([0.5, 1.0, 1.5])
num = (f(p + h_) - f(p - h_)) / (2 * h_)
q = tf.Variable(p)
with tf.GradientTape() as t: out = tf.sin(q) * q
np.testing.assert_allclose(num, t.gradient(out, q).numpy(), rtol=1e-6); print('close', num.round(6))
arr = x.numpy(); arr[0] = 100.0; print(x.numpy(), arr)
t1 = tf.constant(p); p[0] = 9.0; print(t1, p)
print(np.concatenate([x.numpy(), [4.0]]), tf.concat([x, [4.0]], 0), np.vstack([x, x]), tf.stack([p, p]), np.dot(x, x), np.argmax(x), np.array([x, x]).shape, np.array([tf.constant(1.), tf.constant(2.)]), np.max(tf.constant([[1, 5], [2, 3]]), axis=0))
print(x.numpy() @ x.numpy(), tf.tensordot(x, x, 1).numpy(), (x.numpy() > 1.5).tolist(), tf.where(x.numpy() > 1.5, x, 0.0), tf.boolean_mask(x, x.numpy() > 1.5), x[1:].numpy().sum(), np.float32(x[0]), np.allclose(x, [1, 2, 3]))
