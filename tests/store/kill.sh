#!/usr/bin/env bash
# The store is killed with SIGKILL under load again and again: no acknowledged write is lost, nothing is half written,
# the log goes on from where it was, and Go's client finds it whole. ZHELI_KILLS says how often (20); a fifth as often
# on PostgreSQL, from where the store is then moved to SQLite. Arguments: the program, trial.
source "$(dirname "$0")/../cases/cli/expect.sh"
program=$1 trial=$2
kills=${ZHELI_KILLS:-20}
client=$work/client
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$work/cache \
  go build -o "$client" "$(dirname "$0")/../ledger/client.go" || { echo "FAILED: golang-golang-x-mod-dev is not there"; exit 1; }

# killed DATABASE FOLDER TIMES
killed() {
  local database=$1 folder=$2 times=$3 i pid
  mkdir -p "$folder"
  : >"$folder/acks"
  for i in $(seq "$times"); do
    "$trial" load "$database" "$folder" >>"$folder/acks" 2>"$folder/errors" &
    pid=$!
    sleep "0.$((RANDOM % 4 + 2))$((RANDOM % 10))"
    kill -KILL $pid
    wait $pid 2>/dev/null
    sed -i -n '/^[0-9]*$/p' "$folder/acks"
    expect "after kill $i of $database" 0 "acknowledged, all there" "$trial" check "$database" "$folder" <"$folder/acks"
    [ "$failed" = 0 ] || { cat "$folder/errors"; exit 1; }
  done
  expect "the whole log" 0 "every entry, every tile" "$program" ledger verify "$folder/log" --policy "$folder/log/policy"
  expect "the whole log, Go's" 0 "1 signatures" "$client" "$folder/log"
  echo "$times kills: $("$trial" check "$database" "$folder" <"$folder/acks")"
}

killed "$work/small.db" "$work/sqlite" "$kills"

# An old backup comes back: read, not written to, until its missing leaves are restored.
rm -f "$work/old.db"
expect "a backup" 0 "is a whole copy" "$program" backup "$work/small.db" "$work/old.db"
expect "never written over" 2 "is there already" "$program" backup "$work/small.db" "$work/old.db"
timeout 1 "$trial" load "$work/small.db" "$work/sqlite" >/dev/null
rm -f "$work"/small.db*
mv "$work/old.db" "$work/small.db"
expect "an old database" 1 "zheli ledger restore" "$trial" check "$work/small.db" "$work/sqlite" </dev/null
expect "restored" 0 "leaves came back" "$program" ledger restore "$work/sqlite/log" --database "$work/small.db" --key "$(cat "$work/sqlite/log/keys")"
expect "and written to again" 0 "acknowledged, all there" "$trial" check "$work/small.db" "$work/sqlite" </dev/null
expect "no such database" 2 "there is no database" "$program" backup "$work/nowhere.db" "$work/b.db"

as=()
[ "$(id -u)" -ne 0 ] || { as=(--reuid=65534 --regid=65534 --clear-groups); chmod 755 "$work"; }
mkdir "$work/pg"
[ "$(id -u)" -ne 0 ] || chown 65534:65534 "$work/pg"
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
setpriv "${as[@]}" "$bin/initdb" -D "$work/pg/data" -U zheli -E UTF8 --locale=C -A trust --no-sync >/dev/null || exit 1
setpriv --pdeathsig INT "${as[@]}" "$bin/postgres" -D "$work/pg/data" -k "$work/pg" -c listen_addresses= >"$work/pg.log" 2>&1 &
server=$!
trap 'kill -INT $server; wait $server 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 100); do "$bin/pg_isready" -q -h "$work/pg" && break; sleep 0.1; done
url="postgresql:///postgres?host=$work/pg&user=zheli"
killed "$url" "$work/postgres" $(((kills + 4) / 5))
expect "moved to SQLite" 0 "the same on both sides" "$program" store move "$url" "$work/moved.db"
expect "where it goes on" 0 "acknowledged, all there" "$trial" check "$work/moved.db" "$work/postgres" <"$work/postgres/acks"
expect "not twice" 2 "holds rows already" "$program" store move "$url" "$work/moved.db"
exit "$failed"
