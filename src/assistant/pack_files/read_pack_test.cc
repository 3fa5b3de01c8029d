#include "assistant/pack_files/read_pack.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "assistant/pack_files/exam_file.h"
#include "assistant/pack_files/good_pack.h"

namespace zheli::pack_files {

using knowledge::Can;
using knowledge::Fact;
using knowledge::Facts;
using knowledge::Hold;
using knowledge::in_language;
using knowledge::Item;
using knowledge::Material;
using knowledge::Possible;
using knowledge::Statement;
namespace {

constexpr const char* kFirst = "items/id-card/idcard-first.yaml";
constexpr const char* kQuestions = "questions/id-card.yaml";
constexpr const char* kLessons = "lessons/id-card.tsv";

std::string all(const std::vector<Problem>& problems) {
  std::string lines;
  for (const Problem& problem : problems) {
    lines += fmt::format("{}:{}: {}\n", problem.file, problem.line, problem.message);
  }
  return lines;
}

std::string problems_of(const Folder& folder) {
  const ReadPack read = read_pack(folder);
  return all(read.problems) + all(read_exam(folder, read.pack).problems);
}

TEST(ReadPack, ReadsAGoodPackWhole) {
  const ReadPack read = read_pack(good_pack());
  EXPECT_EQ(problems_of(good_pack()), "");
  const Pack& pack = read.pack;
  const Item* lost = pack.item("idcard-lost");
  ASSERT_NE(lost, nullptr);
  EXPECT_EQ(lost->everyday, "补身份证");
  EXPECT_EQ(lost->english.everyday, "Lost card");
  EXPECT_EQ(lost->facts[0].ask, "办证的人满16了吗？");
  EXPECT_EQ(lost->facts[0].options[1].age_from, 16);
  EXPECT_EQ(lost->outcomes[2].can, Can::no);
  EXPECT_EQ(lost->outcomes[2].go_to, "idcard-first");
  EXPECT_EQ(lost->materials[0].hold, Hold::from_register);
  EXPECT_EQ(lost->fee[0].amount, core::yuan(40));
  EXPECT_EQ(lost->fee[1].amount, core::Money{2050});
  EXPECT_TRUE(lost->fee[1].verified);
  EXPECT_EQ(pack.item("idcard-first")->online_possible, Possible::part);
  EXPECT_EQ(pack.item("idcard"), nullptr);
  EXPECT_EQ(pack.questions[0].leads[0].sets, (Facts{{"old-card", "not-found"}}));
  EXPECT_EQ(pack.lessons[40].facts, (Facts{{"age-16", "over"}, {"old-card", "found"}}));
  EXPECT_EQ(pack.lessons[40].place.line, 42);
  EXPECT_EQ(pack.districts[0].words, std::vector<std::string>{"德清"});
  EXPECT_EQ(pack.service_places[0].district, "deqing");
  EXPECT_EQ(pack.service_places[0].english.title, "Deqing counter");
  EXPECT_EQ(pack.service_places[1].position->longitude, 120.1);
  EXPECT_EQ(pack.service_places[1].english.hours, "weekdays");
  EXPECT_EQ(pack.imprint.run_by, "测试局");
  EXPECT_EQ(pack.imprint.english.privacy, std::vector<std::string>{"Nothing is kept."});
  EXPECT_EQ(pack.referral("urgent/violence")->call, "110");
  EXPECT_EQ(pack.referral("outside/none"), nullptr);
}

/// The bytes of `file` with one change.
Folder with(const char* file, const std::string& from, const std::string& to) {
  Folder folder = good_pack();
  std::string& bytes = folder[file];
  bytes.replace(bytes.find(from), from.size(), to);
  return folder;
}

TEST(ReadPack, ReadsTheEnglishBesideTheChinese) {
  Folder folder = with(kLost, "{name: 户口簿,", "{name: 户口簿, note: 原件,");
  folder[kLostEnglish] += "materials:\n  - {name: Booklet, note: original}\n";
  const ReadPack read = read_pack(folder);
  EXPECT_EQ(all(read.problems), "");
  const Item& lost = *read.pack.item("idcard-lost");
  const Material& booklet = lost.materials[0];
  EXPECT_EQ(in_language(true, booklet.name, booklet.english.name), "Booklet");
  EXPECT_EQ(in_language(false, booklet.note, booklet.english.note), "原件");
  const Statement& statutory = lost.statutory[0];
  EXPECT_EQ(in_language(true, statutory.text, statutory.english.text), "60日内");
}

TEST(ReadPack, ReadsHowAnItemIsHandled) {
  Folder folder =
      with(kLost, "law: confirmation",
           "law: licence\nlaw_source: [清单]\nattend: never\napprovals: 2\nform: [name]");
  std::string& lost = folder[kLost];
  lost.replace(lost.find("text: 60日内"), std::string("text: 60日内").size(),
               "text: 60日内, days: 60, unit: calendar");
  lost.insert(lost.find("fee:"), "  - {name: 声明, hold: form, made: on-site}\n");
  const ReadPack read = read_pack(folder);
  EXPECT_EQ(all(read.problems), "");
  const Item& item = *read.pack.item("idcard-lost");
  EXPECT_EQ(item.law, knowledge::Law::licence);
  EXPECT_EQ(item.law_sources, std::vector<std::string>{"清单"});
  EXPECT_EQ(item.attend, knowledge::Attend::never);
  EXPECT_EQ(item.approvals, 2);
  EXPECT_EQ(item.form, std::vector<std::string>{"name"});
  EXPECT_EQ(item.statutory[0].deadline, (knowledge::Deadline{60, knowledge::DayUnit::calendar}));
  EXPECT_EQ(item.materials[1].made, knowledge::Made::on_site);
  EXPECT_EQ(read.pack.registers[0].grants, std::vector<std::string>{"户口簿"});
  EXPECT_EQ(read.pack.form.always, std::vector<std::string>{"name"});
  EXPECT_EQ(read.pack.form.english.describe, "Write: {material}.");
  EXPECT_EQ(read.pack.form.field("name")->english.ask, "Your name?");
  EXPECT_TRUE(read.pack.form.field("photo")->sensitive);
}

TEST(ReadPack, LeavesNoEnglishOfASharedFactBesideOtherWords) {
  Folder folder = good_pack();
  folder["facts.en.yaml"] = "facts:\n  - {id: age-16, ask: Sixteen, unsure: See it.}\n";
  const Pack pack = read_pack(folder).pack;
  const Fact& own = pack.item("idcard-lost")->facts[0];
  EXPECT_EQ(own.english.ask, "");
  EXPECT_EQ(own.english.unsure, "See it.");
}

TEST(ReadPack, HearsTheWordsAtTheEndOfAFile) {
  const Pack pack =
      read_pack(with(kLost, "says:", "answers:\n  old-card:\n    found: [有]\nsays:")).pack;
  const Fact& card = *pack.item("idcard-lost")->fact("old-card");
  EXPECT_EQ(card.option("not-found")->says, std::vector<std::string>{"没找到"});
  EXPECT_EQ(card.option("found")->answers, std::vector<std::string>{"有"});
  EXPECT_EQ(pack.questions[0].option("never")->says, std::vector<std::string>{"没办过"});
  EXPECT_EQ(pack.urgent[0].says, std::vector<std::string>{"打我"});
}

TEST(ReadPack, ReadsTopicsAndTheMannerOfAsking) {
  Folder folder = good_pack();
  folder["facts.yaml"].insert(folder["facts.yaml"].find("    slot: age"),
                              "    share: {under: 0.2, over: 0.8}\n    sensitive: true\n");
  std::string& lost = folder[kLost];
  lost.insert(lost.find("    ask: 办证的人"), "    share: {under: 0.1, over: 0.9}\n");
  lost.insert(lost.find("    ask: 旧证"), "    after: [age-16]\n    unknowable: true\n");
  EXPECT_EQ(problems_of(folder), "");
  const ReadPack read = read_pack(folder);
  EXPECT_EQ(read.pack.facts[0].options[1].share, 0.8);
  const Item& item = *read.pack.item("idcard-lost");
  EXPECT_EQ(item.facts[0].options[1].share, 0.9);
  EXPECT_TRUE(item.facts[0].sensitive);
  EXPECT_EQ(item.facts[1].after, std::vector<std::string>{"age-16"});
  EXPECT_TRUE(item.facts[1].unknowable);
  EXPECT_EQ(item.facts[1].options[0].share, std::nullopt);
  const knowledge::Topic& topic = *read.pack.topic("topic/card");
  EXPECT_EQ(topic.question, "where-is-it");
  EXPECT_EQ(topic.english, "ID card");
  EXPECT_EQ(items_of(read.pack, topic), (std::vector<std::string>{"idcard-lost", "idcard-first"}));
  EXPECT_EQ(read.pack.topic("card"), nullptr);
}

TEST(ReadPack, IsTheSameEachTime) {
  Folder folder = good_pack();
  folder.erase("lexicon.yaml");
  folder[kLost] += "feee: 1\n";
  EXPECT_EQ(problems_of(folder), problems_of(folder));
}

/// One change to the good pack, and the one problem it makes.
struct BadRow {
  const char* file;
  const char* from;      // "" : the whole file
  std::string to;        // with from "": the file's new bytes
  const char* expected;  // a part of the line "file:line: message"
  int count = 1;         // problems in all
};

Folder changed(const BadRow& row) {
  Folder folder = good_pack();
  std::string& bytes = folder[row.file];
  const std::string from = row.from;
  if (from.empty()) {
    bytes = row.to;
  } else {
    const std::size_t at = bytes.find(from);
    EXPECT_NE(at, std::string::npos) << "the good pack lacks: " << from;
    if (at != std::string::npos) bytes.replace(at, from.size(), row.to);
  }
  return folder;
}

/// Each row is reported, with its place, and nothing else is.
void check_rows(std::span<const BadRow> rows) {
  for (const BadRow& row : rows) {
    const std::string problems = problems_of(changed(row));
    EXPECT_NE(problems.find(row.expected), std::string::npos)
        << "expected: " << row.expected << "\ngot:\n"
        << problems;
    EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), row.count) << problems;
  }
}

