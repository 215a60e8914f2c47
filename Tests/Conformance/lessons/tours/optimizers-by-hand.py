import tensorflow as tf
import math
# optimisers by hand
def quad(p):
    return 0.5 * (10.0 * p[0] ** 2 + p[1] ** 2)
def run(name, update, steps=8):
    p = tf.Variable([1.0, 1.0])
    state = {}
    for t in range(1, steps + 1):
        with tf.GradientTape() as tape:
            loss = quad(p)
        g = tape.gradient(loss, p)
        update(p, g, state, t)
        if t in (1, 2, steps):
            print(f"{name:<9} t={t} loss={loss:.6f} p={p.numpy()}")
def sgd(p, g, s, t):
    p.assign_sub(0.1 * g)
def momentum(p, g, s, t):
    s["v"] = 0.9 * s.get("v", tf.zeros_like(p)) + g
    p.assign_sub(0.05 * s["v"])
def nesterov(p, g, s, t):
    v = s.get("v", tf.zeros(2))
    nv = 0.9 * v - 0.05 * g
    p.assign_add(0.9 * nv - 0.05 * g)
    s["v"] = nv
def adagrad(p, g, s, t):
    s["a"] = s.get("a", 0.1) + g ** 2
    p.assign_sub(0.5 * g / (tf.sqrt(s["a"]) + 1e-7))
def rmsprop(p, g, s, t):
    s["a"] = 0.9 * s.get("a", tf.zeros(2)) + 0.1 * tf.square(g)
    p.assign_sub(0.01 * g / tf.sqrt(s["a"] + 1e-7))
def adam(p, g, s, t, lr=0.1, b1=0.9, b2=0.999):
    s["m"] = b1 * s.get("m", tf.zeros(2)) + (1 - b1) * g
    s["v"] = b2 * s.get("v", tf.zeros(2)) + (1 - b2) * g * g
    mh = s["m"] / (1 - b1 ** t)
    vh = s["v"] / (1 - b2 ** t)
    p.assign_sub(lr * mh / (tf.sqrt(vh) + 1e-7))
for f in (sgd, momentum, nesterov, adagrad, rmsprop, adam):
    run(f.__name__, f)
lr = tf.Variable(0.3)
x = tf.Variable(5.0)
for i in range(5):
    with tf.GradientTape() as t:
        y = x ** 4 / 4
    d = t.gradient(y, x)
    while (x - lr * d) ** 4 / 4 > y - 0.5 * lr * d ** 2:
        lr.assign(lr * 0.5)
    x.assign_sub(lr * d)
    print(i, x.numpy(), lr.numpy())
print(math.isnan(float("nan")), tf.math.is_nan(tf.constant(float("nan"))).numpy())
