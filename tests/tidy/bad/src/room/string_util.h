// A name that says nothing, and code that is not ours.
#pragma once
#include "../room/good.h"
// TODO
inline int* made() { return new Int; }
inline void gone(int* it) { delete it; }
inline int a_line_that_is_longer_than_one_hundred_columns() { return 1000000000 + 1000000000 + 1000000000; }
