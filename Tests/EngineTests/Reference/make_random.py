"""Writes Random/RandomRows.swift: what TensorFlow, NumPy and Python draw for 20 seeds.

python make_random.py > ../Random/RandomRows.swift   (TensorFlow 2.21, NumPy 2.4, CPython 3.11)

A row has, for each seed, the FNV-1a hash of the first 1 000 numbers as little-endian bytes of
float64 or int64, and the first three numbers of the first seed to look at.
"""
import random
import struct

import numpy as np
import tensorflow as tf

SEEDS = [0, 1, 2, 3, 5, 7, 10, 12, 42, 99, 100, 123, 1000, 1234, 2024, 31415, 65537, 1000000, 2147483647, 4294967295]
N = 1000


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = (h ^ b) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


def row(name, draw):
    hashes, first = [], None
    for seed in SEEDS:
        values = np.asarray(draw(seed)).reshape(-1)[:N]
        assert len(values) == N, name
        values = values.astype(np.int64 if values.dtype.kind in "iub" else np.float64)
        first = first or [repr(float(v)) for v in values[:3]]
        hashes.append(fnv(values.astype("<i8" if values.dtype.kind == "i" else "<f8").tobytes()))
    print(f'  "{name}": RandomRow(')
    print(f'    first: [{", ".join(first)}],')
    print("    hashes: [")
    for i in range(0, len(hashes), 4):
        print("      " + ", ".join(f"0x{h:016x}" for h in hashes[i : i + 4]) + ",")
    print("    ]),")


def kernel(op):
    def draw(seed):
        tf.random.set_seed(seed)
        return op().numpy()

    return draw


def legacy(op):
    return lambda seed: op(np.random.RandomState(seed))


def modern(op):
    return lambda seed: op(np.random.default_rng(seed))


def python(seed):
    generator = random.Random(seed)
    return [generator.random() for _ in range(N)]


print("// Written by Reference/make_random.py; see there.\n")
print("/// What the originals draw for the seeds of `RandomRow.seeds`.")
print("let randomRows: [String: RandomRow] = [")
T = tf.random
row("kernel normal float32", kernel(lambda: T.normal([N])))
row("kernel normal float64", kernel(lambda: T.normal([N], dtype=tf.float64)))
row("kernel uniform float32", kernel(lambda: T.uniform([N])))
row("kernel uniform float64", kernel(lambda: T.uniform([N], dtype=tf.float64)))
row("kernel truncated float32", kernel(lambda: T.truncated_normal([N])))
row("kernel truncated float64", kernel(lambda: T.truncated_normal([N], dtype=tf.float64)))
row("kernel integers int32", kernel(lambda: T.uniform([N], -5, 1000, dtype=tf.int32)))
row("kernel integers int64", kernel(lambda: T.uniform([N], -5, 10**15, dtype=tf.int64)))
row("kernel gamma 0.5", kernel(lambda: T.gamma([N], 0.5, dtype=tf.float64)))
row("kernel gamma 1", kernel(lambda: T.gamma([N], 1.0, dtype=tf.float64)))
row("kernel gamma 2.5", kernel(lambda: T.gamma([N], 2.5, dtype=tf.float64)))
row("kernel poisson 3", kernel(lambda: T.poisson([N], 3.0, dtype=tf.float64)))
row("kernel poisson 30", kernel(lambda: T.poisson([N], 30.0, dtype=tf.float64)))
row("kernel categories", kernel(lambda: T.categorical([[0.1, 1.0, -0.5, 2.0]], N)))
row("kernel order", kernel(lambda: T.shuffle(tf.range(N))))
row("stateless normal", lambda s: T.stateless_normal([N], seed=[s, s + 1]).numpy())
row("stateless uniform", lambda s: T.stateless_uniform([N], seed=[s, -s]).numpy())
row("stateless bits int64", lambda s: T.stateless_uniform([N], seed=[s, 3], minval=None, maxval=None, dtype=tf.int64).numpy())
row("generator normal", lambda s: T.Generator.from_seed(s).normal([N]).numpy())
K = tf.keras.initializers
row("glorot uniform", lambda s: K.GlorotUniform(seed=s)((20, 50)).numpy())
row("he normal", lambda s: K.HeNormal(seed=s)((20, 50)).numpy())
row("lecun normal kernel", lambda s: K.LecunNormal(seed=s)((5, 5, 2, 20)).numpy())
for title, make in (("legacy", legacy), ("modern", modern)):
    whole = (lambda g: g.randint) if title == "legacy" else (lambda g: g.integers)
    row(f"{title} uniform", make(lambda g: g.random(N)))
    row(f"{title} normal", make(lambda g: g.standard_normal(N)))
    row(f"{title} exponential", make(lambda g: g.standard_exponential(N)))
    for shape in (0.5, 1, 2.5):
        row(f"{title} gamma {shape}", make(lambda g: g.standard_gamma(shape, N)))
    row(f"{title} beta 0.5 0.5", make(lambda g: g.beta(0.5, 0.5, N)))
    row(f"{title} beta 2 3", make(lambda g: g.beta(2, 3, N)))
    row(f"{title} chi-square 3", make(lambda g: g.chisquare(3, N)))
    row(f"{title} laplace", make(lambda g: g.laplace(1, 2, N)))
    row(f"{title} logistic", make(lambda g: g.logistic(1, 2, N)))
    row(f"{title} gumbel", make(lambda g: g.gumbel(1, 2, N)))
    row(f"{title} triangular", make(lambda g: g.triangular(-1, 0.5, 4, N)))
    row(f"{title} poisson 3", make(lambda g: g.poisson(3, N)))
    row(f"{title} poisson 50", make(lambda g: g.poisson(50, N)))
    row(f"{title} binomial 10 0.3", make(lambda g: g.binomial(10, 0.3, N)))
    row(f"{title} binomial 200 0.4", make(lambda g: g.binomial(200, 0.4, N)))
    row(f"{title} binomial 100 0.8", make(lambda g: g.binomial(100, 0.8, N)))
    row(f"{title} whole 10", make(lambda g: whole(g)(0, 10, N)))
    row(f"{title} whole 10**12", make(lambda g: whole(g)(0, 10**12, N)))
    row(f"{title} order", make(lambda g: g.permutation(N)))
row("modern float32", modern(lambda g: g.random(N, dtype=np.float32)))
row("modern picks", modern(lambda g: g.choice(5000, N, replace=False)))
row("modern picks of many", modern(lambda g: g.choice(20000, N, replace=False)))
row("python", python)
print("]")