const BadRow kYaml[] = {
    {kFirst, "names: [", "names: [[", "idcard-first.yaml:7: broken YAML"},
    {kFirst, "", "a: b: c\n", "idcard-first.yaml:1: broken YAML"},
    {kLostEnglish, "", "a: b: c\n", "idcard-lost.en.yaml:1: broken YAML"},
};

const BadRow kKeys[] = {
    {kLost, "statutory:", "statutary:",
     "idcard-lost.yaml:40: unknown key of an item \"statutary\"; did you mean \"statutory\"?"},
    {kLost, "summary: 丢了补一张。\n", "", "idcard-lost.yaml:1: an item has no \"summary\"; add it",
     2},
    {kLost, "summary: 丢了补一张。", "summary:", "idcard-lost.yaml:7: \"summary\" is empty"},
    {kLost, "summary: 丢了补一张。", "summary: [a]", "idcard-lost.yaml:7: \"summary\" is a list",
     2},
    {kLost, "names: [补办身份证, 身份证丢了, 身份证掉了]", "names: 补办",
     "idcard-lost.yaml:6: \"names\" must be a list"},
    {kLost, "names: [补办身份证, 身份证丢了, 身份证掉了]", "names: [补办]",
     "idcard-lost.yaml:6: 1 everyday names; give 3 to 8"},
    {kLost, "everyday: 补身份证\n", "", "idcard-lost.yaml:1: an item has no \"everyday\"; add it",
     2},
    {kLost, "补身份证", "一二三四五六七八九十一二三",
     "idcard-lost.yaml:3: everyday \"一二三四五六七八九十一二三\" has 13 characters; a button "
     "holds 12"},
    {kLost, "补身份证", "第一次办证",
     "idcard-lost.yaml:1: everyday \"第一次办证\" stands in items/id-card/idcard-first.yaml too"},
    {kLostEnglish, "everyday: Lost card", "everyday: First card",
     "idcard-lost.en.yaml:1: everyday \"First card\" stands in"},
    {kLostEnglish, "everyday: Lost card\n", "", "idcard-lost.en.yaml:1: the English has no"},
    {kLost, "one_card: true", "one_card: ja", "idcard-lost.yaml:5: \"one_card\" must be true or"},
    {kLost, "title: 丢失补领", "title: a\ntitle: b",
     "idcard-lost.yaml:3: key \"title\" stands twice"},
    {"pack.yaml", "region: 湖州\n", "", "pack.yaml:1: pack.yaml has no \"region\""},
    {"pack.yaml", "number: \"110\"", "number: [1]", "pack.yaml:10: \"number\" is a list"},
    {"phrases.yaml", "offer: ", "ofer: ", "phrases.yaml:1: phrases.yaml has no \"offer\"", 3},
    {"hearing.yaml", "again: [词again]\n", "", "hearing.yaml:1: hearing.yaml has no \"again\""},
    {"hearing.yaml", "again:", "bye: [a]\nagain:", "hearing.yaml:14: unknown key"},
};

