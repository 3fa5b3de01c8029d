#include "securitization/report/losses.h"

#include "securitization/report/names.h"

namespace zheli::report {
namespace {

Sheet tranches(const deal::Deal& deal, const pricing::Losses& losses, Language language) {
  Sheet sheet{"losses", word("losses", language), {}, {}};
  const auto column = [&](const char* key, Format format) {
    sheet.columns.push_back({key, word(key, language), format});
  };
  column("tranche", Format::text);
  column("size", Format::money);
  for (const char* key : {"expected_loss", "standard_error", "loss_probability", "loss_given_loss",
                          "missed_probability", "quantile_99", "quantile_999"}) {
    column(key, Format::percent);
  }
  constexpr double kTail = 0.99, kFarTail = 0.999;
  for (std::size_t t = 0; t < deal.terms.tranches.size(); ++t) {
    const waterfall::Tranche& tranche = deal.terms.tranches[t];
    const pricing::TrancheLosses lost = losses.tranche(static_cast<int>(t));
    const double size = core::in_fen(tranche.size);
    sheet.rows.push_back({name_of(deal, tranche.id, language), tranche.size, lost.expected_loss,
                          lost.standard_error, lost.loss_probability, lost.loss_given_loss,
                          lost.missed_probability, lost.losses.quantile(kTail) / size,
                          lost.losses.quantile(kFarTail) / size});
  }
  return sheet;
}

Sheet draws(const deal::Deal& deal, const pricing::Losses& losses, Language language) {
  Sheet sheet{"draws", word("draws", language), {}, {}};
  const auto column = [&](const char* key, Format format) {
    sheet.columns.push_back({key, word(key, language), format});
  };
  column("supporter", Format::text);
  column("expected_draw", Format::money);
  column("draw_probability", Format::percent);
  column("tail_draw", Format::money);
  for (std::size_t s = 0; s < deal.terms.supporters.size(); ++s) {
    const pricing::SupporterDraws drawn = losses.supporter(static_cast<int>(s));
    sheet.rows.push_back({name_of(deal, deal.terms.supporters[s].id, language),
                          core::round_fen(drawn.expected_draw), drawn.draw_probability,
                          core::round_fen(drawn.tail_draw)});
  }
  return sheet;
}

}  // namespace

std::vector<Sheet> losses(const deal::Deal& deal, const pricing::Losses& losses,
                          Language language) {
  std::vector<Sheet> sheets = {tranches(deal, losses, language)};
  if (!deal.terms.supporters.empty()) sheets.push_back(draws(deal, losses, language));
  return sheets;
}

Section loss_section(const deal::Deal& deal, const pricing::Losses& losses, Language language) {
  constexpr int kPoints = 26, kStepPercent = 4;
  Chart chart{word("distribution", language), "%", {}, {}};
  for (int i = 0; i < kPoints; ++i) chart.labels.push_back(std::to_string(i * kStepPercent) + "%");
  for (std::size_t t = 0; t < deal.terms.tranches.size(); ++t) {
    const waterfall::Tranche& tranche = deal.terms.tranches[t];
    const pricing::TrancheLosses lost = losses.tranche(static_cast<int>(t));
    Series line{name_of(deal, tranche.id, language), {}};
    for (int i = 0; i < kPoints; ++i) {
      const double loss = i * kStepPercent / 100.0 * core::in_fen(tranche.size);
      line.values.push_back(100 * lost.losses.exceeded(loss));
    }
    chart.lines.push_back(std::move(line));
  }
  chart.unit = word("exceeds", language) + " (%)";
  return {chart.title, lines(chart), report::losses(deal, losses, language)};
}

}  // namespace zheli::report
