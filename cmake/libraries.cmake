# Every library the house stands on, all from Debian 12. A room names the ones it needs in USES.
find_package(Threads REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(crypto REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(fido2 REQUIRED IMPORTED_TARGET libfido2)
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(pq REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(deflate REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(brotli REQUIRED IMPORTED_TARGET libbrotlienc libbrotlidec)
set(MPI_CXX_SKIP_MPICXX ON)
find_package(MPI REQUIRED COMPONENTS C)

if(ZHELI_UNIT_TESTS)
  find_package(GTest REQUIRED)
  find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
  add_library(rapidcheck INTERFACE)
  target_link_libraries(rapidcheck INTERFACE ${RAPIDCHECK_LIBRARY})
endif()

# Warnings are errors, set on one target that every room links. {fmt} is everyone's: headers that are
# compiled ahead (speed.cmake) want the same definitions everywhere.
add_library(zheli_flags INTERFACE)
target_link_libraries(zheli_flags INTERFACE fmt::fmt)
target_compile_options(zheli_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi -Werror
  # A product and a sum round twice, as written: the same digits on every processor.
  -ffp-contract=off
  # The pragmas that let g++ make loops wide are none of clang's, which builds the fuzz targets.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-unknown-pragmas>)

# Programs allocate through jemalloc; under a sanitizer through the sanitizer's own allocator.
add_library(zheli_allocator INTERFACE)
if(NOT ZHELI_SANITIZE AND NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
  pkg_check_modules(jemalloc REQUIRED IMPORTED_TARGET jemalloc)
  target_sources(zheli_allocator INTERFACE ${CMAKE_CURRENT_LIST_DIR}/allocator.cc)
  target_link_libraries(zheli_allocator INTERFACE -Wl,--no-as-needed PkgConfig::jemalloc -Wl,--as-needed)
endif()
