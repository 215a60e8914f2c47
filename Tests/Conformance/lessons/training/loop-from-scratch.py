# A training loop from scratch: data, a module, a loss, metrics, a schedule, and steps in a graph.
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(0)
x = rng.uniform(-1, 1, (40, 2)).astype("float32")
y = (x[:, :1] * 2.0 - x[:, 1:] * 3.0 + 0.5).astype("float32")
data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(40, seed=1).batch(8).prefetch(tf.data.AUTOTUNE)
valid = tf.data.Dataset.from_tensor_slices((x[:10], y[:10])).batch(5)


class Linear(tf.Module):
    def __init__(self):
        super().__init__(name="linear")
        self.w = tf.Variable(tf.zeros([2, 1]), name="w")
        self.b = tf.Variable(tf.zeros([1]), name="b")

    def __call__(self, inputs):
        return inputs @ self.w + self.b


class Weighted(tf.keras.losses.Loss):
    def __init__(self, factor, name="weighted"):
        super().__init__(name=name)
        self.factor = factor

    def call(self, y_true, y_pred):
        return self.factor * tf.reduce_mean(tf.square(y_true - y_pred), axis=-1)


class Halving(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, first, every):
        self.first = first
        self.every = every

    def __call__(self, step):
        return self.first * 0.5 ** tf.cast(step // self.every, tf.float32)

    def get_config(self):
        return {"first": self.first, "every": self.every}


class Plain(tf.keras.optimizers.Optimizer):
    def __init__(self, learning_rate=0.1, name="plain", **kwargs):
        super().__init__(learning_rate=learning_rate, name=name, **kwargs)

    def build(self, variables):
        super().build(variables)
        self.sums = self.add_optimizer_variables(variables, "sum")

    def update_step(self, gradient, variable, learning_rate):
        s = self.sums[self._get_variable_index(variable)]
        s.assign_add(gradient)
        variable.assign_sub(learning_rate * s)


for optimizer in [tf.keras.optimizers.Adam(Halving(0.2, 10)), tf.keras.optimizers.SGD(0.2, momentum=0.5), Plain(0.01)]:
    model = Linear()
    loss_fn = Weighted(2.0)
    mean = tf.keras.metrics.Mean(name="loss")
    error = tf.keras.metrics.MeanAbsoluteError()

    @tf.function
    def step(xb, yb):
        print("tracing", optimizer.name)
        with tf.GradientTape() as tape:
            p = model(xb)
            loss = loss_fn(yb, p)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        mean.update_state(loss)
        error.update_state(yb, p)
        return loss

    for epoch in range(4):
        for xb, yb in data:
            step(xb, yb)
        print(epoch + 1, "{:.5f} {:.5f}".format(mean.result().numpy(), float(error.result())))
        mean.reset_state()
        error.reset_state()
    for xb, yb in valid:
        error.update_state(yb, model(xb))
    print(optimizer.name, np.round(model.w.numpy().ravel(), 4), np.round(model.b.numpy(), 4), int(optimizer.iterations), "{:.5f}".format(error.result().numpy()))
    print([v.path for v in optimizer.variables], "{:.4f}".format(float(optimizer.learning_rate)))
