# Choosing, ordering and counting elements; grids and views.
import numpy as np

values = np.array([3, 1, 2, 3, 1, 7])
unique, first, back, counts = np.unique(values, return_index=True, return_inverse=True, return_counts=True)
print(unique, first, back, counts, unique[back])
print(np.argsort(values, kind="stable"), np.lexsort(([1, 2, 3], [3, 3, 1])), np.sort(values)[::-1])
print(np.where(values > 2), np.flatnonzero(values > 2), np.argwhere(values == 1).ravel())
print(np.select([values > 5, values > 2], [values * 100, values * 10], default=-1))
print(np.piecewise(values.astype(float), [values < 2, values >= 2], [lambda v: -v, 0.5]))
print(np.take(values, [0, 8], mode="clip"), np.choose([0, 1, 0], [[1, 2, 3], [4, 5, 6]]))
print(np.digitize([0.2, 6.4, 3.0], [0.0, 1.0, 2.5, 4.0]), np.searchsorted([1, 2, 3], [0, 2, 5], side="right"))
print(np.intersect1d([1, 2, 3], [2, 3, 4]), np.setxor1d([1, 2, 3], [2, 3, 4]), np.isin([1, 5], [5]))

grid = np.mgrid[0:2, 0:3]
print(grid.shape, grid[1], np.ogrid[0:3, 0:2][0].ravel(), np.mgrid[0:1:5j])
print(np.r_[1:4, 0, 9], np.c_[[1, 2], [3, 4]])
X, Y = np.meshgrid([1, 2], [3, 4, 5], indexing="ij")
print(X.shape, (X * 10 + Y).tolist(), [part.shape for part in np.meshgrid([1, 2], [3, 4, 5], sparse=True)])
print(np.fromfunction(lambda i, j: i * 10 + j, (2, 3)))
print(np.apply_along_axis(lambda row: row.max() - row.min(), 1, np.array([[3, 9, 4], [5, 5, 5]])))
print(np.vectorize(lambda a, b: a if a > b else b)([1, 5, 3], 3))
print(np.pad([1, 2, 3], (1, 2), constant_values=(0, 9)), np.pad([1, 2, 3], 2, "reflect"))
print(np.roll(np.arange(6).reshape(2, 3), (1, 1), axis=(0, 1)), np.rot90([[1, 2], [3, 4]]))
print(np.block([[np.eye(2, dtype=int), np.full((2, 1), 7)], [np.zeros((1, 3), dtype=int)]]))

a = np.arange(6)
view = a.reshape(2, 3)
view[0, 0] = 99
copy = a.reshape(2, 3).copy()
copy[0, 1] = -1
print(a, view.base is a, copy.base is None, a[::2].strides, view.T.flags.c_contiguous)
print(view.ravel(order="F"), view.reshape(3, 2, order="F").tolist())
frozen = np.broadcast_to([1, 2, 3], (2, 3))
try:
    frozen[0, 0] = 5
except ValueError as error:
    print("ValueError:", error)
with np.printoptions(precision=2, formatter={"float_kind": lambda v: f"<{v:.1f}>"}):
    print(np.array([1.25, 2.5]))
print(np.array([1.25, 2.5]), np.float32(0.1), [np.float64(1), np.int64(2)])
for name in ("float_", "int", "trapz"):
    try:
        getattr(np, name)
    except AttributeError as error:
        print(str(error).splitlines()[0])
