#!/usr/bin/env python3
"""Writes ops-arrays.json beside itself: rows as make_reference.py has them, for matrices, indices, order,
segments and images.

    tf/bin/python Tests/EngineTests/Reference/make_reference_arrays.py      (the environment of make_reference.py)

`gather_nd_grad`, `batch_gather_grad`, `repeat_grad` and `mirror_pad_grad` are the gradients of those functions as
ops, `batch_gather` is gather with batch_dims, `log_abs_det` and `det_sign` are the parts of slogdet.
"""
from make_reference import A, CUBE, FLOATS, each, np, row, rows, tf, write, written

SQUARE = [[2.0, 1.0, 0.25], [1.0, -3.0, 0.75], [0.125, 0.5, 4.0]]
POSITIVE = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.75], [0.5, -0.75, 5.0]]
PAIR = [[3.0, 1.0], [2.0, 4.0]]
STACK = [[[3.0, 1.0], [2.0, 4.0]], [[1.0, -2.0], [0.5, 2.5]]]
RIGHT = [[1.0, -2.0], [0.5, 3.0], [-1.5, 0.25]]


def einsums():
    for equation, *operands in (
        ("ij,jk->ik", CUBE[0], CUBE[0].T), ("ij->ji", CUBE[0]), ("ij->", CUBE[0]), ("ij->j", CUBE[0]),
        ("ii->", SQUARE), ("ii->i", SQUARE), ("i,j->ij", [1.5, -2.0], [0.5, 3.0, 1.0]), ("ij,ij->", A, A),
        ("ij,j->i", A, [1.0, -0.5, 2.0]), ("bij,jk->bik", CUBE, CUBE[0].T), ("bij,bkj->bik", CUBE, CUBE + 1),
        ("...ij,...jk->...ik", CUBE, CUBE[0].T), ("...i->...", CUBE), ("i...->...", CUBE), ("bij,bj->b", CUBE, CUBE[:, 0]),
        ("iij->j", np.stack([SQUARE, SQUARE, SQUARE])), ("ij,k->j", A, [1.0, 2.0]), ("ab,bc,cd->ad", PAIR, PAIR, A),
        ("ij,jk", CUBE[0], CUBE[0].T), ("...j,j->...", CUBE, [1.0, 2.0, 3.0, 4.0]), ("...,...->...", CUBE, CUBE[0]),
        ("ijk,ljk->il", CUBE, CUBE * 2), ("b...c,b...c->b...", CUBE, CUBE[:, :1]),
    ):
        each("einsum", lambda *x: tf.einsum(equation, *x), operands, equation=equation)
    each("einsum", lambda *x: tf.einsum("ij,jk->ik", *x), [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], ["int32", "int64"], equation="ij,jk->ik")


def parts():
    for k in (0, 1, -2):
        given = {"k": k} if k else {}
        each("diag", lambda x: tf.linalg.diag(x, k=k), [[1.5, -2.0, 0.5]], FLOATS + ("int32",), **given)
        each("diag_part", lambda x: tf.linalg.diag_part(x, k=k), [CUBE], **given)
        size = {0: 3, 1: 3, -2: 1}[k]
        each("set_diag", lambda x, d: tf.linalg.set_diag(x, d, k=k), [CUBE[0], [9.0, 8.0, 7.0][:size]], **given)
    each("diag", tf.linalg.diag, [A])
    each("diag", lambda x: tf.linalg.diag(x, num_rows=2, num_cols=4, padding_value=0), [[1.5, -2.0]], num_rows=2, num_cols=4)
    each("set_diag", tf.linalg.set_diag, [CUBE, CUBE[:, :, 0] + 5])
    for lower, upper in ((-1, 0), (0, -1), (1, 1), (0, 0)):
        each("band_part", lambda x: tf.linalg.band_part(x, lower, upper), [CUBE], num_lower=lower, num_upper=upper)
    each("trace", tf.linalg.trace, [SQUARE], FLOATS + ("int32",))
    each("trace", tf.linalg.trace, [CUBE])
    each("tensor_diag", tf.linalg.tensor_diag, [A])
    each("tensor_diag_part", tf.linalg.tensor_diag_part, [CUBE[0, :2, :2]])


