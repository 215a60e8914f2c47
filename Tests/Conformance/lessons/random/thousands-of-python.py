# The first 1 000 numbers of Python's random for 20 seeds, by distribution: a checksum of the digits
# of each, and the first numbers in the open.
import math
import random

seeds = [0, 1, 2, 3, 5, 7, 10, 12, 42, 99, 100, 123, 1000, 1234, 2024, 31415, 65537, 1_000_000,
         2_147_483_647, 4_294_967_295]


def checksum(values):
    total = 0
    for value in values:
        mantissa, exponent = math.frexp(value)
        total = (total * 31 + int(mantissa * 2 ** 53) + exponent) % 2305843009213693951
    return total


draws = {
    "random": lambda r: r.random(),
    "uniform": lambda r: r.uniform(-3, 7),
    "gauss": lambda r: r.gauss(0.0, 1.0),
    "normalvariate": lambda r: r.normalvariate(2.0, 3.0),
    "randint": lambda r: r.randint(1, 10 ** 9),
    "randrange": lambda r: r.randrange(0, 1000, 7),
    "choice": lambda r: r.choice(list(range(17))),
    "getrandbits": lambda r: r.getrandbits(40),
    "expovariate": lambda r: r.expovariate(1.5),
    "triangular": lambda r: r.triangular(0.0, 2.0, 0.5),
    "betavariate": lambda r: r.betavariate(2.0, 3.0),
    "gammavariate": lambda r: r.gammavariate(2.5, 1.0),
    "lognormvariate": lambda r: r.lognormvariate(0.0, 0.5),
    "paretovariate": lambda r: r.paretovariate(3.0),
    "weibullvariate": lambda r: r.weibullvariate(1.0, 1.5),
}
for name, draw in draws.items():
    sums = []
    for seed in seeds:
        r = random.Random(seed)
        values = [draw(r) for _ in range(1000)]
        if seed == 0:
            print(name, values[:3])
        sums.append(checksum(values))
    print(sums)
sums = []
for seed in seeds:
    random.seed(seed)
    order = list(range(1000))
    random.shuffle(order)
    sums.append(checksum(order))
    sums.append(checksum(random.sample(range(5000), 1000)))
    sums.append(checksum(random.choices(range(100), k=1000)))
print(sums)
