#!/usr/bin/env python3
"""A witness and a log, each its own process: what it cosigns, what it refuses, that it forgets nothing when it is killed;
zheli serve with a witness; a database that is older than the witness remembers; a copy of one that is open.

usage: tests/cases/cli/witness.py PROGRAM PACK SAMPLE_LOG TRIAL
"""
import base64
import hashlib
import http.client
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

program, pack, sample_log, trial = sys.argv[1:]
work = pathlib.Path(tempfile.mkdtemp())
failed = 0


def must(good, what):
    global failed
    failed += not good
    print("ok   " if good else "FAIL ", what)


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def made_key(name, file, kind="log"):
    return run(program, "ledger", "key", name, "--kind", kind, "--out", str(work / file))[1].strip()


class Started:
    """A server of ours on a port of its own; its first line names it."""

    def __init__(self, *words):
        self.errors = open(work / f"errors-{time.monotonic_ns()}", "w+")
        self.process = subprocess.Popen([program, *words], stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.line)
        must(found, f"it listens: {self.line.strip()} {self.said().strip()[:300]}")
        self.port = int(found[1])

    def said(self):
        self.errors.flush()
        return pathlib.Path(self.errors.name).read_text()

    def ask(self, method, path, body=None):
        to = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        to.request(method, path, body)
        answer = to.getresponse()
        return answer.status, answer.read().decode()

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(timeout=20)


