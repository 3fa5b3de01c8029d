#!/usr/bin/env python3
"""An expert teaches a running server: a lesson is live for the next who asks and after a kill -9, and what its trial stops is not.

usage: tests/cases/cli/taught.py PROGRAM PACK
"""
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

program, pack = sys.argv[1:]
work = pathlib.Path(tempfile.mkdtemp())
failed = 0
kept = ["--database", str(work / "zheli.db"), "--master-key", str(work / "master.key"), "--log", str(work / "log"),
        "--log-key", str(work / "log.key")]


def must(good, what):
    global failed
    failed += not good
    print("ok   " if good else "FAIL ", what)


def start():
    server = subprocess.Popen([program, "serve", "--pack", pack, "--port", "0", "--key-file", str(work / "key"),
                               "--as-of", "2026-11-23", *kept], stdout=subprocess.PIPE, text=True)
    return server, re.search(r"http://\S+", server.stdout.readline()).group(0)


def send(site, path, body=None, cookie=""):
    headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", "Cookie": cookie}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(site + "api/v1/" + path, data, headers)) as answer:
            return answer.status, json.load(answer), answer.headers.get("Set-Cookie", "").split(";")[0]
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused), ""


def leading(site, question):
    return send(site, "ask", {"text": question, "explain": True})[1]["explanation"]["labels"][0]["label"]


subprocess.run([program, "ledger", "key", "zheli.example/taught", "--out", str(work / "log.key")], check=True,
               stdout=subprocess.DEVNULL)
made = subprocess.run([program, "account", "add", "wang.wei", "--role", "expert", *kept], check=True, capture_output=True,
                      text=True).stdout
link = re.search(r"#link=(\S+)", made).group(1)

server, site = start()
status, said, cookie = send(site, "desk/link/password", {"link": link, "password": "a long password"})
must(status == 200 and cookie, f"an expert signs in: {status} {said}")
question, item = "亮证码怎么调出来给人看", "idcard-reissue-lost"
must(leading(site, question) != item, "not taught yet")
begun = time.monotonic()
status, said, _ = send(site, "desk/lessons/teach", {"question": question, "label": item, "key": "k1"}, cookie)
took = time.monotonic() - begun
must(status == 200 and said["passed"] and said["lessons"][0]["followed"], f"a lesson passes: {status}")
must(leading(site, question) == item, f"and is live for the next who asks, after {took:.2f} s")
status, said, _ = send(site, "desk/lessons/teach", {"question": "他拿着刀追我", "label": item, "key": "k2"}, cookie)
why = [one["why"] for one in said.get("stops", [])]
must(status == 200 and not said["passed"] and "danger-lost" in why, f"a danger taught as a matter is stopped: {why}")
must(send(site, "ask", {"text": "他拿着刀追我"})[1]["move"] == "urgent", "and is a danger still")
approve = {"do": "approve", "lesson": said.get("lesson"), "reason": "x", "key": "k3"}
must(send(site, "desk/lessons/judge", approve, cookie)[0] == 403, "whoever taught it does not approve it")
other = {"question": question, "label": "passport-first", "key": "k4"}
must(send(site, "desk/lessons/teach", other, cookie)[0] == 409, "the same words under another label")
must(send(site, "desk/lessons/teach", {"question": "长" * 501, "label": item, "key": "k5"}, cookie)[0] == 422, "501 characters")
must(send(site, "desk/lessons/teach", {"question": "x", "label": item, "key": "k6"})[0] == 401, "nobody signed in")

server.send_signal(signal.SIGKILL)
server.wait()
server, site = start()
must(leading(site, question) == item, "in force after a kill -9")
states = [one["state"] for one in send(site, "desk/lessons", cookie=cookie)[1]["lessons"]]
must(sorted(states) == ["in-force", "stopped"], f"what was kept: {states}")
server.terminate()
must(server.wait() == 0, "ends well")
sys.exit(failed > 0)
