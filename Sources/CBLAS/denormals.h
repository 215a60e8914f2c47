// How the processor treats numbers too small to be normal: the bits that take them, in and out, as
// zero. C, for Swift cannot reach the register.
#ifndef GRADWALK_DENORMALS_H
#define GRADWALK_DENORMALS_H

#if defined(__SSE__)
#include <xmmintrin.h>
static inline unsigned long long denormals_mode(void) { return _mm_getcsr(); }
static inline void denormals_set_mode(unsigned long long mode) { _mm_setcsr((unsigned)mode); }
static inline unsigned long long denormals_off(unsigned long long mode) { return mode | 0x8040u; }
#elif defined(__aarch64__)
static inline unsigned long long denormals_mode(void) {
  unsigned long long mode;
  __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
  return mode;
}
static inline void denormals_set_mode(unsigned long long mode) {
  __asm__ volatile("msr fpcr, %0" : : "r"(mode));
}
static inline unsigned long long denormals_off(unsigned long long mode) {
  return mode | (1ull << 24);
}
#else
static inline unsigned long long denormals_mode(void) { return 0; }
static inline void denormals_set_mode(unsigned long long mode) { (void)mode; }
static inline unsigned long long denormals_off(unsigned long long mode) { return mode; }
#endif

#endif
