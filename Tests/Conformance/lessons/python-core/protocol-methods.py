"""Iteration, length, truth and text by special methods, and what goes wrong with them."""
class It:
    def __init__(self,n): self.n=n
    def __iter__(self): return self
    def __next__(self):
        if self.n<=0: raise StopIteration
        self.n-=1; return self.n
print(list(It(3)),sum(It(4)),max(It(5)),[*It(2)],tuple(It(2)),sorted(It(3)),2 in It(4),dict(zip(It(3),'abc')),set(It(3)))
a,b,c=It(3); print(a,b,c)
a,*b=It(4); print(a,b)
it=It(2); print(next(it),next(it),next(it,'end'))
try: next(it)
except StopIteration as e: print('stop',repr(e),e.value)
class Seq:
    def __getitem__(self,i):
        if i>3: raise IndexError('done')
        return i*i
print(list(Seq()),4 in Seq(),5 in Seq(),[x for x in Seq()],*Seq())
class R:
    def __len__(self): return 3
    def __getitem__(self,i): return 'abc'[i]
print(list(reversed(R())),list(R()),bool(R()))
class Rev:
    def __reversed__(self): return iter([3,2,1])
print(list(reversed(Rev())))
class BadIter:
    def __iter__(self): return 5
try: iter(BadIter())
except TypeError as e: print(e)
try: list(BadIter())
except TypeError as e: print(e)
class BadLen:
    def __len__(self): return -1
try: len(BadLen())
except ValueError as e: print(e)
class BadLen2:
    def __len__(self): return 'a'
try: len(BadLen2())
except TypeError as e: print(e)
class BadBool:
    def __bool__(self): return 1
try: bool(BadBool())
except TypeError as e: print(e)
class BadRepr:
    def __repr__(self): return 1
try: repr(BadRepr())
except TypeError as e: print(e)
class BadStr:
    def __str__(self): return 1
try: str(BadStr())
except TypeError as e: print(e)
class BadHash:
    def __hash__(self): return 'a'
try: hash(BadHash())
except TypeError as e: print(e)
class BadInit:
    def __init__(self): return 5
try: BadInit()
except TypeError as e: print(e)
class NoHash:
    def __eq__(self,o): return True
try: {NoHash()}
except TypeError as e: print(e)
print(NoHash()==5, NoHash()!=5, 5==NoHash())
class Fmt:
    def __format__(self,s): return 5
try: f'{Fmt()}'
except TypeError as e: print(e)
