import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"
import tensorflow as tf
import numpy as np

for make in [lambda: tf.keras.initializers.GlorotUniform(seed=3), lambda: tf.keras.initializers.RandomNormal(seed=3), lambda: tf.keras.initializers.TruncatedNormal(seed=4), lambda: tf.keras.initializers.RandomUniform(seed=3), lambda: tf.keras.initializers.HeNormal(seed=1), lambda: tf.keras.initializers.VarianceScaling(2.0, "fan_out", "untruncated_normal", seed=9), lambda: tf.keras.initializers.Identity()]:
    i = make()
    print(i((2, 3)))
    print(i((2, 3)))
    print(i.get_config())
tf.keras.utils.set_random_seed(7)
print(tf.keras.layers.Dense(2)(tf.ones((1, 3))))
print(tf.keras.layers.Dense(2)(tf.ones((1, 3))))
d = tf.keras.layers.Dropout(0.5, seed=5)
print(d(tf.ones((2, 4)), training=True))
print(d(tf.ones((2, 4)), training=True))
d = tf.keras.layers.Dropout(0.5)
print(d(tf.ones((2, 4)), training=True))
print(tf.random.uniform((2,)), np.random.rand())
print(tf.keras.initializers.get("zeros")((2,)), tf.keras.initializers.Constant(3)((2,)))
