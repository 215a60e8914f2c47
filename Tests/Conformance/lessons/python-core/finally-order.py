"""What `finally` does with returns, jumps and exceptions."""
def f(x):
    try:
        if x==0: return 'try'
        if x==1: raise ValueError('v')
        if x==2: raise KeyError('k')
        if x==3: 1/0
    except ValueError as e:
        return f'except {e}'
    except (KeyError,IndexError) as e:
        return f'tuple {e!r}'
    else:
        return 'else'
    finally:
        print('finally',x)
for i in range(5):
    try: print(f(i))
    except ZeroDivisionError as e: print('out',e)
def g():
    for i in range(3):
        try:
            if i==1: continue
            if i==2: break
            print('body',i)
        finally: print('fin',i)
    return 'end'
print(g())
def h():
    try: return 1
    finally: return 2
print(h())
def k():
    while True:
        try: raise ValueError
        except ValueError: break
        finally: print('f')
    else: print('no')
    return 'k'
print(k())
def m():
    try:
        try: raise ValueError('a')
        finally: print('inner')
    except ValueError as e: print('outer',e)
    try: e
    except NameError as x: print(x)
m()
