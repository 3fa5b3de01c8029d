// Every number at which the dialogue decides one way or the other, with its meaning and its source.
// Intent has its own (intent/thresholds.h): those belong to a trained model, these to a turn, and a
// lower room cannot look up here.
//
// Lengths are in letters (text::letters): a Chinese character counts as three, which is what one
// says in English, so that both languages have the same room.
//
// "Chosen" means: set by hand so that the exam's conversations and tests/cases/dialogue go as
// written; no error rate stands behind it. What was measured says so.
//
// Tested by decide_test.cc, matters_test.cc and the pack's conversations.
#pragma once

#include <cstddef>

namespace zheli::dialogue {

// ---- lengths, in letters
// -------------------------------------------------------------------------

/// A message no longer may change a known fact, or ask for a side of the matter, unless it names
/// another matter. Chosen: sixteen characters hold one clause; a second clause is news.
constexpr std::size_t kShortMax = 48;

/// A message no longer is an age, a place or a word, and names no matter whatever it sounds like.
/// Chosen: "才8岁", "现在在安徽".
constexpr std::size_t kBareMax = 18;

/// A label said in full and no shorter is no accident while another question is open. Chosen.
constexpr std::size_t kLongLabelMin = 12;

/// A shorter label is said by accident where it was not asked for: one character. Chosen.
constexpr std::size_t kLabelMin = 6;

/// What is left of a message beside the words heard and says nothing: "的话". Chosen.
constexpr std::size_t kScrapMax = 6;

/// The least part of a label that stands for it: two characters, or one English word ("car"), which
/// says as much in fewer letters. Chosen.
constexpr std::size_t kLabelPartMin = 6;
constexpr std::size_t kEnglishPartMin = 3;

/// A message no longer may be a continuation ("那过期了呢") and is read together with the matter at
/// hand where it is unclear by itself. Chosen.
constexpr std::size_t kContinuationMax = 36;

/// Each half of a sentence that asks for two things has at least so much. Chosen: "补驾照".
constexpr std::size_t kHalfMin = 9;

/// A longer message is a story with many breaks and one matter. Chosen.
constexpr std::size_t kTwoMattersMax = 180;

// ---- probabilities
// -------------------------------------------------------------------------------

/// Of a matter that is not at hand: from here on a message is about that one. Chosen: likelier than
/// not.
constexpr double kAnotherMatterMin = 0.5;

/// The same where the words may answer what was asked, which they mostly do. Chosen.
constexpr double kAnotherMatterCertain = 0.9;

/// Of the matters offered together, for words after the offer to choose among them. Chosen: less,
/// and nothing was heard of any.
constexpr double kOfferedHeardMin = 0.1;

/// Of each half of a sentence, to be one of its two matters. Chosen: four times as likely as all
/// else together.
constexpr double kHalfSureMin = 0.8;

/// The same where each half names a document of its own. Chosen: likelier than not.
constexpr double kHalfNamedMin = 0.5;

/// Right after two matters a message is about one of them some two hundred times as often as about
/// any one other: so much likelier the other must be. Chosen: about as many as there are items.
constexpr double kOneOfTwoMin = 1.0 / 200;

/// Of all that may be meant, the share of the first that is taken for meant where asking on is no
/// help. Chosen: more than all the others together, and a little.
constexpr double kLeadMin = 0.6;

/// The share of a short answer's characters that an option must have where no word of it is said,
/// and how many characters such an answer has. Chosen: "小轿车" for "小汽车".
constexpr double kAlikeMin = 0.6;

/// The same where that option was not asked for, and how far it must lead all others, in shares of
/// characters and of pairs together. Chosen: what is said in the same order, a character apart.
constexpr double kAlikeUnaskedMin = 0.75;
constexpr double kAlikePairsMin = 0.6;
constexpr double kAlikeLeadMin = 0.3;
constexpr std::size_t kAlikeCharactersMin = 2;
constexpr std::size_t kAlikeCharactersMax = 8;

/// What an item starts with that only an answer led to, beside candidates that sum to one. Chosen:
/// last, unless the answer left nothing else.
constexpr double kUnthoughtOf = 0.01;

/// Of all that is not ours, the share of the first topic from which on it is named. Not free:
/// likelier than every other topic together.
constexpr double kClearTopicMin = 0.5;

/// That nothing here is meant: from here on it is believed although a document of ours is named
/// ("60V电动车控制器怎么接"). Chosen: twice as likely as not.
constexpr double kNotOursSure = 2.0 / 3;

/// Of a topic's items the first is meant one time in this many, the next in one more, before they
/// are scaled to one: the order of the pack counts a little. Chosen: of two, five to four.
constexpr double kTopicFirst = 4;

/// While a talk is going on, whose short answers sound like anything, dangers together must be at
/// least so likely; a first message is judged by the threshold derived for it. Chosen: what is a
/// danger in a talk says so in so many words ("他又打我了", 0.99).
constexpr double kDangerInTalkMin = 0.85;

/// Of a matter, to be named to a citizen who is sent to a person. Chosen: a list of the unlikely
/// only shows that nothing was understood.
constexpr double kTitleMin = 0.05;

// ---- doubt
// ---------------------------------------------------------------------------------------

/// What a way to go on costs, in questions (choice.h). Chosen, so that the leading matter is
/// answered from about two thirds on; only their proportions decide.
///
/// A guide to another matter, which the citizen must find out and ask anew.
constexpr double kWrongCost = 5.0;
/// The same where the right matter is named beneath it, one tap away.
constexpr double kAsideCost = 3.0;
/// A list of matters, besides its lines: it asks less of the citizen than a question does.
constexpr double kListCost = 0.9;
/// One more line to read: a matter on a list, an outcome under its condition.
constexpr double kLineCost = 0.1;
/// Whose outcome is one of the others reads its line and taps; more where the others say that it
/// cannot be done, or is another matter.
constexpr double kBranchCost = 0.4;
constexpr double kOtherwiseCost = 0.8;
/// Letters of a question that cost as much as the question: two hundred characters.
constexpr double kLettersAQuestion = 600;
/// To be asked what embarrasses.
constexpr double kSensitiveCost = 1.0;

/// Of an item's outcomes, the share from which on the likeliest is shown and the next named in a
/// line. Given: four in five.
constexpr double kMainOutcomeMin = 0.8;

/// A message that says an option of a question counts as its answer where what that leaves holds so
/// much of the doubt. Chosen: less, and the words were of something else.
constexpr double kSaidMin = 0.1;

/// A matter less likely than this is not worth its lines beside the others. Chosen: one in twelve.
constexpr double kBesideMin = 0.08;

/// A candidate this likely is named beneath the answer. Chosen: one in ten.
constexpr double kNamedBeneathMin = 0.1;

/// Less than this is a rounding error, in bits or as a share.
constexpr double kGainMin = 1e-9;

// ---- counts
// --------------------------------------------------------------------------------------

/// Items in one offer; what fits a phone's screen. Chosen.
constexpr std::size_t kOfferedMax = 4;

/// Matters of which one side is shown side by side. Chosen: a screen of fees.
constexpr std::size_t kSideBySideMax = 6;

/// Items that a conversation keeps in mind. Chosen: what questions can still tell apart, in a token
/// that fits a phone's storage.
constexpr std::size_t kCandidatesMax = 16;

/// Titles named to a citizen who is sent to a person. Chosen.
constexpr std::size_t kTitlesMax = 3;

/// After so many fruitless turns nothing more is asked. Chosen: a person is asked twice.
constexpr int kMissesMax = 2;

/// Outcomes that lead to another item, followed in one turn. Chosen: one item of the pack could
/// lead further, by facts that nobody states at once.
constexpr int kRedirectsMax = 3;

/// Ways tried to read a sentence as two, each costing two predictions. Chosen.
constexpr std::size_t kHalvingsMax = 3;

/// Labels listed by --explain.
constexpr std::size_t kExplainedMax = 20;

/// A talk is in English where at least one in so many of its Latin words is no pinyin ("a" and
/// "license" could be some). Chosen.
constexpr std::size_t kForeignWordsOneIn = 3;

/// Letters of a word that tells its language: "c1" names a class in any. Chosen.
constexpr std::size_t kTellingWordMin = 2;

}  // namespace zheli::dialogue
