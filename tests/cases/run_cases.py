#!/usr/bin/env python3
"""Conversations as readable text: what a citizen (民) says and what 湖宝 must do, turn by turn.

usage: run_cases.py PROGRAM PACK FILE.case...          compares; exits 1 if a talk goes otherwise
       run_cases.py --show PROGRAM PACK FILE.case...   prints what comes, in the same form

  # what the talk is about
  民：老公户口在安徽想迁到湖州
  湖宝：问 · 夫妻投靠落户             the move, alternatives joined by | (see MOVES), then titles
    问 家庭户还是集体户               the question back contains this
    选项 集体户                       one of the options, or of the matters offered, reads so
    记得 外省                         a fact taken as known, as its chip reads; 没记 the opposite
    只答 费用                         the side that was asked for (see FACETS)
    说 已领结婚证                     anything shown contains this; 不说 the opposite
    用 中文                           the reply's own words are Chinese; 英文 likewise
    找 医疗保障局                     who does it instead, or the number to call
  民：[家庭户]                        a tap on an option; [不清楚] and [都不是] too
  民：[外省 → 浙江其他地市]           a tap on a chip, and another answer

Only what matters is written down. The talk is carried by the token alone: two replicas with one key
take turns. No number of seven or more digits that was said may come back in any form.
"""
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

MOVES = {"答": "answer", "问": "clarify", "选": "offer", "转": "handover", "不归": "outside", "急": "urgent"}
FACETS = {"材料": "materials", "费用": "fee", "时限": "time", "地点": "place", "网上": "online",
          "谁能办": "who", "依据": "basis"}
DAY = "2026-11-23"


class Server:
    def __init__(self, program, pack, key_file):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen([program, "serve", "--pack", pack, "--as-of", DAY, "--port", str(self.port),
                                         "--server-threads", "1", "--key-file", key_file], stdout=subprocess.DEVNULL)

    def ask(self, body):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1/ask", json.dumps(body).encode())
        for _ in range(600):
            try:
                return json.load(urllib.request.urlopen(request, timeout=30))
            except urllib.error.HTTPError as error:
                sys.exit(f"{body}: {error.read().decode()}")
            except urllib.error.URLError:
                if self.process.poll() is not None:
                    sys.exit("the server ended")
                time.sleep(0.1)
        sys.exit("the server does not answer")


def answer_of(tap, last):
    """A tap in brackets as the interface takes it, from what the last reply showed; None if it did not show it."""
    if "→" in tap:
        label, tap = (part.strip() for part in tap.split("→"))
        asked = next((f for f in last["facts"] if f["label"] == label), {"id": "", "options": []})
    elif last["question"]:
        asked = last["question"]
    else:
        asked = {"id": "offer", "options": [{"id": c["item"], "label": c["title"]} for c in last["candidates"]]}
    shown = {o["label"]: o["id"] for o in asked["options"]} | {"不清楚": "unsure", "都不是": "none"}
    return {"question": asked["id"], "option": shown[tap]} if tap in shown else None


def titles(reply):
    about = [g["title"] for g in reply["guides"]] + [c["title"] for c in reply["candidates"]]
    return about + [g["title_en"] for g in reply["guides"]] + [c["title_en"] for c in reply["candidates"]]


def options(reply):
    labels = [o["label"] for o in reply["question"]["options"]] if reply["question"] else []
    return labels + ([c["title"] for c in reply["candidates"]] if reply["move"] == "offer" else [])


def texts(value):
    """Every string below `value` that a citizen may see."""
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for child in children for text in texts(child)]


def shown(reply):
    return "\n".join(texts({k: reply[k] for k in ("say", "guides", "question", "candidates", "referral")}))


def leaked(said, reply):
    """Numbers that the citizen said and that came back; the token is sealed and holds facts, no words."""
    return [n for n in re.findall(r"\d{7,}", said) if n in json.dumps(reply, ensure_ascii=False)]


