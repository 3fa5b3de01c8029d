// A small pack without problems, for tests: a folder as the cli would read it.
#pragma once

#include <fmt/format.h>

#include <string>

#include "assistant/pack_files/read_words.h"
#include "files/problem.h"

namespace zheli::pack_files {

using files::Folder;

/// The item of it that tests break, and its English.
inline constexpr const char* kLost = "items/id-card/idcard-lost.yaml";
inline constexpr const char* kLostEnglish = "items/id-card/idcard-lost.en.yaml";

inline std::string good_lessons() {
  std::string lines = "# taught questions\n";
  for (const char* id : {"idcard-first", "idcard-lost"}) {
    for (int i = 0; i < 20; ++i) lines += fmt::format("第{}个问题{}\t{}\n", i, id, id);
  }
  return lines + "证丢了又找回来了\tidcard-lost\told-card=found; age-16=over\n";
}

inline std::string good_topic_lessons() {
  std::string lines;
  for (int i = 0; i < 6; ++i) lines += fmt::format("证的事，第{}种说法\ttopic/card\n", i);
  return lines;
}

inline std::string good_hearing() {
  std::string lines;
  for (const std::string& id : hearing_ids()) {
    lines += fmt::format("{}: [词{}]\n", id, id);
  }
  return lines;
}

inline std::string good_phrases(bool in_english) {
  std::string lines = fmt::format("understood: {}\n", in_english ? "About {title}" : "您问{title}");
  for (const std::string& id : phrase_ids()) {
    if (id == "understood") continue;  // stands above, with its place
    lines += fmt::format("{}: {}\n", id, in_english ? "words" : "话");
  }
  return lines;
}

inline Folder good_pack() {
  return {{"pack.yaml", R"(name: test
title: 测试
region: 湖州
version: "1"
domains:
  - {id: id-card, title: 身份证}
registers:
  - {id: household, title: 人口库, owner: 公安, grants: [户口簿]}
phones:
  - {name: 报警, number: "110"}
hot: [idcard-lost]
operator: 测试局
privacy: [不留存。]
)"},
          {"pack.en.yaml",
           "title: Test\ndomains:\n  - {id: id-card, title: ID card}\n"
           "operator: Test bureau\nprivacy: [Nothing is kept.]\n"},
          {"facts.yaml", R"(facts:
  - id: age-16
    ask: 满16周岁了吗？
    slot: age
    options:
      - {id: under, label: 未满16, clause: 未满16周岁, age: {below: 16}}
      - {id: over, label: 已满16, clause: 已满16周岁, age: {from: 16}}
    unsure: 看户口簿。
)"},
          {"fields.yaml", R"(always: [name]
describe: 请写明{material}。
fields:
  - {id: name, label: 姓名, ask: 您叫什么？, type: text, register: household, kept: 随案卷}
  - {id: photo, label: 相片, register: household, type: text, sensitive: true, kept: 随案卷}
)"},
          {"fields.en.yaml", R"(describe: "Write: {material}."
fields:
  - {id: name, label: Name, ask: "Your name?", kept: with the file}
  - {id: photo, label: Photo, kept: with the file}
)"},
          {"items/id-card/idcard-lost.yaml", R"(id: idcard-lost
title: 丢失补领
everyday: 补身份证
domain: id-card
one_card: true
names: [补办身份证, 身份证丢了, 身份证掉了]
summary: 丢了补一张。

facts:
  - fact: age-16
    ask: 办证的人满16了吗？
  - fact: old-card
    ask: 旧证找到了吗？
    options:
      - {id: not-found, label: 没找到, clause: 旧证没找到}
      - {id: found, label: 找到了, clause: 旧证找到了}
    unsure: 先按没找到办。
outcomes:
  - id: child
    when: {old-card: not-found, age-16: under}
    title: 监护人陪同
    say: 监护人陪同补领。
    can: yes
  - id: adult
    when: {old-card: not-found, age-16: over}
    title: 本人补领
    say: 本人补领。
    can: yes
  - id: found
    when: {old-card: found}
    title: 不用补
    say: 不用补领。
    can: no
    goto: idcard-first
materials:
  - {name: 户口簿, hold: register, register: household, when: {age-16: under}}
fee:
  - {name: 工本费, amount: 40, unit: 元/证, to: 2026-01-01}
  - {name: 工本费, amount: 20.5, unit: 元/证, from: 2026-01-01, verified: true, source: [通知]}
statutory: {text: 60日内}
related: [idcard-first]
law: confirmation
says:
  old-card:
    not-found: [没找到]
    found: [找到了]
)"},
          {"items/id-card/idcard-lost.en.yaml",
           "id: idcard-lost\ntitle: Replace\neveryday: Lost card\nsummary: Lost.\n"},
          {"items/id-card/idcard-first.yaml", R"(id: idcard-first
title: 首次申领
everyday: 第一次办证
domain: id-card
one_card: false
names: [办身份证, 第一次办, 首次办]
summary: 第一次办。

outcomes:
  - {id: apply, title: 到窗口办, say: 到窗口办。, can: yes}
online: {text: 可预约, possible: part}
)"},
          {"items/id-card/idcard-first.en.yaml",
           "id: idcard-first\ntitle: First\neveryday: First card\nsummary: First card.\n"},
          {"questions/id-card.yaml", R"(questions:
  - id: where-is-it
    ask: 旧证在手里吗？
    options:
      - {id: lost, label: 丢了, items: [idcard-lost], sets: {old-card: not-found}}
      - {id: never, label: 没办过, items: [idcard-first]}
    unsure: 想想最后一次用它是什么时候。
says:
  where-is-it:
    never: [没办过]
)"},
          {"topics.yaml",
           "topics:\n  - id: card\n    title: 身份证\n    names: [证件, 身份证的事]\n"
           "    members: [idcard-lost, idcard-first]\n    question: where-is-it\n"},
          {"topics.en.yaml", "topics:\n  - {id: card, title: ID card}\n"},
          {"lessons/id-card.tsv", good_lessons()},
          {"lessons/topics.tsv", good_topic_lessons()},
          {"lessons/outside.tsv", "医保怎么报销\toutside/medical\n"},
          {"lessons/urgent.tsv", "有人打我\turgent/violence\n"},
          {"not-ours.yaml", "- {id: medical, title: 医保, who: 医保局, say: 归医保局办。}\n"},
          {"urgent.yaml",
           "urgent:\n  - {id: violence, title: 暴力, say: 请先打110。, call: \"110\"}\n"
           "says:\n  violence: [打我]\n"},
          {"places.yaml", R"(districts:
  - {id: deqing, title: 德清县, words: [德清]}
places:
  - {id: town, title: 德清窗口, district: deqing, serves: [id-card], except: [idcard-first], phone: "12345"}
  - id: city
    title: 市民中心
    serves: [id-card]
    position: {latitude: 30.9, longitude: 120.1}
    address: 中心路1号
    hours: 工作日
    phone: "12345"
)"},
          {"places.en.yaml", R"(districts:
  - {id: deqing, title: Deqing County}
places:
  - {id: town, title: Deqing counter}
  - {id: city, title: Civic centre, address: 1 Centre Road, hours: weekdays}
)"},
          {"lexicon.yaml",
           "- {official: 身份证, words: [身分证]}\n- {official: 遗失, words: [丢了]}\n"},
          {"phrases.yaml", good_phrases(false)},
          {"phrases.en.yaml", good_phrases(true)},
          {"hearing.yaml", good_hearing()},
          {"words.yaml",
           "place-huzhou: [湖州]\nplace-province: [安徽]\nfrom-before: [从]\n"
           "spelt-digit: [一]\nplate-first: [浙]\n"
           "name-cue: [我叫]\nsurname: [王]\n"},
          {"exam/id-card.tsv", "我身份证不见了\tidcard-lost\n办证\tidcard-first | idcard-*\n"},
          {"exam/outside.tsv", "今天天气怎么样\toutside\n"},
          {"exam/ambiguous/id-card.tsv", "身份证\tidcard-lost|idcard-first\n"},
          {"exam/replies/all.tsv", "证没了\tanswer|clarify\tidcard-lost\tage-16=over\n"},
          {"exam/urgent/all.tsv", "他正在打我\turgent\n打预防针\tcalm\n"},
          {"exam/padding.yaml", "before: [你好，]\nafter: [，谢谢]\n"},
          {"exam/conversations/id-card.yaml", R"(- name: 丢了证
  turns:
    - {say: 身份证丢了, move: [clarify, answer], item: idcard-lost, facts: {old-card: not-found}}
    - {say: 我三十岁多少钱, move: answer, item: idcard-lost, facet: fee, outcome: adult}
)"}};
}

}  // namespace zheli::pack_files
