#include "blas.h"

#include <dlfcn.h>

#include "limits_reference.h"

__typeof__(cblas_sgemm) *limits_sgemm;

_Bool limits_open_blas(void) {
  if (limits_sgemm) return true;
  void *library = dlopen("libopenblas.so.0", RTLD_NOW);
  if (!library) return false;
  __typeof__(openblas_set_num_threads) *set_threads = dlsym(library, "openblas_set_num_threads");
  if (set_threads) set_threads(1);
  limits_sgemm = dlsym(library, "cblas_sgemm");
  return limits_sgemm;
}
