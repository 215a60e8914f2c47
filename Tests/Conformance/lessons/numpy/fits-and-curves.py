# Polynomials, slopes and statistics of samples.
import numpy as np

x = np.linspace(0, 3, 7)
y = 2 * x ** 2 - 3 * x + 1
p = np.polyfit(x, y, 2)
print("fit", np.round(p, 8) + 0.0)
poly = np.poly1d([2, -3, 1])
print(poly)
print(repr(poly), poly(2), poly.order, poly.roots)
print("derivative", poly.deriv(), "|", repr(poly.integ()))
print("product", repr(poly * np.poly1d([1, 1])), "sum", repr(poly + 1))
print("polyval", np.polyval([2, -3, 1], [0, 1, 2]), "roots", np.roots([1, -6, 11, -6]).round(8))

print("gradient", np.gradient(y, x).round(6))
print("plane", np.gradient(np.arange(6.0).reshape(2, 3), 2.0, 0.5))
print("area", np.trapezoid(y, x), "diff", np.diff(y, n=2))
print("interp", np.interp([0.25, 1.75, 9.0], x, y))
print("convolve", np.convolve([1, 2, 3], [0, 1, 0.5]), np.convolve([1, 2, 3], [1, 1], "same"))

rng = np.random.default_rng(7)
samples = rng.normal(5.0, 2.0, 200)
print("mean", samples.mean().round(6), "std", samples.std(ddof=1).round(6))
counts, edges = np.histogram(samples, bins=5)
print(counts, edges.round(3))
print("percentiles", np.percentile(samples, [5, 50, 95]).round(5))
print("median", np.median(samples).round(6), "lower", np.quantile([3, 1, 2], 0.4, method="lower"))
pairs = np.stack([samples[:50], samples[50:100]])
print("cov\n", np.cov(pairs).round(6))
print("corr\n", np.corrcoef(pairs).round(6))
holes = np.array([[1.0, np.nan, 3.0], [4.0, 5.0, np.nan]])
print("nan", np.nansum(holes), np.nanmean(holes, axis=0), np.nanmax(holes, axis=1), np.nanstd(holes).round(6))
print("average", np.average([1.0, 2.0, 4.0], weights=[3, 2, 1]))