def matrices():
    for matrix in (PAIR, SQUARE, STACK, POSITIVE, [[2.5]]):
        each("inv", tf.linalg.inv, [matrix])
        each("inv", lambda x: tf.linalg.inv(x, adjoint=True), [matrix], adjoint=True)
        each("det", tf.linalg.det, [matrix])
        each("log_abs_det", lambda x: tf.linalg.slogdet(x)[1], [matrix])
        each("det_sign", lambda x: tf.linalg.slogdet(x)[0], [matrix])
        each("slogdet", lambda x: tf.linalg.slogdet(x)[1], [matrix], part=1)
    each("det", tf.linalg.det, [[[1.0, 2.0], [3.0, 4.0]]])
    each("solve", tf.linalg.solve, [SQUARE, RIGHT])
    each("solve", lambda a, b: tf.linalg.solve(a, b, adjoint=True), [SQUARE, RIGHT], adjoint=True)
    each("solve", tf.linalg.solve, [STACK, np.array(STACK)[:, :, :1]])
    for matrix in (POSITIVE, [[4.0, 1.0], [1.0, 3.0]], [POSITIVE, np.array(POSITIVE) * 2], [[2.5]]):
        each("cholesky", tf.linalg.cholesky, [matrix])
        each("logdet", tf.linalg.logdet, [matrix])
    for lower in (True, False):
        for adjoint in (True, False):
            each("triangular_solve", lambda a, b: tf.linalg.triangular_solve(a, b, lower=lower, adjoint=adjoint),
                 [SQUARE, RIGHT], lower=lower, adjoint=adjoint)
    each("triangular_solve", tf.linalg.triangular_solve, [STACK, np.array(STACK)[0]], note="batches broadcast")
    each("cholesky_solve", tf.linalg.cholesky_solve, [np.tril(SQUARE), RIGHT])


def indices():
    table = CUBE[0]
    for dtype in FLOATS:
        x = table.astype(dtype)
        for index in ([[0, 1], [2, 3], [0, 1]], [[2], [0]], [[[0, 0]], [[1, 1]]]):
            row("gather_nd", tf.gather_nd, [x, np.array(index, "int32")])
        row("gather_nd", lambda x, i: tf.gather_nd(x, i, batch_dims=1), [CUBE.astype(dtype), np.array([[0], [2]], "int64")], batch_dims=1)
        row("gather_nd_grad", lambda i, g: tf.scatter_nd(i, g, [3, 4]),
            [np.array([[0, 1], [2, 3], [0, 1]], "int32"), np.array([1.5, -2.0, 3.0], dtype)], shape=[3, 4])
        row("scatter_nd", lambda i, u: tf.scatter_nd(i, u, [3, 4]), [np.array([[2], [0], [2]], "int32"), x], shape=[3, 4])
        row("scatter_nd", lambda i, u: tf.scatter_nd(i, u, [4]), [np.array([[2], [0], [2]], "int64"), x[0, :3]], shape=[4])
        updates = np.array([0.5, -0.25], dtype)
        for name, index in (("update", [[0, 1], [2, 3]]), ("add", [[0, 1], [0, 1]]), ("sub", [[0, 1], [2, 3]]),
                            ("max", [[0, 1], [2, 3]]), ("min", [[0, 1], [2, 3]])):
            function = getattr(tf, "tensor_scatter_nd_" + name)
            row("tensor_scatter_nd_" + name, function, [x, np.array(index, "int32"), updates])
            row("tensor_scatter_nd_" + name, function, [x, np.array([[1], [2]], "int32"), x[:2] * 2])
        row("tensor_scatter_nd_max", tf.tensor_scatter_nd_max, [np.array([1.0, 2.0], dtype), np.array([[0], [1]]), np.array([1.0, 1.0], dtype)], "ties")
        for places in ([[0, 2, 2], [1, 0, 3]], [[1], [2]]):
            places = np.array(places, "int32")
            row("batch_gather", lambda x, i: tf.gather(x, i, batch_dims=1), [x[:2], places], batch_dims=1)
        row("gather", lambda x, i: tf.gather(x, i, batch_dims=1, axis=2), [CUBE.astype(dtype), np.array([[0, 2], [1, 3]], "int32")], "batch_dims", batch_dims=1, axis=[2])
        row("batch_gather", lambda x, i: tf.gather(x, i, batch_dims=1), [CUBE.astype(dtype), np.array([[0, 2], [1, 1]], "int64")], batch_dims=1)
        row("batch_gather_grad", lambda g, i: tf.reshape(tf.math.unsorted_segment_sum(tf.reshape(g, [4]), tf.reshape(i + tf.constant([[0], [3]]), [4]), 6), [2, 3]),
            [np.array([[1.5, -2.0], [0.5, 3.0]], dtype), np.array([[2, 2], [0, 1]], "int32")], shape=[2, 3], batch_dims=1)
        for mask in ([True, False, True], [[True, False, True, True], [False] * 4, [True] * 4]):
            row("boolean_mask", tf.boolean_mask, [x, np.array(mask)])
        row("boolean_mask", lambda x, m: tf.boolean_mask(x, m, axis=1), [x, np.array([True, False, True, False])], axis=[1])
    for axis in (-1, 0, 1):
        row("one_hot", lambda i: tf.one_hot(i, 3, axis=axis), [np.array([[0, 2], [5, 1]], "int32")], axis=[axis], depth=3)
    row("one_hot", lambda i: tf.one_hot(i, 3, dtype=tf.float64), [np.array([1, -1], "int64")], depth=3, dtype="float64")
    row("sequence_mask", lambda x: tf.sequence_mask(x, 4), [np.array([1, 3], "int32")], maxlen=4)
    row("sequence_mask", lambda x: tf.sequence_mask(x, dtype=tf.float32), [np.array([[1], [3]], "int32")], dtype="float32")