const BadRow kIds[] = {
    {kLost, "goto: idcard-first", "goto: idcard-furst",
     "idcard-lost.yaml:34: unknown item \"idcard-furst\"; did you mean \"idcard-first\"?"},
    {kLost, "related: [idcard-first]", "related: [x]", "idcard-lost.yaml:41: unknown item \"x\""},
    {"pack.en.yaml", "operator: Test bureau\n", "",
     "pack.en.yaml:1: the English has no \"operator\""},
    {"pack.en.yaml", "privacy: [Nothing is kept.]", "privacy: [a, b]",
     "pack.en.yaml:5: \"privacy\" has 2 entries in English and 1 in Chinese; give as many"},
    {"pack.yaml", "hot: [idcard-lost]", "hot: [idcard-lots]", "pack.yaml:11: unknown item"},
    {kLost, "register: household", "register: houshold",
     "idcard-lost.yaml:36: unknown \"register\" \"houshold\"; did you mean \"household\"?"},
    {kLost, "hold: register", "hold: give", "idcard-lost.yaml:36: unknown \"hold\" \"give\""},
    {kLost, "hold: register", "hold: form", "idcard-lost.yaml:36: \"register\" without hold"},
    {kLost, "when: {age-16: under}}", "when: {age-18: under}}",
     "idcard-lost.yaml:36: unknown fact of this item \"age-18\"; did you mean \"age-16\"?"},
    {kLost, "when: {age-16: under}}", "when: {age-16: uner}}",
     "idcard-lost.yaml:36: unknown option of \"age-16\" \"uner\"; did you mean \"under\"?"},
    {kLost, "can: no", "can: maybe", "idcard-lost.yaml:33: unknown \"can\" \"maybe\""},
    {kQuestions, "items: [idcard-lost]", "items: [idcard-lost, nothing-near-it]",
     "questions/id-card.yaml:5: unknown item \"nothing-near-it\""},
    {kQuestions, "sets: {old-card: not-found}", "sets: {old-card: lost}",
     "questions/id-card.yaml:5: unknown \"old-card\" \"lost\""},
    {kQuestions, "sets: {old-card", "sets: {old-cart", "questions/id-card.yaml:5: unknown key"},
    {"lessons/outside.tsv", "medical", "medicine",
     "lessons/outside.tsv:1: unknown topic of not-ours.yaml \"medicine\"; known are medical"},
    {"lessons/urgent.tsv", "violence", "fire", "urgent.tsv:1: unknown entry of urgent.yaml"},
    {kLessons, "old-card=found", "old-card=gone", "lessons/id-card.tsv:42: unknown option"},
    {kLessons, "old-card=found", "old-cart=found", "lessons/id-card.tsv:42: unknown fact"},
    {kLessons, "old-card=found", "old-card", "lessons/id-card.tsv:42: \"old-card\" states no"},
    {"lexicon.yaml", "[丢了]", "[身分证]",
     "lexicon.yaml:2: word \"身分证\" stands under \"身份证\""},
    {"lexicon.yaml", "[丢了]", "[身份证]", "lexicon.yaml:2: word \"身份证\" is itself an official"},
    {"words.yaml", "[安徽]", "[安徽, 湖州]", "words.yaml:2: word \"湖州\" stands under"},
    {"words.yaml", "from-before", "form-before", "words.yaml:3: unknown key"},
    {"words.yaml", "plate-first: [浙]\n", "", "words.yaml:1: words.yaml has no \"plate-first\""},
    {"phrases.en.yaml", "About {title}", "About", "phrases.yaml:1: {title} stands in"},
    {"phrases.yaml", "您问{title}", "您问{title}{titel}",
     "phrases.yaml:1: unknown {place} \"titel\"; did you mean \"title\"?"},
    {"phrases.yaml", "您问{title}", "您问{title}{", "phrases.yaml:1: a brace without its partner"},
};

