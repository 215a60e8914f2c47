import tensorflow as tf

# second derivatives, Hessians, Newton
def rosen(p):
    x, y = p[0], p[1]
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2

p = tf.Variable([-1.2, 1.0], dtype=tf.float64)
for k in range(6):
    with tf.GradientTape() as t2:
        with tf.GradientTape() as t1:
            v = rosen(p)
        g = t1.gradient(v, p)
    H = t2.jacobian(g, p)
    step = tf.linalg.solve(H, g[:, tf.newaxis])[:, 0]
    print(k, f"{v.numpy():.8f}", g.numpy(), tf.linalg.norm(g).numpy().round(6))
    p.assign_sub(step)
print(p.numpy(), H.numpy(), tf.linalg.eigvalsh(H).numpy().round(3))
x = tf.constant(0.5, tf.float64)
ds = []
def nth(n, x):
    if n == 0:
        return tf.math.log(1 + x)
    with tf.GradientTape() as t:
        t.watch(x)
        y = nth(n - 1, x)
    return t.gradient(y, x)
print([nth(n, x).numpy() for n in range(6)])
v = tf.constant([1.0, 2.0, 3.0])
A = tf.constant([[2.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 4.0]])
with tf.GradientTape(persistent=True) as t2:
    t2.watch(v)
    with tf.GradientTape() as t1:
        t1.watch(v)
        q = 0.5 * tf.tensordot(v, tf.linalg.matvec(A, v), 1)
    g = t1.gradient(q, v)
    gv = tf.reduce_sum(g * tf.constant([1.0, 0.0, -1.0]))
print(q, g, t2.jacobian(g, v), t2.gradient(gv, v), sep="\n")