def hashes(folder, size):
    """The leaf hashes of a log of at most 512 leaves, out of its tiles."""
    all_of_it = b"".join((folder / f"tile/0/{i:03}{f'.p/{size - 256 * i}' if size < 256 * (i + 1) else ''}").read_bytes()
                         for i in range((size + 255) // 256))
    return [all_of_it[i:i + 32] for i in range(0, len(all_of_it), 32)]


def root(leaves):
    """RFC 6962 §2.1."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root(leaves[:split]) + root(leaves[split:])).digest()


def consistency(old, leaves, whole=True):
    """SUBPROOF of RFC 6962 §2.1.2."""
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if old <= split:
        return consistency(old, leaves[:split], whole) + [root(leaves[split:])]
    return consistency(old - split, leaves[split:], False) + [root(leaves[:split])]


def request(old, size, note=None):
    folder = work / f"log{size}"
    path = consistency(old, hashes(folder, size)) if old else []
    lines = "".join(base64.b64encode(one).decode() + "\n" for one in path)
    return f"old {old}\n{lines}\n{note or (folder / 'checkpoint').read_text()}".encode()


for size in 3, 256, 300:
    run(sample_log, str(work / f"log{size}"), str(size))
logs = [line for line in (work / "log3/policy").read_text().splitlines() if line.startswith("log ")]
(work / "logs").write_text("\n".join(logs) + "\nquorum none\n")
own = made_key("w.example", "w.key", "witness")
watch = ("witness", str(work / "w"), "--key", str(work / "w.key"), "--logs", str(work / "logs"), "--port", "0")
newest = f"/{hashlib.sha256(b'log.example/huzhou').hexdigest()}/checkpoint"

witness = Started(*watch)
must("0 seen before" in witness.line, "at first it has seen nothing")
must(witness.ask("GET", newest)[0] == 404, "and shows nothing")
status, line = witness.ask("POST", "/add-checkpoint", request(0, 3))
must(status == 200 and line.startswith("— w.example "), f"a first checkpoint is cosigned: {status} {line}")
(work / "log3/checkpoint").write_text((work / "log3/checkpoint").read_text() + line)
(work / "trusts").write_text("\n".join(logs) + f"\nwitness w {own}\nquorum w\n")
status, said = run(program, "ledger", "verify", str(work / "log3"), "--policy", str(work / "trusts"))
must(status == 0 and "cosigned by w" in said, f"whoever trusts the witness sees it: {said}")
status, said = run(program, *watch)
must(status == 2 and "another witness has it open" in said, f"two of one memory: {said}")

witness.end(signal.SIGKILL)
witness = Started(*watch)
must("1 seen before" in witness.line, f"killed, it remembers: {witness.line}")
must(witness.ask("POST", "/add-checkpoint", request(0, 256)) == (409, "3\n"), "and begins where it was")
must(witness.ask("POST", "/add-checkpoint", request(3, 256))[0] == 200, "a log that grew")
must(witness.ask("POST", "/add-checkpoint", request(3, 300)) == (409, "256\n"), "the size before is no longer the last one")
must(witness.ask("POST", "/add-checkpoint", request(256, 300).replace(b"\n", b"\n" + b"A" * 43 + b"=\n", 1))[0] == 422,
     "a proof that shows nothing")
note = (work / "log300/checkpoint").read_text()
at = note.index("— log.example/huzhou ") + 60  # within the signature
forged = note[:at] + ("A" if note[at] != "A" else "B") + note[at + 1:]
must(witness.ask("POST", "/add-checkpoint", request(256, 300, forged))[0] == 403, "a forged signature")
must(witness.ask("POST", "/add-checkpoint", request(256, 300, note.replace("huzhou", "elsewhere")))[0] == 404, "another log")
must(witness.ask("POST", "/add-checkpoint", b"old\n")[0] == 400 and witness.ask("GET", "/")[0] == 404, "no request")
status, shown = witness.ask("GET", newest)
must(status == 200 and "\n256\n" in shown and "— w.example " in shown, "it shows what it cosigned last")
witness.end()
must(witness.process.returncode == 0, "it ends in peace")

kept = work / "w" / newest[1:]
whole = kept.read_text()
kept.write_text(whole.replace("\n256\n", "\n255\n"))
status, said = run(program, *watch)
must(status == 2 and "bring back the one" in said, f"a damaged memory is not taken for none: {said}")
kept.write_text(whole)

# A log of our own with that witness: the leaves are trial's, the checkpoints zheli serve's.
database, log = work / "kept.db", work / "kept"
subprocess.run(["timeout", "1", trial, "load", database, log], stdout=subprocess.DEVNULL, check=False)
log_key = (log / "log/keys").read_text().strip()
(work / "logs").write_text("\n".join(logs) + f"\nlog {log_key}\nquorum none\n")
witness = Started(*watch)
policy = work / "policy"
nobody = made_key("n.example", "n.key", "witness")
policy.write_text(f"log {log_key}\nwitness w {own} http://127.0.0.1:{witness.port}\n"
                  f"witness nobody {nobody} http://127.0.0.1:1/\ngroup some any w nobody\nquorum some\n")
serve = ("serve", "--pack", pack, "--port", "0", "--key-file", str(work / "token.key"), "--database", str(database),
         "--master-key", str(log / "master.key"), "--log", str(log / "log"), "--log-key", str(log / "log.key"),
         "--witnesses", str(policy))


def until(true):
    for _ in range(100):
        if true():
            return True
        time.sleep(0.05)
    return False


server = Started(*serve)
metrics = lambda: server.ask("GET", "/metrics")[1]
must(until(lambda: 'zheli_log_cosigned{witness="w"} 1' in metrics()), f"the witness cosigns what is served: {metrics()[-600:]}")
must('zheli_log_cosigned{witness="nobody"} 0' in metrics() and "the witness nobody is away" in server.said(), "one that is away is named")
status, said = run(program, "ledger", "verify", str(log / "log"), "--policy", str(policy))
must(status == 0 and "cosigned by w" in said, f"the log it publishes has the quorum: {said}")
status, said = run(program, "backup", str(database), str(work / "old.db"))
must(status == 0 and "is a whole copy" in said, f"a database that is served is copied: {said}")
must(not (work / "old.db").stat().st_mode & 0o077, "for its owner alone")
must(run(program, "backup", str(database), str(work / "no/old.db"))[0] == 2, "where it cannot be, that is said")
server.end()
must(server.process.returncode == 0, "it ends in peace")

# An older copy comes back, and nothing beside it remembers: the witness does.
subprocess.run(["timeout", "1", trial, "load", database, log], stdout=subprocess.DEVNULL, check=False)
server = Started(*serve)
size = lambda: int(re.search(r"zheli_log_leaves (\d+)", metrics())[1])
must(until(lambda: 'zheli_log_cosigned{witness="w"} 1' in metrics()), "it goes on")
server.end()
for one in work.glob("kept.db*"):
    one.unlink()
(work / "old.db").rename(database)
whole_log = work / "whole-log"
(log / "log").rename(whole_log)
server = Started(*serve)
must("as the witness w shows" in server.said() and "zheli ledger restore" in server.said(), f"it is refused: {server.said()}")
must("zheli_log_writable 0" in metrics() and server.ask("GET", "/healthz")[0] == 200, "questions are answered, nothing is written")
server.end()
status, said = run(program, "ledger", "restore", str(whole_log), "--database", str(database), "--key", log_key)
must(status == 0 and "leaves came back" in said, f"restored: {said}")
shutil.rmtree(log / "log", ignore_errors=True)
server = Started(*serve)
must(until(lambda: "zheli_log_writable 1" in metrics() and size() > 0), "and written to again")
server.end()

policy.write_text(f"log {log_key}\nwitness w {own}\nquorum w\n")
status, said = run(program, *serve)
must(status == 2 and "witness w has no address" in said, f"a witness that cannot be asked: {said}")
policy.write_text("\n".join(logs) + "\nquorum none\n")
status, said = run(program, *serve)
must(status == 2 and "does not name the key of this log" in said, f"another log's policy: {said}")
witness.end()
shutil.rmtree(work, ignore_errors=True)
sys.exit(failed > 0)
