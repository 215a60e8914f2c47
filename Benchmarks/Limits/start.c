#include <fcntl.h>
#include <unistd.h>

#include "limits_reference.h"

int limits_start(char *const arguments[], int output) {
  pid_t child = fork();
  if (child != 0) return child;
  int nothing = open("/dev/null", O_RDWR);
  if (dup2(nothing, 0) < 0 || dup2(output, 1) < 0 || dup2(nothing, 2) < 0) _exit(127);
  execvp(arguments[0], arguments);
  _exit(127);
}
