#!/usr/bin/env bash
# zheli teach, as an expert meets it. Arguments: the program, a pack's folder.
source "$(dirname "$0")/expect.sh"
program=$1 pack=$2
teach() { printf '%b' "$2" >"$work/mine.tsv"; expect "$1" "$3" "$4" "$program" teach "$work/mine.tsv" --pack "$pack" --as-of 2026-11-23; }

teach "a lesson" '亮证码怎么调出来给人看\tidcard-reissue-lost\n' 0 "learned      亮证码怎么调出来给人看 > idcard-reissue-lost"
teach "a matter of others" '我把医保卡办丢啦\tidcard-reissue-lost\n' 1 "stopped: contradicts: 我把医保卡办丢啦: outside/medical-insurance"
teach "a danger" '他拿着刀追我\tidcard-reissue-lost\n' 1 "stopped: danger-lost: 他拿着刀追我"
teach "two labels" '亮证码\tidcard-reissue-lost\n亮证码。\tpassport-first\n' 1 "stopped: two-labels: 亮证码。: idcard-reissue-lost (nobody may overrule this)"
teach "no such item" '亮证码\tno-such-item\n' 1 "stopped: no-label: 亮证码: no-such-item"
teach "two labels in a row" '亮证码\tidcard-reissue-lost|passport-first\n' 2 "mine.tsv:1: a lesson belongs to one label"
teach "no tab" '亮证码\n' 2 "mine.tsv:1"
expect "no file" 2 "cannot be read" "$program" teach "$work/none.tsv" --pack "$pack"
exit $failed
