// A header without a fault: every rule looks at it. Tested by good_test.cc, room/good_test.cc,
// tests/cases/good.case and the cases in tests/cases.
//
// 中文 may stand in a comment. Not a test: nothing_test.cc.
#pragma once

inline int separated() {
  return 1'000'000 + "no \"Chinese\" here"[0];  // "中文" in a comment
}
