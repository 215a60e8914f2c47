import tensorflow as tf
x = tf.Variable(2.0); y = tf.Variable(3.0)
@tf.function
def a():
    with tf.GradientTape() as t: z = x * y + tf.sin(x)
    return t.gradient(z, {"x": x, "y": y})
print(a())
@tf.function
def b(v):
    with tf.GradientTape(persistent=True) as t:
        t.watch(v); p = v ** 2; q = tf.stop_gradient(p) * v
    return t.gradient(p, v), t.gradient(q, v), t.gradient(p, x, unconnected_gradients="zero"), t.gradient(p, x)
print(b(tf.constant(3.0)))
@tf.function
def c(n):
    with tf.GradientTape() as t:
        s = tf.constant(1.0); i = tf.constant(0)
        while i < n: s = s * x; i += 1
    return s, t.gradient(s, x)
print(c(tf.constant(3)), c(tf.constant(5)))
@tf.function
def d(v):
    with tf.GradientTape() as t:
        t.watch(v)
        if v > 0: r = v * v
        else: r = -v
    return t.gradient(r, v)
print(d(tf.constant(2.0)), d(tf.constant(-2.0)))
@tf.function
def e(v):
    with tf.GradientTape() as t:
        t.watch(v)
        ta = tf.TensorArray(tf.float32, size=3)
        for i in tf.range(3): ta = ta.write(i, v[i] ** tf.cast(i + 1, tf.float32))
        r = tf.reduce_sum(ta.stack())
    return t.gradient(r, v)
print(e(tf.constant([1.0, 2.0, 3.0])))
@tf.function
def f(v):
    with tf.GradientTape() as t2:
        t2.watch(v)
        with tf.GradientTape() as t1: t1.watch(v); r = v ** 4
        g = t1.gradient(r, v)
    return g, t2.gradient(g, v)
print(f(tf.constant(2.0)))
@tf.function
def g(v, u):
    with tf.GradientTape() as t: t.watch(v); r = tf.stack([v[0] * v[1], v[0] + v[1]])
    return t.gradient(r, v, output_gradients=u)
print(g(tf.constant([2.0, 3.0]), tf.constant([1.0, 10.0])))
@tf.function
def sq(v): return v * v
with tf.GradientTape() as t: r = sq(x) + sq(sq(y))
print(t.gradient(r, [x, y]))
@tf.function
def h(v):
    tf.Assert(v > 0, ["neg", v]); return tf.math.log(v)
with tf.GradientTape() as t:
    k = tf.constant(4.0); t.watch(k); r = h(k)
print(t.gradient(r, k))
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1: r = sq(x) * x
    gg = t1.gradient(r, x)
print(gg, t2.gradient(gg, x))
@tf.function
def train_step(m, v, opt_lr):
    with tf.GradientTape() as t:
        l = tf.reduce_mean((m @ v - 1.0) ** 2)
    gr = t.gradient(l, [v]); gr, n = tf.clip_by_global_norm(gr, 1.0); v.assign_sub(opt_lr * gr[0]); tf.print("norm", n); return l
V = tf.Variable([[0.5], [0.5]])
for i in range(3): print(round(float(train_step(tf.constant([[1.0, 2.0], [3.0, 4.0]]), V, 0.1)), 5), V.numpy().ravel())
@tf.function
def j(v):
    with tf.GradientTape() as t: t.watch(v); r = tf.map_fn(lambda q: q ** 2, v)
    return t.gradient(r, v), t.jacobian(r, v) if False else 0
print(j(tf.constant([1.0, 2.0]))[0])
@tf.function
def none():
    with tf.GradientTape() as t: r = tf.constant(2.0) * 3
    return t.gradient(r, x)
print(none())
@tf.function
def hess(v):
    with tf.GradientTape() as t2:
        t2.watch(v)
        with tf.GradientTape() as t1: t1.watch(v); r = tf.reduce_sum(v ** 3) + v[0] * v[1]
        g = t1.gradient(r, v)
    return t2.jacobian(g, v)
print(hess(tf.constant([1.0, 2.0]))); print(tf.hessians if False else "")
@tf.function
def wl(v):
    with tf.GradientTape() as t:
        t.watch(v); _, r = tf.while_loop(lambda i, s: i < 3, lambda i, s: (i + 1, s * v), (0, v))
    return r, t.gradient(r, v)
print(wl(tf.constant(2.0)))
@tf.function
def cd(v):
    with tf.GradientTape() as t: t.watch(v); r = tf.cond(v > 1.0, lambda: v ** 2, lambda: v * 5.0)
    return t.gradient(r, v)
print(cd(tf.constant(0.5)), cd(tf.constant(3.0)))
@tf.function
def wv():
    with tf.GradientTape(watch_accessed_variables=False) as t: t.watch(x); r = x * y
    return t.gradient(r, [x, y])
print(wv())
@tf.function
def gi(p, i):
    with tf.GradientTape() as t: t.watch(p); r = tf.reduce_sum(tf.gather(p, i) ** 2)
    return t.gradient(r, p)
print(tf.convert_to_tensor(gi(tf.constant([1.0, 2.0, 3.0]), tf.constant([0, 0, 2]))))
