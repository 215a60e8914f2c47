// What Swift cannot take from ncurses itself: macros, globals and the layout of a wide cell.
#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include <ncurses.h>
#include <wchar.h>

// From term.h, whose macros have names like `lines` and `columns`.
extern int setupterm(const char *term, int fd, int *error);
extern int tigetflag(const char *name);
extern int tigetnum(const char *name);
extern char *tigetstr(const char *name);

// The attributes of a cell as bits of our own, so that Swift need not know those of ncurses.
enum {
  SHIM_BOLD = 1,
  SHIM_DIM = 2,
  SHIM_UNDERLINE = 4,
  SHIM_REVERSE = 8,
};

static inline attr_t shim_attributes(int bits) {
  attr_t attributes = A_NORMAL;
  if (bits & SHIM_BOLD) attributes |= A_BOLD;
  if (bits & SHIM_DIM) attributes |= A_DIM;
  if (bits & SHIM_UNDERLINE) attributes |= A_UNDERLINE;
  if (bits & SHIM_REVERSE) attributes |= A_REVERSE;
  return attributes;
}

// A cell of a code point with up to two marks; 0 stands for none.
static inline void shim_set_cell(
  cchar_t *cell, unsigned base, unsigned mark1, unsigned mark2, int bits, int pair) {
  wchar_t text[4] = {(wchar_t)base, (wchar_t)mark1, (wchar_t)mark2, 0};
  setcchar(cell, text, shim_attributes(bits), 0, &pair);
}

// A cell of the terminal's own line drawing characters, named as in the VT100.
static inline void shim_set_line_cell(cchar_t *cell, char name, int bits, int pair) {
  wchar_t text[CCHARW_MAX + 1];
  attr_t attributes;
  short ignored;
  int old;
  const cchar_t *line = NCURSES_WACS(name);
  getcchar(line, text, &attributes, &ignored, &old);
  setcchar(cell, text, attributes | shim_attributes(bits), 0, &pair);
}

static inline SCREEN *shim_start(const char *term) { return newterm(term, stdout, stdin); }

// The cells that the locale gives a code point, or -1.
extern int wcwidth(wchar_t character);
static inline int shim_width(unsigned base) { return wcwidth((wchar_t)base); }

static inline void shim_put_row(int y, const cchar_t *cells, int count) {
  mvwadd_wchnstr(stdscr, y, 0, cells, count);
}

static inline int shim_rows(void) { return LINES; }
static inline int shim_columns(void) { return COLS; }
static inline int shim_colors(void) { return COLORS; }
static inline void shim_move(int y, int x) { wmove(stdscr, y, x); }
static inline void shim_refresh(void) { wrefresh(stdscr); }
static inline void shim_erase(void) { werase(stdscr); }

// The next refresh draws everything from nothing.
static inline void shim_redraw(void) {
  clearok(curscr, TRUE);
  touchwin(stdscr);
}

static inline void shim_prepare_window(void) {
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  idlok(stdscr, FALSE);
}

// Reads without waiting: 0 nothing, 1 a character, 2 a key code.
static inline int shim_read(unsigned *value) {
  wint_t read = 0;
  int kind = wget_wch(stdscr, &read);
  *value = (unsigned)read;
  return kind == OK ? 1 : kind == KEY_CODE_YES ? 2 : 0;
}

static inline void shim_unread(int byte) { ungetch(byte); }

static inline void shim_mouse(int on) {
  mmask_t mask = BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON2_PRESSED | BUTTON3_PRESSED
    | BUTTON4_PRESSED | BUTTON5_PRESSED | BUTTON_SHIFT | BUTTON_CTRL | BUTTON_ALT;
  mousemask(on ? mask : 0, NULL);
  mouseinterval(0);
}

// What the mouse did: 0 nothing, 1 press, 2 release, 4 wheel up, 5 wheel down.
static inline int shim_read_mouse(int *x, int *y, int *button, int *modifiers) {
  MEVENT event;
  if (getmouse(&event) != OK) return 0;
  *x = event.x;
  *y = event.y;
  *modifiers = (event.bstate & BUTTON_SHIFT ? 1 : 0) | (event.bstate & BUTTON_ALT ? 2 : 0)
    | (event.bstate & BUTTON_CTRL ? 4 : 0);
  *button = event.bstate & (BUTTON2_PRESSED | BUTTON2_RELEASED) ? 2
    : event.bstate & (BUTTON3_PRESSED | BUTTON3_RELEASED) ? 3 : 1;
  if (event.bstate & BUTTON4_PRESSED) return 4;
  if (event.bstate & BUTTON5_PRESSED) return 5;
  if (event.bstate & (BUTTON1_PRESSED | BUTTON2_PRESSED | BUTTON3_PRESSED)) return 1;
  if (event.bstate & (BUTTON1_RELEASED | BUTTON2_RELEASED | BUTTON3_RELEASED)) return 2;
  return 0;
}

// The capabilities of terminfo that cannot be had are NULL or (char *)-1.
static inline const char *shim_string_capability(const char *name) {
  char *text = tigetstr(name);
  return text == (char *)-1 ? NULL : text;
}