def faults(line, reply):
    """What in `reply` is not as the line says."""
    if line.startswith("湖宝："):
        moves, *about = re.split(r"\s*·\s*", line[3:])
        if reply["move"] not in [MOVES[m.strip()] for m in moves.split("|")]:
            yield f"move {reply['move']}"
        yield from (f"not about {title}" for title in about if title not in titles(reply))
        return
    word, wanted = line.strip().split(" ", 1)
    chips = [f["label"] for f in reply["facts"]]
    referral = reply["referral"] or {"who": "", "call": "", "phone": "", "title": ""}
    holds = {
        "问": lambda: wanted in (reply["question"] or {"ask": ""})["ask"],
        "选项": lambda: wanted in options(reply),
        "记得": lambda: wanted in chips,
        "没记": lambda: wanted not in chips,
        "只答": lambda: reply["facet"] == FACETS[wanted],
        "说": lambda: wanted in shown(reply),
        "不说": lambda: wanted not in shown(reply),
        "用": lambda: ("英文" if reply["say"][0][0].isascii() else "中文") == wanted,
        "找": lambda: any(wanted in referral[k] for k in ("who", "call", "phone", "title")),
    }
    if not holds[word]():
        yield line.strip()


def transcript(reply):
    about = [g["title"] for g in reply["guides"]] or [c["title"] for c in reply["candidates"]]
    move = next(word for word, name in MOVES.items() if name == reply["move"])
    lines = [" · ".join([f"湖宝：{move}"] + about)]
    lines += [f"  说 {s}" for s in reply["say"]]
    lines += [f"  结果 {o['title']}" for g in reply["guides"] for o in g["outcomes"]]
    if reply["question"]:
        lines.append(f"  问 {reply['question']['ask']} [{' / '.join(options(reply))}]")
    lines += [f"  记得 {f['label']}" for f in reply["facts"]]
    lines += [f"  只答 {w}" for w, name in FACETS.items() if name == reply["facet"]]
    if reply["referral"]:
        lines.append(f"  找 {reply['referral']['who']} {reply['referral']['phone']} {reply['referral']['call']}")
    return "\n".join(lines)


def play(path, servers, show):
    """Plays one case; prints and counts what went otherwise."""
    reply, turn, bad = None, 0, 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("民："):
            said = line[2:].strip()
            tap = re.fullmatch(r"\[(.+)\]", said)
            answer = answer_of(tap[1], reply) if tap else {}
            if answer is None:
                print(f"{path.name}:{number}: {said} was not to be tapped")
                return bad + 1
            body = {"text": said, "explain": True} | ({"answer": answer} if tap else {})
            body |= {"conversation": reply["conversation"]} if reply else {}
            reply = servers[turn % len(servers)].ask(body)
            turn += 1
            if show:
                print(f"{line}\n{transcript(reply)}")
            wrong = [f"the number {n} came back" for n in leaked(said, reply)]
        elif not line.strip() or line.startswith("#"):
            if show:
                print(line)
            continue
        else:
            wrong = list(faults(line, reply))
        for fault in wrong:
            bad += 1
            print(f"{path.name}:{number}: otherwise: {fault}" + ("" if show else f"; came\n{transcript(reply)}"))
    return bad


def main():
    show = sys.argv[1] == "--show"
    program, pack, *files = sys.argv[2 if show else 1:]
    with tempfile.TemporaryDirectory() as folder:
        key_file = pathlib.Path(folder, "token.key")
        key_file.touch(mode=0o600)  # the program reads no key that others can
        key_file.write_text("5a" * 32)
        servers = [Server(program, pack, str(key_file)) for _ in range(2)]
        try:
            bad = {file: play(pathlib.Path(file), servers, show) for file in files}
        finally:
            for server in servers:
                server.process.terminate()
                server.process.wait()
    print(f"{sum(not n for n in bad.values())} talks as written, {sum(bool(n) for n in bad.values())} otherwise")
    sys.exit(1 if any(bad.values()) or not files else 0)


main()
