// What the same work costs in plain C: structs of arrays, no names, no shapes, nothing recorded that
// the work does not need. The benchmarks print gradwalk's time beside these.
//
// Every function does its work `repetitions` times and returns the CPU seconds of this process for
// all of them, so that a driver can take both sides in turn. Setting up is not counted.
#pragma once

#include <stddef.h>

// Opens OpenBLAS with one thread. False where it cannot be opened; what needs it then returns NaN.
_Bool limits_open_blas(void);

// A chain of `ops` scalar operations (multiply, add, subtract), recorded as it is computed on a fresh
// tape, then swept backward, then released. All memory is fresh, as it is for a lesson.
typedef struct {
  double forward, backward, release;
} limits_passes;
limits_passes limits_scalar_tape(size_t ops, size_t repetitions);
size_t limits_scalar_tape_bytes_per_node(void);

// C = A·B of square matrices, and both gradients: three products. By plain loops to size 8, then BLAS.
double limits_matmul(size_t size, size_t repetitions);

// c = a*b elementwise, and both gradients, into buffers that are there.
double limits_multiply(size_t elements, size_t repetitions);

// One step of descent on 784 inputs, 128 relu units, 10 classes: a repetition is one batch.
double limits_classifier(size_t batch, size_t repetitions);

// 500 epochs of y = w·x + b on six points.
double limits_line_fit(size_t repetitions);

// 1 input, 10 tanh units, 1 output on 200 points: 500 epochs of batches of 32 (3 500 steps).
double limits_sine_net(size_t repetitions);
