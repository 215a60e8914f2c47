import tensorflow as tf

# Too large a rate: the weight jumps over the minimum, farther at every step.
w = tf.Variable(1.0)
for step in range(12):
    with tf.GradientTape() as tape:
        loss = tf.square(3.0 * w - 6.0)
    gradient = tape.gradient(loss, w)
    w.assign_sub(0.12 * gradient)
print("w is", w.numpy())
