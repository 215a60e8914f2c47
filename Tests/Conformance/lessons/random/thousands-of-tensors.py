# The first 1 000 numbers of TensorFlow's and Keras' draws for 20 seeds: sums of their bits.
import numpy as np
import tensorflow as tf

seeds = [0, 1, 2, 3, 5, 7, 10, 12, 42, 99, 100, 123, 1000, 1234, 2024, 31415, 65537, 1_000_000,
         2_147_483_647, 4_294_967_295]
weights = np.arange(1, 1001, dtype=np.int64)


def checksum(values):
    array = values.numpy()
    if array.dtype == np.float32:
        array = array.view(np.int32)
    elif array.dtype == np.float64:
        array = array.view(np.int64) % 1000003
    return int(np.sum(array.reshape(-1).astype(np.int64) * weights))


shape = (1000,)
draws = {
    "normal": lambda s: tf.random.normal(shape),
    "normal of an op": lambda s: tf.random.normal(shape, 1.0, 2.0, seed=9),
    "uniform": lambda s: tf.random.uniform(shape, -1.0, 1.0),
    "uniform int": lambda s: tf.random.uniform(shape, 0, 97, dtype=tf.int32, seed=4),
    "truncated": lambda s: tf.random.truncated_normal(shape),
    "double": lambda s: tf.random.normal(shape, dtype=tf.float64),
    "shuffle": lambda s: tf.random.shuffle(tf.range(1000)),
    "stateless normal": lambda s: tf.random.stateless_normal(shape, seed=[s % 2 ** 31, 5]),
    "stateless uniform": lambda s: tf.random.stateless_uniform(shape, seed=[7, s % 2 ** 31]),
    "stateless truncated": lambda s: tf.random.stateless_truncated_normal(shape, seed=[1, s % 97]),
    "generator normal": lambda s: tf.random.Generator.from_seed(s).normal(shape),
    "generator uniform": lambda s: tf.random.Generator.from_seed(s).uniform(shape),
    "generator truncated": lambda s: tf.random.Generator.from_seed(s).truncated_normal(shape),
    "glorot uniform": lambda s: tf.keras.initializers.GlorotUniform(seed=s)((50, 20)),
    "glorot normal": lambda s: tf.keras.initializers.GlorotNormal(seed=s)((50, 20)),
    "he uniform": lambda s: tf.keras.initializers.HeUniform(seed=s)((50, 20)),
    "he normal": lambda s: tf.keras.initializers.HeNormal(seed=s)((50, 20)),
    "lecun normal": lambda s: tf.keras.initializers.LecunNormal(seed=s)((50, 20)),
    "random normal": lambda s: tf.keras.initializers.RandomNormal(seed=s)((50, 20)),
    "random uniform": lambda s: tf.keras.initializers.RandomUniform(seed=s)((50, 20)),
    "truncated weights": lambda s: tf.keras.initializers.TruncatedNormal(seed=s)((50, 20)),
}
for name, draw in draws.items():
    sums = []
    for seed in seeds:
        tf.random.set_seed(seed)
        values = draw(seed)
        if seed == 0:
            print(name, values.numpy().reshape(-1)[:3])
        sums.append(checksum(values))
    print(sums)
sums = []
for seed in seeds:
    tf.keras.utils.set_random_seed(seed % 2 ** 32)
    layer = tf.keras.layers.Dense(20)
    layer.build((None, 50))
    sums.append(checksum(tf.convert_to_tensor(layer.kernel)))
    sums.append(int(np.random.randint(0, 10 ** 6)))
print(sums)