const BadRow kFacts[] = {
    {kLost, "    unsure: 先按没找到办。\n", "",
     "idcard-lost.yaml:12: a fact of the item has no \"unsure\"; add it"},
    {kLost, "label: 没找到, ", "", "idcard-lost.yaml:15: an option has no \"label\""},
    {kLost, ", clause: 旧证没找到", "", "idcard-lost.yaml:15: an option has no \"clause\""},
    {kLost, "label: 没找到", "label: 一二三四五六七八九十一二三四五六七",
     "idcard-lost.yaml:15: label \"一二三四五六七八九十一二三四五六七\" has 17 characters"},
    {kQuestions, ", items: [idcard-first]", "", "questions/id-card.yaml:6: an option has no", 2},
    {kQuestions, "label: 丢了, ", "", "questions/id-card.yaml:5: an option has no \"label\""},
    {kLost, "not-found: [没找到]", "not-found: [没]",
     "idcard-lost.yaml:45: \"没\" in \"says\" is too short"},
    {kLost, "  old-card:\n    not-found: [", "  old-cart:\n    not-found: [",
     "idcard-lost.yaml:44: unknown key of \"says\" \"old-cart\"; did you mean \"old-card\"?"},
    {kLost, "  old-card:\n    not-found: [", "  age-16:\n    not-found: [",
     "idcard-lost.yaml:44: unknown key of \"says\" \"age-16\""},
    {kLost, "    found: [", "    fond: [", "idcard-lost.yaml:46: unknown key of \"says\" of"},
    {kLost, "clause: 旧证找到了", "clause: 旧证找到了, says: [找着了]",
     "idcard-lost.yaml:16: unknown key of an option \"says\""},
    {kQuestions, "  where-is-it:", "  where:", "questions/id-card.yaml:9: unknown key of"},
    {"urgent.yaml", "  violence: [", "  fire: [", "urgent.yaml:4: \"says\" has no", 2},
    {kLost, "    ask: 办证的人满16了吗？", "    options: [a]",
     "idcard-lost.yaml:11: fact \"age-16\" is shared"},
    {"facts.yaml", "age: {below: 16}", "age: {below: 200}",
     "facts.yaml:6: \"200\" is no age; write whole years, 0 to 150"},
    {"facts.yaml", "age: {below: 16}", "days: {below: 16}",
     "facts.yaml:6: \"days\" needs slot: left in its fact"},
    {"hearing.yaml", "[词thanks]", "[词unsure]",
     "\"词unsure\" stands under \"unsure\" and \"thanks\"; only one would be heard"},
    {"facts.yaml", "age: {below: 16}", "age: {below: old}", "facts.yaml:6: \"old\" is no age"},
    {"facts.yaml", "age: {below: 16}", "region: [huzhou]", "facts.yaml:6: \"region\" needs slot"},
    {"facts.yaml",
     "slot: age\n    options:\n"
     "      - {id: under, label: 未满16, clause: 未满16周岁, age: {below: 16}}\n"
     "      - {id: over, label: 已满16, clause: 已满16周岁, age: {from: 16}}",
     "slot: region-from\n    options:\n"
     "      - {id: under, label: 未满16, clause: 在安徽, region: [anhui]}\n"
     "      - {id: over, label: 已满16, clause: 在湖州, region: [huzhou]}",
     "words.yaml:0: unknown region \"anhui\""},
    {kFirst, "outcomes:\n  - {id: apply, ",
     "facts:\n  - fact: old-card\n    ask: 有旧证吗？\n    options:\n"
     "      - {id: some, label: 有, clause: 有旧证}\n      - {id: none, label: 没有, clause: "
     "没有}\n"
     "    unsure: 找一找。\noutcomes:\n  - {id: apply, ",
     "idcard-lost.yaml:12: fact \"old-card\" stands in items/id-card/idcard-first.yaml:10 too"},
    {kQuestions, "    unsure: 想想最后一次用它是什么时候。\n",
     "    unsure: 想想。\n    before: [where]\n",
     "questions/id-card.yaml:8: unknown question \"where\""},
    {kQuestions, "    unsure: 想想最后一次用它是什么时候。\n",
     "    unsure: 想想。\n    before: [where-is-it]\n",
     "questions/id-card.yaml:8: question \"where-is-it\" is asked before itself"},
    {kQuestions, "    unsure: 想想最后一次用它是什么时候。\n", "",
     "questions/id-card.yaml:2: a question has no \"unsure\""},
};

