#!/usr/bin/env python3
"""zheli serve as its operator meets it: what it refuses to start with, and that it lives through what a network does.

usage: tests/cases/cli/serve.py PROGRAM PACK
"""
import gzip
import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request

program, pack = sys.argv[1:]
work = pathlib.Path(tempfile.mkdtemp())
failed = 0


def must(good, what):
    global failed
    failed += not good
    print("ok   " if good else "FAIL ", what)


def refuses(what, says, *arguments, **environment):
    where = [] if "--port" in arguments else ["--port", "0"]
    done = subprocess.run([program, "serve", "--pack", pack, *where, *arguments], capture_output=True, text=True,
                          timeout=120, env={**os.environ, **environment})
    said = done.stdout + done.stderr
    must(done.returncode == 2 and says in said and "http://" not in done.stdout, f"{what}: {said.strip()[:200]}")


def pages(name):
    folder = work / name
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text('<html lang="zh-CN"><title></title><div id="app"></div></html>')
    return folder


key = work / "key"
key.write_text("0" * 64 + "\n")
key.chmod(0o644)
refuses("a key that others may read", f"chmod 600 {key}", "--key-file", str(key))
key.chmod(0o600)
(work / "short").write_text("00\n")
(work / "short").chmod(0o600)
refuses("a short key", "64 hexadecimal digits", "--key-file", str(work / "short"))
refuses("a home that cannot be written", "name a place with --key-file", HOME="/dev/null", XDG_STATE_HOME="")
(work / "unbuilt").mkdir()
(work / "unbuilt/index.html").write_text("<script src='/src/main.ts'></script>")
refuses("pages that were not built", "holds no built pages", "--key-file", str(key), "--web", str(work / "unbuilt"))
(pages("leaky") / "passwd.txt").symlink_to("/etc/passwd")
refuses("a link out of the pages", "leads out of", "--key-file", str(key), "--web", str(work / "leaky"))
refuses("a base without its slashes", "begins and ends with /", "--key-file", str(key), "--base", "zjhz")
refuses("an origin with a path", "scheme and a host", "--key-file", str(key), "--allow-origin", "https://a/b")

web = pages("web")
script = b"zheli;" * 200
for name in "built", "changed":
    (web / f"assets/{name}.js").write_bytes(script)
    (web / f"assets/{name}.js.gz").write_bytes(b"by the build")
later = (web / "assets/changed.js.gz").stat().st_mtime + 1
os.utime(web / "assets/changed.js", (later, later))

server = subprocess.Popen(
    [program, "serve", "--pack", pack, "--port", "0", "--key-file", str(work / "made"), "--web", str(web),
     "--base", "/zjhz/", "--feedback-file", str(work / "feedback")],
    stdout=subprocess.PIPE, text=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
line = server.stdout.readline()
url = re.search(r"http://127\.0\.0\.1:(\d+)/zjhz/", line)
must(url, f"where it listens is said once it does: {line.strip()}")
port = int(url[1])
must((work / "made").stat().st_mode & 0o777 == 0o600, "the key it made is its own")
refuses("a port that is taken", f"cannot listen at 127.0.0.1:{port}", "--key-file", str(key), "--port", str(port))


def connected():
    one = socket.create_connection(("127.0.0.1", port), timeout=5)
    return one


def get(path, data=None):
    with urllib.request.urlopen(f"{url[0]}{path}", data and json.dumps(data).encode(), timeout=5) as answer:
        return answer.read().decode()


def coded(path):
    with urllib.request.urlopen(urllib.request.Request(f"{url[0]}{path}", headers={"Accept-Encoding": "gzip"})) as answer:
        return answer.read()


must(coded("assets/built.js") == b"by the build", "what the build compressed is sent as it lies")
must(gzip.decompress(coded("assets/changed.js")) == script, "not where the file was changed since")

idle = [connected() for _ in range(70)]
must('"ok"' in get("healthz"), "70 idle connections with 64 descriptors: a newcomer is heard")
for one in idle:
    one.close()
must('"ok"' in get("healthz"), "and after they have gone")
must("conversation" in get("api/v1/ask", {"text": "身份证丢了"}), "it answers")
must("true" in get("api/v1/feedback", {"text": "没说周末开不开"}), "it takes what was missing")
kept = json.loads((work / "feedback").read_text())
must(kept["text"].startswith("没说") and (work / "feedback").stat().st_mode & 0o777 == 0o600, "and keeps it, for its operator")

body = json.dumps({"text": "身份证丢了"}).encode()
asks = connected()
asks.sendall(b"POST /zjhz/api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body) * 15)
came = asks.recv(1 << 16)
server.send_signal(signal.SIGTERM)
while more := asks.recv(1 << 16):
    came += more
must(came.count(b"HTTP/1.1 200 OK") == 15, "SIGTERM: 15 answers in flight arrive")
must(server.wait(timeout=11) == 0, "and it ends with status 0")
sys.exit(failed > 0)
