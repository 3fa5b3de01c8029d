#include "server/lesson_json.h"

#include "desk/record_text.h"

namespace zheli::server {
namespace {

using files::Json;
using files::JsonText;
using teaching::Figures;

std::string_view exam_of(teaching::Part part) {
  constexpr std::string_view kWords[] = {"items",   "outside", "replies",
                                         "dangers", "calm",    "pinned"};
  return kWords[static_cast<std::size_t>(part)];
}

}  // namespace

void trial_fields(JsonText& to, const teaching::Trial& trial) {
  to.field("passed", trial.passed());
  to.field("lessons");
  to.objects(trial.learned, [&](const teaching::Learned& one) {
    to.field("question", one.question);
    to.field("label", one.label);
    to.field("before", one.before);
    to.field("after", one.after);
    to.field("followed", one.is_followed);
  });
  struct Row {
    const char* exam;
    double Figures::*figure;
  };
  const std::vector<Row> rows = {{"items", &Figures::items},     {"offered", &Figures::offered},
                                 {"outside", &Figures::outside}, {"replies", &Figures::replies},
                                 {"dangers", &Figures::dangers}, {"calm", &Figures::calm},
                                 {"pinned", &Figures::pinned}};
  to.field("exams");
  to.objects(rows, [&](const Row& row) {
    to.field("exam", row.exam);
    to.field("before", trial.before.*row.figure);
    to.field("after", trial.after.*row.figure);
  });
  to.field("flips");
  to.objects(trial.flips, [&](const teaching::Flip& one) {
    to.field("question", one.question);
    to.field("exam", exam_of(one.part));
    to.field("before", one.before);
    to.field("after", one.after);
    to.field("gain", std::int64_t{one.worth_after - one.worth_before});
  });
  to.field("stops");
  to.objects(trial.stops, [&](const teaching::Stop& one) {
    to.field("why", word(one.why));
    to.field("about", one.about);
    to.field("says", one.says);
    to.field("may_be_overruled", may_be_overruled(one.why));
  });
}

void lesson_list(JsonText& to, const std::vector<store::TaughtLesson>& lessons) {
  to.field("lessons");
  to.objects(lessons, [&](const store::TaughtLesson& one) {
    to.field("id", one.id);
    to.field("question", one.question);
    to.field("label", one.label);
    to.field("state", word(one.state));
    to.field("author", one.author);
    to.field("at", desk::to_string(one.at));
    to.field("stops", one.stops);
  });
}

std::optional<desk::LessonCommand> read_judgement(const Json& body) {
  const std::string what = text_of(body, "do"), lesson = text_of(body, "lesson");
  const std::string reason = text_of(body, "reason");
  if (!store::is_storable(lesson)) return std::nullopt;
  if (what == "approve") return desk::ApproveLesson{lesson, reason};
  if (what == "refuse") return desk::RefuseLesson{lesson, reason};
  if (what == "take-back") return desk::TakeBackLesson{lesson, reason};
  return std::nullopt;
}

}  // namespace zheli::server