def segments():
    data = CUBE[0].repeat(2, 0)[:5]
    for dtype in FLOATS + ("int32",):
        x = (data * 4 + 30).astype(dtype) / 4 if dtype != "int32" else data.astype(dtype)
        x = x.astype(dtype)
        for name in ("sum", "prod", "max", "min", "mean"):
            if name == "mean" and dtype == "int32":
                continue
            row("segment_" + name, getattr(tf.math, "segment_" + name), [x, np.array([0, 0, 1, 3, 3], "int32")])
            row("unsorted_segment_" + name, lambda x, i: getattr(tf.math, "unsorted_segment_" + name)(x, i, 3), [x, np.array([2, 0, -1, 2, 0], "int32")], num_segments=3)
            row("unsorted_segment_" + name, lambda x, i: getattr(tf.math, "unsorted_segment_" + name)(x, i, 3), [x[:2, :2], np.array([[2, 0], [2, 0]], "int64")], "matrix of ids", num_segments=3)
    for dtype in FLOATS:
        zeros = np.array([0.0, 2.0, 3.0, 0.0, 0.0, 5.0], dtype)
        for ids in ([0, 0, 1, 2, 2, 2],):
            row("unsorted_segment_prod", lambda x, i: tf.math.unsorted_segment_prod(x, i, 3), [zeros, np.array(ids, "int32")], "zeros", num_segments=3)
            del rows[-1]["second"], rows[-1]["directions"]  # 0 / 0 is not chosen, but differentiated
        row("unsorted_segment_sqrt_n", lambda x, i: tf.math.unsorted_segment_sqrt_n(x, i, 2), [zeros, np.array([0, 1, 1, 1, 0, 1], "int32")], num_segments=2)


def moved():
    for dtype in FLOATS + ("int32",):
        x = CUBE[0].astype(dtype)
        row("repeat", lambda x: tf.repeat(x, 2, axis=1), [x], repeats=2, axis=[1])
        row("repeat", lambda x: tf.repeat(x, [2, 0, 3], axis=0), [x], repeats=[2, 0, 3], axis=[0])
        row("repeat", lambda x: tf.repeat(x, 2), [x[:2, :2]], repeats=2)
        row("roll", lambda x: tf.roll(x, 1, 0), [x], shift=1, axis=[0])
        row("roll", lambda x: tf.roll(x, [2, -1], [1, 0]), [x], shift=[2, -1], axis=[1, 0])
        for mode in ("REFLECT", "SYMMETRIC"):
            row("pad", lambda x: tf.pad(x, [[1, 2], [0, 3]], mode=mode), [x], paddings=[[1, 2], [0, 3]], mode=mode)
            row("mirror_pad", lambda x: tf.pad(x, [[1, 2], [0, 3]], mode=mode), [x], paddings=[[1, 2], [0, 3]], mode=mode)
    for dtype in FLOATS:
        g = np.arange(24, dtype=dtype).reshape(4, 6) / 4
        row("mirror_pad_grad", lambda g: tf.raw_ops.MirrorPadGrad(input=g, paddings=[[1, 1], [2, 1]], mode="REFLECT"), [g], paddings=[[1, 1], [2, 1]], mode="REFLECT", shape=[2, 3])
        row("repeat_grad", lambda g: tf.math.unsorted_segment_sum(g, [0, 0, 2, 2], 3), [g], repeats=[2, 0, 2], axis=[0], shape=[3, 6])


