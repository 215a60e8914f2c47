import tensorflow as tf, numpy as np
tf.random.set_seed(7); np.random.seed(7)
X = np.random.rand(32, 3).astype("float32"); true_w = np.array([[1.0], [-2.0], [0.5]], "float32"); Y = X @ true_w + 0.1 * np.random.randn(32, 1).astype("float32")
class Model(tf.Module):
    def __init__(self): self.w = tf.Variable(tf.zeros((3, 1)), name="w"); self.b = tf.Variable(tf.zeros((1,)), name="b")
    def __call__(self, x): return x @ self.w + self.b
m = Model(); ds = tf.data.Dataset.from_tensor_slices((X, Y)).batch(8)
vel = [tf.zeros_like(v) for v in m.trainable_variables]
for epoch in range(5):
    tot = 0.0
    for xb, yb in ds:
        with tf.GradientTape() as t: loss = tf.reduce_mean(tf.square(m(xb) - yb))
        gs = t.gradient(loss, m.trainable_variables)
        vel = [0.9 * a - 0.05 * g for a, g in zip(vel, gs)]
        for v, d in zip(m.trainable_variables, vel): v.assign_add(d)
        tot += float(loss)
    print(f"epoch {epoch}: loss {tot / len(ds):.4f}, |w| {tf.norm(m.w):.3f}")
w_ne = np.linalg.lstsq(np.c_[X, np.ones(32)], Y, rcond=None)[0]; print(w_ne.ravel().round(3), m.w.numpy().ravel().round(2))
def adam(f, x, steps=100, lr=0.1, b1=0.9, b2=0.999, eps=1e-8):
    m_, v_ = tf.zeros_like(x), tf.zeros_like(x)
    for t in range(1, steps + 1):
        with tf.GradientTape() as tape: tape.watch(x); y = f(x)
        g = tape.gradient(y, x); m_ = b1 * m_ + (1 - b1) * g; v_ = b2 * v_ + (1 - b2) * g * g
        x = x - lr * (m_ / (1 - b1 ** t)) / (tf.sqrt(v_ / (1 - b2 ** t)) + eps)
        if t in (1, 10, 100): tf.print(t, x, y, output_stream="file:///dev/stdout") if False else print(t, x.numpy(), y.numpy())
    return x
print(adam(lambda q: tf.reduce_sum((q - [1.0, -1.0]) ** 2) + tf.reduce_prod(q), tf.constant([3.0, 3.0])))
def line_search(f, x, d, alpha=1.0, beta=0.5, c=1e-4):
    fx, g = f(x); slope = tf.reduce_sum(g * d); n = 0
    while f(x + alpha * d)[0] > fx + c * alpha * slope: alpha *= beta; n += 1
    return alpha, n
def quad(x):
    with tf.GradientTape() as t: t.watch(x); y = x[0] ** 4 + 3 * x[1] ** 2 + x[0] * x[1]
    return y, t.gradient(y, x)
x = tf.constant([1.5, -1.0], tf.float64)
for i in range(6):
    y, g = quad(x); a, n = line_search(quad, x, -g); x = x - a * g; print(i, round(float(y), 6), [round(float(v), 5) for v in x], a, n)
es = {"best": float("inf"), "wait": 0}
for i, l in enumerate([1.0, 0.5, 0.6, 0.55, 0.52, 0.4]):
    if l < es["best"] - 1e-3: es.update(best=l, wait=0)
    else: es["wait"] += 1
    if es["wait"] >= 3: print("stop at", i, es); break
for lr in (0.1, 0.5, 0.9, 1.0, 1.1):
    w = tf.Variable(1.0)
    for _ in range(20):
        with tf.GradientTape() as t: l = w ** 2
        w.assign_sub(lr * t.gradient(l, w))
    print(f"lr={lr:<4} w={w.numpy(): .6e} {'diverged' if abs(w) > 1 else 'ok'}")
sched = tf.keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5, staircase=True); print([float(sched(s)) for s in (0, 9, 10, 25)])
