#!/usr/bin/env python3
"""The peer fastText (supervised) on the same lessons and questions, through Debian's own program.

usage: bench/fasttext_peer.py LESSONS.tsv QUESTIONS.tsv

Chinese characters are put apart, since fastText cuts at spaces. Refuses where an outside label leads.
"""
import os
import re
import resource
import subprocess
import sys
import tempfile
import time


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                columns = line.rstrip("\n").split("\t")
                yield columns[0], columns[1]


def spaced(text):
    return re.sub(r"\s+", " ", re.sub(r"([\u4e00-\u9fff])", r" \1 ", text.lower())).strip()


def meets(label, expected):
    return any(label.startswith(e[:-1]) if e.endswith("*") else label == e for e in expected.split("|"))


def out(label):
    return label.startswith(("outside", "urgent"))


lessons, questions = list(rows(sys.argv[1])), list(rows(sys.argv[2]))
questions = [(q, e) for q, e in questions if not ("outside" in e.split("|") and len(e.split("|")) > 1)]
folder = tempfile.mkdtemp()
train, model = os.path.join(folder, "train"), os.path.join(folder, "model")
with open(train, "w", encoding="utf-8") as file:
    file.writelines(f"__label__{label} {spaced(text)}\n" for text, label in lessons)
start = time.time()
subprocess.run(["fasttext", "supervised", "-input", train, "-output", model, "-epoch", "25", "-lr", "0.5", "-dim", "100",
                "-wordNgrams", "3", "-minCount", "1", "-bucket", "200000", "-thread", "2"],
               check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
trained = time.time() - start
start = time.time()
said = subprocess.run(["fasttext", "predict-prob", model + ".bin", "-", "10"], check=True, text=True, capture_output=True,
                      input="".join(spaced(q) + "\n" for q, _ in questions)).stdout.strip("\n").split("\n")
micros = (time.time() - start) / len(questions) * 1e6
inside = right = forced = offered = outside = refused = 0
for (question, expected), line in zip(questions, said):
    labels = [word[9:] for word in line.split() if word.startswith("__label__")]
    matters = [label for label in labels if not out(label)]
    refuses = not labels or out(labels[0])
    if expected == "outside":
        outside += 1
        refused += refuses
        continue
    inside += 1
    forced += bool(matters) and meets(matters[0], expected)
    right += bool(matters) and not refuses and meets(matters[0], expected)
    offered += not refuses and any(meets(label, expected) for label in matters[:4])
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f"fasttext  top1 {right / max(inside, 1):.3f}  forced {forced / max(inside, 1):.3f}  offered {offered / max(inside, 1):.3f}  "
      f"outside_recall {refused / max(outside, 1):.3f}  {micros:.0f} us (process start included)  {memory} MB  {trained:.1f} s to train")
