#!/usr/bin/env bash
# Conversations as readable text: each line after "> " is said in turn; the lines below are what must come.
#
#   run_cases.sh PROGRAM PACK FILE.case...      compares
#   run_cases.sh --update PROGRAM PACK FILE...  rewrites; review the difference
set -euo pipefail
update=false
if [ "$1" = --update ]; then update=true; shift; fi
program=$1; pack=$2; shift 2
failed=0
for file in "$@"; do
  said=$(sed -n 's/^> //p' "$file")
  came=$(printf '%s\n' "$said" | "$program" chat --pack "$pack" --as-of 2026-11-23)
  now=$({ sed -n '/^#/p' "$file"
          printf '%s\n' "$came" | awk -v said="$said" '
            BEGIN { n = split(said, lines, "\n"); i = 0 }
            /^> / { i++; if (i <= n) print "> " lines[i]; sub(/^> /, ""); if ($0 != "") print; next }
            { if (i > 0) print }' ; } | sed -e 's/[ \t]*$//' | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}')
  if $update; then printf '%s\n' "$now" > "$file"; continue; fi
  if ! diff -u "$file" <(printf '%s\n' "$now"); then failed=1; echo "$file: the talk went otherwise"; fi
done
exit $failed