def order():
    x = [[3.0, 1.5, -2.0, 7.0], [0.5, 0.25, 9.0, -1.0]]
    for axis in (-1, 0):
        for direction in ("ASCENDING", "DESCENDING"):
            for dtype in FLOATS + ("int32",):
                row("sort", lambda x: tf.sort(x, axis=axis, direction=direction), [np.array(x, dtype)], axis=[axis], direction=direction)
                row("argsort", lambda x: tf.argsort(x, axis=axis, direction=direction), [np.array(x, dtype)], axis=[axis], direction=direction)
    each("argsort", tf.argsort, [[2.0, 1.0, 2.0, 1.0]], note="ties")
    for part in (0, 1):
        each("top_k", lambda x: tf.math.top_k(x, 2)[part], [x], FLOATS + ("int32",), k=2, part=part)
    each("top_k", lambda x: tf.math.top_k(x)[0], [[1.0, 3.0, 3.0]], note="ties", part=0)
    for side in ("left", "right"):
        each("searchsorted", lambda s, v: tf.searchsorted(s, v, side=side), [[[1.0, 3.0, 3.0, 8.0]], [[0.0, 3.0, 9.0, 1.0, 4.0]]], FLOATS + ("int32",), side=side)


def factors():
    wide, deep = [[1.0, 2.0, 3.0], [4.0, 5.0, -6.0]], [[1.0, 2.0], [3.0, 4.0], [5.0, -6.0]]
    symmetric = [[2.0, 1.0, 0.25], [1.0, 3.0, 0.75], [0.25, 0.75, 5.0]]
    for matrix in (PAIR, SQUARE, deep, wide, STACK):
        for part in (0, 1):
            each("qr", lambda x: tf.linalg.qr(x)[part], [matrix], ["float64"], part=part)
        for part in (0, 1, 2):
            each("svd", lambda x: tf.linalg.svd(x)[part], [matrix], ["float64"], part=part)
        each("svd", lambda x: tf.linalg.svd(x, compute_uv=False), [matrix], ["float64"], compute_uv=False)
        each("pinv", tf.linalg.pinv, [matrix], ["float64"])
        without_second(tf.linalg.svd, "svd")
    for matrix in (PAIR, symmetric, [[2.5]], np.diag([3.0, 1.0, 2.0])):
        for part in (0, 1):
            each("eigh", lambda x: tf.linalg.eigh(x)[part], [matrix], ["float64"], part=part)
        each("eigvalsh", tf.linalg.eigvalsh, [matrix], ["float64"])
    each("lstsq", tf.linalg.lstsq, [deep, RIGHT], ["float64"])
    each("lstsq", lambda a, b: tf.linalg.lstsq(a, b, l2_regularizer=0.5), [deep, RIGHT], ["float64"], l2_regularizer=0.5)
    each("lstsq", tf.linalg.lstsq, [wide, RIGHT[:2]], ["float64"])
    each("adjoint", tf.linalg.adjoint, [CUBE])
    each("cross", tf.linalg.cross, [A, [[1.0, -2.0, 0.5], [3.0, 1.0, -1.0]]])
    each("matrix_rank", tf.linalg.matrix_rank, [SQUARE])
    each("matrix_rank", tf.linalg.matrix_rank, [[[1.0, 2.0], [2.0, 4.0]]])
    each("expm", tf.linalg.expm, [PAIR], ["float64"])
    for order in (1, 2, "inf", "fro"):
        value = float(order) if order == "inf" else order
        each("norm", lambda x: tf.norm(x, ord=value, axis=[0, 1]), [SQUARE], ["float64"], axis=[0, 1], ord=order)
    each("normalize", lambda x: tf.linalg.normalize(x, axis=1)[0], [A], axis=[1])


