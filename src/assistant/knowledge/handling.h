// What handling an item takes besides telling how: by when, under which kind of law, what is asked
// of whoever applies. docs/formats/pack.md, "How an item is handled". Part of pack.h's values;
// process.h puts them together for one citizen's case.
//
// Tested by process_test.cc, read_pack_test.cc.
#pragma once

#include <string>
#include <vector>

namespace zheli::knowledge {

enum class DayUnit {
  working,   // government working days: weekdays that are no holiday, and make-up weekends
  calendar,  // every day
  at_once    // while the citizen waits
};

/// How long a public body may take.
struct Deadline {
  int days = 0;  // 0 for at_once, else at least 1
  DayUnit unit = DayUnit::at_once;

  bool operator==(const Deadline&) const = default;
};

/// What kind of act an item is, in the words of the list of powers (权责清单).
enum class Law {
  licence,       // 行政许可: silence for five working days accepts the application
  confirmation,  // 行政确认
  service        // 公共服务, and filings
};

/// Whether the applicant must come in person at least once.
enum class Attend { never, once };

/// How a material that is filled in comes to be.
enum class Made {
  answer,       // one question asks for it
  application,  // the application itself is it
  on_site       // at the counter: photographs, fingerprints
};

enum class FieldType { text, long_text, date, phone, id_number };

/// What an application asks for, or a register knows.
struct Field {
  std::string id;
  std::string label;        // beside its value
  std::string ask;          // the question; empty: never asked, a register alone gives it
  std::string register_id;  // that owns it; empty: nobody's but the citizen's
  FieldType type = FieldType::text;
  bool sensitive = false;  // needs consent of its own, is shown masked
  std::string kept;        // for how long, as the citizen reads it
  struct English {
    std::string label, ask, kept;
  } english;
};

/// fields.yaml.
struct Form {
  std::vector<Field> fields;
  std::vector<std::string> always;  // ids: what every application asks
  std::string describe;             // asks for a material; {material} is filled in
  struct English {
    std::string describe;
  } english;

  const Field* field(std::string_view id) const {  // nullptr if there is none
    for (const Field& one : fields) {
      if (one.id == id) return &one;
    }
    return nullptr;
  }
};

}  // namespace zheli::knowledge
