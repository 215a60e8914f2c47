import tensorflow as tf
@tf.function
def fizz(n):
    for i in tf.range(1, n + 1):
        if i % 15 == 0: tf.print("FizzBuzz")
        elif i % 5 == 0: tf.print("Buzz")
        else: tf.print(i)
fizz(tf.constant(5))
@tf.function
def newton(a, tol=1e-6):
    x = a
    while tf.abs(x * x - a) > tol: x = 0.5 * (x + a / x)
    return x
print(newton(tf.constant(2.0)), newton(tf.constant(9.0)))
@tf.function
def power_iter(A, n):
    v = tf.ones((tf.shape(A)[0], 1), A.dtype)
    for _ in tf.range(n): v = A @ v; v = v / tf.norm(v)
    return tf.squeeze(tf.transpose(v) @ A @ v), v
print(power_iter(tf.constant([[2.0, 1.0], [1.0, 3.0]]), tf.constant(50)))
@tf.function
def fib(n):
    a, b = tf.constant(0), tf.constant(1)
    for _ in tf.range(n): a, b = b, a + b
    return a
print([int(fib(tf.constant(k))) for k in range(8)])
@tf.function
def sign(x): return "pos" if x > 0 else "neg"
print(sign(tf.constant(1)))
@tf.function
def unpack(d, *args, flag=True, **kw):
    print("trace", sorted(d), len(args), flag, sorted(kw)); return d["a"] + sum(args) + kw.get("z", 0)
print(unpack({"a": tf.constant(1)}, 2, 3), unpack({"a": tf.constant(5)}, 2, 3), unpack({"a": tf.constant(1)}, flag=False, z=4))
count = 0
@tf.function
def side(x):
    global count; count += 1; return x + count
print(side(tf.constant(1)), side(tf.constant(1)), count, side(tf.constant(1.0)), count)
lst = []
@tf.function
def leak(x): lst.append(x); return x
leak(tf.constant(1)); print(type(lst[0]).__name__ if False else len(lst))
@tf.function(jit_compile=False)
def matpow(A, n):
    R = tf.eye(2)
    while n > 0:
        if n % 2 == 1: R = R @ A
        A = A @ A; n = n // 2
    return R
print(matpow(tf.constant([[1.0, 1.0], [1.0, 0.0]]), tf.constant(10)))
@tf.function
def ranges(x):
    out = tf.TensorArray(tf.int32, size=0, dynamic_size=True)
    for v in x:
        if v < 0: continue
        if v > 10: break
        out = out.write(out.size(), v * 2)
    return out.stack()
print(ranges(tf.constant([1, -1, 5, 20, 3])))
@tf.function
def both(x, y):
    if x > 0 and y > 0: return 1
    elif x > 0 or not (y > 0): return 2
    else: return 3
print(both(tf.constant(1), tf.constant(1)), both(tf.constant(1), tf.constant(-1)), both(tf.constant(-1), tf.constant(1)))
@tf.function
def zipd(a, b):
    s = 0
    for k in tf.range(3): s += a[k] * b[k]
    return s
print(zipd(tf.constant([1, 2, 3]), tf.constant([4, 5, 6])))
class Counter(tf.Module):
    def __init__(self): self.c = tf.Variable(0)
    @tf.function(input_signature=[tf.TensorSpec([], tf.int32)])
    def add(self, k):
        for _ in tf.range(k): self.c.assign_add(1)
        return self.c
q = Counter(); print(q.add(3), q.add(tf.constant(2)), q.c)
@tf.function
def asrt(x):
    with tf.control_dependencies([tf.debugging.assert_less(x, 10)]): return tf.identity(x)
try: asrt(tf.constant(11))
except tf.errors.InvalidArgumentError as e: print(type(e).__name__)
@tf.function
def lam(x): return tf.map_fn(lambda r: tf.reduce_sum(r), x), list(map(lambda v: v + 1, [x[0, 0], x[1, 1]])), [tf.reduce_max(r) for r in tf.unstack(x)], {k: v for k, v in zip("ab", tf.unstack(x))}
print(lam(tf.constant([[1, 2], [3, 4]])))
print(tf.autograph.to_code if False else "", tf.function(lambda x, y: x @ y)(tf.ones((1, 2)), tf.ones((2, 1))))
