#!/usr/bin/env bash
# What the program says of its arguments: help, each kind of option, what cannot be used. Arguments:
# the program.
source "$(dirname "$0")/expect.sh"
program=$1

for command in ask chat serve exam "pack check" items value "contract run" "contract check" \
  "deal check" "deal run" "deal simulate" "deal price" "deal size" "deal pool" "deal report" \
  "ledger verify" "ledger audit" "ledger proof" "ledger key" "ledger restore" verify backup; do
  # shellcheck disable=SC2086
  expect "$command teaches by an example" 0 "zheli $command" "$program" $command --help
done
expect "the footer of all" 0 "zheli COMMAND --help" "$program" --help
expect "a range in the help" 0 "INT:INT in [1 - 1099511627776]" "$program" deal simulate --help
expect "a range of decimals" 0 "FLOAT:FLOAT in [0 - 1]" "$program" deal run --help
expect "an optional place" 0 "zheli deal run [OPTIONS] [path]" "$program" deal run --help
expect "a place that is needed" 0 "path TEXT REQUIRED" "$program" deal price --help

expect "no command" 2 "A subcommand is required" "$program"
expect "no command of a command" 2 "A subcommand is required" "$program" deal
expect "an unknown command" 2 'zheli has no command "nonsense"; there are ask, chat' "$program" nonsense x
expect "an unknown command of a command" 2 'zheli deal has no command "nonsense"' "$program" deal nonsense
expect "a seed below nought" 2 "--seed" "$program" value a.csv --seed -1
expect "an unknown option" 2 "not expected: --nonsense" "$program" items --nonsense
expect "an argument too many" 2 "not expected: e" "$program" deal price d e
expect "words are needed" 2 "TEXT is required" "$program" ask
expect "a whole number" 2 "--threads: Value a" "$program" ask --threads a x
expect "out of its range" 2 "300 not in range 0 to 256" "$program" ask --threads 300 x
expect "above a port's bits" 2 "--port = 99999" "$program" serve --port 99999
expect "a list's numbers" 2 "--cdr: Value x" "$program" deal run d --cdr 0.1,x
expect "a list's range" 2 "--cdr: Value 3 not in range" "$program" deal run d --cdr 0.5,3
expect "told after reading" 2 "--record: name the file with --track" "$program" value a.csv --record
exit "$failed"