const BadRow kManner[] = {
    {"facts.yaml", "slot: age\n", "slot: age\n    share: {under: 0.3, over: 0.6}\n",
     "facts.yaml:5: the shares of \"age-16\" sum to 0.90; of one"},
    {"facts.yaml", "slot: age\n", "slot: age\n    share: {under: 1}\n",
     "facts.yaml:5: \"share\" has no \"over\""},
    {kLost, "    ask: 办证的人满16了吗？\n", "    share: {under: 0.3, ower: 0.7}\n",
     "idcard-lost.yaml:11: unknown key of \"share\" \"ower\"", 3},
    {kLost, "    ask: 旧证找到了吗？\n", "    ask: 旧证找到了吗？\n    after: [old-card]\n",
     "idcard-lost.yaml:9: \"after\" of \"old-card\": unknown fact that stands above it"},
    {kLost, "    ask: 旧证找到了吗？\n",
     "    ask: 旧证找到了吗？\n    unknowable: true\n    sensitive: true\n",
     "idcard-lost.yaml:15: what nobody can tell is never asked"},
    {kQuestions, "    ask: 旧证在手里吗？\n", "    ask: 旧证在手里吗？\n    sensitive: often\n",
     "questions/id-card.yaml:4: \"sensitive\""},
};

const BadRow kTopics[] = {
    {"topics.yaml", "idcard-first]", "idcard-frist]",
     "topics.yaml:5: unknown item, or topic that stands above, \"idcard-frist\""},
    {"topics.yaml", "idcard-first]", "card]", "topics.yaml:5: unknown item, or topic"},
    {"topics.yaml", "where-is-it", "where", "topics.yaml:6: unknown question \"where\""},
    {"topics.yaml", "[idcard-lost, idcard-first]\n    question: where-is-it", "[idcard-lost]",
     "topics.yaml:5: topic \"card\" has 1 items; 2 to 4 are listed"},
    {"topics.yaml", "    names: [证件, 身份证的事]\n", "",
     "topics.yaml:2: a topic has no \"names\""},
    {kQuestions, ", items: [idcard-first]", ", items: [idcard-lost]",
     "topics.yaml:6: no answer to \"where-is-it\" leads to idcard-first"},
    {"lessons/topics.tsv", "topic/card", "topic/cart",
     "topics.tsv:1: unknown topic of topics.yaml \"cart\"", 2},
    {"lessons/id-card.tsv", "第0个问题idcard-first\tidcard-first", "证件\tidcard-first",
     "topics.yaml:2: \"证件\" names topic card, and is taught for idcard-first"},
};

/// The English of idcard-lost with more in it.
std::string lost_english(const char* more) {
  return std::string("title: Replace\neveryday: Lost card\nsummary: Lost.\n") + more;
}

