#!/usr/bin/env bash
# Several processes on loopback give the digits that one gives. Arguments: the program, a deal.
set -uo pipefail
program=$1 deal=$2
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
run() { mpirun --oversubscribe --mca btl self,tcp --mca btl_tcp_if_include lo -np "$1" "$program" deal simulate "$deal" --paths 50000 --ranks --json; }
alone=$("$program" deal simulate "$deal" --paths 50000 --json) || exit 1
for ranks in 1 4; do
  together=$(run $ranks) || { echo "FAILED: mpirun -np $ranks"; exit 1; }
  [ "$alone" = "$together" ] || { echo "FAILED: $ranks ranks give other digits"; exit 1; }
done
mpirun --oversubscribe -np 2 "$program" deal simulate "$deal/nowhere" --ranks >/dev/null 2>&1 && { echo "FAILED: a missing deal went well"; exit 1; }
exit 0
