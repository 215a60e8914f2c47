import numpy as np
a = np.arange(12).reshape(3, 4)
v = a[1]
v[0] = 100
print(a)
w = a[:, 1:3]
w += 10
print(a)
w[...] = 0
print(a, w)
t = a.T
t[0, 0] = -1
print(a[0], t.shape)
r = a.reshape(4, 3)
r[3, 2] = 77
print(a)
f = a.flatten(); f[0] = 5
print(a[0, 0], f[:3])
g = a.ravel(); g[1] = 55
print(a[0])
c = a.copy(); c[:] = 0
print(a.sum(), c.sum())
b = a[::-1, ::2]
b[0, 0] = 9
print(a)
d = a[1:, 1:][0]
d *= 2
print(a)
x = np.zeros(5)
y = x[1:4]
y[:] = [1, 2, 3]
x[0] = 7
print(x, y)
z = x
z[4] = 3
print(x is z, x)
m = np.eye(3)
m[1] = 5
m[:, 2] = [7, 8, 9]
m[0, 0] += 2
print(m)
np.fill_diagonal(m, 0)
print(m)
print(np.shares_memory(a, v), np.may_share_memory(a, c))
row = a[0]
row.fill(3)
print(a)
for r in a:
    r[0] = 42
print(a)
a.shape = (2, 6)
print(a)
e = np.expand_dims(x, 0); e[0, 1] = -9
print(x)
s = e.squeeze(); s[2] = -8
print(x, s.shape)
q = x[np.newaxis, :, None]
q[0, 3, 0] = 11
print(x, q.shape)
sw = np.swapaxes(a, 0, 1); sw[0, 1] = 99
print(a)