const BadRow kEnglish[] = {
    {kLostEnglish, "title: Replace\n", "",
     "idcard-lost.en.yaml:1: the English has no \"title\"; add it"},
    {kLostEnglish, "id: idcard-lost", "id: idcard-last",
     "idcard-lost.en.yaml:1: id \"idcard-last\" is \"idcard-lost\" in the Chinese file"},
    {kLostEnglish, "", "", "idcard-lost.yaml:1: has no English; add it in items/id-card/"},
    {"pack.en.yaml", "domains:\n  - {id: id-card, title: ID card}\n", "",
     "pack.yaml:6: has no English; add it in pack.en.yaml"},
    {"phrases.en.yaml", "offer: words\n", "", "phrases.en.yaml:1: the English has no \"offer\""},
    {kLostEnglish, "title:", "titel:", "idcard-lost.en.yaml:2: unknown key, not in the Chinese", 3},
    {kLostEnglish, "", lost_english("names: [a, b, c]\n"),
     "idcard-lost.en.yaml:4: unknown key of the English \"names\""},
    {kLostEnglish, "", lost_english("facts:\n  - {fact: age-18, ask: Is he 18}\n"),
     "idcard-lost.en.yaml:5: unknown id, not in the Chinese file, \"age-18\""},
    {kLostEnglish, "",
     lost_english("facts:\n  - {fact: age-16, ask: a}\n  - {fact: age-16, ask: a}\n"),
     "idcard-lost.en.yaml:6: id \"age-16\" stands twice"},
    {kLostEnglish, "", lost_english("facts:\n  - {fact: age-16, ask: Is he 16, unsure: See.}\n"),
     "idcard-lost.en.yaml:5: unknown key, not in the Chinese file, \"unsure\"", 2},
    {kLostEnglish, "", lost_english("facts:\n  - {fact: old-card, ask: Is it found}\n"),
     "idcard-lost.en.yaml:5: the English has no \"unsure\"; add it"},
    {kLostEnglish, "",
     lost_english("facts:\n  - fact: old-card\n    ask: a\n    unsure: b\n    options:\n"
                  "      - {id: found, label: Found}\n"),
     "idcard-lost.en.yaml:9: the English has no \"clause\"; add it"},
    {kLostEnglish, "",
     lost_english("facts:\n  - fact: old-card\n    ask: a\n    unsure: b\n    options:\n"
                  "      - {id: found, label: No and no and no and no and no and no and so, "
                  "clause: a}\n"),
     "idcard-lost.en.yaml:9: label \"No and no and no and no and no and no and so\" has 44 "
     "characters"},
    {kLostEnglish, "", lost_english("outcomes:\n  - {id: found, title: Nothing to do}\n"),
     "idcard-lost.en.yaml:5: the English has no \"say\"; add it"},
    {kLostEnglish, "", lost_english("statutory: In 60 days\n"),
     "idcard-lost.en.yaml:4: \"statutory\" is a text here and a mapping in Chinese"},
    {kLostEnglish, "", lost_english("fee: [{name: Card}]\n"),
     "idcard-lost.en.yaml:4: \"fee\" has 1 entries in English and 2 in Chinese; give as many"},
    {kLostEnglish, "", lost_english("fee: [{}, {name: Card}]\n"),
     "idcard-lost.en.yaml:4: the English has no \"unit\"; add it"},
    {"items/id-card/idcard-none.en.yaml", "", "title: None\n", "idcard-none.en.yaml:0: unknown"},
    {"hearing.en.yaml", "", "again: [again]\n", "hearing.en.yaml:0: unknown file"},
};

TEST(ReadPack, CountsTheStepsOfBothLanguages) {
  Folder folder = with(kLost, "say: 不用补领。", "say: 不用补领。\n    steps: [甲, 乙]");
  folder[kLostEnglish] += "outcomes:\n  - {id: found, title: a, say: b, steps: [c]}\n";
  EXPECT_EQ(problems_of(folder),
            "items/id-card/idcard-lost.en.yaml:6: \"steps\" has 1 entries in English and 2 in "
            "Chinese; give as many\n");
}

const BadRow kPlaces[] = {
    {"places.yaml", "district: deqing", "district: deqin",
     "places.yaml:4: unknown \"district\" \"deqin\"; did you mean \"deqing\"?"},
    {"places.yaml", "serves: [id-card]", "serves: [id-cart]",
     "places.yaml:4: unknown domain or item \"id-cart\"; did you mean \"id-card\"?", 2},
    {"places.yaml", "except: [idcard-first]", "except: [idcard-furst]",
     "places.yaml:4: unknown item \"idcard-furst\""},
    {"places.yaml", "serves: [id-card]", "serves: [idcard-lost]",
     "places.yaml:4: \"idcard-first\" is in no domain of \"serves\"; drop it"},
    {"places.yaml", ", phone: \"12345\"", "", "places.yaml:4: a place has no \"phone\"; add it"},
    {"places.yaml", "latitude: 30.9", "latitude: 91", "places.yaml:8: \"latitude\" must be"},
    {"places.yaml", "id: city", "id: town", "places.yaml:5: id \"town\" stands twice", 2},
    {"places.yaml", "words: [德清]}", "words: [德清]}\n  - {id: anji, title: 安吉, words: [德清]}",
     "places.yaml:3: word \"德清\" stands under deqing too; keep it under one", 2},
    {"places.en.yaml", "  - {id: town, title: Deqing counter}\n", "",
     "places.yaml:4: has no English; add it in places.en.yaml"},
    {"facts.yaml", "facts:\n",
     "facts:\n  - id: district\n    ask: 在哪？\n    unsure: 看看。\n    options:\n"
     "      - {id: a, label: 甲, clause: 在甲}\n      - {id: b, label: 乙, clause: 在乙}\n",
     "facts.yaml:0: fact \"district\" is known by its words in places.yaml; give it another id"},
};

