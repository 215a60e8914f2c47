"""Slices as targets, unpacking, deletion, augmented assignment, loops that change what they walk."""
a=[1,2,3,4,5,6]
a[1:3]=[9]; print(a)
a[::2]=[0,0,0]; print(a)
try: a[::2]=[1]
except ValueError as e: print(e)
del a[0]; print(a)
del a[1:3]; print(a)
a[len(a):]=[7,8]; print(a); a[0:0]=[5,5]; print(a); a[:]=[]; print(a)
b=list(range(10)); del b[::3]; print(b); b[2:5:2]='xy'; print(b); b[-2:]=[]; print(b)
try: b[20]=1
except IndexError as e: print(e)
try: del b[20]
except IndexError as e: print(e)
try: b['a']=1
except TypeError as e: print(e)
try: b[0:2]=5
except TypeError as e: print(e)
t=(1,2)
try: t[0]=1
except TypeError as e: print(e)
try: del t[0]
except TypeError as e: print(e)
s='abc'
try: s[0]='x'
except TypeError as e: print(e)
try: del s[0]
except TypeError as e: print(e)
x,y=1,2; x,y=y,x; print(x,y)
(a,b),c=[1,2],3; print(a,b,c)
a,*b,c=range(6); print(a,b,c)
*a,=[1,2]; print(a)
[a,b]=(1,2); print(a,b)
a,(b,*c)=1,'xyz'; print(a,b,c)
for i,(a,b) in enumerate([(1,2),(3,4)]): print(i,a,b)
for bad in ('a,b=1,2,3','a,b=1','a,b=[1]','a,*b,c=[1]','a,b={}','a,b,c="ab"'):
    pass
try: a,b=1,2,3
except ValueError as e: print(e)
try: a,b=[1]
except ValueError as e: print(e)
try: a,b=5
except TypeError as e: print(e)
try: a,*b,c=[1]
except ValueError as e: print(e)
try: a,b,c='ab'
except ValueError as e: print(e)
a=b=c=[]; a.append(1); print(b,c)
d={}; d['x'],d['y']=1,2; print(d); d['x']+=5; d['z']=d.get('z',0)+1; del d['y']; print(d)
try: del d['nope']
except KeyError as e: print(e)
l=[1]; l+=(2,3); l*=2; print(l); l+='ab'; print(l)
try: l+=5
except TypeError as e: print(e)
m=l; m+=[1]; print(l is m)
t=(1,); t2=t; t+=(2,); print(t,t2)
n=5; n-=1; n*=3; n//=2; n**=2; n%=7; n<<=3; n|=1; n^=2; n&=0xff; n>>=1; print(n)
f=1.5; f/=2; f+=1; print(f)
s='a'; s+='b'; s*=3; print(s)
x:int=5; print(x); z:int
try: z
except NameError as e: print(e)
if (n:=10)>5: print(n)
print([y for x in range(5) if (y:=x*2)>4],y)
while (n:=n-3)>0: print(n,end=',')
print()
i=0
while i<3: i+=1
else: print('else',i)
for i in []: pass
else: print('empty else',i)
for i in range(3):
    if i==1: break
else: print('not')
a=[0]*3
for a[0] in range(3): pass
print(a)
x=[1,2,3]
for v in x:
    if v==2: x.remove(v)
print(x)
d={1:2}
try:
    for k in d: d[k+1]=1
except RuntimeError as e: print(e)
try:
    for k in d: del d[k]
except RuntimeError as e: print(e)
s={1}
try:
    for k in s: s.add(k+1)
except RuntimeError as e: print(e)
del x
try: x
except NameError as e: print(e)
print(*[1,2],*'ab',sep='|'); print('a','b',end=''); print(); print(1,2,3,sep=''); print(sep='x'); print(None,True,1.0,[1],'s')
import sys
print('err',file=sys.stderr); print('flush',flush=True); pass
global_v=1; lst=[global_v:=5]; print(global_v)
print(1 if 0 else 2 if 0 else 3, not 1 or 2, 1 or 0/0, 0 and 1/0, [] or {} or 'z', 1<2<3>2!=5, 1 is not None, 'a' not in 'b')
print(-2**2,2**-1,2**3**2,(-2)**2,not True==False,1+2*3-4/2//1%3,~1+1,-1 .__abs__() if 0 else '', 5&3|4^1,1<<2+1, 1 if True else 0 + 5)
