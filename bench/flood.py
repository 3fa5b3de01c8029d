#!/usr/bin/env python3
"""What a citizen waits while somebody floods: the median of one question after another on one connection, alone and
beside 15 bodies a second that are as hard to read as a body may be (16 KiB of distinct names).

usage: bench/flood.py PORT
"""
import http.client
import json
import statistics
import sys
import threading
import time

port = int(sys.argv[1])
names = ",".join(f'"{i:x}":0' for i in range(1700))
hard = ('{"text":"a",' + names + "}").encode()
assert len(hard) <= 16 * 1024


def post(connection, body):
    start = time.perf_counter()
    connection.request("POST", "/api/v1/ask", body)
    answer = connection.getresponse()
    answer.read()
    return answer.status, 1000 * (time.perf_counter() - start)


def citizen(seconds):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    body = json.dumps({"text": "身份证掉了咋弄"}).encode()
    took, end = [], time.time() + seconds
    while time.time() < end:
        took.append(post(connection, body)[1])
        time.sleep(0.01)
    return statistics.median(took)


def flood(stop, took):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while not stop.is_set():
        took.append(post(connection, hard)[1])
        time.sleep(1 / 15)


alone = citizen(3)
stop, took = threading.Event(), []
other = threading.Thread(target=flood, args=(stop, took))
other.start()
beside = citizen(3)
stop.set()
other.join()
print(f"flood     a question takes {alone:.2f} ms, {beside:.2f} ms beside 15 hard bodies a second of {statistics.median(took):.2f} ms each")
