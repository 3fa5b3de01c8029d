#!/usr/bin/env bash
# The disk is full: writes are refused whole, reads go on, and with room again writes and the log go on by themselves.
# Needs to mount a small file system, so it is left out where that is not allowed. Arguments: trial.
source "$(dirname "$0")/../cases/cli/expect.sh"
trial=$1
mkdir "$work/disk"
mount -t tmpfs -o size=6m none "$work/disk" 2>/dev/null || { echo "left out: no file system may be mounted here"; exit 77; }
trap 'umount "$work/disk"; rm -rf "$work"' EXIT
head -c 3000000 /dev/zero >"$work/disk/filler"
expect "full and back" 0 "then full, then written again" "$trial" full "$work/disk/a.db" "$work/disk/f" "$work/disk/filler"
expect "and after a restart" 0 "acknowledged, all there" "$trial" check "$work/disk/a.db" "$work/disk/f" </dev/null
exit "$failed"
