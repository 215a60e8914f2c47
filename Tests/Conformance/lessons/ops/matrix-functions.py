# Factors and functions of matrices, and gradients through them.
import tensorflow as tf

A = tf.constant([[4.0, 1.0, 2.0], [1.0, 3.0, 0.5], [2.0, 0.5, 5.0]])
lu, p = tf.linalg.lu(A)
print(lu)
print("order", p.numpy(), "rebuilt", tf.reduce_max(tf.abs(tf.linalg.lu_reconstruct(lu, p) - A)).numpy() < 1e-6)
b = tf.ones((3, 1))
print(tf.linalg.lu_solve(lu, p, b))
print(tf.linalg.cholesky_solve(tf.linalg.cholesky(A), b))
print(tf.linalg.triangular_solve(A, b, lower=False))
print("logdet", tf.linalg.logdet(A), tf.linalg.slogdet(A).log_abs_determinant)
print(tf.round(tf.linalg.sqrtm(tf.constant([[5.0, 4.0], [4.0, 5.0]])) * 1000) / 1000)
values = tf.linalg.eigvals(tf.constant([[0.0, -1.0], [1.0, 0.0]]))
print(tf.sort(tf.math.imag(values)))
print(tf.linalg.band_part(A, 0, 1))
print(tf.linalg.diag_part(A, k=(-1, 1)))
print(tf.linalg.diag([[1.0, 2.0, 3.0], [4.0, 5.0, 0.0]], k=(-1, 0)))
print(tf.linalg.set_diag(A, [7.0, 8.0, 9.0]))
print(tf.linalg.tridiagonal_matmul(tf.constant([[1.0, 1.0, 0.0], [2.0, 2.0, 2.0], [0.0, 3.0, 3.0]]), b))
print(tf.round(tf.linalg.tridiagonal_solve(tf.constant([[1.0, 1.0, 0.0], [4.0, 4.0, 4.0], [0.0, 1.0, 1.0]]), tf.constant([1.0, 2.0, 3.0])) * 1000) / 1000)
print(tf.linalg.eye(2, 3), tf.linalg.norm(A, ord=1, axis=[0, 1]), tf.linalg.trace(A))

C = tf.constant([[2 + 0j, 1 + 1j], [1 - 1j, 3 + 0j]], dtype=tf.complex128)
print(tf.linalg.adjoint(C))
print(tf.linalg.inv(C))
print(tf.linalg.cholesky(C))
print(tf.linalg.solve(C, tf.constant([[1 + 0j], [0 + 1j]], dtype=tf.complex128)))

X = tf.Variable([[3.0, 1.0], [1.0, 2.0]], dtype=tf.float64)
with tf.GradientTape() as outer:
    with tf.GradientTape() as tape:
        y = tf.linalg.logdet(X) + tf.reduce_sum(tf.linalg.sqrtm(X))
    g = tape.gradient(y, X)
    s = tf.reduce_sum(g * g)
print(g)
print(outer.gradient(s, X))
for call in (
    lambda: tf.linalg.inv(tf.constant([[1.0, 2.0], [2.0, 4.0]])),
    lambda: tf.linalg.det(tf.ones((2, 3))),
    lambda: tf.linalg.logm(tf.eye(2)),
    lambda: tf.linalg.solve(A, tf.ones((2, 1))),
):
    try:
        call()
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, error.message)
with tf.GradientTape() as tape:
    y = tf.linalg.lu(X).lu
try:
    tape.gradient(y, X)
except LookupError as error:
    print("LookupError", error)
