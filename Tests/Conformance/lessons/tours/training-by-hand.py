import tensorflow as tf
# linear regression by hand, printing as lessons do
X = tf.constant([[1.0], [2.0], [3.0], [4.0]])
Y = tf.constant([[0.0], [-1.0], [-2.0], [-3.0]])
W = tf.Variable([[0.3]])
b = tf.Variable([-0.3])
lr = 0.01
for step in range(201):
    with tf.GradientTape() as tape:
        pred = X @ W + b
        loss = tf.reduce_sum(tf.square(pred - Y))
    dW, db = tape.gradient(loss, [W, b])
    W.assign_sub(lr * dW)
    b.assign_sub(lr * db)
    if step % 50 == 0:
        print(f"step {step:4d}: loss={loss.numpy():.6f} W={W.numpy()[0, 0]:+.4f} b={b.numpy()[0]:+.4f}")
print("W: %s b: %s loss: %s" % (W.numpy(), b.numpy(), loss.numpy()))
print("W:", W.numpy().item(), float(b[0]), "{:.3e}".format(float(loss)))
# logistic
xs = tf.constant([[0.5, 1.0], [1.5, -1.0], [-0.5, 2.0], [-1.0, -1.5], [2.0, 0.0], [0.0, -2.0]])
ys = tf.constant([1.0, 1.0, 0.0, 0.0, 1.0, 0.0])
w = tf.Variable(tf.zeros((2, 1)))
c = tf.Variable(0.0)
losses = []
for epoch in range(50):
    with tf.GradientTape() as tape:
        logits = tf.squeeze(xs @ w) + c
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=ys, logits=logits))
    grads = tape.gradient(loss, [w, c])
    for v, g in zip([w, c], grads):
        v.assign_sub(0.5 * g)
    losses.append(float(loss))
print([round(l, 4) for l in losses[::10]])
p = tf.sigmoid(tf.squeeze(xs @ w) + c)
print(p.numpy().round(3), tf.cast(p > 0.5, tf.int32))
acc = tf.reduce_mean(tf.cast(tf.equal(tf.cast(p > 0.5, tf.float32), ys), tf.float32))
print(f"accuracy {acc:.2%}, w = {w.numpy().ravel()}, c = {c.numpy():.5}")
# xor net with tanh
tf.random.set_seed(0)
W1 = tf.Variable([[0.5, -0.4, 0.3], [0.2, 0.7, -0.6]])
b1 = tf.Variable(tf.zeros(3))
W2 = tf.Variable([[0.6], [-0.5], [0.8]])
b2 = tf.Variable([0.0])
data = tf.constant([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
lab = tf.constant([[0.0], [1.0], [1.0], [0.0]])
for i in range(300):
    with tf.GradientTape() as t:
        h = tf.tanh(data @ W1 + b1)
        out = tf.sigmoid(h @ W2 + b2)
        loss = -tf.reduce_mean(lab * tf.math.log(out) + (1 - lab) * tf.math.log(1 - out))
    params = [W1, b1, W2, b2]
    for p_, g in zip(params, t.gradient(loss, params)):
        p_.assign_sub(1.0 * g)
    if i % 100 == 0:
        print(i, round(loss.numpy().item(), 4))
print(tf.round(out * 100) / 100)
