#include <math.h>
#include <stdlib.h>

#include "blas.h"
#include "limits_reference.h"
#include "measure.h"

enum { SMALL = 8 };

// The three products of an 8×8 matmul: with these sizes the call of a library is most of the time.
static void small_passes(
  const float *a, const float *b, const float *g, float *c, float *da, float *db) {
  for (size_t i = 0; i < SMALL; i++) {
    float row[SMALL] = {0};
    for (size_t k = 0; k < SMALL; k++) {
      for (size_t j = 0; j < SMALL; j++) row[j] += a[i * SMALL + k] * b[k * SMALL + j];
    }
    for (size_t j = 0; j < SMALL; j++) c[i * SMALL + j] = row[j];
  }
  float transposed[SMALL * SMALL];
  for (size_t i = 0; i < SMALL; i++) {
    for (size_t j = 0; j < SMALL; j++) transposed[j * SMALL + i] = b[i * SMALL + j];
  }
  for (size_t i = 0; i < SMALL; i++) {
    float row[SMALL] = {0};
    for (size_t k = 0; k < SMALL; k++) {
      for (size_t j = 0; j < SMALL; j++) row[j] += g[i * SMALL + k] * transposed[k * SMALL + j];
    }
    for (size_t j = 0; j < SMALL; j++) da[i * SMALL + j] = row[j];
  }
  for (size_t i = 0; i < SMALL; i++) {
    float row[SMALL] = {0};
    for (size_t k = 0; k < SMALL; k++) {
      for (size_t j = 0; j < SMALL; j++) row[j] += a[k * SMALL + i] * g[k * SMALL + j];
    }
    for (size_t j = 0; j < SMALL; j++) db[i * SMALL + j] = row[j];
  }
}

double limits_matmul(size_t size, size_t repetitions) {
  if (size != SMALL && !limits_open_blas()) return NAN;
  float *memory = malloc(6 * size * size * sizeof(float));
  float *a = memory, *b = a + size * size, *g = b + size * size;
  float *c = g + size * size, *da = c + size * size, *db = da + size * size;
  fill(memory, 6 * size * size);

  double start = cpu_seconds();
  for (size_t i = 0; i < repetitions; i++) {
    if (size == SMALL) {
      small_passes(a, b, g, c, da, db);
    } else {
      product(false, false, size, size, size, a, b, c);
      product(false, true, size, size, size, g, b, da);
      product(true, false, size, size, size, a, g, db);
    }
    keep(memory);
  }
  double elapsed = cpu_seconds() - start;
  free(memory);
  return elapsed;
}
