#include "services/identity/passkey.h"

#include <gtest/gtest.h>

#include "services/identity/small_device.h"

namespace zheli::identity {
namespace {

const Site kSite{"zheli.example", "https://zheli.example"};

std::string refusal(const Registration& made) {
  const auto read = read_registration(made, challenge(), kSite);
  return read ? "taken" : read.error().message;
}
std::string refusal(const Assertion& shown, std::uint32_t counter = 0) {
  Passkey passkey = read_registration(Device{}.made(), challenge(), kSite).take();
  passkey.counter = counter;
  const auto checked = check_assertion(shown, passkey, challenge(), kSite);
  return checked ? "taken" : checked.error().message;
}
bool says(const std::string& text, const char* what) {
  return text.find(what) != text.npos;
}

TEST(Passkey, OneIsMadeAndShown) {
  const auto made = read_registration(Device{}.made(), challenge(), kSite);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made.value().id, "credential-1");
  EXPECT_EQ(made.value().key.size(), 64u);
  EXPECT_EQ(made.value().counter, 1u);
  const auto counter =
      check_assertion(Device{.counter = 7}.shown(), made.value(), challenge(), kSite);
  ASSERT_TRUE(counter) << counter.error().message;
  EXPECT_EQ(counter.value(), 7u);
}

TEST(Passkey, OneOfAnotherSiteIsRefused) {
  EXPECT_TRUE(says(refusal(Device{.site = "other.example"}.made()), "another site's"));
  EXPECT_TRUE(says(refusal(Device{.site = "other.example"}.shown()), "another site's"));
  EXPECT_TRUE(says(refusal(Device{.origin = "https://other.example"}.made()), "origin:"));
  EXPECT_TRUE(says(refusal(Device{.origin = "http://zheli.example"}.shown()), "origin:"));
}

TEST(Passkey, WithoutVerifyingTheUserItIsRefused) {
  EXPECT_TRUE(says(refusal(Device{.flags = 0x01}.made()), "did not verify"));
  EXPECT_TRUE(says(refusal(Device{.flags = 0x01}.shown()), "did not verify"));
  EXPECT_TRUE(says(refusal(Device{.flags = 0x04}.shown()), "did not verify"));
}

TEST(Passkey, AnotherChallengeOrCeremonyIsRefused) {
  Assertion shown = Device{}.shown();
  shown.client_data = Device{}.client_data("webauthn.get", write_token(challenge(6)));
  EXPECT_TRUE(says(refusal(Device{}.sign(shown)), "challenge:"));
  shown.client_data = Device{}.client_data("webauthn.create");
  EXPECT_TRUE(says(refusal(Device{}.sign(shown)), "type:"));
  shown.client_data =
      Device{}.client_data("webauthn.get", write_token(challenge()), R"(,"crossOrigin":true)");
  EXPECT_TRUE(says(refusal(Device{}.sign(shown)), "crossOrigin:"));
  shown.client_data = "{";
  EXPECT_TRUE(says(refusal(Device{}.sign(shown)), "no JSON"));
  shown.client_data = std::string(5000, ' ');
  EXPECT_TRUE(says(refusal(Device{}.sign(shown)), "too long"));
}

TEST(Passkey, TheSignatureCountsAndTheCounterMovesOn) {
  Assertion shown = Device{.counter = 3}.shown();
  EXPECT_EQ(refusal(shown, 2), "taken");
  EXPECT_TRUE(says(refusal(shown, 3), "counter"));
  EXPECT_TRUE(says(refusal(shown, 4), "counter"));
  EXPECT_TRUE(says(refusal(Device{.counter = 0}.shown(), 4), "counter"));
  EXPECT_EQ(refusal(Device{.counter = 0}.shown(), 0), "taken");  // a device that does not count
  shown.signature.back() ^= 1;
  EXPECT_TRUE(says(refusal(shown, 2), "signature"));
  shown.signature.clear();
  EXPECT_NE(refusal(shown, 2), "taken");
}

TEST(Passkey, BytesThatAreNoneAreRefused) {
  const Registration good = Device{}.made();
  for (std::size_t size = 0; size < good.authenticator_data.size(); ++size) {
    Registration cut = good;
    cut.authenticator_data.resize(size);
    EXPECT_NE(refusal(cut), "taken") << size;
  }
  EXPECT_NE(refusal(Device{.id = ""}.made()), "taken");
  Assertion shown = Device{}.shown();
  shown.authenticator_data.clear();
  EXPECT_NE(refusal(shown), "taken");
}

}  // namespace
}  // namespace zheli::identity
