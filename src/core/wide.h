// ZHELI_WIDE before a function: it is compiled for any x86-64 and for registers of four and of
// eight doubles, and the machine chooses when the program is loaded. All give the same digits:
// products are not fused with sums (-ffp-contract=off). Sanitizers cannot instrument the choice, so
// there it is off.
#pragma once

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__clang__)
#define ZHELI_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ZHELI_WIDE
#endif
