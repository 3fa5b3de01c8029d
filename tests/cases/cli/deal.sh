#!/usr/bin/env bash
# zheli deal check, run and simulate, as a person runs them. Arguments: the program, the deals' folder.
source "$(dirname "$0")/expect.sh"
program=$1 deals=$2

sample=$deals/future-sci-tech-city-2021
for deal in future-sci-tech-city-2021 licence-income-2021 one-firm; do
  expect "$deal" 0 "no problem found" "$program" deal check "$deals/$deal" --strict
done
cp -r "$deals" "$work/deals"
bad=$work/deals/future-sci-tech-city-2021
sed -i 's/size: 170000000/size: 190000000/; s/role: 托管人/rôle: 托管人/' "$bad/deal.yaml"
sed -i 's/L03,F03,16000000/L03,F33,1.6e7/' "$bad/loans.csv"
expect "tranches" 1 "the tranches add up to 220,000,000.00 yuan" "$program" deal check "$bad"
expect "every problem in one run" 1 'loans.csv:6: unknown borrower "F33"; did you mean "F03"?' "$program" deal check "$bad"
expect "an amount" 1 'loans.csv:6: balance: "1.6e7" is no amount' "$program" deal check "$bad"
expect "a key" 1 'unknown key of a party "rôle"; did you mean "role"?' "$program" deal check "$bad"
expect "no folder" 2 "nowhere" "$program" deal check "$work/nowhere"
expect "no run of a wrong deal" 1 "problems" "$program" deal run "$bad"

expect "run" 0 "170,000,000.00" "$program" deal run "$sample"
expect "run in English" 0 "Interest collected" "$program" deal run "$sample" --english
expect "run as CSV" 0 "date,status,collected_interest" "$program" deal run "$sample" --csv
expect "run as JSON" 0 '"A_interest": 1752164.38' "$program" deal run "$sample" --json
expect "workbook" 0 "2021-10-20" "$program" deal run "$sample" --xlsx "$work/payments.xlsx"
[ "$(head -c 2 "$work/payments.xlsx")" = PK ] || { echo "FAILED: no workbook"; failed=1; }

one=$("$program" deal simulate "$sample" --paths 20000 --threads 1 --json)
four=$("$program" deal simulate "$sample" --paths 20000 --threads 4 --json)
[ "$one" = "$four" ] || { echo "FAILED: the number of threads changes a digit"; failed=1; }
other=$("$program" deal simulate "$sample" --paths 20000 --seed 2 --json)
[ "$one" != "$other" ] || { echo "FAILED: the seed changes nothing"; failed=1; }
expect "no paths" 2 "--paths" "$program" deal simulate "$sample" --paths 0
expect "no table" 2 "--default-table" "$program" deal simulate "$sample" --default-table "$work/none.csv"
printf 'rating,y1\nAA,0.1\n' >"$work/short.csv"
expect "a rating the table lacks" 1 "of borrower F01" "$program" deal check "$sample" --default-table "$work/short.csv"
# Each loan in two halves: the pledged rights cover both once, so nothing is lost or won.
split=$work/deals/split
cp -r "$sample" "$split"
awk -F, -v OFS=, '/^L/ { id = $1; $3 /= 2; $1 = id "a"; print; $1 = id "b" } { print }' "$sample/loans.csv" >"$split/loans.csv"
expect "a split deal" 0 "40 loans and licences of 20 firms" "$program" deal check "$split"
loss() { "$program" deal simulate "$1" --paths 20000 --no-support --quiet --csv --english | awk -F, '/^[AB],/ { printf "%s %.6f ", $1, $3 }'; }
[ -n "$(loss "$sample")" ] && [ "$(loss "$sample")" = "$(loss "$split")" ] ||
  { echo "FAILED: a split deal loses $(loss "$split")instead of $(loss "$sample")"; failed=1; }