const BadRow kTable[] = {
    {kLost, "when: {old-card: found}", "when: {old-card: found, age-16: over}",
     "idcard-lost.yaml:18: no outcome for 办证的人满16了吗？ = 未满16 (age-16: under), "
     "旧证找到了吗？ = 找到了 (old-card: found)"},
    {kLost, "when: {old-card: not-found, age-16: under}", "when: {old-card: not-found}",
     "idcard-lost.yaml:24: outcomes \"child\" and \"adult\" both match"},
    {kLost, "can: no", "can: no\n    from: 2026-01-01",
     "idcard-lost.yaml:18: no outcome for 旧证找到了吗？ = 找到了 (old-card: found) before "
     "2026-01-01"},
    {kFirst, "outcomes:",
     "valid: {to: 2020-01-01}\noutcomes:\n  - {id: late, title: a, say: b, can: "
     "yes, from: 2021-01-01}",
     "idcard-first.yaml:11: outcome \"late\" is never reached"},
    {kFirst, "  - {id: apply, title: 到窗口办, say: 到窗口办。, can: yes}", "  []",
     "idcard-first.yaml:9: the item has no outcome"},
};

const BadRow kStatements[] = {
    {kLost, ", verified: true, source: [通知]", ", verified: true",
     "idcard-lost.yaml:39: verified: true without a source"},
    {kLost, "  - {name: 户口簿, hold: register, register: household, when: {age-16: under}}",
     "  - {name: 照片, hold: bring}",
     "idcard-lost.yaml:5: one_card: true, but \"照片\" must always be brought"},
    {kLost, "amount: 40, unit: 元/证", "amount: 40", "idcard-lost.yaml:38: a fee without \"unit\""},
    {kLost, "amount: 40,", "amount: 4.125,",
     "idcard-lost.yaml:38: \"amount\": \"4.125\" is no amount"},
    {kLost, "amount: 40,", "amount: -4,", "idcard-lost.yaml:38: \"amount\" is negative"},
    {kLost, "to: 2026-01-01", "to: 2026-01-02", "idcard-lost.yaml:39: holds in the same case"},
    {kLost, "to: 2026-01-01", "to: 2026-02-30",
     "idcard-lost.yaml:38: \"to\": \"2026-02-30\" is not", 2},
    {kLost, "statutory: {text: 60日内}", "statutory: {text: a, from: 2026-01-01, to: 2026-01-01}",
     "idcard-lost.yaml:40: \"from\" is not before \"to\""},
    {kLost, "statutory: {text: 60日内}", "statutory: {txt: 60日内}",
     "idcard-lost.yaml:40: unknown key of a statement", 2},
    {kFirst, ", possible: part", "", "idcard-first.yaml:11: a statement has no \"possible\""},
};

const BadRow kHandling[] = {
    {"pack.yaml", "region: 湖州", "region: 湖州\narea: 3305", "pack.yaml:4: \"area\" must be six"},
    {kLost, "law: confirmation\n", "", "idcard-lost.yaml:5: one_card: true without \"law\""},
    {kLost, "law: confirmation", "law: permit", "idcard-lost.yaml:42: unknown \"law\" \"permit\""},
    {kLost, "law: confirmation", "law: confirmation\nattend: twice",
     "idcard-lost.yaml:43: unknown \"attend\" \"twice\""},
    {kLost, "law: confirmation", "law: confirmation\napprovals: 3",
     "idcard-lost.yaml:43: unknown \"approvals\" \"3\""},
    {kLost, "law: confirmation", "law: confirmation\nform: [plate]",
     "idcard-lost.yaml:43: unknown field \"plate\""},
    {kLost, "law: confirmation", "law: confirmation\nform: [photo]",
     "idcard-lost.yaml:43: field \"photo\" has no \"ask\""},
    {kLost, "statutory: {text: 60日内}", "statutory: {text: 60日内, days: 60}",
     "idcard-lost.yaml:40: \"days\" without \"unit\""},
    {kLost, "statutory: {text: 60日内}", "statutory: {text: 60日内, unit: working}",
     "idcard-lost.yaml:40: \"unit\" without \"days\""},
    {kLost, "statutory: {text: 60日内}", "statutory: {text: 当场, days: 1, unit: at-once}",
     "idcard-lost.yaml:40: at-once has no \"days\""},
    {kLost, "statutory: {text: 60日内}", "statutory: {text: 半日, days: 1.5, unit: working}",
     "idcard-lost.yaml:40: \"days\" must be whole days"},
    {kLost, "name: 户口簿", "name: 结婚证",
     "idcard-lost.yaml:36: register \"household\" does not grant \"结婚证\""},
    {kLost, "register: household, when", "register: household, made: on-site, when",
     "idcard-lost.yaml:36: \"made\" without hold: form"},
    {"fields.yaml", "ask: 您叫什么？, type: text, register: household", "type: text",
     "fields.yaml:4: field \"name\" has neither \"ask\" nor \"register\"", 4},
    {"fields.yaml", "always: [name]", "always: [nam]", "fields.yaml:1: unknown field \"nam\""},
    {"fields.yaml", "always: [name]", "always: [photo]", "fields.yaml:1: field \"photo\" has no"},
    {"fields.yaml", "请写明{material}。", "请写明。", "fields.yaml:2: \"describe\" must hold"},
    {"fields.yaml", "id: photo", "id: name", "fields.yaml:5: id \"name\" stands twice", 2},
};

