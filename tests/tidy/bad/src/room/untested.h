// Names tests that are not there.
// Tested by absent_test.cc, tests/cases/absent.case
// and tests/nowhere.
//
// Not read any more: absent_too_test.cc.
#pragma once
