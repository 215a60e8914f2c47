# Ufuncs are objects: they reduce, accumulate, pair up and write where they are told.
import numpy as np

print(np.add, type(np.add), np.add.__name__, np.add.nin, np.add.nout, np.add.identity)
table = np.arange(1, 13, dtype=float).reshape(3, 4)
print("columns", np.add.reduce(table))
print("rows", np.multiply.reduce(table, axis=1, keepdims=True))
print("all", np.add.reduce(table, axis=None), np.maximum.reduce(table, axis=(0, 1)))
print("running", np.add.accumulate([1, 2, 3, 4]), np.maximum.accumulate([3, 1, 4, 1, 5]))
print("times table")
print(np.multiply.outer(np.arange(1, 4), np.arange(1, 6)))
counts = np.zeros(4, dtype=int)
np.add.at(counts, [0, 1, 1, 3, 3, 3], 1)
print("counts", counts)
print("pieces", np.add.reduceat(np.arange(8), [0, 4, 1, 5]))

target = np.empty(4)
same = np.sqrt(table[0], out=target)
print(same is target, target)
safe = np.full(3, -1.0)
np.divide([6.0, 1.0, 9.0], [2.0, 0.0, 3.0], out=safe, where=np.array([True, False, True]))
print("safe quotient", safe)
print("where", np.sum(table, axis=0, where=table > 5), np.mean(table, where=table > 5))
print("initial", np.max(table, axis=1, where=table > 5, initial=0), np.sum([1, 2], initial=10))
print("fmax ignores nan:", np.fmax([1, np.nan], [np.nan, 3]), np.maximum([1, np.nan], [2, 3]))

whole = np.array([1, 2, 3])
try:
    whole /= 2
except TypeError as error:
    print(type(error).__name__ + ":", error)
whole //= 2
print("in place", whole, whole.dtype)
try:
    np.add([1, 2], "a")
except TypeError as error:
    print(type(error).__name__ + ":", error)
try:
    np.ones((2, 3)) @ np.ones((2, 3))
except ValueError as error:
    print(error)
try:
    np.dot(np.ones((2, 3)), np.ones((2, 3)))
except ValueError as error:
    print(error)
try:
    np.uint8(200) + 100
except OverflowError as error:
    print(error)
with np.errstate(divide="raise"):
    try:
        np.divide(1.0, 0.0)
    except FloatingPointError as error:
        print("FloatingPointError:", error)
