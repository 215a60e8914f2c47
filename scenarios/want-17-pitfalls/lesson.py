# What often goes wrong, one thing after the other.
import tensorflow as tf

x = tf.Variable(2.0)
for step in range(2):
    with tf.GradientTape() as tape:
        y = x * x
    print(tape.gradient(y, x))
    x = x + 1

w = tf.Variable(5.0)
for step in range(5):
    with tf.GradientTape() as tape:
        loss = w * w
    w.assign_sub(1.1 * tape.gradient(loss, w))
print(w.numpy())

u = tf.Variable(5.0)
for step in range(4):
    with tf.GradientTape() as tape:
        cost = u * u
    g = tape.gradient(cost, u)
    u - 0.1 * g
print(u.numpy())

a, b = tf.Variable(1.0), tf.Variable(1.0)
for step in range(6):
    with tf.GradientTape() as tape:
        C = 5.0 - tf.maximum(0.0, a * 2.0 + b)
    da, db = tape.gradient(C, [a, b])
    a.assign_sub(0.5 * da)
    b.assign_sub(0.5 * db)
print(C.numpy())

with tf.GradientTape() as tape:
    p = w * 2.0
    q = p * p
print(tape.gradient(q, w))
print(tape.gradient(p, w))
