# room(NAME ...) - one folder, one library, one list of permitted neighbours.
#
#   HEADERS  what other rooms may include, named relative to the room's folder
#   SOURCES  everything else that is compiled
#   EXPOSES  rooms whose types appear in our headers
#   USES     rooms (or libraries) only our .cc files need
#   TESTS    *_test.cc files; they see what the room sees
#   TESTED   those sources that TESTS need, where others are many and run by other tests only; all unless named
#   APART    each source has an unnamed namespace of its own kind (every subcommand its Options): compiled one by one
#   HOT      bench/ shows that this room's speed matters: the release is compiled at -O3 here, at -O1 elsewhere
#   THREADS  starts threads: its unit tests also run under ThreadSanitizer
#
# A room's folder is reachable only through a private link farm (build/rooms/NAME/<path below src>), so
# including a room that is not listed is a compile error, not a review comment.
# A target's files are compiled eight at a time: what they share, the standard library's templates and the headers
# compiled ahead, costs more than they do. The fuzz preset compiles each alone, so that none leans on a neighbour's
# includes.
function(together target)
  if(NOT ZHELI_FUZZ)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
endfunction()

function(room name)
  cmake_parse_arguments(ARG "APART;HOT;THREADS" "" "HEADERS;SOURCES;EXPOSES;USES;TESTS;TESTED" ${ARGN})
  foreach(neighbour IN LISTS ARG_EXPOSES ARG_USES)
    if(NOT TARGET ${neighbour})
      message(FATAL_ERROR "Room ${name} names ${neighbour}, which is not listed above it. "
                          "Rooms go in dependency order; cycles are not possible.")
    endif()
  endforeach()

  file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR}/src ${CMAKE_CURRENT_SOURCE_DIR})
  set(view ${PROJECT_BINARY_DIR}/rooms/${name})
  get_filename_component(parent ${view}/${path} DIRECTORY)
  file(MAKE_DIRECTORY ${parent})
  if(NOT EXISTS ${view}/${path})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${view}/${path} SYMBOLIC)
  endif()

  add_library(${name} STATIC ${ARG_SOURCES})
  if(NOT ARG_APART)
    together(${name})
  endif()
  list(TRANSFORM ARG_HEADERS PREPEND ${view}/${path}/)
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${view} FILES ${ARG_HEADERS})
  set_target_properties(${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON LINKER_LANGUAGE CXX)
  target_link_libraries(${name} PUBLIC ${ARG_EXPOSES} PRIVATE ${ARG_USES} zheli_flags)
  if(ARG_HOT)
    at_speed(${name} hot)
  else()
    at_speed(${name} cold)
  endif()

  set(tested ${name})
  if(ARG_TESTED)
    set(tested ${name}_tested)
    add_library(${tested} STATIC ${ARG_TESTED})
    target_include_directories(${tested} PUBLIC ${view})
    target_link_libraries(${tested} PUBLIC ${ARG_EXPOSES} PRIVATE ${ARG_USES} zheli_flags)
    at_speed(${tested} cold)
    target_link_libraries(${name} PUBLIC ${tested})
  endif()

  if(ARG_TESTS AND ZHELI_UNIT_TESTS)
    add_executable(${name}_test ${ARG_TESTS})
    target_link_libraries(${name}_test PRIVATE ${tested} ${ARG_USES} zheli_flags
                                               GTest::gtest_main rapidcheck)
    at_speed(${name}_test test)
    together(${name}_test)
    add_test(NAME ${path} COMMAND ${name}_test)
    set_property(GLOBAL APPEND PROPERTY ZHELI_UNIT_TESTS ${name}_test)
    if(ARG_THREADS)
      set_property(GLOBAL APPEND PROPERTY ZHELI_THREAD_TESTS ${name}_test)
      set_tests_properties(${path} PROPERTIES LABELS threads)
    endif()
  endif()
endfunction()
