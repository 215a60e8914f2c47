import tensorflow as tf
tf.random.set_seed(3)
x = tf.Variable(tf.ones((3, 4)))
with tf.GradientTape() as t:
    y = tf.nn.dropout(x, 0.4)
print(y, t.gradient(y, x))
print(tf.nn.dropout(tf.ones((2, 5)), rate=0.5, seed=2), tf.nn.dropout(tf.ones((2, 5)), rate=0.5, seed=2))
print(tf.nn.dropout(tf.ones((2, 5)), rate=0.5, noise_shape=[2, 1]), tf.nn.dropout([1., 2.], 0.), tf.random.uniform([1]))
print(tf.nn.experimental.stateless_dropout(tf.ones((6,)), 0.5, seed=[1, 2]))
m = tf.Variable(2.0)
with tf.GradientTape() as t:
    z = tf.random.normal([3], mean=m, stddev=m * 2)
    s = tf.reduce_sum(z * z)
print(z, t.gradient(s, m))
with tf.GradientTape() as t:
    s = tf.reduce_sum(tf.random.shuffle(x))
print(t.gradient(s, x))
w = tf.random_normal_initializer(seed=3); u = tf.random_uniform_initializer(-1., 1., seed=4)
print(w((2, 2)), u((3,)), w((2, 2)), tf.random_normal_initializer()(shape=(2,)))
print(tf.zeros_initializer()((2,), dtype=tf.int32), tf.ones_initializer()([2, 1]), tf.constant_initializer(3.)((2,)))
print(w.get_config())
K = tf.keras.initializers
for name in ['GlorotUniform', 'GlorotNormal', 'HeNormal', 'HeUniform', 'LecunNormal', 'LecunUniform', 'RandomNormal', 'RandomUniform', 'TruncatedNormal', 'VarianceScaling']:
    i = getattr(K, name)(seed=11)
    print(name, i((2, 3)), i((3, 3, 2, 4)).numpy().ravel()[:3], i.get_config())
tf.keras.utils.set_random_seed(10)
a = K.GlorotUniform()((2, 2)); b = K.HeNormal()((3,)); print(a, b, tf.random.normal([2]))
import random, numpy as np
print(random.random(), np.random.rand())
print(tf.keras.random.normal((2,), seed=3), tf.keras.random.uniform((2,)), tf.keras.random.normal((3,)), tf.keras.random.randint((4,), 0, 9, seed=1))
sg = tf.keras.random.SeedGenerator(5)
print(tf.keras.random.normal((2,), seed=sg), tf.keras.random.normal((2,), seed=sg))
print(K.Zeros()((2,)), K.Ones()((2,)), K.Constant(4.)((2, 2)), K.get('glorot_uniform')((1,)).shape)
print(K.TruncatedNormal(stddev=1.0, seed=5)((3,), dtype='float64'))
print(tf.initializers.GlorotUniform(seed=1)((2, 1)))
