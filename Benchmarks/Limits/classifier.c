#include <math.h>
#include <stdlib.h>

#include "blas.h"
#include "limits_reference.h"
#include "measure.h"

enum { INPUTS = 784, HIDDEN = 128, CLASSES = 10 };
static const float rate = 0.01f;

struct network {
  size_t batch;
  float *x, *w1, *b1, *w2, *b2;    // what it computes with
  float *h, *y, *dh, *dw1, *dw2;   // what it computes
};

// y: the output gradient of softmax with cross entropy, in place of the logits.
static void softmax_gradient(struct network *net) {
  for (size_t i = 0; i < net->batch; i++) {
    float *row = net->y + i * CLASSES, largest = row[0], sum = 0;
    for (size_t j = 1; j < CLASSES; j++) largest = fmaxf(largest, row[j]);
    for (size_t j = 0; j < CLASSES; j++) sum += row[j] = expf(row[j] - largest);
    for (size_t j = 0; j < CLASSES; j++) row[j] /= sum * (float)net->batch;
    row[i % CLASSES] -= 1 / (float)net->batch;
  }
}

static void add_bias(float *rows, const float *bias, size_t count, size_t width) {
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < width; j++) rows[i * width + j] += bias[j];
  }
}

static void descend(float *weights, const float *gradient, size_t count) {
  for (size_t i = 0; i < count; i++) weights[i] -= rate * gradient[i];
}

static void descend_bias(float *bias, const float *rows, size_t count, size_t width) {
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < width; j++) bias[j] -= rate * rows[i * width + j];
  }
}

static void step(struct network *net) {
  size_t batch = net->batch;
  product(false, false, batch, HIDDEN, INPUTS, net->x, net->w1, net->h);
  add_bias(net->h, net->b1, batch, HIDDEN);
  for (size_t i = 0; i < batch * HIDDEN; i++) net->h[i] = net->h[i] > 0 ? net->h[i] : 0;
  product(false, false, batch, CLASSES, HIDDEN, net->h, net->w2, net->y);
  add_bias(net->y, net->b2, batch, CLASSES);

  softmax_gradient(net);
  product(true, false, HIDDEN, CLASSES, batch, net->h, net->y, net->dw2);
  product(false, true, batch, HIDDEN, CLASSES, net->y, net->w2, net->dh);
  for (size_t i = 0; i < batch * HIDDEN; i++) net->dh[i] = net->h[i] > 0 ? net->dh[i] : 0;
  product(true, false, INPUTS, HIDDEN, batch, net->x, net->dh, net->dw1);

  descend(net->w1, net->dw1, INPUTS * HIDDEN);
  descend(net->w2, net->dw2, HIDDEN * CLASSES);
  descend_bias(net->b1, net->dh, batch, HIDDEN);
  descend_bias(net->b2, net->y, batch, CLASSES);
}

static float *numbers(size_t count, float scale) {
  float *values = malloc(count * sizeof(float));
  fill(values, count);
  for (size_t i = 0; i < count; i++) values[i] *= scale;
  return values;
}

double limits_classifier(size_t batch, size_t repetitions) {
  if (!limits_open_blas()) return NAN;
  struct network net = {
    .batch = batch,
    .x = numbers(batch * INPUTS, 1),
    .w1 = numbers(INPUTS * HIDDEN, 0.1f),
    .b1 = numbers(HIDDEN, 0),
    .w2 = numbers(HIDDEN * CLASSES, 0.1f),
    .b2 = numbers(CLASSES, 0),
    .h = numbers(batch * HIDDEN, 0),
    .y = numbers(batch * CLASSES, 0),
    .dh = numbers(batch * HIDDEN, 0),
    .dw1 = numbers(INPUTS * HIDDEN, 0),
    .dw2 = numbers(HIDDEN * CLASSES, 0),
  };
  double start = cpu_seconds();
  for (size_t i = 0; i < repetitions; i++) {
    step(&net);
    keep(&net);
  }
  double elapsed = cpu_seconds() - start;
  float *const owned[] = {net.x, net.w1, net.b1, net.w2,  net.b2,
                          net.h, net.y,  net.dh, net.dw1, net.dw2};
  for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++) free(owned[i]);
  return elapsed;
}
