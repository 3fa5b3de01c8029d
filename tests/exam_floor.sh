#!/usr/bin/env bash
# The pack's own exam must not fall below its floors. usage: exam_floor.sh PROGRAM PACK
set -euo pipefail
figures=$("$1" exam --pack "$2" --json)
echo "$figures"
python3 - "$figures" <<'PY'
import json, sys
figures = json.loads(sys.argv[1])
floors = {"top1": 0.70, "offered": 0.82, "outside_recall": 0.88}
ceilings = {"calibration_error": 0.06, "outside_false": 0.13}
low = [f"{k} is {figures[k]:.4f}, below its floor {v}" for k, v in floors.items() if figures[k] < v]
high = [f"{k} is {figures[k]:.4f}, above {v}" for k, v in ceilings.items() if figures[k] > v]
print("\n".join(low + high) or "every figure holds")
sys.exit(1 if low or high else 0)
PY
