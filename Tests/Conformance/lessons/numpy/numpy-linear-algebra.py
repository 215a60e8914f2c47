# np.linalg from solving to singular values.
import numpy as np

A = np.array([[4.0, 1.0], [2.0, 3.0]])
b = np.array([1.0, 2.0])
x = np.linalg.solve(A, b)
print("x =", x, "residual", np.round(A @ x - b, 12) + 0.0)
print("inverse\n", np.linalg.inv(A))
print("det", round(np.linalg.det(A), 10), "rank", np.linalg.matrix_rank(A), "trace", np.trace(A))
sign, logdet = np.linalg.slogdet(A)
print("slogdet", sign, round(float(logdet), 10))

values, vectors = np.linalg.eig(A)
print("eigenvalues", values)
for k in range(2):
    print("A v = w v:", np.allclose(A @ vectors[:, k], values[k] * vectors[:, k]))
print("rotation", np.linalg.eigvals(np.array([[0.0, -1.0], [1.0, 0.0]])))
S = np.array([[2.0, 1.0], [1.0, 2.0]])
w, Q = np.linalg.eigh(S)
print("symmetric", w)
print(np.round(Q @ np.diag(w) @ Q.T, 10))

M = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
result = np.linalg.svd(M, full_matrices=False)
print("singular values", result.S)
print("shapes", result.U.shape, result.S.shape, result.Vh.shape)
print("rebuilt", np.allclose(result.U * result.S @ result.Vh, M))
Q, R = np.linalg.qr(M)
print("R\n", R)
print("orthogonal", np.allclose(Q.T @ Q, np.eye(2)))
print("cholesky\n", np.linalg.cholesky(S))
print("pinv\n", np.linalg.pinv(M))

xs = np.array([0.0, 1.0, 2.0, 3.0])
ys = np.array([1.0, 2.9, 5.1, 7.0])
coefficients, residuals, rank, singular = np.linalg.lstsq(np.stack([xs, np.ones(4)], axis=1), ys, rcond=None)
print("line", coefficients, "residual", residuals, "rank", rank)

print("norms", np.linalg.norm(b), np.linalg.norm(A), np.linalg.norm(A, 1), np.linalg.norm(A, np.inf), np.linalg.norm(A, "nuc"))
print("rows", np.linalg.norm(M, axis=1), "order 3", np.linalg.norm(b, 3))
print("cond", np.linalg.cond(S), np.linalg.cond(S, 1))
print("power\n", np.linalg.matrix_power(np.array([[1, 1], [1, 0]]), 10))
print("einsum", np.einsum("ij,j->i", A, b), np.einsum("ii", A), np.einsum("i,j->ij", b, b).shape)
print("tensordot", np.tensordot(M, M, axes=([0], [0])))
for bad in (np.ones((2, 2)), np.ones((2, 3))):
    try:
        np.linalg.inv(bad)
    except np.linalg.LinAlgError as error:
        print("LinAlgError:", error)
try:
    np.linalg.cholesky(-S)
except np.linalg.LinAlgError as error:
    print("LinAlgError:", error)
