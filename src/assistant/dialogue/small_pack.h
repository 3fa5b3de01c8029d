// A pack small enough to read in a test: two ID-card items that are easily confused, one with
// facts, a topic of others, something urgent. Tests only.
#pragma once

#include <utility>

#include "assistant/knowledge/pack.h"
#include "core/date.h"

namespace zheli::dialogue {

/// The day on which tests ask.
inline const core::Date kDay = core::parse_date("2026-11-23").value();

inline knowledge::Option small_option(std::string id, std::string label,
                                      std::vector<std::string> says = {}) {
  knowledge::Option option;
  option.id = std::move(id);
  option.label = label;
  option.clause = label;
  option.says = std::move(says);
  return option;
}

inline knowledge::Fact small_fact(std::string id, std::string ask,
                                  std::vector<knowledge::Option> options) {
  knowledge::Fact fact;
  fact.id = std::move(id);
  fact.ask = std::move(ask);
  fact.options = std::move(options);
  fact.unsure = "看户口簿";
  return fact;
}

inline knowledge::Outcome small_outcome(std::string id, std::string title,
                                        knowledge::When when = {}, std::string go_to = {}) {
  knowledge::Outcome outcome;
  outcome.id = std::move(id);
  outcome.title = std::move(title);
  outcome.say = "照办";
  outcome.when = std::move(when);
  outcome.go_to = std::move(go_to);
  return outcome;
}

inline knowledge::Statement small_fee(core::Money amount, knowledge::When when = {}) {
  knowledge::Statement fee;
  fee.name = "工本费";
  fee.amount = amount;
  fee.unit = "元/证";
  fee.verified = true;
  fee.when = std::move(when);
  return fee;
}

/// "lost" asks where the hukou is and how old the person is; "expired" asks nothing; "minor" is
/// where "lost" leads for the young.
inline knowledge::Pack small_pack() {
  using knowledge::Item;
  knowledge::Pack pack;
  pack.name = "small";
  pack.title = "小窗口";
  pack.domains = {{"id-card", "身份证", "ID card"}};
  Item expired;
  expired.id = "expired";
  expired.title = "身份证到期换领";
  expired.names = {"身份证过期"};
  expired.outcomes = {small_outcome("renew", "到窗口换")};
  expired.fee = {small_fee(core::yuan(20))};
  Item lost;
  lost.id = "lost";
  lost.title = "身份证丢失补领";
  lost.names = {"身份证丢了"};
  lost.facts = {
      small_fact("place", "户口在哪？",
                 {small_option("here", "在湖州", {"湖州户口"}),
                  small_option("away", "在外省", {"外省户口"})}),
      small_fact("age", "满16岁吗？",
                 {small_option("adult", "满了"), small_option("young", "没满", {"未满16"})})};
  lost.outcomes = {
      small_outcome("window", "任一窗口都能补", {{"age", {"adult"}}, {"place", {"here"}}}),
      small_outcome("remote", "异地受理", {{"age", {"adult"}}, {"place", {"away"}}}),
      small_outcome("young", "由监护人办", {{"age", {"young"}}}, "minor")};
  lost.fee = {small_fee(core::yuan(40))};
  knowledge::Material letter;
  letter.name = "监护人证明";
  letter.when = {{"age", {"young"}}};
  lost.materials = {letter};
  lost.facts[0].english = {"Where is the hukou?", "See the booklet."};
  lost.facts[0].options[0].english = {"In Huzhou", "the hukou is in Huzhou"};
  lost.facts[0].options[1].english = {"In another province", "the hukou is elsewhere"};
  lost.outcomes[0].english = {"Any counter", "Come.", {}};
  lost.fee[0].english = {"Card fee", "", "yuan per card"};
  Item minor;
  minor.id = "minor";
  minor.title = "未成年人身份证";
  minor.outcomes = {small_outcome("guardian", "监护人陪同")};
  pack.items = {expired, lost, minor};
  for (Item& item : pack.items) {
    item.domain = "id-card";
    item.summary = item.title;
    item.everyday = item.names.empty() ? item.title : item.names.front();
    item.english = {item.title, item.title, item.title};
  }
  knowledge::ServicePlace town;
  town.id = "town-window";
  town.title = "德清窗口";
  town.district = "deqing";
  town.serves = {"id-card"};
  town.except = {"minor"};  // found in the city only
  town.phone = "12345";
  knowledge::ServicePlace city = town;
  city.id = "city-window";
  city.title = "市民中心";
  city.district.clear();
  city.except.clear();
  city.address = "中心路1号";
  city.hours = "工作日";
  city.position = knowledge::Position{30.5, 120.25};
  city.verified = true;
  pack.districts = {{"deqing", "德清县", "Deqing", {"德清"}}};
  pack.service_places = {town, city};
  knowledge::Question where;
  where.id = "where";
  where.ask = "旧证还在吗？";
  where.options = {small_option("in-hand", "在手里", {"过期"}),
                   small_option("gone", "不在了", {"丢"})};
  where.leads = {{{"expired"}, {}}, {{"lost"}, {}}};
  where.unsure = "看户口簿";
  pack.questions = {where};
  knowledge::Referral medical;
  medical.id = "medical";
  medical.title = "医保";
  medical.who = "医保局";
  medical.say = "找医保局";
  medical.english = {"Medical insurance", "the insurance bureau", "Ask the bureau."};
  pack.not_ours = {medical};
  knowledge::Referral attack;
  attack.id = "attack";
  attack.say = "快报警";
  attack.call = "110";
  attack.says = {"有人持刀"};
  pack.urgent = {attack};
  for (const char* id :
       {"understood",      "understood-two",   "redirected",      "clarify-fact",   "clarify-items",
        "offer",           "several-outcomes", "noted",           "noted-unsure",   "which-option",
        "not-caught",      "none-of-these",    "two-begin",       "facet-hours",    "facet-booking",
        "facet-post",      "facet-home",       "facet-validity",  "facet-photo",    "no-hours",
        "no-booking",      "no-post",          "no-home",         "no-validity",    "no-photo",
        "outside",         "hand-over",        "hand-over-asked", "hand-over-near", "in-danger",
        "urgent",          "greeting",         "thanks",          "again",          "empty",
        "list-separator",  "not-published",    "unverified",      "free",           "hold-carry",
        "hold-register",   "hold-form",        "hold-bring",      "option-none",    "option-unsure",
        "facet-materials", "facet-fee",        "facet-time",      "facet-place",    "facet-online",
        "facet-who",       "facet-basis",      "unverified-mark", "place-unknown",  "or-meant",
        "ask-label",       "ask-button",       "talk-expired",    "no-page",        "busy"}) {
    pack.phrases[id] = {id, id};
  }
  pack.phrases["clause-and"] = {"、", " and "};
  pack.phrases["part-separator"] = {"，", ", "};
  pack.phrases["place-phone"] = {"电话{text}", "phone {text}"};
  pack.phrases["clause-or"] = {"或", " or "};
  pack.phrases["named-text"] = {"{name}：{text}", "{name}: {text}"};
  pack.phrases["facet-line"] = {"{facet}: {text}", "{facet}: {text}"};
  pack.phrases["under-condition"] = {"如果{condition}：{text}", "if {condition}: {text}"};
  pack.phrases["nearest"] = {"如果{condition}，则：{title}", "if {condition}: {title}"};
  pack.hearing = {{"facet-materials", {"带什么"}},
                  {"facet-fee", {"多少钱"}},
                  {"facet-time", {"几天"}},
                  {"unsure", {"不清楚"}},
                  {"none-of-these", {"都不是"}},
                  {"yes", {"是的", "是"}},
                  {"no", {"不是"}},
                  {"correction", {"说错了"}},
                  {"leaves", {"算了"}},
                  {"person", {"人工"}},
                  {"again", {"重新开始"}},
                  {"thanks", {"谢谢"}},
                  {"greeting", {"你好"}},
                  {"joins", {"和"}},
                  {"breaks", {"，", ","}},
                  {"follow", {"那", "要", "呢"}},
                  {"chatter", {"请问一下", "在线等"}},
                  {"together", {"一起", "都"}}};
  return pack;
}

/// The small pack with lessons: enough to train on, too few to be sure of anything.
inline knowledge::Pack taught_pack() {
  knowledge::Pack pack = small_pack();
  const std::pair<const char*, const char*> lessons[] = {
      {"身份证过期了怎么办", "expired"},
      {"证到期换领", "expired"},
      {"身份证快到期了去哪换", "expired"},
      {"过期身份证换新", "expired"},
      {"身份证丢了", "lost"},
      {"身份证掉了怎么补", "lost"},
      {"补办身份证要带什么", "lost"},
      {"身份证被偷了", "lost"},
      {"小孩办身份证", "minor"},
      {"给孩子办身份证", "minor"},
      {"未成年人身份证怎么办", "minor"},
      {"小朋友身份证", "minor"},
      {"医保卡怎么办", "outside/medical"},
      {"看病报销", "outside/medical"},
      {"医保缴费", "outside/medical"},
      {"住院报销多少", "outside/medical"},
      {"有人拿刀砍人", "urgent/attack"},
      {"快来救命", "urgent/attack"},
  };
  for (const auto& [question, label] : lessons) {
    knowledge::Lesson lesson;
    lesson.question = question;
    lesson.label = label;
    pack.lessons.push_back(lesson);
  }
  pack.hot = {"lost"};
  return pack;
}

}  // namespace zheli::dialogue