def roots():
    positive = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.75], [0.5, -0.75, 5.0]]
    for matrix in (PAIR, positive, [positive, np.array(positive) * 2], [[2.25]]):
        each("sqrtm", tf.linalg.sqrtm, [matrix])
    each("logm", tf.linalg.logm, [PAIR], ["complex64", "complex128"])
    each("logm", tf.linalg.logm, [np.array(POSITIVE) + 1j * np.array(SQUARE) / 8], ["complex128"])
    for matrix in (PAIR, STACK, [[2.5]]):
        each("eigvals", tf.linalg.eigvals, [matrix], ["float64"])
    each("eig", lambda x: tf.linalg.eig(x)[0], [PAIR], ["float64"], part=0)
    for matrix in (PAIR, SQUARE, STACK):
        each("lu", lambda x: tf.linalg.lu(x)[1], [matrix], part=1)
    for dtype in FLOATS:
        lu, order = tf.linalg.lu(np.array(SQUARE, dtype))
        row("lu_solve", tf.linalg.lu_solve, [lu.numpy(), order.numpy(), np.array(RIGHT, dtype)])
        row("lu_matrix_inverse", tf.linalg.lu_matrix_inverse, [lu.numpy(), order.numpy()])
        row("lu_reconstruct", tf.linalg.lu_reconstruct, [lu.numpy(), order.numpy()])
    three = [[1.0, 2.0, 0.0], [4.0, 5.0, 4.0], [0.0, 1.0, 1.5]]
    each("tridiagonal_solve", tf.linalg.tridiagonal_solve, [three, RIGHT])
    each("tridiagonal_solve", tf.linalg.tridiagonal_solve, [three, [1.0, -2.0, 0.5]])
    each("tridiagonal_matmul", tf.linalg.tridiagonal_matmul, [three, RIGHT])
    bands = [[2.0, 3.0, 4.0], [0.0, 1.0, -1.5]]
    each("banded_triangular_solve", tf.linalg.banded_triangular_solve, [bands, RIGHT])
    each("banded_triangular_solve", lambda b, r: tf.linalg.banded_triangular_solve(b, r, lower=False),
         [[[1.0, -1.5, 0.0], [2.0, 3.0, 4.0]], RIGHT], lower=False)
    for matrix in ([[2 + 0j, 1 + 1j], [1 - 1j, 3 + 0j]],):
        for name in ("inv", "det", "cholesky"):
            each(name, getattr(tf.linalg, name), [matrix], ["complex64", "complex128"])
        each("solve", tf.linalg.solve, [matrix, [[1.0], [2j]]], ["complex64", "complex128"])
    for k in ((-1, 1), (-1, 0), (0, 1)):
        each("diag_part", lambda x: tf.linalg.diag_part(x, k=k), [CUBE[0, :, :3]], ["float64"], k=list(k))
    each("diag", lambda x: tf.linalg.diag(x, k=(-1, 0)), [[[1.0, 2.0, 3.0], [4.0, 5.0, 0.0]]], ["float64"], k=[-1, 0])
    each("set_diag", lambda x, d: tf.linalg.set_diag(x, d, k=(-1, 0)),
         [CUBE[0, :, :3], [[9.0, 8.0, 7.0], [6.0, 5.0, 0.0]]], ["float64"], k=[-1, 0])


def without_second(function, name):
    """Where singular values are close the second derivative of TensorFlow's formula is noise."""
    for each_row in rows:
        if each_row["op"] == name:
            each_row.pop("second", None)
            each_row.pop("directions", None)


