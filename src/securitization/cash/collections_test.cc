#include "securitization/cash/collections.h"

#include <gtest/gtest.h>

namespace zheli::cash {
namespace {

TEST(Collections, KeepsEveryColumnApart) {
  Collections collections(3, 4);
  for (int period = 0; period < 3; ++period) {
    for (int flow = 0; flow < kFlows; ++flow) {
      for (double& fen : collections.at(period, static_cast<Flow>(flow))) fen += period * 10 + flow;
    }
  }
  const Collections& read = collections;
  EXPECT_EQ(read.at(2, Flow::balance)[3], 25);
  EXPECT_EQ(read.at(0, Flow::interest)[0], 0);
  EXPECT_EQ(read.at(1, Flow::recovery).size(), 4U);
}

}  // namespace
}  // namespace zheli::cash
