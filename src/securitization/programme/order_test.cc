#include "securitization/programme/order.h"

#include <gtest/gtest.h>

#include "securitization/programme/small_life.h"

namespace zheli::programme {
namespace {

Order first_order() {
  const Life life = Life::establish(small_issue()).take();
  return life.with(Reported{0, sound(opening(small_issue().pool))}).take().order(0).take();
}

TEST(Order, PaysEachHolderOfTheDate) {
  const Order order = first_order();
  EXPECT_EQ(core::to_string(order.pay), "2022-04-01");
  ASSERT_FALSE(order.in.empty());
  EXPECT_EQ(order.in[0], (Movement{"collected", "", "", core::yuan(1'250'000)}));
  // 80 million × 3.6 % × 90/365, of which investor-a has 30 %.
  const core::Money interest = core::round_fen(8e9 * 0.036 * 90 / 365);
  core::Money of_a, of_both;
  for (const Movement& one : order.out) {
    if (one.what != "interest" || one.of != "A") continue;
    of_both += one.amount;
    if (one.party == "investor-a") of_a = one.amount;
  }
  EXPECT_EQ(of_both, interest);
  EXPECT_EQ(of_a, core::round_fen(core::in_fen(interest) * 0.3));
}

TEST(Order, ACustodianNamesTheLineInWhichOneFenDiffers) {
  const Order order = first_order();
  const std::string file = write_order(order);
  EXPECT_FALSE(find_difference(order, file));
  Order other = order;
  other.out.back().amount += core::Money{1};
  const int line = 2 + static_cast<int>(order.in.size() + order.out.size());
  const auto found = find_difference(order, write_order(other));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->message.rfind("line " + std::to_string(line) + " is \"out,", 0), 0U)
      << found->message;
  EXPECT_NE(hash_of(order), hash_of(other));
}

TEST(Order, AFileTooShortOrTooLongIsRefused) {
  const Order order = first_order();
  const std::string file = write_order(order);
  struct Row {
    std::string file;
    const char* says;
  };
  for (const Row& row :
       {Row{"", "it ends before line 1"}, Row{file + "out,fee,audit,,1.00\n", "one too many"},
        Row{file.substr(0, file.size() - 1), "its last line has no end"},
        Row{file.substr(0, file.rfind('\n', file.size() - 2) + 1), "it ends before"}}) {
    const auto found = find_difference(order, row.file);
    ASSERT_TRUE(found) << row.says;
    EXPECT_NE(found->message.find(row.says), std::string::npos) << found->message;
  }
}

}  // namespace
}  // namespace zheli::programme
