# Figures of many kinds: nothing is printed by drawing, and what the objects say is printed.
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

x = np.linspace(0, 4, 41)
lines = plt.plot(x, np.sin(x), "r--", x, np.cos(x), "bo-", label="waves")
print(len(lines), lines[0], lines[1].get_label(), lines[0].get_xdata()[:3], lines[1].get_ydata().shape)
print(plt.xlim(), plt.ylim(), plt.gcf(), plt.gca())
plt.xlabel("x")
print(plt.title("Waves"), plt.gca().get_title(), plt.gca())
plt.legend(loc="upper right")
plt.grid(True)
plt.close()
print(plt.get_fignums())

n, edges, bars = plt.hist([1, 2, 2, 3, 3, 3, 7], bins=6)
print(n, edges, bars)
n, edges, _ = plt.hist(np.array([[0.1, 5.0], [0.7, 6.0], [0.9, 7.5]]), bins=[0, 1, 5, 10])
print(n, edges)
n, edges, _ = plt.hist(tf.constant([1.0, 1.5, 2.0]), bins=2, density=True, cumulative=True)
print(n, edges, plt.ylim())
plt.clf()

print(plt.bar(["a", "b", "c"], [1, 4, 2]), plt.ylim())
fig, axes = plt.subplots(2, 3, figsize=(9, 4))
print(fig, repr(fig), axes.shape, len(axes), axes[0].shape, axes[1, 2], axes.size, axes.ndim)
for number, ax in enumerate(axes.flat):
    ax.plot([0, 1], [0, number])
    ax.set_title(f"plot {number}")
print(axes[1, 1].get_title(), axes[:, 0][1].get_ylim(), [a.get_title() for a in axes.T[2]])
fig.suptitle("All")
one, two = plt.subplots(1, 2)[1]
one.set(xlabel="w", ylabel="loss", xlim=(0, 3))
print(one.get_xlabel(), one.get_xlim(), two.get_xlim(), one)
levels = plt.contour(np.outer(x, x)).levels
print(levels)
print(plt.imshow([[1, 2, 3], [4, 5, 6]]), plt.gca().get_xlim(), plt.gca().get_ylim())
plt.colorbar(label="value")
plt.figure(7)
print(plt.get_fignums(), plt.gcf().number, plt.fignum_exists(3))
plt.semilogy([1e-3, 1, 1e4])
print(plt.xlim())
plt.scatter([1, 2], [3, 4], c=[0.1, 0.9], s=[10, 90], cmap="plasma", marker="^")
plt.fill_between([0, 1, 2], [1, 2, 3], [2, 3, 4], alpha=0.2)
plt.axhline(2, color="gray", linestyle=":")
plt.errorbar([1, 2], [3, 4], yerr=0.5, fmt="s")
plt.annotate("here", xy=(1, 3), xytext=(1.5, 100), arrowprops=dict(arrowstyle="->"))
plt.rcParams["figure.figsize"] = (3, 2)
print(plt.figure(), plt.rcParams["figure.figsize"])
plt.close("all")
print(plt.get_fignums())
