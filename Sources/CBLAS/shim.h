// The C interface of BLAS. Types and prototypes only: the library is opened when the first product
// that is worth it is computed (see Engine/Ops/BLAS.swift), so that starting gradwalk costs nothing.
#include <cblas.h>
