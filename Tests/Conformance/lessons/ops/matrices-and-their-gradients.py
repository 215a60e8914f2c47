import tensorflow as tf

S = tf.Variable([[4.0, 1.0, 0.5], [1.0, 3.0, -0.75], [0.5, -0.75, 5.0]], dtype=tf.float64)


def rounded(t):
    return [[round(float(x), 6) + 0.0 for x in row] for row in t.numpy()]


with tf.GradientTape(persistent=True) as tape:
    sign, logabs = tf.linalg.slogdet(S)
    L = tf.linalg.cholesky(S)
    e, V = tf.linalg.eigh(S)
    s, U, W = tf.linalg.svd(S)
    Q, R = tf.linalg.qr(S)
    first = e[0]
    condition = s[0] / s[-1]
    energy = tf.reduce_sum(R ** 2)
    total = tf.linalg.trace(tf.linalg.inv(S))
    half = tf.linalg.logdet(S)
    fro = tf.norm(S)
    solved = tf.reduce_sum(tf.linalg.triangular_solve(L, tf.ones((3, 1), tf.float64)))
print(sign.numpy(), f"{logabs:.6f} {half:.6f}")
print("L", rounded(L))
print("e", [f"{x:.6f}" for x in e.numpy()], [f"{x:.6f}" for x in s.numpy()])
print("Q R", bool(tf.reduce_max(tf.abs(Q @ R - S)) < 1e-12), bool(tf.reduce_max(tf.abs(V @ tf.linalg.diag(e) @ tf.transpose(V) - S)) < 1e-12))
for name, target in [("logdet", logabs), ("first", first), ("condition", condition), ("energy", energy), ("total", total), ("half", half), ("fro", fro), ("solved", solved)]:
    print(name, rounded(tape.gradient(target, S)))
print(tf.linalg.band_part(S, 0, 1).numpy())
print(tf.linalg.set_diag(S, [0.0, 0.0, 0.0]).numpy() if S.dtype == tf.float32 else tf.linalg.set_diag(S, tf.zeros(3, tf.float64)).numpy())
print(tf.linalg.diag([1, 2, 3]), tf.linalg.diag([1.0, 2.0], k=1), tf.linalg.diag_part(S, k=-1))
q = tf.linalg.qr(tf.constant([[3.0, 1.0], [4.0, 2.0]]))
print(q)
print(q.q.numpy(), q.r.numpy())
print(tf.linalg.eigvalsh([[2.0, 1.0], [1.0, 2.0]]), tf.linalg.pinv([[2.0, 0.0], [0.0, 0.5], [0.0, 0.0]]))
print(tf.linalg.lstsq(tf.constant([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], tf.float64), tf.constant([[1.0], [2.0], [4.0]], tf.float64)).numpy().round(6))
print(tf.linalg.cross([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]), tf.linalg.matrix_rank([[1.0, 2.0], [2.0, 4.0]]))
print(tf.norm([[3.0, 4.0], [0.0, 0.0]], axis=1), tf.norm([[3.0, -4.0]], ord=1), tf.norm([[1.0, 2.0], [3.0, 4.0]], ord="fro", axis=[0, 1]))
for f in [lambda: tf.linalg.inv(tf.zeros((2, 2))), lambda: tf.linalg.solve(tf.ones((2, 2)), tf.ones((2, 1))), lambda: tf.linalg.det(tf.ones((2, 3))), lambda: tf.linalg.inv([[1, 2], [3, 4]]), lambda: tf.linalg.trace([1.0, 2.0])]:
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
x = tf.Variable([0.0, 0.0])
with tf.GradientTape() as tape:
    n = tf.norm(x)
print(tape.gradient(n, x))
