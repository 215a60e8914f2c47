import tensorflow as tf
# grad returning odd things
@tf.custom_gradient
def f1(x):
    return x * 2.0, lambda dy: 3.0
x = tf.constant(1.0)
def tr(f):
    try:
        r = f()
        print(type(r).__name__, r)
    except Exception as e:
        print(type(e).__name__, str(e)[:600])
def go(f, *xs, **kw):
    with tf.GradientTape() as t:
        for q in xs: t.watch(q)
        y = f(*xs, **kw)
    return t.gradient(y, list(xs))
@tf.custom_gradient
def f2(x):
    return x * 2.0, lambda dy: None
tr(lambda: go(f2, x))
@tf.custom_gradient
def f3(x, y):
    return x * y, lambda dy: dy
tr(lambda: go(f3, x, x))
@tf.custom_gradient
def f4(x):
    return x * 2.0
tr(lambda: go(f4, x))
@tf.custom_gradient
def f5(x):
    return x * 2.0, 5
tr(lambda: go(f5, x))
v = tf.Variable(3.0, name="v")
@tf.custom_gradient
def f6(x):
    return x * v, lambda dy: dy * v
tr(lambda: go(f6, x))
@tf.custom_gradient
def f7(x):
    def g(dy, variables=None):
        print("vars", [q.name for q in variables])
        return dy * v, [dy * x]
    return x * v, g
tr(lambda: go(f7, x))
with tf.GradientTape() as t:
    y = f7(x)
tr(lambda: t.gradient(y, v))
@tf.custom_gradient
def f8(x):
    def g(dy, variables=None):
        return dy * v, []
    return x * v, g
tr(lambda: go(f8, x))
# multiple outputs
@tf.custom_gradient
def two(a, b):
    def g(da, db):
        print("da", da, "db", db)
        return da * 2.0 + db, da - db
    return (a + b, a * b), g
a = tf.constant(2.0); b = tf.constant(5.0)
with tf.GradientTape(persistent=True) as t:
    t.watch([a, b])
    p, q = two(a, b)
    z = p * q
tr(lambda: t.gradient(z, [a, b]))
tr(lambda: t.gradient(p, [a, b]))
tr(lambda: t.gradient(q, [a, b]))
tr(lambda: t.gradient([p, q], [a, b]))
r = two(a, b)
print(type(r), r)
@tf.custom_gradient
def lst(a):
    def g(*d):
        print("n", len(d))
        return d[0] + d[1]
    return [a, a * 3.0], g
r = lst(a)
print(type(r), r)
tr(lambda: go(lst, a))
@tf.custom_gradient
def dct(a):
    def g(*d):
        print("n", len(d), d)
        return d[0]
    return {"u": a, "w": a * 3.0}, g
tr(lambda: dct(a))
tr(lambda: go(dct, a))
print(two.__name__)
print(f1(2)); tr(lambda: f1([1.0, 2.0]))
tr(lambda: f1("s"))
tr(lambda: f1())
tr(lambda: f1(None))
@tf.custom_gradient
def kw(x, k=2.0):
    def g(dy):
        return dy * k
    return x ** k, g
tr(lambda: go(kw, a, k=tf.constant(3.0)))
tr(lambda: go(kw, a))
tr(lambda: go(lambda x: kw(x, 3.0), a))
@tf.custom_gradient
def bad(x):
    def g(dy):
        raise ValueError("inside grad")
    return x, g
tr(lambda: go(bad, a))
@tf.custom_gradient
def noarg():
    return tf.constant(1.0), lambda dy: ()
tr(lambda: noarg())
