import tensorflow as tf
K = tf.keras.optimizers
def quad(w, b):
    return tf.reduce_sum((w * w - 3.0 * w) * tf.constant([1.0, 0.1, 10.0, 0.01])) + (b - 2.0) ** 2
makers = {
    "sgd": lambda: K.SGD(0.01), "momentum": lambda: K.SGD(0.01, momentum=0.9), "nesterov": lambda: K.SGD(0.01, momentum=0.9, nesterov=True),
    "decay": lambda: K.SGD(0.01, weight_decay=0.1), "clipnorm": lambda: K.SGD(0.01, clipnorm=0.5), "clipvalue": lambda: K.SGD(0.01, clipvalue=0.3), "global": lambda: K.SGD(0.01, global_clipnorm=1.0),
    "ema": lambda: K.SGD(0.01, use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=3), "steps": lambda: K.SGD(0.01, gradient_accumulation_steps=3),
    "rms": lambda: K.RMSprop(0.1), "rmsm": lambda: K.RMSprop(0.01, momentum=0.5), "rmsc": lambda: K.RMSprop(0.01, momentum=0.5, centered=True),
    "adagrad": lambda: K.Adagrad(0.1), "adadelta": lambda: K.Adadelta(1.0), "adam": lambda: K.Adam(0.1), "amsgrad": lambda: K.Adam(0.1, amsgrad=True), "adamw": lambda: K.AdamW(0.1, weight_decay=0.01),
    "adamax": lambda: K.Adamax(0.1), "nadam": lambda: K.Nadam(0.1), "ftrl": lambda: K.Ftrl(0.1, l1_regularization_strength=0.01, l2_regularization_strength=0.02, beta=0.1), "lion": lambda: K.Lion(0.01),
    "exp": lambda: K.SGD(K.schedules.ExponentialDecay(0.1, 5, 0.5)), "stairs": lambda: K.Adam(K.schedules.ExponentialDecay(0.1, 5, 0.5, staircase=True)), "inv": lambda: K.SGD(K.schedules.InverseTimeDecay(0.1, 2.0, 0.5)),
    "poly": lambda: K.SGD(K.schedules.PolynomialDecay(0.1, 10, 0.01, power=2.0)), "cycle": lambda: K.SGD(K.schedules.PolynomialDecay(0.1, 4, 0.01, cycle=True)), "piece": lambda: K.SGD(K.schedules.PiecewiseConstantDecay([3, 8], [0.1, 0.05, 0.01])),
    "cos": lambda: K.SGD(K.schedules.CosineDecay(0.1, 10)), "warm": lambda: K.SGD(K.schedules.CosineDecay(0.01, 10, alpha=0.1, warmup_target=0.1, warmup_steps=4)), "restarts": lambda: K.SGD(K.schedules.CosineDecayRestarts(0.1, 3)),
    "call": lambda: K.SGD(lambda: 0.05),
}
for graph in (False, True):
    for name, make in makers.items():
        if graph and name in ("cos", "steps"):
            continue
        w = tf.Variable([1.0, -2.0, 0.3, 7.7], name="w")
        b = tf.Variable(0.5)
        o = make()
        def step():
            with tf.GradientTape() as tape:
                loss = quad(w, b)
            g = tape.gradient(loss, [w, b])
            o.apply_gradients(zip(g, [w, b]))
            return loss
        f = tf.function(step) if graph else step
        for _ in range(12):
            loss = f()
        print(name, o.name, w.numpy(), b.numpy(), loss.numpy(), int(o.iterations), float(o.learning_rate))
        if not graph:
            print([v.path for v in o.variables], o.variables[-1].numpy())
for s in [K.schedules.ExponentialDecay(0.1, 10, 0.9), K.schedules.PiecewiseConstantDecay([2, 4], [1.0, 0.5, 0.1]), K.schedules.CosineDecay(0.1, 5), K.schedules.PolynomialDecay(0.1, 5), K.schedules.CosineDecayRestarts(0.1, 2)]:
    print(s.get_config(), [float(s(i)) for i in range(7)])
