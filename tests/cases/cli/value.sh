#!/usr/bin/env bash
# zheli value at its door: the deal's rights come from its assets, good and bad input.
#   value.sh PROGRAM DEALS
set -u
program=$1 deals=$2
. "$(dirname "$0")/expect.sh"
assets=$deals/future-sci-tech-city-2021/assets.csv
expect "rights" 0 "F20-P2" "$program" value "$assets" --on 2021-06-30 --rights "$work/rights.csv" --paths 100
cmp -s "$work/rights.csv" "$deals/future-sci-tech-city-2021/rights.csv" ||
  { echo "FAILED: rights.csv of the deal is not what its assets.csv gives"; failed=1; }
expect "English" 0 "Relief from royalty" "$program" value "$assets" --on 2021-06-30 --english --paths 100
expect "JSON" 0 "\"liquidation_value\":" "$program" value "$assets" --on 2021-06-30 --json --paths 100
one=$("$program" value "$assets" --on 2021-06-30 --json --paths 200 --seed 3)
two=$("$program" value "$assets" --on 2021-06-30 --json --paths 200 --seed 3)
[ "$one" = "$two" ] || { echo "FAILED: the same seed gives other digits"; failed=1; }
for zone in UTC America/New_York EARLY-14 LATE12; do
  before=$(TZ=CST-8 date +%F)
  TZ=$zone "$program" value "$assets" --paths 100 --rights "$work/today.csv" >/dev/null
  grep -qE "$before|$(TZ=CST-8 date +%F)" "$work/today.csv" || { echo "FAILED: not China's day in $zone"; failed=1; }
done
expect "nowhere to write" 1 "make its folder first" "$program" value "$assets" --on 2021-06-30 --paths 100 --html "$work/none/value.html"
expect "a page" 0 "" "$program" value "$assets" --on 2021-06-30 --html "$work/value.html" --paths 100
grep -q "</svg>" "$work/value.html" || { echo "FAILED: no picture on the page"; failed=1; }
expect "a workbook" 0 "" "$program" value "$assets" --on 2021-06-30 --xlsx "$work/value.xlsx" --paths 100
expect "recorded" 0 "" "$program" value "$assets" --on 2021-06-30 --track "$work/track.csv" --record --paths 100
cp "$work/track.csv" "$work/before.csv"
expect "a year later" 0 "Since the appraisal before" "$program" value "$assets" --on 2022-06-29 --track "$work/track.csv" --record --english --paths 100
head -n "$(wc -l <"$work/before.csv")" "$work/track.csv" | cmp -s - "$work/before.csv" ||
  { echo "FAILED: recording changed what stood in the track"; failed=1; }
expect "a track only grows" 2 "a track only grows" "$program" value "$assets" --on 2022-01-01 --track "$work/track.csv" --record --paths 100
head='id,owner,kind,filed,status,revenue'
printf '%s\nP1,F1,发明专利,2015-02-30,granted,1\n' "$head" >"$work/day.csv"
printf '%s\nP1,F1,发明专利,2030-02-15,granted,1\n' "$head" >"$work/later.csv"
expect "filed after the valuation day" 1 "later.csv:2: filed is 2030-02-15, after the valuation day 2021-06-30" "$program" value "$work/later.csv" --on 2021-06-30 --assumptions "$deals/tables/ip_valuation.yaml" --indicators "$deals/tables/ip_indicators.csv"
expect "a bad day" 1 "day.csv:2:" "$program" value "$work/day.csv" --assumptions "$deals/tables/ip_valuation.yaml" --indicators "$deals/tables/ip_indicators.csv"
printf '%s\nP1,F1,秘方,2015-02-28,granted,1\n' "$head" >"$work/kind.csv"
expect "an unknown kind" 1 "unknown kind" "$program" value "$work/kind.csv" --assumptions "$deals/tables/ip_valuation.yaml" --indicators "$deals/tables/ip_indicators.csv"
: >"$work/empty.csv"
expect "nothing" 1 "empty.csv" "$program" value "$work/empty.csv" --assumptions "$deals/tables/ip_valuation.yaml" --indicators "$deals/tables/ip_indicators.csv"
expect "no file" 2 "cannot be read" "$program" value "$work/none.csv" --assumptions "$deals/tables/ip_valuation.yaml" --indicators "$deals/tables/ip_indicators.csv"
expect "a bad --on" 2 "--on" "$program" value "$assets" --on yesterday
expect "record where" 2 "--track" "$program" value "$assets" --record
expect "help" 0 "zheli value deals/future-sci-tech-city-2021/assets.csv" "$program" value --help
exit "$failed"
