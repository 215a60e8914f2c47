// The clock of all limits, and a place to leave results so that no work is optimized away.
#pragma once

#include <stddef.h>
#include <time.h>

static inline double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// Tells the compiler that what `address` points to is read and changed here.
static inline void keep(void *address) { __asm__ volatile("" : : "r"(address) : "memory"); }

// Numbers between -0.5 and 0.5, the same every time.
static inline void fill(float *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    values[i] = (float)((i * 7919 + 13) % 1009) / 1009 - 0.5f;
  }
}