def losses():
    scores, shares = [[2.0, -1.0, 0.5], [0.25, 0.5, 3.0]], [[1.0, 0.0, 0.0], [0.25, 0.25, 0.5]]
    for dtype in FLOATS:
        z, t = np.array(scores, dtype), np.array(shares, dtype)
        row("softmax_cross_entropy_with_logits", lambda t, z: tf.nn.softmax_cross_entropy_with_logits(t, z), [t, z])
        row("softmax_cross_entropy_with_logits", lambda t, z: tf.nn.softmax_cross_entropy_with_logits(t, z, axis=0), [t / t.sum(0), z], axis=[0])
        row("softmax_cross_entropy", lambda z, t: tf.nn.softmax_cross_entropy_with_logits(t, z), [z, t])
        for labels in ([0, 2], [1, 1]):
            row("sparse_softmax_cross_entropy_with_logits", lambda i, z: tf.nn.sparse_softmax_cross_entropy_with_logits(i, z), [np.array(labels, "int32"), z])
            row("sparse_softmax_cross_entropy", lambda z, i: tf.nn.sparse_softmax_cross_entropy_with_logits(i, z), [z, np.array(labels, "int64")])
        row("sigmoid_cross_entropy_with_logits", tf.nn.sigmoid_cross_entropy_with_logits, [t, z])
        row("weighted_cross_entropy_with_logits", tf.nn.weighted_cross_entropy_with_logits, [t, z, np.array(2.5, dtype)])
        row("log_poisson_loss", tf.nn.log_poisson_loss, [t, z])
        row("bias_add", tf.nn.bias_add, [z, np.array([1.0, -2.0, 0.5], dtype)])
        row("bias_add", tf.nn.bias_add, [CUBE.astype(dtype), np.array([1.0, -2.0, 0.5, 3.0], dtype)])
        for part in (0, 1):
            row("moments", lambda x: tf.nn.moments(x, [0])[part], [z], axes=[0], part=part)
        row("batch_normalization", lambda x, m, v, o, s: tf.nn.batch_normalization(x, m, v, o, s, 1e-3),
            [z, z[0], t[0] + 1, t[1], z[1]], variance_epsilon=1e-3)
        row("crelu", tf.nn.crelu, [z])
    row("in_top_k", lambda i, p: tf.math.in_top_k(i, p, 2), [np.array([0, 1], "int32"), np.array(scores, "float32")], k=2)


def counting():
    x, y = [0.0, 2.0, 0.0, 3.0], [0.5, 4.0, 1.5, 0.25]
    for name in ("xlogy", "xlog1py", "xdivy"):
        each(name, getattr(tf.math, name), [x, y])
        each(name, getattr(tf.math, name), [[[1.5], [2.0]], y])
    each("xlogy", tf.math.xlogy, [[0.0, 0.0], [0.0, -1.0]], note="special points")
    for name in ("divide_no_nan", "multiply_no_nan"):
        each(name, getattr(tf.math, name), [y, x])
        each(name, getattr(tf.math, name), [[float("inf"), float("nan"), 1.0], [0.0, 0.0, 2.0]], note="special points")
    each("divide_no_nan", tf.math.divide_no_nan, [[7, 1], [2, 0]], ["int32"])
    row("polyval", lambda *x: tf.math.polyval(list(x), 2.0), [np.array(c, "float32") for c in (1.5, -2.0, 3.0)], x=2.0)
    each("reciprocal_no_nan", tf.math.reciprocal_no_nan, [x])
    for dtype in ("int32", "int64"):
        n = np.array([3, 1, 3, 0, 1], dtype)
        for part in (0, 1):
            row("unique", lambda x: tf.unique(x)[part], [n], part=part)
        row("unique_index", lambda x: tf.unique(x)[1], [n])
        row("unique_count", lambda x: tf.unique_with_counts(x)[2], [n])
        row("unique_with_counts", lambda x: tf.unique_with_counts(x)[2], [n], part=2)
        row("count_nonzero", tf.math.count_nonzero, [n])
        row("zero_fraction", tf.math.zero_fraction, [n])
    row("invert_permutation", tf.math.invert_permutation, [np.array([2, 0, 1], "int32")])
    row("bincount", tf.math.bincount, [np.array([1, 1, 3], "int32")])
    row("bincount", lambda x: tf.math.bincount(x, minlength=6), [np.array([1, 1, 3], "int32")], minlength=6)
    row("bincount", lambda x: tf.math.bincount(x, maxlength=2), [np.array([1, 1, 3], "int32")], maxlength=2)
    row("confusion_matrix", tf.math.confusion_matrix, [np.array([0, 1, 1], "int32"), np.array([0, 1, 0], "int32")])


