# What the command-line cases share; sourced by them. Sets work (a folder that goes away) and failed.
set -uo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# expect WHAT CODE TEXT COMMAND...: the command ends with CODE and prints a line that contains TEXT.
expect() {
  local what=$1 code=$2 text=$3 output got
  shift 3
  output=$("$@" 2>&1)
  got=$?
  if [ "$got" != "$code" ] || ! grep -qF -- "$text" <<<"$output"; then
    printf 'FAILED %s: code %s, expected %s and "%s" in:\n%s\n' "$what" "$got" "$code" "$text" "$output"
    failed=1
  fi
}