differs=$work/deals/differs
cp -r "$sample" "$differs"
sed -i 's/^\(F01-P1,.*\),20810000,/\1,20910000,/' "$differs/rights.csv"
expect "rights that their data do not give" 1 "rights.csv:3: right F01-P1: value is 20,910,000.00, assets.csv gives 20,810,000.00" "$program" deal check "$differs"
sed -i 's/,2021-06-30,/,2021-07-31,/' "$differs/rights.csv"
expect "rights of another day" 1 "right F20-P2: value is 1,580,000.00, assets.csv gives" "$program" deal check "$differs"
sed -i 's/,valued_on,/,/; s/,2021-07-31,/,/' "$differs/rights.csv"
expect "rights of no day" 1 "valued_on" "$program" deal check "$differs"
# More loans than a file could hold, each a hundred yuan of one firm's ten million.
many=$work/deals/many
cp -r "$deals/one-firm" "$many"
awk -F, -v OFS=, '/^L/ { $3 = 100; $10 = ""; for (i = 0; i < 100000; ++i) { $1 = "L" i; print } next } { print }' \
  "$deals/one-firm/loans.csv" >"$many/loans.csv"
expect "many loans" 0 "100000 loans and licences of 1 firms" "$program" deal check "$many"
# What is allowed and seldom meant: the commitment is called for nothing once the pool goes wrong.
odd=$work/deals/odd
cp -r "$sample" "$odd"
sed -i '/status: accelerated/,/status: event-of-default/ s/, support: \[commitment\]//' "$odd/deal.yaml"
expect "a warning" 0 "deal.yaml:81: warning: commitment is called for the interest of A" "$program" deal check "$odd"
expect "a warning refused" 1 "2 warnings" "$program" deal check "$odd" --strict
expect "price" 0 "pool_alone" "$program" deal price "$sample" --paths 20000 --csv
expect "size" 0 "\"sized\":" "$program" deal size "$sample" --paths 5000 --json
expect "pool" 0 "F20" "$program" deal pool "$sample" --english
# Neither what each firm gets nor how large a tranche may be hangs on the seed.
[ "$("$program" deal pool "$sample" --csv --seed 1)" = "$("$program" deal pool "$sample" --csv --seed 99)" ] ||
  { echo "FAILED: the seed moves the firms' shares"; failed=1; }
full() { "$@" >/dev/full; }
for form in "" --csv --json; do
  expect "a full disk $form" 1 "could not be written" full "$program" deal run "$sample" $form
done
expect "a full disk, by name" 1 "make room on the disk" "$program" deal run "$sample" --xlsx /dev/full
expect "no half a page" 1 "cannot be written" "$program" deal report "$sample" --paths 2048 --out "$work/nowhere/report.html"
expect "report" 0 "report.html" "$program" deal report "$sample" --paths 20000 --out "$work/report.html"
grep -q "</svg>" "$work/report.html" || { echo "FAILED: no picture in the report"; failed=1; }
loan='["Loan", {"originTerm": 2, "freq": "Monthly", "type": "i_p", "originDate": "2021-06-30"}, {"currentBalance": 365000, "currentRate": 0.1, "remainTerm": 2}]'
flow='{"PoolConsol": {"flow": {"columns": ["Date", "Interest"], "rows": [["2021-06-30", 0], ["2021-07-30", 3000], ["2021-08-30", WANTED]]}}}'
case="{\"kind\": \"pool\", \"input\": {\"cutoffDate\": \"2021-06-30\", \"assets\": [$loan]}, \"expected\": $flow}"
echo "${case/WANTED/3100}" >"$work/good.json"
echo "${case/WANTED/3200}" >"$work/wrong.json"
expect "an AbsBox pool" 0 "1 passed, 0 failed" "$program" deal run --absbox "$work/good.json"
expect "its differences" 1 "pool 2021-08-30 Interest: expected 3200.00, got 3100.00" "$program" deal run --absbox "$work/wrong.json"
expect "under stated rates" 0 "差额补足" "$program" deal run "$sample" --cdr 0.3 --severity 1 --cpr 0.02,0.05 --lag 2
expect "a rate above 1" 2 "--cdr" "$program" deal run "$sample" --cdr 3
expect "no folder, no case" 2 "name a deal's folder" "$program" deal run
expect "help" 0 "zheli deal simulate deals/future-sci-tech-city-2021" "$program" deal simulate --help
exit "$failed"
