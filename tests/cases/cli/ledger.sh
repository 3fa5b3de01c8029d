#!/usr/bin/env bash
# A log on disk: checked by our program and by Go's own client, at sizes where tiles and levels end; corruptions that
# both must refuse; receipts. Arguments: the program, sample_log.
source "$(dirname "$0")/expect.sh"
program=$1 sample=$2
client=$work/client
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$work/cache \
  go build -o "$client" "$(dirname "$0")/../../ledger/client.go" || { echo "FAILED: golang-golang-x-mod-dev is not there"; exit 1; }

for size in 0 1 255 256 257 65536 65537 1000003; do
  log=$work/$size
  "$sample" "$log" $size
  expect "$size leaves, ours" 0 "$size leaves, root" "$program" ledger verify "$log" --policy "$log/policy"
  expect "$size leaves, Go's" 0 "$size leaves, 3 signatures" "$client" "$log"
done

log=$work/65537
policy=(--policy "$log/policy")
for index in 0 255 256 32768 65536; do
  expect "proof of $index" 0 "index $index" "$program" ledger proof "$log" $index "${policy[@]}"
done
expect "no such leaf" 1 "the log has 65537 leaves" "$program" ledger proof "$log" 65537 "${policy[@]}"
expect "what the log holds" 0 "kind   6: 65537" "$program" ledger audit "$log" "${policy[@]}"
expect "the beginning of a longer log" 0 "its first 257 leaves" "$program" ledger audit "$log" "${policy[@]}" --seen "$work/257/checkpoint"
expect "a log that was cut" 1 "fork: 65537 leaves were signed before" "$program" ledger audit "$work/257" "${policy[@]}" --seen "$log/checkpoint"
expect "a receipt" 0 '{"n":32768}' "$program" verify "$log/receipt.tlog-proof" "${policy[@]}"
expect "witnesses of a receipt" 0 "cosigned by auditor" "$program" verify "$log/receipt.tlog-proof" "${policy[@]}"
sed -i 's/^index 32768/index 32769/' "$log/receipt.tlog-proof"
expect "a receipt of another leaf" 1 "wrong-record: " "$program" verify "$log/receipt.tlog-proof" "${policy[@]}"

# flip FILE OFFSET: changes one byte.
flip() { printf "\\x$(printf %02x $(($(od -An -tu1 -j "$2" -N 1 "$1") ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }
flip "$log/tile/entries/007" 100
expect "a byte of an entry" 1 "wrong-leaf: tile/0/007" "$program" ledger verify "$log" "${policy[@]}"
expect "the same, Go's" 1 "is not that of its tile" "$client" "$log"
flip "$log/tile/entries/007" 100
flip "$log/tile/1/000" 40
expect "a byte of a tile" 1 "wrong-tile: tile/1/000: hash 1" "$program" ledger verify "$log" "${policy[@]}"
expect "the same, Go's" 1 "" "$client" "$log"
flip "$log/tile/1/000" 40
flip "$log/checkpoint" 30
expect "a byte of the checkpoint" 1 "" "$program" ledger verify "$log" "${policy[@]}"
expect "the same, Go's" 1 "" "$client" "$log"

expect "a key is made" 0 "log.example/new+" "$program" ledger key log.example/new --out "$work/new.key"
[ "$(stat -c %a "$work/new.key")" = 600 ] || { echo "FAILED: others may read a secret key"; failed=1; }
expect "never written over" 2 "never written over" "$program" ledger key log.example/new --out "$work/new.key"
expect "an SM2 key" 0 "log.example/new+" "$program" ledger key log.example/new --kind sm2 --out "$work/sm2.key"
expect "an unknown kind" 2 "one of log, witness, sm2" "$program" ledger key a --kind rsa --out "$work/rsa.key"
expect "a bad name" 1 "must not be empty nor hold blanks" "$program" ledger key "a b" --out "$work/bad.key"
expect "a bad policy" 2 "malformed: line 1" "$program" ledger verify "$log" --policy "$log/checkpoint"
expect "no policy" 2 "--policy is required" "$program" ledger verify "$log"
exit "$failed"
