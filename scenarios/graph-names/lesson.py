import tensorflow as tf

وزن = tf.Variable(2.0)
вес = tf.Variable(3.0)
权重 = tf.Variable(1.0)
with tf.GradientTape() as tape:
    сумма = وزن * вес + 权重
    损失 = сумма**2
print(tape.gradient(损失, [وزن, вес, 权重])[0].numpy())
