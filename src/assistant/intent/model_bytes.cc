// A model as the bytes of a file, and back: the other half of model.h. Reading trusts nothing:
// first the checksum of all, then each list against its neighbours. What follows from what is
// written (features' numbers, idf, slots) is computed again, as in training. Format:
// docs/formats/model.md.
//
// Tested by model_bytes_test.cc.
#include <algorithm>
#include <cmath>

#include "assistant/intent/model.h"
#include "core/hash.h"

namespace zheli::intent {
namespace {

constexpr std::string_view kMark = "zhelimdl";
constexpr std::uint32_t kVersion = 3;

void write(const Calibration& fitted, core::ByteWriter& to) {
  to.put(fitted.bend);
  to.put_all(fitted.refusal);
  to.put(fitted.refuse_at);
  to.put(fitted.cover_at);
  to.put_all(fitted.alarm);
  to.put(fitted.alarm_at);
}

std::optional<Calibration> read_calibration(core::ByteReader& from) {
  Calibration out;
  out.bend = from.get<Bend>();
  out.refusal = from.get_all<double>();
  out.refuse_at = from.get<double>();
  out.cover_at = from.get<double>();
  out.alarm = from.get_all<double>();
  out.alarm_at = from.get<double>();
  std::vector<double> all = {out.bend.above, out.bend.below, out.refuse_at, out.cover_at,
                             out.alarm_at};
  all.insert(all.end(), out.alarm.begin(), out.alarm.end());
  all.insert(all.end(), out.refusal.begin(), out.refusal.end());
  const bool finite =
      std::all_of(all.begin(), all.end(), [](double x) { return std::isfinite(x); });
  const bool fits = out.refusal.size() == std::tuple_size_v<Signs> + 1 &&
                    (out.alarm.empty() || out.alarm.size() == std::tuple_size_v<AlarmSigns> + 1);
  if (!finite || !fits) return std::nullopt;
  return out;
}

}  // namespace

std::string Model::bytes(std::uint64_t key) const {
  core::ByteWriter to;
  for (const char c : kMark) to.put(c);
  to.put(kVersion);
  to.put(key);
  for (const std::vector<bool>* kind : {&is_outside_, &is_alarm_}) {
    to.put_all(std::vector<std::uint8_t>(kind->begin(), kind->end()));
  }
  to.put_all(lesson_labels_);
  vocabulary_->write(to);
  index_->write(to);
  weights_->write(to);
  write(calibration_, to);
  to.put(core::checksum(to.bytes()));
  return std::move(to).take();
}

std::optional<Model> Model::read(core::ByteReader& from) {
  Model out;
  const auto outside = from.get_all<std::uint8_t>();
  const auto alarm = from.get_all<std::uint8_t>();
  if (alarm.size() != outside.size()) return std::nullopt;
  out.is_outside_.assign(outside.begin(), outside.end());
  out.is_alarm_.assign(alarm.begin(), alarm.end());
  out.lesson_labels_ = from.get_all<int>();
  const auto labels = static_cast<int>(outside.size());
  for (const int label : out.lesson_labels_) {
    if (label < 0 || label >= labels) return std::nullopt;
  }
  auto vocabulary = search::Vocabulary::read(from);
  if (!vocabulary || vocabulary->document_count() != out.lesson_labels_.size()) return std::nullopt;
  out.vocabulary_ = std::make_shared<const search::Vocabulary>(std::move(*vocabulary));
  out.features_ = std::make_shared<const Features>(*out.vocabulary_);
  auto index = search::Index::read(*out.vocabulary_, from);
  auto weights = PackedWeights::read(outside.size() + kColumnsBeside, out.features_->size(), from);
  auto fitted = read_calibration(from);
  if (!index || !weights || !fitted || !from.done()) return std::nullopt;
  out.index_ = std::make_shared<const search::Index>(std::move(*index));
  out.weights_ = std::make_shared<const PackedWeights>(std::move(*weights));
  out.calibration_ = std::move(*fitted);
  return out;
}

core::Result<Model> Model::of_bytes(std::string_view bytes, std::uint64_t key) {
  const core::Error damaged{"the file is damaged"};
  const core::Error other{"the file belongs to another pack or program"};
  core::ByteReader head(bytes);
  if (!bytes.starts_with(kMark)) return damaged;
  for (std::size_t i = 0; i < kMark.size(); ++i) head.get<char>();
  const auto version = head.get<std::uint32_t>();
  const auto of = head.get<std::uint64_t>();
  const std::size_t head_size = kMark.size() + sizeof version + sizeof of;
  if (bytes.size() < head_size + sizeof(std::uint64_t)) return damaged;
  const std::string_view summed = bytes.substr(0, bytes.size() - sizeof(std::uint64_t));
  core::ByteReader tail(bytes.substr(summed.size()));
  if (tail.get<std::uint64_t>() != core::checksum(summed)) return damaged;
  if (version != kVersion || of != key) return other;
  core::ByteReader body(summed.substr(head_size));
  std::optional<Model> model = read(body);
  if (!model) return damaged;
  return std::move(*model);
}

}  // namespace zheli::intent
