#!/usr/bin/env bash
# The kept model, as a person meets it. Arguments: the program, a pack's folder.
source "$(dirname "$0")/expect.sh"
program=$1 pack=$2
question=身份证掉了怎么办
export ZHELI_CACHE=$work/cache/zheli
model() { ls "$ZHELI_CACHE"/*.model; }
changed() { stat -c '%Y %i' "$(model)"; }

# same WHAT COMMAND...: answers as without a cache, and says nothing else.
same() {
  local what=$1
  shift
  [ "$("$@" 2>&1)" = "$answer" ] || { echo "FAILED $what: another answer"; failed=1; }
}
ask=("$program" ask "$question" --as-of 2026-11-23 --pack "$pack")
other=("$program" ask "$question" --as-of 2026-11-23 --pack "$work/pack")
answer=$("${ask[@]}" --no-cache 2>&1)
[ ! -e "$ZHELI_CACHE" ] || { echo "FAILED: --no-cache made the folder"; failed=1; }

same "first start" "${ask[@]}"
first=$(changed)
same "second start" "${ask[@]}"
[ "$(changed)" = "$first" ] || { echo "FAILED: the second start learned again"; failed=1; }
[ "$(stat -c %a "$(model)")" = 600 ] || { echo "FAILED: others may read it"; failed=1; }

printf x | dd of="$(model)" bs=1 seek=5000 conv=notrunc status=none
expect "a changed byte" 0 "is not used (the file is damaged)" "${ask[@]}"
same "mended" "${ask[@]}"
truncate -s -1 "$(model)"
expect "a cut file" 0 "is not used (the file is damaged)" "${ask[@]}"

cp -r "$pack" "$work/pack"
touch "$work/pack/pack.yaml"
same "the same bytes elsewhere" "${other[@]}"
[ "$(model | wc -l)" = 1 ] || { echo "FAILED: the same pack was kept twice"; failed=1; }
echo '# a remark' >>"$work/pack/pack.yaml"
same "another pack" "${other[@]}"
[ "$(model | wc -l)" = 2 ] || { echo "FAILED: another pack was not kept apart"; failed=1; }

ZHELI_CACHE=/dev/null/none expect "a folder that cannot be" 0 "the model is not kept: " "${ask[@]}"
exit "$failed"
