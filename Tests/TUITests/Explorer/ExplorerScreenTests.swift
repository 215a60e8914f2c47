import Testing

@testable import TUI

@Suite("The explorer's screens")
struct ExplorerScreenTests {
  @Test("The worked example, forward: the arithmetic and the slopes")
  func theWorkedExampleForward() throws {
    let explorer = try ExplorerLessons.worked()
    #expect(
      try explorer.screen(80, 24, after: "step-forward 5") == """
         gradwalk  formula   FORWARD 5/8   C = y - max(0, w*x + b)            stop 6/17
        ╔═ Nodes ══════════════════════════════════════════════════════════════════════╗
        ║ node  op      expression                      value    dC/dnode  check  name ║
        ║ w1    input   ·                              2.0000           ·         w    ║
        ║ w2    input   ·                              1.0000           ·         x    ║
        ║ w3    input   ·                              1.0000           ·         b    ║
        ║ w4    input   ·                              5.0000           ·         y    ║
        ║▶w5    mul     w1·w2                          2.0000           ·              ║
        ║ w6    add     w5 + w3                             ·           ·              ║
        ║ w7    max     max(0, w6)                          ·           ·              ║
        ║ w8    sub     w4 − w7                             ·           ·         C    ║
        ╚══════════════════════════════════════════════════════════════════════════════╝
        ┌─ Chain rule at w5 = w1·w2 ───────────────────────────────────────────────────┐
        │ w5 = w1·w2 = 2 × 1 = 2                                                       │
        │ local ∂w5/∂w1 = ∂(w1·w2)/∂w1 = w2 = 1                                        │
        │ local ∂w5/∂w2 = ∂(w1·w2)/∂w2 = w1 = 2                                        │
        │                                                                              │
        │                                                                              │
        └──────────────────────────────────────────────────────────────────────────────┘
        ┌─ Formula ────────────────────────────────────────────────────────────────────┐
        │▶ 1 C = y - max(0, w*x + b)                                                   │
        └──────────────────────────────────────────────────────────────────────────────┘
         next: w6 = w5 + w3 = 2 + 1 = 3
         s/S step  f/F phase  g/G ends  / find  p predict  : command  ? help  q quit
        """)
  }

  @Test("The worked example, backward: upstream times local, and the path")
  func theWorkedExampleBackward() throws {
    let explorer = try ExplorerLessons.worked()
    #expect(
      try explorer.screen(80, 24, after: "step-forward 11") == """
         gradwalk  formula   BACKWARD 3/8   C = y - max(0, w*x + b)          stop 12/17
        ╔═ Nodes ══════════════════════════════════════════════════════════════════════╗
        ║ node  op      expression                      value    dC/dnode  check  name ║
        ║ w1    input   ·                              2.0000           ·         w    ║
        ║ w2    input   ·                              1.0000           ·         x    ║
        ║ w3    input   ·                              1.0000     -1.0000     ok  b    ║
        ║ w4    input   ·                              5.0000      1.0000     ok  y    ║
        ║ w5    mul     w1·w2                          2.0000     -1.0000     ok       ║
        ║▶w6    add     w5 + w3                        3.0000     -1.0000     ok       ║
        ║ w7    max     max(0, w6)                     3.0000     -1.0000     ok       ║
        ║ w8    sub     w4 − w7                        2.0000      1.0000   seed  C    ║
        ╚══════════════════════════════════════════════════════════════════════════════╝
        ┌─ Chain rule at w6 = w5 + w3 ───────────────────────────────────────── 1-5/6 ─┐
        │ to  upstream  ×  local ∂w6/∂·        =  contribution  adjoint                │
        │ w5   -1.0000  ×  ∂(w5 + w3)/∂w5 = 1  =       -1.0000  0 → -1.0000            │
        │ w3   -1.0000  ×  ∂(w5 + w3)/∂w3 = 1  =       -1.0000  0 → -1.0000            │
        │ path  C ─(−1)─ w7 ─(1)─ w6 ─(1)─ w5  =  -1.0000                              │
        │       1 × (−1) × 1 × 1 = −1                                                  │
        └──────────────────────────────────────────────────────────────────────────────┘
        ┌─ Formula ────────────────────────────────────────────────────────────────────┐
        │▶ 1 C = y - max(0, w*x + b)                                                   │
        └──────────────────────────────────────────────────────────────────────────────┘
         next: back at w5 = w1·w2: w1 receives -1 × 1 = -1, w2 receives -1 × 2 = -2
         s/S step  f/F phase  g/G ends  / find  p predict  : command  ? help  q quit
        """)
  }

  @Test("The worked example at its end: w holds the product of the path")
  func theWorkedExampleAtTheEnd() throws {
    let explorer = try ExplorerLessons.worked()
    #expect(
      try explorer.screen(80, 24, after: "last") == """
         gradwalk  formula   BACKWARD 8/8   C = y - max(0, w*x + b)          stop 17/17
        ╔═ Nodes ══════════════════════════════════════════════════════════════════════╗
        ║ node  op      expression                      value    dC/dnode  check  name ║
        ║▶w1    input   ·                              2.0000     -1.0000     ok  w    ║
        ║ w2    input   ·                              1.0000     -2.0000     ok  x    ║
        ║ w3    input   ·                              1.0000     -1.0000     ok  b    ║
        ║ w4    input   ·                              5.0000      1.0000     ok  y    ║
        ║ w5    mul     w1·w2                          2.0000     -1.0000     ok       ║
        ║ w6    add     w5 + w3                        3.0000     -1.0000     ok       ║
        ║ w7    max     max(0, w6)                     3.0000     -1.0000     ok       ║
        ║ w8    sub     w4 − w7                        2.0000      1.0000   seed  C    ║
        ╚══════════════════════════════════════════════════════════════════════════════╝
        ┌─ Chain rule at w1 ───────────────────────────────────────────────────────────┐
        │ w1 = w keeps dC/dw1 = -1                                                     │
        │ path  C ─(−1)─ w7 ─(1)─ w6 ─(1)─ w5 ─(1)─ w1  =  -1.0000                     │
        │       1 × (−1) × 1 × 1 × w2 = −1                                             │
        │ check small steps in float64 agree: -1 and -1                                │
        │                                                                              │
        └──────────────────────────────────────────────────────────────────────────────┘
        ┌─ Formula ────────────────────────────────────────────────────────────────────┐
        │  1 C = y - max(0, w*x + b)                                                   │
        └──────────────────────────────────────────────────────────────────────────────┘
         end of the walk
         s/S step  f/F phase  g/G ends  / find  : command  ? help  q quit
        """)
  }

  @Test("160×50: two columns, the table left, the chain rule right")
  func wide() throws {
    let explorer = try ExplorerLessons.worked()
    #expect(
      try explorer.screen(160, 50, after: "step-forward 12") == """
         gradwalk  formula   BACKWARD 4/8   C = y - max(0, w*x + b)                                                                                          stop 13/17
        ╔═ Nodes ══════════════════════════════════════════════════════════════╗┌─ Graph ──────────────────────────────────────────────────────────────────────────────┐
        ║ node  op      expression              value    dC/dnode  check  name ║│                                                                                      │
        ║ w1    input   ·                      2.0000     -1.0000     ok  w    ║│                                                                                      │
        ║ w2    input   ·                      1.0000     -2.0000     ok  x    ║│                                                                                      │
        ║ w3    input   ·                      1.0000     -1.0000     ok  b    ║│                                                                                      │
        ║ w4    input   ·                      5.0000      1.0000     ok  y    ║│                                                                                      │
        ║▶w5    mul     w1·w2                  2.0000     -1.0000     ok       ║│                                                                                      │
        ║ w6    add     w5 + w3                3.0000     -1.0000     ok       ║│                                                                                      │
        ║ w7    max     max(0, w6)             3.0000     -1.0000     ok       ║│                                                                                      │
        ║ w8    sub     w4 − w7                2.0000      1.0000   seed  C    ║│                                                                                      │
        ╚══════════════════════════════════════════════════════════════════════╝│                                                                                      │
        ┌─ Formula ────────────────────────────────────────────────────────────┐│                                                                                      │
        │▶ 1 C = y - max(0, w*x + b)                                           ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││     ╭──────╮   ┏━━━━━━━━━━┓                  ┌──────────────┐                        │
        │                                                                      ││     │w1 : w◀━1━┫w5 = w1·w2┃   ┌──────────┐   │w7 = max(0,w6)│   ┌──────────────┐     │
        │                                                                      ││     │2 ∇-1 │ ┏━┫  2 ∇-1   ◀━━━┥w6 = w5+w3◀━━━┥    3 ∇-1     ◀━━━┥w8 : C = w4−w7│     │
        │                                                                      ││     ╰──────╯ ┃ ┗━━━━━━━━━━┛ ┏━┥  3 ∇-1   │   └──────────────┘ ┏━┥     2 ∇1     │     │
        │                                                                      ││     ╭──────╮ ┃2    ╭──────╮ ┃ └──────────┘           ╭──────╮ ┃ └──────────────┘     │
        │                                                                      ││     │w2 : x◀━┛     │w3 : b◀━┛                        │w4 : y◀━┛                      │
        │                                                                      ││     │1 ∇-2 │       │1 ∇-1 │                          │ 5 ∇1 │                        │
        │                                                                      ││     ╰──────╯       ╰──────╯                          ╰──────╯                        │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        │                                                                      │└──────────────────────────────────────────────────────────────────────────────────────┘
        │                                                                      │┌─ Chain rule at w5 = w1·w2 ───────────────────────────────────────────────────────────┐
        │                                                                      ││ to  upstream  ×  local ∂w5/∂·           =  contribution  adjoint                     │
        │                                                                      ││ w1   -1.0000  ×  ∂(w1·w2)/∂w1 = w2 = 1  =       -1.0000  0 → -1.0000                 │
        │                                                                      ││ w2   -1.0000  ×  ∂(w1·w2)/∂w2 = w1 = 2  =       -2.0000  0 → -2.0000                 │
        │                                                                      ││ path  C ─(−1)─ w7 ─(1)─ w6 ─(1)─ w5 ─(1)─ w1  =  -1.0000                             │
        │                                                                      ││       1 × (−1) × 1 × 1 × w2 = −1                                                     │
        │                                                                      ││ check small steps in float64 agree: -1 and -1                                        │
        │                                                                      ││                                                                                      │
        │                                                                      ││                                                                                      │
        └──────────────────────────────────────────────────────────────────────┘└──────────────────────────────────────────────────────────────────────────────────────┘
         forward ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ backward ━━━━━━━━━━━━━━━━━━━━━━━━━━━▶─────────────────────────────────────
         next: w4 = y keeps dC/dw4 = 1
         s/S step  f/F phase  g/G ends  / find  p predict  : command  ? help  q quit
        """)
  }

  @Test("60×16: table and chain rule")
  func narrow() throws {
    let explorer = try ExplorerLessons.worked()
    #expect(
      try explorer.screen(60, 16, after: "step-forward 11") == """
         gradwalk  formula   BACKWARD 3/8                stop 12/17
        ╔═ Nodes ══════════════════════════════════════════ 4-7/8 ═╗
        ║ node  op      expr          value  dC/dnode  check  name ║
        ║ w4    input   ·            5.0000    1.0000     ok  y    ║
        ║ w5    mul     w1·w2        2.0000   -1.0000     ok       ║
        ║▶w6    add     w5 + w3      3.0000   -1.0000     ok       ║
        ║ w7    max     max(0, w6)   3.0000   -1.0000     ok       ║
        ╚══════════════════════════════════════════════════════════╝
        ┌─ Chain rule at w6 = w5 + w3 ───────────────────── 1-4/6 ─┐
        │ to  upstream  ×  local  =  contribution  adjoint         │
        │ w5   -1.0000  ×  1      =       -1.0000  0 → -1.0000     │
        │ w3   -1.0000  ×  1      =       -1.0000  0 → -1.0000     │
        │ path  C ─(−1)─ w7 ─(1)─ w6 ─(1)─ w5  =  -1.0000          │
        └──────────────────────────────────────────────────────────┘
         next: back at w5 = w1·w2: w1 receives -1 × 1 = -1, w2 rec…
         s/S step  f/F phase  g/G ends  : command  ? help  q quit
        """)
  }

  @Test("40×60: everything in one stack")
  func tall() throws {
    let explorer = try ExplorerLessons.worked()
    #expect(
      try explorer.screen(40, 60, after: "step-forward 11") == """
         BACKWARD 3/8   formula      stop 12/17
        ╔═ Nodes ══════════════════════════════╗
        ║ node  expr           value  dC/dnode ║
        ║ w1    ·             2.0000         · ║
        ║ w2    ·             1.0000         · ║
        ║ w3    ·             1.0000   -1.0000 ║
        ║ w4    ·             5.0000    1.0000 ║
        ║ w5    w1·w2         2.0000   -1.0000 ║
        ║▶w6    w5 + w3       3.0000   -1.0000 ║
        ║ w7    max(0, w6)    3.0000   -1.0000 ║
        ║ w8    w4 − w7       2.0000    1.0000 ║
        ╚══════════════════════════════════════╝
        ┌─ Graph ──────────────────────────────┐
        │                                      │
        │      ╭──────╮  ╭──────╮              │
        │      │w1 : w│  │w2 : x│              │
        │      │  2   │  │  1   │              │
        │      ╰───┬──╯  ╰──┬───╯              │
        │          │        │                  │
        │         ┌▼────────▼┐  ╭──────╮       │
        │         │w5 = w1·w2│  │w3 : b│       │
        │         │  2 ∇-1   │  │1 ∇-1 │       │
        │         └─────▲────┘  ╰▲─────╯       │
        │               ┃1       ┃1            │
        │              ┏┻━━━━━━━━┻┓            │
        │              ┃w6 = w5+w3┃            │
        │              ┃  3 ∇-1   ┃            │
        │              ┗━━━━━▲━━━━┛            │
        │                    ┃                 │
        │      ┌─────────────┸┐  ╭──────╮      │
        │      │w7 = max(0,w6)│  │w4 : y│      │
        │      │    3 ∇-1     │  │ 5 ∇1 │      │
        │      └───────▲──────┘  ╰──▲───╯      │
        │              ┃            ┃          │
        │             ┌┸────────────┸┐         │
        │             │w8 : C = w4−w7│         │
        │             │     2 ∇1     │         │
        │             └──────────────┘         │
        │                                      │
        └──────────────────────────────────────┘
        ┌─ Chain rule at w6 = w5 + w3 ─────────┐
        │ w5  -1 × 1 = -1                      │
        │ w3  -1 × 1 = -1                      │
        │ path  C ─(−1)─ w7 ─(1)─ w6 ─(1)─ w5  │
        │       =  -1.0000                     │
        │       1 × (−1) × 1 × 1 = −1          │
        │ check small steps in float64 agree:  │
        │       -1 and -1                      │
        │                                      │
        │                                      │
        │                                      │
        │                                      │
        │                                      │
        └──────────────────────────────────────┘
        ┌─ Formula ────────────────────────────┐
        │▶ 1 C = y - max(0, w*x + b)           │
        └──────────────────────────────────────┘
         fwd ━━━━━━━━━━━━━━━━ bwd ━━━▶─────────
         next: back at w5 = w1·w2: w1 receives…
         s/S step  : command  ? help  q quit
        """)
  }

  @Test("ASCII: no symbol is lost, and what is not computed stays apart from products")
  func ascii() throws {
    let explorer = try ExplorerLessons.worked()
    #expect(
      try explorer.screen(80, 24, .ascii, after: "step-forward 9") == """
         gradwalk  formula   BACKWARD 1/8   C = y - max(0, w*x + b)          stop 10/17
        += Nodes ======================================================================+
        | node  op      expression                      value    dC/dnode  check  name |
        | w1    input   .                              2.0000           .         w    |
        | w2    input   .                              1.0000           .         x    |
        | w3    input   .                              1.0000           .         b    |
        | w4    input   .                              5.0000      1.0000     ok  y    |
        | w5    mul     w1*w2                          2.0000           .              |
        | w6    add     w5 + w3                        3.0000           .              |
        | w7    max     max(0, w6)                     3.0000     -1.0000     ok       |
        |>w8    sub     w4 - w7                        2.0000      1.0000   seed  C    |
        +==============================================================================+
        +- Chain rule at w8 = w4 - w7 ----------------------------------------- 1-5/6 -+
        | to  upstream  *  local dw8/d*         =  contribution  adjoint               |
        | w4    1.0000  *  d(w4 - w7)/dw4 = 1   =        1.0000  0 -> 1.0000           |
        | w7    1.0000  *  d(w4 - w7)/dw7 = -1  =       -1.0000  0 -> -1.0000          |
        | seed  dC/dw8 = 1                                                             |
        | path  C -(1)- w4  =  1.0000                                                  |
        +------------------------------------------------------------------------------+
        +- Formula --------------------------------------------------------------------+
        |> 1 C = y - max(0, w*x + b)                                                   |
        +------------------------------------------------------------------------------+
         next: back at w7 = max(0, w6): w6 receives -1 * 1 = -1
         s/S step  f/F phase  g/G ends  / find  p predict  : command  ? help  q quit
        """)
  }

  @Test("A descent loop with its curves")
  func curves() throws {
    let explorer = try ExplorerLessons.descent(turns: 20)
    #expect(
      try explorer.screen(120, 36, after: "step-forward 14", "train-forward 4") == """
         gradwalk  descent.py   BACKWARD 1/4   step 6/20                                                            stop 51/182
        ╔═ Nodes ══════════════════════════════════════════════════╗┌─ Graph ──────────────────────────────────────────────────┐
        ║ node  op      expr              value  dloss/dnode  name ║│                                                          │
        ║ w1    var     ·                1.4439            ·  w    ║│┌──────────────┐   ┌───────────────┐   ┏━━━━━━━━━━━━━━━━━┓│
        ║ w2    mul     w1·3             4.3317            ·       ║││  w2 = w1·3   │   │   w3 = w2−6   │ ┏━┫w4 : loss = w3·w3┃│
        ║ w3    sub     w2 − 6          -1.6683      -3.3367       ║│▶    4.332     ├───▶-1.668 ∇-3.337 ◀━┻━┫    2.783 ∇1     ┃│
        ║▶w4    mul     w3·w3            2.7833       1.0000  loss ║│└──────────────┘   └───────────────┘   ┗━━━━━━━━━━━━━━━━━┛│
        ║                                                          ║│                                                          │
        ║                                                          ║│                                                          │
        ║                                                          ║└──────────────────────────────────────────────────────────┘
        ╚══════════════════════════════════════════════════════════╝┌─ Chain rule at w4 = w3·w3 ───────────────────────────────┐
        ┌─ Source ─────────────────────────────────────────────────┐│ to  upstream  ×  local       =  contribution             │
        │  1 w = tf.Variable(0.5)                                  ││ w3    1.0000  ×  -1.6683292  =       -1.6683             │
        │  2 for _ in range(20):                                   ││ w3    1.0000  ×  -1.6683292  =       -1.6683             │
        │  3   with tf.GradientTape() as tape:                     ││ seed  dloss/dw4 = 1                                      │
        │▶ 4     loss = (w*3.0 - 6.0)**2                           ││ path  loss ─(−1.6683292)─ w3  =  -1.6683                 │
        │  5   w.assign_sub(0.01*tape.gradient(loss, w))           ││       1 × w3 = −1.6683292                                │
        │                                                          ││                                                          │
        │                                                          ││                                                          │
        │                                                          │└──────────────────────────────────────────────────────────┘
        │                                                          │┌─ Traces ───────────────────────────────────── step 6/20 ─┐
        │                                                          ││   ━ loss  ● w                 step 6  loss 2.783  w 1.444│
        └──────────────────────────────────────────────────────────┘│20┤⢢ · · · · · · ┊ · · · · · · · · · · · · · · · · · · · ·│
        ┌─ Output ─────────────────────────────────────────────────┐│  │ ⠣⡀           ┊                                        │
        │ turn 1                                                   ││  │  ⠱⡀          ┊                                        │
        │ turn 2                                                   ││  │   ⠈⢢         ┊                                        │
        │ turn 3                                                   ││  │     ⠑⠤⡀      ┊                                        │
        │ turn 4                                                   ││  │       ⠈⠑⠤⣀   ┊                                        │
        │ turn 5                                                   ││  │           ⠉⠑⠒⠤⠤⣀⣀⡀  ⢀⣀⣀⣀⣀⣀⣀⣀⣀⣀●⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀●⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀│
        │                                                          ││ 0┤⠒⠒⠒⠒⠊⠉⠉⠉●⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉●⠑⠒⠒⠒⠒⠒⠒⠒⠒⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤│
        │                                                          ││  └───────────┬──────────────┬─────────────┬─────────────┬│
        │                                                          ││              5             10            15          step│
        └──────────────────────────────────────────────────────────┘└──────────────────────────────────────────────────────────┘
         forward ━━━━━━━━━━━━━━ backward ▶────────────────── update ─────────  step ━━━━━━━━━▶───────────────────────────  6/20
         next: back at w3 = w2 − 6: w2 receives -3.3366585 × 1 = -3.3366585
         s/S step  f/F phase  g/G ends  / find  p predict  : command  ? help  q quit
        """)
  }

  @Test("The update of a descent loop")
  func update() throws {
    let explorer = try ExplorerLessons.descent(turns: 20)
    #expect(
      try explorer.screen(80, 24, after: "train 2", "phase-end 3") == """
         gradwalk  descent.py   UPDATE 2/2   step 2/20                      stop 20/182
        ╔═ Nodes ══════════════════════════════════════════════════════════════════════╗
        ║ node  op      expression                     value  dloss/dnode  check  name ║
        ║ w1    var     ·                             0.7700     -22.1400     ok  w    ║
        ║ w2    mul     w1·3                          2.3100      -7.3800     ok       ║
        ║ w3    sub     w2 − 6                       -3.6900      -7.3800     ok       ║
        ║ w4    mul     w3·w3                        13.6161       1.0000   seed  loss ║
        ║ w5    grad    ·                           -22.1400                           ║
        ║ w6    mul     0.01·w5                      -0.2214                           ║
        ║▶w7    assign  w1 − w6                       0.9914                      w    ║
        ╚══════════════════════════════════════════════════════════════════════════════╝
        ┌─ Chain rule at w7 = w1 − w6 ─────────────────────────────────────────────────┐
        │ w5 = -22.14, a gradient that the tape returned                               │
        │ w6 = 0.01·w5 = 0.01 × (-22.14) = -0.2214                                     │
        │ w ← w − 0.01·(dloss/dw): 0.77 → 0.9914                                       │
        │                                                                              │
        └──────────────────────────────────────────────────────────────────────────────┘
        ┌─ Source ───────────────────────────────────────────────────────────── 4-5/5 ─┐
        │  4     loss = (w*3.0 - 6.0)**2                                               │
        │▶ 5   w.assign_sub(0.01*tape.gradient(loss, w))                               │
        └──────────────────────────────────────────────────────────────────────────────┘
         fwd ━━━━━━━━━━ bwd ━━━━━━━━━━━━━━ upd ━━━━━▶  step ━▶───────────────────  2/20
         next: w2 = w1·3 = 0.9914 × 3 = 2.9742
         s/S step  f/F phase  g/G ends  / find  p predict  : command  ? help  q quit
        """)
  }

  @Test("Help of a pane, then of the keys")
  func help() throws {
    let explorer = try ExplorerLessons.worked()
    // How many lines there are changes with every action.
    let shown = try explorer.screen(80, 24, after: "help")
      .replacing(/═ 1-19\/\d+ ═╗/, with: "═ 1-19/000 ═╗")
    #expect(
      shown == """
         gradwalk  formula   FORWARD 0/8   C = y - max(0, w*x + b)            stop 1/17
        ╔═ Help ════════════════════════════════════════════════════════════ 1-19/000 ═╗
        ║ Nodes                                                                        ║
        ║   Wengert's list: every node with its value and its adjoint. Up and Down     ║
        ║   select a node, whose chain rule is shown then; t runs to it, < and > go to ║
        ║   the stops that change it, Esc follows the walk again.                      ║
        ║                                                                              ║
        ║ Walk                                                                         ║
        ║   s Space F10 F8  step-forward [COUNT]       goes to the next stop           ║
        ║   S               step-back [COUNT]          goes to the stop before         ║
        ║   o               step-over [COUNT]          goes over a scope or a loop's   ║
        ║                                              turn to its last stop, else to  ║
        ║                                              the next stop                   ║
        ║   O               step-over-back [COUNT]     goes back over a scope or a     ║
        ║                                              loop's turn                     ║
        ║   i               step-into                  opens the folded scope that is  ║
        ║                                              selected or comes next, and     ║
        ║                                              goes to its first stop          ║
        ║   f F7            phase-end [COUNT]          goes to the end of this phase:  ║
        ║                                              forward, backward or update     ║
        ║   F               phase-start [COUNT]        goes to the start of this phase ║
        ╚══════════════════════════════════════════════════ j/k scroll  q leaves help ═╝
         next: w1 = w = 2, an input
         s/S step  f/F phase  g/G ends  / find  p predict  : command  ? help  q quit
        """)
  }

  @Test("The command line shows what could follow")
  func palette() throws {
    var explorer = try ExplorerLessons.worked()
    _ = explorer.update(.resize(width: 60, height: 16))
    explorer.type(": t r a")
    #expect(
      explorer.drawn(60, 16) == """
         gradwalk  formula   FORWARD 0/8                  stop 1/17
        ╔═ Nodes ══════════════════════════════════════════ 1-4/8 ═╗
        ║ node  op      expr          value  dC/dnode  check  name ║
        ║ w1    input   ·                 ·         ·         w    ║
        ║ w2    input   ·                 ·         ·         x    ║
        ║ w3    input   ·                 ·         ·         b    ║
         train-forward      goes to the same place one training ste…
         train-back         goes to the same place one training ste…
         train-forward-ten  goes ten training steps on
         train-back-ten     goes ten training steps back
         train              goes to a training step
         traces             goes to the curves of loss and weights
         edit-rate          gives the learning rate another value f…
         edit-from-here     gives a variable or a number another va…
         static             shows a graph that is there without bei…
        :tra
        """)
  }

  @Test("Too small for panes: the sentence")
  func tiny() throws {
    let explorer = try ExplorerLessons.worked()
    #expect(
      try explorer.screen(30, 6, after: "step-forward 11") == """
        BACKWARD 3/8
        back at w6 = w5 + w3: w5
        receives -1 × 1 = -1, w3
        receives -1 × 1 = -1

        s/S step  q quit
        """)
  }
}
