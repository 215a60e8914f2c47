# The first 1 000 numbers of NumPy's generators, and of TensorFlow's further draws, for 20 seeds: sums
# of their bits.
import numpy as np
import tensorflow as tf

seeds = [0, 1, 2, 3, 5, 7, 10, 12, 42, 99, 100, 123, 1000, 1234, 2024, 31415, 65537, 1_000_000,
         2_147_483_647, 4_294_967_295]
weights = np.arange(1, 1001, dtype=np.int64)


def checksum(values):
    array = np.asarray(values)
    if array.dtype == np.float32:
        array = array.view(np.int32)
    elif array.dtype == np.float64:
        array = array.view(np.int64) % 1000003
    return int(np.sum(array.reshape(-1).astype(np.int64) % 1000003 * weights))


legacy = {
    "rand": lambda r: r.rand(1000),
    "randn": lambda r: r.randn(1000),
    "random_sample": lambda r: r.random_sample((50, 20)),
    "uniform": lambda r: r.uniform(-2.0, 5.0, 1000),
    "normal": lambda r: r.normal(3.0, 0.5, 1000),
    "randint": lambda r: r.randint(0, 1000, 1000),
    "randint wide": lambda r: r.randint(0, 10**12, 1000),
    "choice": lambda r: r.choice(77, 1000),
    "choice without": lambda r: r.choice(5000, 1000, replace=False),
    "choice by weight": lambda r: r.choice(4, 1000, p=[0.1, 0.2, 0.3, 0.4]),
    "permutation": lambda r: r.permutation(1000),
    "exponential": lambda r: r.exponential(2.0, 1000),
    "poisson": lambda r: r.poisson(4.0, 1000),
    "binomial": lambda r: r.binomial(20, 0.3, 1000),
    "gamma": lambda r: r.gamma(2.5, 1.5, 1000),
    "beta": lambda r: r.beta(2.0, 3.0, 1000),
    "laplace": lambda r: r.laplace(size=1000),
}
modern = {
    "random": lambda r: r.random(1000),
    "random single": lambda r: r.random(1000, dtype=np.float32),
    "standard_normal": lambda r: r.standard_normal(1000),
    "normal": lambda r: r.normal(1.0, 2.0, 1000),
    "uniform": lambda r: r.uniform(-1.0, 1.0, 1000),
    "integers": lambda r: r.integers(0, 1000, 1000),
    "integers wide": lambda r: r.integers(0, 10**12, 1000),
    "choice": lambda r: r.choice(77, 1000),
    "choice without": lambda r: r.choice(5000, 1000, replace=False),
    "permutation": lambda r: r.permutation(1000),
    "exponential": lambda r: r.exponential(2.0, 1000),
    "poisson": lambda r: r.poisson(4.0, 1000),
    "binomial": lambda r: r.binomial(20, 0.3, 1000),
    "gamma": lambda r: r.gamma(2.5, 1.5, 1000),
}
for title, table, make in [
    ("RandomState", legacy, np.random.RandomState), ("default_rng", modern, np.random.default_rng),
]:
    for name, draw in table.items():
        print(title, name, draw(make(0)).reshape(-1)[:3])
        print([checksum(draw(make(seed))) for seed in seeds])
sums = []
for seed in seeds:
    np.random.seed(seed)
    order = np.arange(1000)
    np.random.shuffle(order)
    sums.append(checksum(order))
    generator = np.random.default_rng(seed)
    generator.shuffle(order)
    sums.append(checksum(order))
print(sums)

shape = (1000,)
draws = {
    "gamma": lambda s: tf.random.gamma(shape, 2.5),
    "poisson": lambda s: tf.random.poisson(shape, 4.0),
    "categorical": lambda s: tf.random.categorical([[0.1, 0.5, 0.2]], 1000),
    "uniform double": lambda s: tf.random.uniform(shape, dtype=tf.float64),
    "uniform long": lambda s: tf.random.uniform(shape, 0, 10**12, dtype=tf.int64),
    "normal half": lambda s: tf.cast(tf.random.normal(shape, dtype=tf.float16), tf.float32),
    "stateless int": lambda s: tf.random.stateless_uniform(
        shape, seed=[s % 2**31, 3], minval=0, maxval=1000, dtype=tf.int32),
    "stateless gamma": lambda s: tf.random.stateless_gamma(shape, seed=[s % 2**31, 3], alpha=1.5),
    "stateless categorical": lambda s: tf.random.stateless_categorical(
        [[0.1, 0.5, 0.2]], 1000, seed=[s % 2**31, 3]),
    "generator int": lambda s: tf.random.Generator.from_seed(s).uniform(
        shape, 0, 1000, dtype=tf.int32),
    "lecun uniform": lambda s: tf.keras.initializers.LecunUniform(seed=s)((50, 20)),
    "variance scaling": lambda s: tf.keras.initializers.VarianceScaling(
        2.0, "fan_out", "untruncated_normal", seed=s)((50, 20)),
    "keras normal": lambda s: tf.keras.random.normal(shape, seed=s),
    "keras uniform": lambda s: tf.keras.random.uniform(shape, seed=s),
}
for name, draw in draws.items():
    sums = []
    for seed in seeds:
        tf.random.set_seed(seed)
        values = draw(seed).numpy()
        if seed == 0:
            print(name, values.reshape(-1)[:3])
        sums.append(checksum(values))
    print(sums)


@tf.function
def traced():
    return tf.random.normal(shape), tf.random.uniform(shape, seed=3)


for seed in seeds:
    tf.random.set_seed(seed)
    first, second = traced()
    again, _ = traced()
    print(seed, checksum(first.numpy()), checksum(second.numpy()), checksum(again.numpy()))
