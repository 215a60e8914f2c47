#include "limits_reference.h"
