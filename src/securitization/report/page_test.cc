#include "securitization/report/page.h"

#include <gtest/gtest.h>

namespace zheli::report {
namespace {

TEST(Page, EscapesTheDealsWordsAndSaysThatItIsMadeUp) {
  deal::Deal deal;
  deal.name = "<script>alert(1)</script>";
  deal.synthetic = "合成 & 示例";
  deal.terms.tranches = {{}};
  deal.terms.tranches[0].id = "A";
  Sheet payments{"payments",
                 "p",
                 {{"date", "d", Format::text},
                  {"A_interest", "i", Format::money},
                  {"A_principal", "p", Format::money}},
                 {{std::string("<x>"), core::yuan(1'000'000), core::yuan(2'000'000)}}};
  const std::string page = to_page(
      heading_of(deal, Language::english),
      {cash_section(deal, payments, Language::english), {"t", "", {payments}}}, Language::chinese);
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_EQ(page.find("<x>"), std::string::npos);
  EXPECT_NE(page.find("合成 &amp; 示例"), std::string::npos);
  EXPECT_NE(page.find("<svg"), std::string::npos);
  EXPECT_NE(page.find("2,000,000.00"), std::string::npos);
}

}  // namespace
}  // namespace zheli::report
