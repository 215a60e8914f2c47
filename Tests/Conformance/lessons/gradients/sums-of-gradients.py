import tensorflow as tf, numpy as np
# random programs with fan-outs, gradient of scalar programs in float32; prints bits
import random
def prog(seed, shape, ops):
    r = random.Random(seed)
    x = tf.constant(np.asarray([r.uniform(0.5, 2) for _ in range(int(np.prod(shape)) if shape else 1)], np.float32).reshape(shape))
    y = tf.constant(np.float32(r.uniform(0.5, 2)))
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([x, y])
        pool = [x, y]
        for i in range(ops):
            a, b = r.choice(pool), r.choice(pool)
            if r.random() < 0.4: a = r.choice([x, y])
            k = r.randrange(6)
            if k == 0: z = a + b
            elif k == 1: z = a * b * 0.37
            elif k == 2: z = a - b * 0.7
            elif k == 3: z = tf.sin(a)
            elif k == 4: z = a / (b * b + 1.3)
            else: z = tf.exp(-a * a) * b
            pool.append(z)
        t = pool[-1]
        for p in pool[-6:-1]: t = t + p * 0.3
    for v in (x, y, pool[len(pool)//2]):
        g = tape.gradient(t, v)
        print(seed, None if g is None else [float(q).hex() for q in np.ravel(g.numpy())])
for s in range(40): prog(s, (), 12 + s)
for s in range(20): prog(100 + s, (3,), 10 + 2 * s)
# many fan-outs
for n in list(range(3, 30)) + [50, 100]:
    r = random.Random(n)
    w = tf.Variable(np.float32(0.37)); c = tf.constant(np.float32(1.1))
    with tf.GradientTape() as tape:
        tape.watch(c)
        terms = [w * np.float32(r.uniform(-1, 1)) * c for _ in range(n)]
        loss = terms[0]
        for q in terms[1:]: loss = loss + q * np.float32(r.uniform(0, 1))
    g = tape.gradient(loss, [w, c])
    print(n, [float(q).hex() for q in g])
    with tf.GradientTape() as tape:
        tape.watch(c)
        l2 = tf.add_n([w * c * np.float32(r.uniform(-1, 1)) for _ in range(n)])
    g = tape.gradient(l2, [w, c])
    print(n, float(l2).hex(), [float(q).hex() for q in g])
