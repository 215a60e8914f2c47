"""__getattr__, __setattr__, descriptors, __new__ and class hooks."""
class G:
    def __init__(self): self.d={}
    def __getattr__(self,n):
        if n.startswith('x'): return n*2
        raise AttributeError(f'no {n}')
    def __setattr__(self,n,v): print('set',n,v); object.__setattr__(self,n,v)
    def __delattr__(self,n): print('del',n); super().__delattr__(n)
    def __getitem__(self,k): print('get',k); return k
    def __setitem__(self,k,v): print('setitem',k,v)
    def __delitem__(self,k): print('delitem',k)
g=G(); print(g.xy,g.d); g.q=5; del g.q
try: g.nope
except AttributeError as e: print(e)
g[1:2]; g[1,2]; g[...]; g[1:2,::3]; g['a']=5; del g[3]; g[1]+=5; print(g[None])
print(hasattr(g,'x'),hasattr(g,'y'),getattr(g,'zz',3))
class A:
    def __new__(cls,*a): print('new',cls.__name__,a); o=super().__new__(cls); o.made=True; return o
    def __init__(self,*a): print('init',a)
    def __init_subclass__(cls,**k): print('sub',cls.__name__,k); super().__init_subclass__()
    def __class_getitem__(cls,k): return (cls.__name__,k)
class B(A,tag=5): pass
print(B(1,2).made,A[3],B['x'])
class Single:
    _i=None
    def __new__(cls):
        if cls._i is None: cls._i=super().__new__(cls)
        return cls._i
print(Single() is Single())
class D:
    def __set_name__(self,o,n): self.n='_'+n
    def __get__(self,i,o=None): return self if i is None else getattr(i,self.n,'unset')
    def __set__(self,i,v):
        if v<0: raise ValueError('neg')
        setattr(i,self.n,v)
class P:
    x=D(); y=D()
p=P(); print(p.x); p.x=3; p.y=4; print(p.x,p.y,p.__dict__,isinstance(P.x,D))
try: p.x=-1
except ValueError as e: print(e)
