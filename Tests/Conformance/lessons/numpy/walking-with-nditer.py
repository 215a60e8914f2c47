import numpy as np
a = np.arange(6.0).reshape(2, 3)
for x in np.nditer(a): print(x, end=" ")
it = np.nditer(a, flags=["multi_index"])
for x in it: print(x, it.multi_index, end="; ")
with np.nditer(a, op_flags=["readwrite"]) as it:
    for x in it: x[...] = 2 * x
print(a); 
for x in np.nditer(a, op_flags=["readwrite"]): x[...] += 1
print(a, [int(x) for x in np.nditer(np.array([1, 2]))])
for x, y in np.nditer([a, np.array([1, 2, 3])]): print(x * y, end=" ")
it = np.nditer(a, flags=["multi_index"], op_flags=["readwrite"])
while not it.finished:
    i = it.multi_index; a[i] = i[0] * 10 + i[1]; it.iternext()
print(a, it.finished)
