import tensorflow as tf, numpy as np
# special functions in float64, to twelve digits, and their slopes
m = tf.math
def show(name, f, xs):
    x = tf.constant(xs, tf.float64)
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as t:
            t.watch(x); y = f(x)
        g = t.gradient(y, x)
    h = outer.gradient(g, x)
    for r in (y, g, h): print(name, ['%.10e' % v for v in r.numpy()])
P = [0.1, 0.5, 1.0, 1.7, 3.0, 8.5, 20.0]; R = [-2.5, -0.7, -0.1, 0.3, 1.2, 2.9]
show('lgamma', m.lgamma, P + [-0.5, -1.5, -2.3]); show('digamma', m.digamma, P + [-0.5, -1.5])
show('erfc', m.erfc, R); show('erfinv', m.erfinv, [-0.9, -0.3, 0.1, 0.5, 0.99]); show('ndtri', m.ndtri, [0.01, 0.2, 0.5, 0.7, 0.999]); show('erfcinv', m.erfcinv, [0.1, 0.5, 1.0, 1.7])
show('i0', m.bessel_i0, R); show('i1', m.bessel_i1, R); show('i0e', m.bessel_i0e, R); show('i1e', m.bessel_i1e, R + [50.0])
print(m.rint([0.5, 1.5, 2.5, -0.7]))
