# Axes that a figure has cleared away can still be asked and drawn on.
import matplotlib.pyplot as plt

fig, (one, two) = plt.subplots(1, 2)
one.plot([1, 2], [3, 4])
plt.clf()
one.set_title("gone")
one.plot([0, 5], [1, 1])
print(one.get_title(), len(one.lines), len(fig.axes))
ax = plt.gca()
ax.plot([1, 2, 3])
print(len(ax.lines), len(fig.axes), len(two.lines))
