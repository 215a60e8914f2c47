// OpenBLAS, opened when it is first needed: a benchmark that links it would start slower.
#pragma once

#include <cblas.h>
#include <stdbool.h>

extern __typeof__(cblas_sgemm) *limits_sgemm;

// C (m×n) = A·B, where A has k columns and either may be read transposed.
static inline void product(
  bool transpose_a, bool transpose_b, size_t m, size_t n, size_t k, const float *a, const float *b,
  float *c) {
  limits_sgemm(
    CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans, transpose_b ? CblasTrans : CblasNoTrans,
    (int)m, (int)n, (int)k, 1, a, (int)(transpose_a ? m : k), b, (int)(transpose_b ? k : n), 0, c,
    (int)n);
}
