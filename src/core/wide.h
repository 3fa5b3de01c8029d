// ZHELI_WIDE before a function: it is compiled twice, for any x86-64 and for wide registers, and
// the machine chooses when the program is loaded. Both give the same digits: products are not fused
// with sums. Sanitizers cannot instrument the choice, so there it is off.
#pragma once

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__clang__)
#define ZHELI_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define ZHELI_WIDE
#endif
