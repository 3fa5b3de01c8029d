#!/usr/bin/env bash
# Accounts on the command line: made, listed, given a new link, disabled; what is refused. Argument: the program.
source "$(dirname "$0")/expect.sh"
program=$1
"$program" ledger key zheli.example/test --out "$work/log.key" >"$work/log.vkey"
printf 'log %s\nquorum none\n' "$(cat "$work/log.vkey")" >"$work/policy"
kept=(--database "$work/zheli.db" --master-key "$work/master.key" --log "$work/log" --log-key "$work/log.key")
account() { "$program" account "$@" "${kept[@]}"; }

expect "the first one" 0 "http://localhost:8080/admin#link=" account add wang.wei --role admin
expect "another site" 0 "https://zheli.example/admin#link=" account add li.na --role expert auditor --site https://zheli.example
expect "a name twice" 1 "wang.wei: there is such an account already" account add wang.wei --role admin
expect "a bad name" 1 "a name is 2 to 40 of a-z" account add "Wang Wei" --role admin
expect "no such role" 2 '"emperor" is no role' account add zhao.lei --role emperor
expect "no role" 2 "--role is required" account add zhao.lei
expect "no database" 2 "is needed: accounts are kept there" "$program" account list
expect "a list" 0 "expert,auditor" account list
expect "a new link" 0 "opens once, within 72 hours" account link li.na
expect "a link for nobody" 1 "nobody: there is no such account" account link nobody
expect "disabled" 0 "li.na is disabled and signed out everywhere" account disable li.na
expect "disabled twice" 1 "is disabled already" account disable li.na
expect "the list says so" 0 "disabled" account list
expect "enabled" 0 "li.na is enabled" account enable li.na
expect "a database alone" 2 "a database needs one" "$program" account list --database "$work/zheli.db"
expect "every change has its leaf" 0 "5 leaves" "$program" ledger verify "$work/log" --policy "$work/policy"
chmod 644 "$work/log.key"
expect "a key that others may read" 2 "chmod 600" account list
exit $failed
