import tensorflow as tf
from tensorflow.keras.optimizers import Adam
from tensorflow.keras.callbacks import EarlyStopping, LambdaCallback
from tensorflow.keras.losses import MeanSquaredError
from tensorflow.keras.optimizers.schedules import ExponentialDecay
from tensorflow.keras import losses, metrics

print(Adam(0.01).name, MeanSquaredError().name, ExponentialDecay(0.1, 1, 0.5)(2).numpy(), losses.mse([1.0], [3.0]).numpy(), metrics.Mean().name)


class Model:
    """Stands for a model: weights, an optimizer and a flag."""

    def __init__(self):
        self.weights = [1.0]
        self.optimizer = tf.keras.optimizers.SGD(0.5)
        self.stop_training = False
        self.metrics = [tf.keras.metrics.BinaryAccuracy(name="accuracy")]

    def get_weights(self):
        return list(self.weights)

    def set_weights(self, weights):
        self.weights = weights


def run(callback, numbers, key="val_loss"):
    model = Model()
    callback.set_model(model)
    callback.set_params({"epochs": len(numbers)})
    callback.on_train_begin()
    for epoch, number in enumerate(numbers):
        callback.on_epoch_begin(epoch, {})
        model.weights = [float(epoch)]
        logs = {"loss": 1.0, key: number}
        callback.on_epoch_end(epoch, logs)
        if model.stop_training:
            print("stopped after epoch", epoch)
            break
    callback.on_train_end(logs)
    return model, logs


numbers = [5.0, 4.0, 3.5, 3.6, 3.7, 3.4, 3.8, 3.9, 4.0, 4.1]
model, logs = run(EarlyStopping(), numbers)
print(model.weights, logs)
stop = EarlyStopping(patience=2, restore_best_weights=True, verbose=1)
model, logs = run(stop, numbers)
print(model.weights, stop.best, stop.best_epoch, stop.stopped_epoch, stop.wait)
stop = EarlyStopping(monitor="accuracy", mode="max", patience=1, min_delta=0.1, verbose=1)
model, logs = run(stop, [0.1, 0.3, 0.35, 0.36], "accuracy")
print(stop.best, stop.mode, stop.min_delta)
stop = EarlyStopping(monitor="loss", baseline=0.5, patience=3)
run(stop, numbers)
stop = EarlyStopping(mode="max", start_from_epoch=2, patience=1)
model, logs = run(stop, numbers)
print(stop.best)
flat = tf.keras.callbacks.ReduceLROnPlateau(patience=1, factor=0.5, verbose=1, cooldown=1, min_lr=0.1)
model, logs = run(flat, numbers)
print(float(model.optimizer.learning_rate), logs)
rates = tf.keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.5 if epoch else rate, verbose=1)
model, logs = run(rates, numbers[:3])
print(logs)
history = tf.keras.callbacks.History()
model, logs = run(history, numbers[:3])
print(history.history, history.epoch, model.history is history)
said = []
spoken = LambdaCallback(on_epoch_end=lambda epoch, logs: said.append((epoch, logs["val_loss"])), on_train_end=lambda logs: print("end", said))
run(spoken, numbers[:2])
nan = tf.keras.callbacks.TerminateOnNaN()
nan.set_model(model)
nan.on_batch_end(3, {"loss": float("nan")})
nan.on_train_batch_end(4, logs={"loss": float("inf")})
print(model.stop_training)


class Own(tf.keras.callbacks.Callback):
    def on_batch_end(self, batch, logs=None):
        print("batch", batch, logs, self.model is model, self.params)


own = Own()
own.set_model(model)
own.on_train_batch_end(0, logs={"loss": 2.0})
own.on_epoch_end(1)
for bad in [lambda: run(EarlyStopping(monitor="unknown"), numbers, "unknown"), lambda: tf.keras.callbacks.ReduceLROnPlateau(factor=2.0)]:
    try:
        bad()
    except ValueError as e:
        print(e)