IMAGE = np.array([((7 * k + 3) % 29 - 14) / 8 for k in range(2 * 4 * 5 * 2)]).reshape(2, 4, 5, 2)
FILTER = np.array([((5 * k + 1) % 17 - 8) / 8 for k in range(3 * 2 * 2 * 3)]).reshape(3, 2, 2, 3)


def images():
    for padding in ("SAME", "VALID"):
        for strides in (1, 2, [2, 1]):
            each("conv2d", lambda x, f: tf.nn.conv2d(x, f, strides, padding), [IMAGE, FILTER], strides=strides, padding=padding)
        for name in ("max_pool", "avg_pool"):
            for ksize, strides in ((2, 2), ([2, 3], 1), (3, [1, 2])):
                for end in ("", "2d"):
                    each(name + end, lambda x: getattr(tf.nn, name + end)(x, ksize, strides, padding), [IMAGE], ksize=ksize, strides=strides, padding=padding)
    use = {"strides": [2, 1], "padding": "SAME"}
    for dtype in FLOATS:
        x, f = IMAGE.astype(dtype), FILTER.astype(dtype)
        g = np.array([((3 * k + 2) % 13 - 6) / 4 for k in range(2 * 2 * 5 * 3)], dtype).reshape(2, 2, 5, 3)
        row("conv2d_image_grad", lambda g, f: tf.raw_ops.Conv2DBackpropInput(input_sizes=x.shape, filter=f, out_backprop=g, strides=[1, 2, 1, 1], padding="SAME"),
            [g, f], shape=list(x.shape), **use)
        row("conv2d_filter_grad", lambda x, g: tf.raw_ops.Conv2DBackpropFilter(input=x, filter_sizes=f.shape, out_backprop=g, strides=[1, 2, 1, 1], padding="SAME"),
            [x, g], shape=list(f.shape), **use)
        x, p = tf.constant(x), tf.constant(g[..., :2])
        row("avg_pool_grad", lambda g: tf.raw_ops.AvgPoolGrad(orig_input_shape=x.shape, grad=g, ksize=[1, 2, 3, 1], strides=[1, 2, 1, 1], padding="SAME"),
            [p.numpy()], shape=x.shape.as_list(), ksize=[2, 3], **use)
        y = tf.nn.max_pool(x, [2, 3], [2, 1], "SAME")
        rows.append(pooled("max_pool_grad", [p, x], tf.raw_ops.MaxPoolGrad(orig_input=x, orig_output=y, grad=p, ksize=[1, 2, 3, 1], strides=[1, 2, 1, 1], padding="SAME"), use))
        rows.append(pooled("max_pool_pick", [x * 2, x], tf.raw_ops.MaxPoolGradGrad(orig_input=x, orig_output=y, grad=x * 2, ksize=[1, 2, 3, 1], strides=[1, 2, 1, 1], padding="SAME"), use))


def pooled(name, inputs, output, use):
    """A row without gradients, of an op that is one itself."""
    return {"op": name, "attributes": {"ksize": [2, 3], **use}, "inputs": [written(x) for x in inputs], "output": written(output)}


def grids():
    for dtype in FLOATS + ("int32",):
        for part in (0, 1, 2):
            row("meshgrid", lambda *x: tf.meshgrid(*x)[part], [np.array(x, dtype) for x in ([1, 2, 3], [4, 5], [6, 7])], part=part)
            row("meshgrid", lambda *x: tf.meshgrid(*x, indexing="ij")[part], [np.array(x, dtype) for x in ([1, 2, 3], [4, 5], [6, 7])], part=part, indexing="ij")
        for part in (0, 1):
            row("dynamic_partition", lambda x, p: tf.dynamic_partition(x, p, 2)[part], [CUBE[0].astype(dtype), np.array([1, 0, 1], "int32")], part=part, num_partitions=2)
    row("unravel_index", lambda x: tf.unravel_index(x, [2, 3]), [np.array([5, 0], "int32")], dims=[2, 3])


FAMILIES = (einsums, parts, matrices, indices, segments, moved, order, factors, roots, losses, counting, images, grids)

if __name__ == "__main__":
    write(FAMILIES, "ops-arrays.json")
