import tensorflow as tf

A = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
B = tf.constant([[1.0, 0.0], [-1.0, 2.0], [0.5, 1.0]])
v = tf.constant([1.0, -2.0, 0.5])
batch = tf.reshape(tf.range(12.0), (2, 2, 3))
print(tf.einsum("ij,jk", A, B))
print(tf.einsum("ba", A))
print(tf.einsum("...j,j->...", batch, v))
print(tf.einsum("bij,jk->bik", batch, B).shape, tf.einsum("b i j -> j", batch))
print(tf.einsum("ii->i", A @ B), tf.einsum("ii", A @ B))
print(tf.einsum("i,j,k->ijk", v, v, v).shape, tf.einsum("ij,jk,kl->il", A, B, A))
print(tf.einsum("ij->", tf.constant([[1, 2], [3, 4]])), tf.einsum("i,i->", tf.constant([1, 2, 3]), tf.constant([4, 5, 6])))
W = tf.Variable(B)
with tf.GradientTape(persistent=True) as tape:
    y = tf.einsum("ij,jk->ik", A, W)
    trace = tf.einsum("ii->", A @ W)
    bilinear = tf.einsum("i,ij,j->", v[:2] + 3, tf.transpose(W), v)
    col = tf.einsum("ij->i", W) ** 2
print(tape.gradient(y, W))
print(tape.gradient(trace, W))
print(tape.gradient(bilinear, W))
print(tape.gradient(col, W))
for equation, operands in [("ij,jk->ik", (A, A)), ("ij,jk->ik", (A,)), ("ij->ik", (A,)), ("ij->ii", (A,)), ("i2->i", (A,)), ("ijk->i", (A,))]:
    try:
        tf.einsum(equation, *operands)
    except Exception as e:
        print(type(e).__name__, str(e)[-60:])
print(tf.tensordot(batch, B, [[2], [0]]).shape, tf.tensordot(batch, batch, 3), tf.tensordot(v, v, 0).shape)
