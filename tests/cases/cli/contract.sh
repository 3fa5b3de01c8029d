#!/usr/bin/env bash
# zheli contract run and check, as a person runs them. Arguments: the program, the samples' folder.
source "$(dirname "$0")/expect.sh"
program=$1 samples=$2

sed 's/"2022-07-13T/"2032-07-13T/' "$samples/loan.json" >"$work/late.json"
sed 's/"A365"/"B252"/; s/"10000000"/"ten"/' "$samples/loan.json" >"$work/bad.json"
case='{"terms": {"contractType": "PAM", "contractRole": "RPA", "statusDate": "2021-01-01", "currency": "CNY",
  "initialExchangeDate": "2021-01-02", "maturityDate": "2022-01-02", "notionalPrincipal": "100"}, "results": [
  {"eventDate": "2021-01-02T00:00", "eventType": "IED", "payoff": "-100"},
  {"eventDate": "2022-01-02T00:00", "eventType": "MD", "payoff": "PAYOFF", "notionalPrincipal": 0}]}'
echo "{\"a\": ${case/PAYOFF/100}, \"b\": ${case/PAYOFF/101}}" >"$work/bed.json"
echo "{\"a\": ${case/PAYOFF/100}}" >"$work/good.json"
echo '{"a": ' >"$work/broken.json"

expect "loan" 0 "2022-07-13           MD           10000000.00" "$program" contract run "$samples/loan.json"
expect "loan as JSON" 0 '"eventType": "IP"' "$program" contract run "$samples/loan.json" --json
expect "guarantee" 0 "2022-01-25           STD" "$program" contract run "$samples/guarantee.json"
expect "licence" 0 "60,000.00" "$program" contract run "$samples/licence.json"
expect "a year whose holidays nobody published" 0 "provisional" "$program" contract run "$work/late.json"
expect "the same as JSON" 0 '"provisional": true' "$program" contract run "$work/late.json" --json
expect "a problem" 1 ':12: dayCountConvention: "B252" is none of AA' "$program" contract run "$work/bad.json"
expect "every problem" 1 "notionalPrincipal: must be a number" "$program" contract run "$work/bad.json"
expect "no JSON" 1 "broken.json:1: this is no JSON: " "$program" contract run "$work/broken.json"
expect "no file" 2 "cannot be read" "$program" contract run "$work/none.json"
expect "a difference" 1 "b: 2022-01-02 MD payoff: expected 101.0000000000, got 100.0000000000" \
  "$program" contract check "$work/bed.json"
expect "the count" 1 "1 passed, 1 failed" "$program" contract check "$work/bed.json"
expect "all pass" 0 "1 passed, 0 failed" "$program" contract check "$work/good.json"
expect "help" 0 "zheli contract run deals/samples/loan.json" "$program" contract run --help
exit "$failed"
