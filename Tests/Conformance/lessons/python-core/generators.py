"""Generators: send, throw, close, yield from, and what stays alive between values."""
def gen():
    x=yield 1
    print('got',x)
    try: y=yield 2
    except ValueError as e: print('caught',e); y='exc'
    print(y)
    return 'ret'
g=gen(); print(next(g)); print(g.send('a'))
try: g.throw(ValueError('boom'))
except StopIteration as e: print('stop',e.value)
def sub():
    r=yield from gen()
    print('r',r)
    yield from [10,20]
    yield from 'ab'
print(list(sub()))
def closing():
    try: yield 1
    finally: print('closed')
c=closing(); next(c); c.close()
try: next(c)
except StopIteration: print('done')
def inf():
    n=0
    while True: yield n; n+=1
g=inf()
print(next(g),next(g),sum(next(g) for _ in range(3)))
def fib():
    a,b=0,1
    while 1:
        yield a
        a,b=b,a+b
for x in fib():
    if x>50: break
    print(x,end=' ')
print()
try: g=gen(); g.send(5)
except TypeError as e: print(e)
def dead():
    if 0: yield
print(list(dead()))
def early():
    yield 1
    return
    yield 2
print(list(early()))
def deleg():
    try:
        yield from inner()
    except KeyError as e: print('K',e)
    yield 'after'
def inner():
    try: yield 1
    except ValueError as e: print('V',e); yield 'v'
d=deleg(); print(next(d),d.throw(ValueError('q'))); print(d.throw(KeyError('z')))
def rec(n):
    if n: yield n; yield from rec(n-1)
print(list(rec(5)))
def g2():
    yield
print(list(g2()))
def gg():
    a=yield
    while True:
        a=yield a*2
x=gg(); next(x); print(x.send(3),x.send(4)); x.close()
try: x.send(1)
except StopIteration: print('S')
def bad():
    yield 1
    1/0
b=bad(); next(b)
try: next(b)
except ZeroDivisionError as e: print(e)
try: next(b)
except StopIteration: print('exhausted')
def gi():
    try: yield 1
    except GeneratorExit: print('GE'); raise
q=gi(); next(q); q.close()
try:
    def reenter():
        yield next(r)
    r=reenter(); next(r)
except ValueError as e: print(e)
def w():
    for i in range(3):
        try:
            if i==1: continue
            yield i
        finally: print('fin',i)
    else:
        yield 'else'
print(list(w()))
def early2():
    for i in range(3):
        try:
            try: yield i
            finally: yield 'f'
        except KeyError: yield 'k'
print(list(early2()))
def retfin():
    try:
        yield 1
        return 'a'
    finally:
        yield 2
def outer():
    x=yield from retfin(); print('x',x)
print(list(outer()))
def nested():
    for i in range(2):
        for j in range(2):
            if i==j: yield i,j
            else: yield [i,j]
        yield '|'
print(list(nested()))
def wl():
    while (x := (yield 'q')) is not None:
        print('x',x)
    yield 'end'
k=wl(); print(next(k),k.send(1),k.send(2),k.send(None))
def acc():
    total=0
    while True:
        total += yield total
a=acc(); next(a); print(a.send(5),a.send(6))
def pr():
    print('a',(yield 1),(yield 2))
    return (yield 3)
p=pr(); print(next(p),p.send('x'),p.send('y'))
try: p.send('r')
except StopIteration as e: print(e.value)
class T:
    def __init__(s,*k): s.k=k
    def __iter__(s):
        for x in s.k: yield x
    def items(s): yield from enumerate(s.k)
print(list(T(1,2)),list(T(3,4).items()),dict(T(5,6).items()))
class CM:
    def __enter__(s): print('in'); return 5
    def __exit__(s,*a): print('out',a[0]); return True
def wi():
    with CM() as v:
        yield v
        raise ValueError
    yield 'after'
print(list(wi()))
def cl():
    n=0
    def inc():
        nonlocal n; n+=1; return n
    while n<3: yield inc()
    yield [i for i in range(n)], lambda: n
print([x if not isinstance(x,tuple) else x[1]() for x in cl()])
def args(a,b=2,*c,**d): yield from (a,b,c,d)
print(list(args(1,3,4,z=5)))
try: args()
except TypeError as e: print(e)
print(gen.__name__, type(gen()), iter(g) is g)
def e():
    raise StopIteration
    yield
try: next(e())
except RuntimeError as x: print(x, repr(x.__cause__))
def swallow():
    try: yield 1
    except GeneratorExit: yield 2
s=swallow(); next(s)
try: s.close()
except RuntimeError as x: print(x)
g=(x*x for x in range(5)); print(next(g),list(g)); 
g=(x for x in range(3)); next(g); g.close(); print(list(g))
a,*b=gen(); print(a,b)
print(sum(inf() if 0 else [1]), max(T(1,9,3)), sorted(T(3,1)), *T(7,8), 9 in T(9), [*T(1)], tuple(T()))
def prime():
    D={}; q=2
    while 1:
        if q not in D: yield q; D[q*q]=[q]
        else:
            for p in D[q]: D.setdefault(p+q,[]).append(p)
            del D[q]
        q+=1
import math
print([p for p,_ in zip(prime(),range(10))])
