# How fast things compile. Most of a file's compile time goes into the standard library's headers, so they
# are compiled ahead, once per set of flags: `cold` (rooms whose speed nobody notices), `hot` (HOT rooms) and
# `test` (with GoogleTest and RapidCheck). All three have one set of definitions and warnings; a
# target that brings its own would be refused by the compiler (-Winvalid-pch).
#
# Measured in bench/build.

# Unit tests are compiled once, for one sanitizer: `address` (with UndefinedBehaviorSanitizer) or `thread`. At -O0: a
# sanitizer's checks quadruple what the optimizer has to do (14 s a file at -O1, 4 s at -O0), and the tests take less
# than that to run. Pointers are AddressSanitizer's: the other's own checks of each dereference would double
# the size of every file and find nothing more.
if(ZHELI_SANITIZE STREQUAL address)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-sanitize=null,alignment,vptr,object-size,pointer-overflow,nonnull-attribute,returns-nonnull-attribute)
  add_link_options(-fsanitize=address,undefined)
elseif(ZHELI_SANITIZE STREQUAL thread)
  add_compile_options(-fsanitize=thread -Wno-tsan)
  add_link_options(-fsanitize=thread)
endif()

# Every clone and every worktree shares the compiler's answers, wherever it lies. The inode cache remembers the hash
# of the headers compiled ahead, a hundred megabytes that would be hashed for every file: half a second each.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_INODECACHE=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

set(standard_headers <algorithm> <array> <charconv> <chrono> <cmath> <cstdint> <functional> <limits> <map>
    <memory> <numeric> <optional> <set> <span> <stdexcept> <string> <string_view> <unordered_map>
    <utility> <variant> <vector> <fmt/format.h>)

# An empty library for each kind, whose headers compiled ahead the others reuse.
file(WRITE ${PROJECT_BINARY_DIR}/empty.cc "")
foreach(kind cold hot test)
  if(kind STREQUAL test AND NOT ZHELI_UNIT_TESTS)
    continue()
  endif()
  add_library(headers_${kind} STATIC ${PROJECT_BINARY_DIR}/empty.cc)
  target_link_libraries(headers_${kind} PRIVATE zheli_flags)
  target_compile_options(headers_${kind} PRIVATE ${ZHELI_FLAGS_${kind}})
  target_precompile_headers(headers_${kind} PRIVATE ${standard_headers})
endforeach()
if(ZHELI_UNIT_TESTS)
  target_link_libraries(headers_test PRIVATE GTest::gtest rapidcheck)
  target_precompile_headers(headers_test PRIVATE <gtest/gtest.h> <rapidcheck.h>)
endif()

# at_speed(TARGET cold|hot|test)
function(at_speed target kind)
  target_compile_options(${target} PRIVATE ${ZHELI_FLAGS_${kind}})
  target_precompile_headers(${target} REUSE_FROM headers_${kind})
endfunction()
