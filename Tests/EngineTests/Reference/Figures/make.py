# Ends of axes, marks, levels, bins and contour points as matplotlib and NumPy have them.
# Run: python make.py > rows.txt; the rows are copied into the tests.
import numpy as np
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.ticker import MaxNLocator


def row(*parts):
    print("(" + ", ".join(parts) + "),")


def numbers(values):
    return "[" + ", ".join(repr(float(v)) for v in values) + "]"


print("limits of plot(x, y), linear or logarithmic")
for x, y, log in [
    ([0, 1, 2], [3, 4, 5], False), ([-1, 1], [-2, 8], False), ([1, 1], [5, 5], False),
    ([0], [0], False), ([], [], False), ([1, 2, 3], [1e-3, 1, 1e4], True),
    ([1, 2, 3], [-1, 10, 100], True), ([1, 2], [7, 7], True), ([1e9, 2e9], [1e-9, 2e-9], False),
    ([0, 1, 2], [np.nan, 1, 3], False),
]:
    fig, ax = plt.subplots()
    ax.plot(x, y)
    if log:
        ax.set_yscale("log")
    ax.autoscale_view()
    y = [v if v == v else None for v in y]
    row(numbers(x), "[" + ", ".join(".nan" if v is None else repr(float(v)) for v in y) + "]",
        str(log).lower(), numbers(ax.get_xlim()), numbers(ax.get_ylim()))
    plt.close(fig)

print("marks")
for low, high, count in [
    (0, 1, 9), (-1.05, 1.05, 9), (0, 100, 5), (-0.5, 10.5, 9), (1e-5, 3e-5, 6), (999, 1001, 9),
    (100000, 100001, 5), (-3, 1e6, 4), (0, 7, 3), (0.25, 0.75, 2),
]:
    values = MaxNLocator(count, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    row(repr(float(low)), repr(float(high)), str(count), numbers(values))

print("levels")
for low, high, filled in [(0, 10, False), (0.1, 73.4, True), (-3, 3, False), (0, 1, True), (2, 2.01, False)]:
    z = np.array([[low, high], [low, high]], float)
    fig, ax = plt.subplots()
    c = (ax.contourf if filled else ax.contour)(z)
    row(repr(float(low)), repr(float(high)), str(filled).lower(), numbers(c.levels))
    plt.close(fig)

print("bins")
for data, bins in [
    ([1, 2, 2, 3], 3), ([0.1, 0.2, 0.7, 0.9, 1.0], 5), ([5, 5, 5], 4), ([-2, -1, 0, 1, 2], 10),
]:
    n, e = np.histogram(data, bins)
    row(numbers(data), str(bins), numbers(n), numbers(e))
rng = np.random.default_rng(7)
data = np.round(rng.normal(size=40), 3)
print("rules over", numbers(data))
for rule in ["auto", "fd", "sturges", "sqrt", "rice", "scott"]:
    row(f'"{rule}"', str(len(np.histogram_bin_edges(data, rule)) - 1))

print("contour lines: levels, numbers of lines, and the sum of their lengths")
x = np.linspace(-2, 2, 9)
y = np.linspace(-1, 1, 7)
X, Y = np.meshgrid(x, y)
for name, z in [("bowl", X**2 + 2 * Y**2), ("saddle", X * Y), ("wave", np.sin(2 * X) + Y)]:
    for level in [0.3, 0.5, 1.1]:
        fig, ax = plt.subplots()
        segs = ax.contour(x, y, z, levels=[level]).allsegs[0]
        length = sum(float(np.hypot(*np.diff(s, axis=0).T).sum()) for s in segs)
        row(f'"{name}"', repr(level), str(len(segs)), repr(round(length, 9)))
        plt.close(fig)
