import numpy as np
a = np.arange(10) * 10
print(a[[1, 3, 5]], a[np.array([[0, 1], [2, 9]])], a[[-1, -2]])
b = a[[0, 1]]; b[0] = 999
print(a)
a[[0, 2, 4]] = [1, 2, 3]
print(a)
a[[0, 2]] += 100
print(a)
a[a > 50] = 0
print(a, a[a == 0].shape)
mask = np.array([True, False] * 5)
print(a[mask], a[~mask])
a[mask] = np.arange(5)
print(a)
a[mask] *= 2
print(a)
m = np.arange(20).reshape(4, 5)
print(m[[0, 2]], m[:, [1, 3]], m[[0, 1, 2], [1, 2, 3]])
print(m[m % 2 == 0])
m[m % 3 == 0] = -1
print(m)
m[[0, 1], [0, 1]] = 50
print(m)
m[:, [0, 4]] = 0
print(m)
m[1:3, [1, 2]] = [[7, 8], [9, 10]]
print(m)
print(m[np.array([True, False, True, False])], m[np.array([True, False, True, False]), 1])
print(m[np.ix_([0, 2], [1, 3])])
print(m[:, m[0] > 0])
m[m[:, 0] == 0, 1] = -5
print(m)
i, j = np.where(m < 0)
print(i, j, np.nonzero(m == 7), np.argwhere(m > 8))
print(np.where(m > 5, m, 0), np.where([True, False], 1.5, 2))
print(np.take(a, [1, 2]), np.take(m, [0, 1], axis=1))
x = np.zeros((3, 3)); x[[0, 1, 2], [2, 1, 0]] = 1
print(x)
x[np.arange(3), np.arange(3)] += 5
print(x)
x[..., 0] = 9
x[x > 8] -= 1
print(x, x[..., [1]])
y = np.arange(6.).reshape(2, 3)
y[y > 2] = np.nan
print(y, np.isnan(y).sum(), np.nan_to_num(y), np.nanmean(y), np.nansum(y))

idx = np.argsort([3, 1, 2]); print(idx, np.array([30, 10, 20])[idx])
try: a[100]
except IndexError as e: print(e)
try: a[[1, 100]]
except IndexError as e: print(e)
try: m[np.array([True, False])]
except IndexError as e: print(e)
try: a[1.5]
except IndexError as e: print(e)
try: m[1, 2, 3]
except IndexError as e: print(e)
try: a[[1, 2]] = [1, 2, 3]
except ValueError as e: print(e)
try: a[mask] = [1, 2, 3]
except ValueError as e: print(e)
