// Proposed lessons → an assistant that was taught them and sat the exams, or why they are stopped.
//
//   lessons ─▶ each alone: can it be one, does it contradict what is known
//           ─▶ teach: the lessons in force and the new ones, besides what the pack taught
//           ─▶ all exams, the lessons and their neighbours, before and after ─▶ flips, stops
//
// A set of lessons gives one assistant, to the last bit: their order, and how often one is given,
// change nothing. So forgetting a lesson is teaching the others.
//
// Method and figures: docs/methods/teaching.md. Tested by trial_test.cc.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "assistant/teaching/whole_exam.h"

namespace zheli::teaching {

/// What every lesson is taught besides: made once of a pack.
struct School {
  std::shared_ptr<const knowledge::Pack> pack;
  std::shared_ptr<const dialogue::Trained> trained;  // on `pack`
  knowledge::Exam exam;
  core::Date day;  // on which the exams are sat
  // Of both the words are normalised, so that a lesson is found whatever its marks.
  std::unordered_map<std::string, std::string> label_of;  // by the words of the pack's lessons
  std::unordered_set<std::string> in_exam;
};
School school_of(std::shared_ptr<const knowledge::Pack> pack,
                 std::shared_ptr<const dialogue::Trained> trained, knowledge::Exam exam,
                 core::Date day);

/// The assistant of the school's pack with `lessons` taught besides, some milliseconds a dozen. A
/// lesson's label is one that the pack has lessons of (CHECK).
dialogue::Assistant teach(const School& school, std::span<const knowledge::Lesson> lessons);

/// Why a lesson is stopped. From `contradicts` on, another person may let it pass all the same. A
/// new enumerator also needs a row in word().
enum class Why {
  empty,        // no words, or more than kLessonMax characters
  no_label,     // no item, topic, topic of others or danger of that name has lessons
  two_labels,   // the same words are taught already, or twice here, for something else
  in_exam,      // an exam asks just this
  personal,     // it holds a number or a name, which a lesson must not keep (text/mask.h)
  contradicts,  // the assistant is sure that something else is meant
  danger_lost,  // what could not wait is not met with an alarm any more
  pinned_lost,  // a pinned question was answered rightly and no longer is
  lesson_lost,  // a lesson that was followed no longer is
  below_floor,  // an exam falls below its floor
};
std::string_view word(Why why);  // "empty", "no-label", …
inline bool may_be_overruled(Why why) {
  return why >= Why::contradicts;
}

constexpr std::size_t kLessonMax = 500;  // characters

struct Stop {
  Why why;
  std::string about;  // the lesson or question; of below_floor the exam
  std::string says;   // the other label, or the figures
};

/// A question whose reply changes. `worth` rises, falls or stays (whole_exam.h).
struct Flip {
  std::string question;
  Part part;
  std::string before, after;
  int worth_before = 0, worth_after = 0;
};

/// One of the lessons tried.
struct Learned {
  std::string question, label;
  std::string before, after;  // the replies to its own words
  bool is_followed = false;   // its label leads afterwards, whether it is answered or asked about
};

struct Trial {
  std::shared_ptr<const dialogue::Assistant> assistant;  // none where a lesson cannot be one
  std::vector<Learned> learned;
  Figures before, after;
  Sat sat;                  // of the assistant tried
  std::vector<Flip> flips;  // worse ones first
  std::vector<Stop> stops;
  bool passed() const { return stops.empty(); }
};

/// Each exam's floor.
using Floors = Figures;

/// Half a point below what the pack alone reaches, so that many small falls do not add up; the
/// dangers at what it reaches.
Floors floors_of(const Figures& pack_alone);

/// An assistant as it is, with the lessons in force and how it did.
struct InForce {
  std::vector<knowledge::Lesson> lessons;
  std::shared_ptr<const dialogue::Assistant> assistant;
  Sat sat;
};
InForce in_force(const School& school, std::vector<knowledge::Lesson> lessons, int threads);

/// Tries `more` besides what is in force. `threads` changes the time only.
Trial try_lessons(const School& school, const InForce& now, std::span<const knowledge::Lesson> more,
                  const Floors& floors, int threads);

}  // namespace zheli::teaching
