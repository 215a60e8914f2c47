"""partial, reduce, lru_cache, cached_property, wraps."""
import functools
print(functools.reduce(lambda a, b: a + b, [[1], [2]], []))
try: functools.reduce(lambda a, b: a, [])
except TypeError as e: print(e)
p = functools.partial(pow, 2); print(p(3), p.func is pow, p.args, p.keywords)
def f(a, b, c=0): return a, b, c
print(functools.partial(f, 1, c=5)(2), functools.partial(f, b=2)(1), functools.partial(functools.partial(f, 1), 2)(c=9))
class A:
    def __init__(self): self.n = 0
    @functools.lru_cache
    def m(self, x): self.n += 1; return x * 2
    @functools.cached_property
    def p(self): print('computed'); return 42
    pm = functools.partial(f, 1) if 0 else None
a = A(); print(a.m(1), a.m(1), a.n, a.p, a.p)
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), max([1, 5, 2], key=functools.cmp_to_key(lambda a, b: a - b)))
@functools.lru_cache(maxsize=2)
def g(x): print('g', x); return x
g(1), g(2), g(1), g(3), g(2); print(g.cache_info(), g.__name__, g.__wrapped__.__name__); g.cache_clear(); print(g.cache_info())
try: g([])
except TypeError as e: print(e)
def deco(fn):
    @functools.wraps(fn)
    def w(*a, **k):
        "w doc"
        return fn(*a, **k)
    w.calls = 1
    return w
@deco
def h():
    "h doc"
print(h.__name__, h.__doc__, h.__wrapped__.__name__, h.calls)
@functools.singledispatch if hasattr(functools, 'nope') else (lambda f: f)
def z(): return 1
print(z())