const BadRow kLessonRows[] = {
    {kLessons, "第3个问题idcard-lost\tidcard-lost", "第3个问题IDcard-first！\tidcard-lost",
     "lessons/id-card.tsv:25: \"第3个问题IDcard-first！\" is taught for idcard-lost here and for "
     "idcard-first in lessons/id-card.tsv:5; keep one"},
    {kLessons, "第3个问题idcard-first\tidcard-first\n", "",
     "items/id-card/idcard-first.yaml:1: 19 lessons for idcard-first; write at least 20"},
    {kLessons, "old-card=found; age-16=over", "\tx", "lessons/id-card.tsv:42: 4 columns; write"},
    {"lessons/outside.tsv", "outside/medical", "outside/medical\tage-16=over",
     "lessons/outside.tsv:1: only lessons of items state facts"},
    {"exam/id-card.tsv", "我身份证不见了", "第3个问题idcard lost？",
     "exam/id-card.tsv:1: \"第3个问题idcard lost？\" stands in lessons/id-card.tsv:25 too"},
    {"exam/outside.tsv", "今天天气怎么样", "身份证",
     "exam/ambiguous/id-card.tsv:1: \"身份证\" is asked in exam/outside.tsv:1 too"},
    {"exam/id-card.tsv", "idcard-*", "passport-*", "exam/id-card.tsv:2: no item id starts with"},
    {"exam/id-card.tsv", "| idcard-*", "|", "exam/id-card.tsv:2: an empty alternative"},
    {"exam/ambiguous/id-card.tsv", "|idcard-first", "", "id-card.tsv:1: an ambiguous question"},
    {"exam/conversations/id-card.yaml", "move: answer", "move: answers",
     "exam/conversations/id-card.yaml:4: unknown move \"answers\"; did you mean \"answer\"?"},
    {"exam/conversations/id-card.yaml", "facet: fee", "facet: fees", "id-card.yaml:4: unknown"},
    {"exam/conversations/id-card.yaml", "not-found", "gone", "id-card.yaml:3: unknown option"},
    {"exam/conversations/id-card.yaml", "outcome: adult", "outcome: apply",
     "id-card.yaml:4: unknown outcome \"apply\"; known are"},
    {"exam/conversations/id-card.yaml", "not-found}", "not-found}, outcome: adult",
     "id-card.yaml:3: a talk ends at its outcome; move"},
    {"exam/replies/all.tsv", "idcard-lost", "idcard-losst", "all.tsv:1: unknown item, question"},
    {"exam/replies/all.tsv", "证没了", "我身份证不见了",
     "exam/replies/all.tsv:1: \"我身份证不见了\" is asked in exam/id-card.tsv:1 too"},
    {"exam/urgent/all.tsv", "calm", "clam", "exam/urgent/all.tsv:2: unknown kind"},
    {"exam/urgent/all.tsv", "他正在打我", "有人打我",
     "exam/urgent/all.tsv:1: \"有人打我\" stands in lessons/urgent.tsv:1 too"},
    {"exam/padding.yaml", "after", "behind", "exam/padding.yaml:2: unknown key", 2},
};

const BadRow kFiles[] = {
    {"items/id-card/other.yaml", "", good_pack().at(kFirst),
     "items/id-card/other.yaml:1: the file's place does not fit its id and domain", 3},
    {"lexicon.yml", "", "", "lexicon.yml:0: unknown file \"lexicon.yml\"; did you mean"},
    {"exam/vehicle.tsv", "", "", "exam/vehicle.tsv:0: unknown file; exam/ holds"},
    {"words.yaml", "", "a: \xff", "words.yaml:1: byte 0xff is not valid UTF-8"},
    {"lessons/outside.tsv", "", std::string("\n\n医\0", 6), "outside.tsv:3: byte 0x00 is not"},
    {"words.yaml", "", std::string(5 << 20, '#'), "words.yaml:0: the file has 5242880 bytes"},
};

TEST(BadPack, Yaml) {
  check_rows(kYaml);
}
TEST(BadPack, Keys) {
  check_rows(kKeys);
}
TEST(BadPack, Ids) {
  check_rows(kIds);
}
TEST(BadPack, Facts) {
  check_rows(kFacts);
}
TEST(BadPack, MannerOfAsking) {
  check_rows(kManner);
}
TEST(BadPack, Topics) {
  check_rows(kTopics);
}
TEST(BadPack, English) {
  check_rows(kEnglish);
}
TEST(BadPack, Table) {
  check_rows(kTable);
}

TEST(ReadPack, ChecksPlaces) {
  check_rows(kPlaces);
}
TEST(BadPack, Handling) {
  check_rows(kHandling);
}
TEST(BadPack, Statements) {
  check_rows(kStatements);
}
TEST(BadPack, LessonsAndExam) {
  check_rows(kLessonRows);
}
TEST(BadPack, Files) {
  check_rows(kFiles);
}

}  // namespace
}  // namespace zheli::pack_files
