#include <stdint.h>
#include <stdlib.h>

#include "limits_reference.h"
#include "measure.h"

enum op { LEAF, ADD, SUBTRACT, MULTIPLY };

// Five arrays instead of an array of nodes: each sweep touches only what it needs.
struct tape {
  size_t count;
  uint8_t *op;
  uint32_t *left, *right;
  double *value, *adjoint;
};

size_t limits_scalar_tape_bytes_per_node(void) {
  return sizeof(uint8_t) + 2 * sizeof(uint32_t) + 2 * sizeof(double);
}

static struct tape tape_create(size_t capacity) {
  return (struct tape){
    .op = malloc(capacity * sizeof(uint8_t)),
    .left = malloc(capacity * sizeof(uint32_t)),
    .right = malloc(capacity * sizeof(uint32_t)),
    .value = malloc(capacity * sizeof(double)),
  };
}

static void tape_release(struct tape *tape) {
  free(tape->op);
  free(tape->left);
  free(tape->right);
  free(tape->value);
  free(tape->adjoint);
}

static inline uint32_t record(
  struct tape *tape, enum op op, uint32_t left, uint32_t right, double value) {
  size_t node = tape->count++;
  tape->op[node] = (uint8_t)op;
  tape->left[node] = left;
  tape->right[node] = right;
  tape->value[node] = value;
  return (uint32_t)node;
}

static inline uint32_t apply(struct tape *tape, enum op op, uint32_t left, uint32_t right) {
  double a = tape->value[left], b = tape->value[right], value = 0;
  switch (op) {
    case ADD: value = a + b; break;
    case SUBTRACT: value = a - b; break;
    case MULTIPLY: value = a * b; break;
    case LEAF: break;
  }
  return record(tape, op, left, right, value);
}

static void forward(struct tape *tape, size_t ops) {
  static const enum op pattern[] = {MULTIPLY, ADD, SUBTRACT};
  uint32_t operand[] = {
    record(tape, LEAF, 0, 0, 0.999), record(tape, LEAF, 0, 0, 0.5), record(tape, LEAF, 0, 0, 0.25)};
  uint32_t y = record(tape, LEAF, 0, 0, 1.0);
  for (size_t i = 0, step = 0; i < ops; i++, step = step == 2 ? 0 : step + 1) {
    y = apply(tape, pattern[step], y, operand[step]);
  }
}

static void backward(struct tape *tape) {
  tape->adjoint = calloc(tape->count, sizeof(double));
  double *adjoint = tape->adjoint;
  adjoint[tape->count - 1] = 1;
  for (size_t node = tape->count; node-- > 0;) {
    double upstream = adjoint[node];
    uint32_t left = tape->left[node], right = tape->right[node];
    switch ((enum op)tape->op[node]) {
      case ADD:
        adjoint[left] += upstream;
        adjoint[right] += upstream;
        break;
      case SUBTRACT:
        adjoint[left] += upstream;
        adjoint[right] -= upstream;
        break;
      case MULTIPLY:
        adjoint[left] += upstream * tape->value[right];
        adjoint[right] += upstream * tape->value[left];
        break;
      case LEAF: break;
    }
  }
}

limits_passes limits_scalar_tape(size_t ops, size_t repetitions) {
  limits_passes total = {0, 0, 0};
  for (size_t i = 0; i < repetitions; i++) {
    double start = cpu_seconds();
    struct tape tape = tape_create(ops + 4);
    forward(&tape, ops);
    keep(&tape);
    double middle = cpu_seconds();
    backward(&tape);
    keep(&tape);
    double end = cpu_seconds();
    tape_release(&tape);
    total.forward += middle - start;
    total.backward += end - middle;
    total.release += cpu_seconds() - end;
  }
  return total;
}
