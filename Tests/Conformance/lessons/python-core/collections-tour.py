"""namedtuple, Counter, defaultdict, OrderedDict and deque."""
from collections import namedtuple, deque, OrderedDict, Counter, defaultdict
class P(namedtuple('P', ['x', 'y'])):
    __slots__ = ()
    def norm(self): return (self.x**2 + self.y**2)**.5
    @property
    def s(self): return self.x + self.y
p = P(3, 4); print(p, p.norm(), p.s, p == (3, 4), P(y=1, x=2), p._replace(x=1), hash(p) == hash((3, 4)), p + (1,), p[0:1], isinstance(p, tuple), len(p), sorted([P(2, 1), P(1, 2)]), {p: 1}[(3, 4)])
for bad in (lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: p.zz, lambda: p._replace(q=1), lambda: P._make([1])):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
x, y = p; print(x, y, P._fields, p._asdict(), P._make([5, 6]))
c = Counter(a=3, b=1); c.update('abc'); print(c, c - Counter('a'), c & Counter('aab'), c | Counter('bbbb'), c.most_common(1), c.total(), list(c), c['zz'], 'zz' in c); c.subtract('aaa'); print(c, +c if 0 else '', dict(c)); del c['nope']; print(c == Counter(c), sorted(c.elements()))
d = defaultdict(list, {'a': [1]}); d['b'].append(2); print(d, d.get('c'), 'c' in d, d.default_factory); 
d = defaultdict(); 
try: d['x']
except KeyError as e: print('KeyError', e)
o = OrderedDict([('a', 1), ('b', 2)]); print(o, o == OrderedDict([('b', 2), ('a', 1)]), o == {'b': 2, 'a': 1}); o['c'] = 3; o.move_to_end('a'); print(list(o.items()), o.popitem(), o.popitem(last=False), o, reversed(o) is not None, list(reversed(o)))
q = deque('abc'); q.appendleft('z'); q.rotate(2); print(q, q[0], q[-1], 'a' in q, q.count('a'), list(reversed(q)), q == deque(q), q.index if 0 else '', deque(range(10), 3), deque([1, 2]) + deque([3]))
q.extendleft([1, 2]); q.remove('a'); q.reverse(); print(q, q.maxlen, len(q)); q.clear(); print(q, bool(q))
for bad in (lambda: q.pop(), lambda: q.popleft(), lambda: q[3], lambda: q.remove(1)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
