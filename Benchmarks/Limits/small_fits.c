#include <math.h>
#include <stdlib.h>

#include "limits_reference.h"
#include "measure.h"

static const float rate = 0.01f;

double limits_line_fit(size_t repetitions) {
  enum { POINTS = 6, EPOCHS = 500 };
  const float x[POINTS] = {-1, 0, 1, 2, 3, 4}, y[POINTS] = {-3, -1, 1, 3, 5, 7};
  double start = cpu_seconds();
  for (size_t i = 0; i < repetitions; i++) {
    float w = 0, b = 0;
    for (size_t epoch = 0; epoch < EPOCHS; epoch++) {
      float dw = 0, db = 0;
      for (size_t k = 0; k < POINTS; k++) {
        float error = 2 * (w * x[k] + b - y[k]) / POINTS;
        dw += error * x[k];
        db += error;
      }
      w -= rate * dw;
      b -= rate * db;
    }
    keep(&w);
    keep(&b);
  }
  return cpu_seconds() - start;
}

enum { UNITS = 10, POINTS = 200, BATCH = 32, EPOCHS = 500 };

struct net {
  float w1[UNITS], b1[UNITS], w2[UNITS], b2;
};

// One batch: forward, gradients summed over it, one step down.
static void step(struct net *net, const float *x, const float *y, size_t count) {
  struct net d = {0};
  for (size_t k = 0; k < count; k++) {
    float h[UNITS], out = net->b2;
    for (size_t j = 0; j < UNITS; j++) {
      h[j] = tanhf(net->w1[j] * x[k] + net->b1[j]);
      out += net->w2[j] * h[j];
    }
    float error = 2 * (out - y[k]) / (float)count;
    d.b2 += error;
    for (size_t j = 0; j < UNITS; j++) {
      float dz = error * net->w2[j] * (1 - h[j] * h[j]);
      d.w2[j] += error * h[j];
      d.b1[j] += dz;
      d.w1[j] += dz * x[k];
    }
  }
  for (size_t j = 0; j < UNITS; j++) {
    net->w1[j] -= rate * d.w1[j];
    net->b1[j] -= rate * d.b1[j];
    net->w2[j] -= rate * d.w2[j];
  }
  net->b2 -= rate * d.b2;
}

double limits_sine_net(size_t repetitions) {
  float x[POINTS], y[POINTS];
  for (size_t k = 0; k < POINTS; k++) {
    x[k] = 20 * (float)k / (POINTS - 1) - 10;
    y[k] = sinf(x[k]);
  }
  double start = cpu_seconds();
  for (size_t i = 0; i < repetitions; i++) {
    struct net net = {0};
    fill(net.w1, UNITS);
    fill(net.w2, UNITS);
    for (size_t epoch = 0; epoch < EPOCHS; epoch++) {
      for (size_t first = 0; first < POINTS; first += BATCH) {
        size_t count = POINTS - first < BATCH ? POINTS - first : BATCH;
        step(&net, x + first, y + first, count);
      }
    }
    keep(&net);
  }
  return cpu_seconds() - start;
}
