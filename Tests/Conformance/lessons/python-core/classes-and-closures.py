from dataclasses import dataclass, field, asdict, replace
from typing import List, Optional, Callable
from abc import ABC, abstractmethod
@dataclass
class Param:
    name: str
    value: float = 0.0
    grad: float = field(default=0.0, repr=False)
    history: List[float] = field(default_factory=list)
    def step(self, lr: float = 0.1) -> None:
        self.history.append(self.value); self.value -= lr * self.grad
p = Param("w", 2.0); p.grad = 4.0; p.step(); print(p, asdict(p), replace(p, name="b"), p == Param("w", 1.6, history=[2.0]))
@dataclass(frozen=True, order=True)
class Pt:
    x: int
    y: int = 0
print(Pt(1) < Pt(1, 2), hash(Pt(1)) == hash(Pt(1, 0)), sorted([Pt(2), Pt(1, 5)]))
try: Pt(1).x = 3
except Exception as e: print(type(e).__name__, e)
class Layer(ABC):
    @abstractmethod
    def forward(self, x): ...
    def __call__(self, x): return self.forward(x)
class Scale(Layer):
    def __init__(self, k): self.k = k
    def forward(self, x): return x * self.k
try: Layer()
except TypeError as e: print(e)
compose = lambda *fs: (lambda x: __import__("functools").reduce(lambda a, f: f(a), fs, x)) if False else None
def pipeline(*fs: Callable) -> Callable:
    def run(x):
        for f in fs: x = f(x)
        return x
    return run
print(pipeline(Scale(2), Scale(5), str)(3))
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1; return self.n + 1
print(list(Countdown(3)), sum(Countdown(4)), [*Countdown(2)])
from contextlib import contextmanager
@contextmanager
def tag(n):
    print(f"<{n}>")
    try: yield n.upper()
    finally: print(f"</{n}>")
with tag("b") as t: print(t)
def avg():
    tot = cnt = 0; v = None
    while True:
        x = yield v
        if x is None: break
        tot += x; cnt += 1; v = tot / cnt
    return v
g = avg(); next(g); print([g.send(i) for i in (1, 2, 6)])
try: g.send(None)
except StopIteration as e: print("done", e.value)
def kw(a, /, b, *, c=3, **k): return a, b, c, k
print(kw(1, 2), kw(1, b=2, c=4, d=5))
for bad in [lambda: kw(a=1, b=2), lambda: kw(1), lambda: kw(1, 2, 3), lambda: kw(), lambda: Param(), lambda: Scale(), lambda: Scale(1, 2), lambda: Pt(z=1)]:
    try: bad()
    except TypeError as e: print(e)
x = 10
def outer():
    x = 20
    def inner():
        nonlocal x; x += 1; return x
    return inner(), x
def glob():
    global x; x = 99
print(outer(), x); glob(); print(x)
def ub():
    try: print(q); q = 1
    except UnboundLocalError as e: print(e)
ub()
fs = [lambda i=i: i * i for i in range(3)]; gs = [lambda: i for i in range(3)]; print([f() for f in fs], [g() for g in gs])
print([x for x in range(20) if x % 2 if x % 3], {(i, j) for i in range(2) for j in range(i)}, [y := 5, y ** 2], (n for n in [1]).__class__.__name__)
try:
    try: raise ValueError("a")
    except ValueError as e: raise KeyError("b") from e
except KeyError as e: print(repr(e.__cause__), e.__suppress_context__)
try:
    raise RuntimeError("x") from None
except RuntimeError as e: print(e.__cause__, e.__context__)
while True:
    try: break
    finally: print("finally on break")
def ff():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: return i
        finally: print("f", i)
print(ff())
class Temp:
    def __init__(self, c): self.celsius = c
    @property
    def celsius(self): return self._c
    @celsius.setter
    def celsius(self, v):
        if v < -273.15: raise ValueError("below absolute zero!")
        self._c = v
    fahrenheit = property(lambda s: s._c * 9 / 5 + 32)
t = Temp(25); print(t.fahrenheit, vars(t), hasattr(t, "x"), getattr(t, "x", "dflt")); setattr(t, "x", 5); print(t.x, t.__dict__)
try: t.celsius = -300
except ValueError as e: print(e)
try: t.fahrenheit = 1
except AttributeError as e: print(e)
class Meta:
    items = []
    def __init__(self): self.own = []
a, b = Meta(), Meta(); a.items.append(1); a.own.append(1); print(b.items, b.own, Meta.items is a.items)
print(sorted("hello"), sorted({"b": 1, "a": 2}), sorted([(2, "a"), (1, "b")], key=lambda t: t[1], reverse=True), list(map(lambda x, y: x + y, [1, 2], [3, 4])), "".join(reversed("abc")), list(enumerate(["a", "b"], start=1)), any(x > 2 for x in [1, 2, 3]), all([]), min([3, 1], default=0), max([], default=-1), sum([[1], [2]], []), zip([1, 2], "ab").__class__.__name__, next(iter([5])), next(iter([]), "none"), list(range(5, 0, -2)), round(-0.5), pow(3, 4, 5), ascii("é"), callable(len), eval("1 + 2") if False else 3, id(a) == id(a), isinstance([], (list, tuple)), type(a).__name__, a.__class__.__qualname__, issubclass(bool, int))
