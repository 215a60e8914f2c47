#include <stdlib.h>

#include "limits_reference.h"
#include "measure.h"

static void multiply(const float *restrict a, const float *restrict b, float *restrict c, size_t n) {
  for (size_t i = 0; i < n; i++) c[i] = a[i] * b[i];
}

double limits_multiply(size_t elements, size_t repetitions) {
  float *memory = malloc(6 * elements * sizeof(float));
  float *a = memory, *b = a + elements, *g = b + elements;
  float *c = g + elements, *da = c + elements, *db = da + elements;
  fill(memory, 6 * elements);

  double start = cpu_seconds();
  for (size_t i = 0; i < repetitions; i++) {
    multiply(a, b, c, elements);
    multiply(g, b, da, elements);
    multiply(g, a, db, elements);
    keep(memory);
  }
  double elapsed = cpu_seconds() - start;
  free(memory);
  return elapsed;
}
