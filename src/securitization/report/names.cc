#include "securitization/report/names.h"

namespace zheli::report {

std::string name_of(const deal::Deal& deal, const std::string& id, Language language) {
  const auto name = deal.names.find(id);
  return language == Language::chinese && name != deal.names.end() ? name->second : id;
}

const std::string& name_of(const deal::Borrower& borrower, Language language) {
  return language == Language::chinese ? borrower.name : borrower.id;
}

}  // namespace zheli::report
