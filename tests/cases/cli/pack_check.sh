#!/usr/bin/env bash
# zheli pack check, zheli items and exams of first messages, as a person runs them. Arguments: the program, a pack's folder.
source "$(dirname "$0")/expect.sh"
program=$1 pack=$2

cp -r "$pack" "$work/bad"
echo 'pone: 1' >>"$work/bad/pack.yaml"
line=$(wc -l <"$work/bad/pack.yaml")
mkdir "$work/empty"

expect "unknown key" 1 "pack.yaml:$line: unknown key of pack.yaml \"pone\"" "$program" pack check "$work/bad"
expect "empty folder" 1 "pack.yaml:0: the file is missing" "$program" pack check "$work/empty"
expect "no folder" 2 "no such folder" "$program" pack check "$work/none"
expect "a file, not a folder" 2 "no such folder" "$program" pack check "$work/bad/pack.yaml"
expect "no command" 2 "subcommand" "$program"
expect "unknown option" 2 "--nonsense" "$program" items --nonsense
expect "pack help" 0 "zheli pack check packs/huzhou-police" "$program" pack check --help
expect "pack by environment" 1 "unknown key" env ZHELI_PACK="$work/bad" "$program" pack check

cp -r "$pack" "$work/changed"
english=items/id-card/idcard-first.en.yaml
sed -i 's/^summary: /summary: 又/' "$work/changed/items/id-card/idcard-first.yaml"
expect "the Chinese was changed" 1 "$english:4: \"summary\" or its Chinese was changed" "$program" pack check "$work/changed"
expect "another file was read" 1 "$english:4: " "$program" pack check "$work/changed" --english-done pack.en.yaml
expect "its English was read" 0 "no problems" "$program" pack check "$work/changed" --english-done "$english"
expect "that is kept" 0 "no problems" "$program" pack check "$work/changed"
expect "items" 0 "(id-card, " "$program" items --pack "$pack"
expect "items of a domain" 0 '"domain": "driver"' "$program" items --pack "$pack" --domain driver --json
expect "unknown domain" 2 'did you mean "driver"?' "$program" items --pack "$pack" --domain drivers

printf '\n驾照丢了\tanswers\tdriver-licence-replace-lost\n' >"$work/first.tsv"
printf '有人持刀\turgent\n杀毒软件\tcalm\n' >"$work/alarms.tsv"
expect "unknown move" 2 "first.tsv:2: unknown move \"answers\"" "$program" exam --pack "$pack" --replies "$work/first.tsv"
expect "alarms" 0 '"urgent_recall": 1.0' "$program" exam --pack "$pack" --urgent "$work/alarms.tsv" --json
expect "two exams" 2 "--replies" "$program" exam --pack "$pack" --replies "$work/first.tsv" --urgent "$work/alarms.tsv"
exit "$failed"
