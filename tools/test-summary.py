#!/usr/bin/env python3
"""test-summary.py FILE...: adds up TAP lines of meson's testlog.json files and of plain TAP files; prints what failed and what was
skipped, by name, and one last line "N passed, N failed". Exit 1 where something failed.

With SOSEI_DATA present nothing may be skipped for want of it: such a skip counts as a failure."""
import json
import os
import re
import sys

LINE = re.compile(r"^\s*(not )?ok\b\s*\d*\s*-?\s*(.*?)(?:\s*#\s*(SKIP|TODO)\b\s*(.*))?$", re.I)
# Skips that say nothing of the data: cmocka gives no reason, so they are named. A machine may not let us mount a small disk of
# our own, and a kernel may have no Landlock.
MAY_SKIP = ("a_full_disk_", "on_a_full_disk_", "the_sandbox_", "who_cuts_tables_")
passed, failures, skips = 0, [], []
data_present = os.path.isdir(os.environ.get("SOSEI_DATA", "../shared/data"))


def tap(source, text):
    global passed
    seen = bad = 0
    plan = None
    for line in text.splitlines():
        planned = re.match(r"^1\.\.(\d+)", line)
        if planned:
            plan = int(planned.group(1))
        m = LINE.match(line)
        if not m:
            continue
        seen += 1
        negative, name, word, why = m.groups()
        if (word or "").upper() == "SKIP":
            skips.append(f"{source}: {name} ({why})")
            if data_present and (not why or "data" in why.lower()) and not name.startswith(MAY_SKIP):
                failures.append((source, f"{name}: skipped although the data is there", ""))
        elif negative:
            bad += 1
            failures.append((source, name, ""))
        else:
            passed += 1
    return seen, bad, plan


for path in sys.argv[1:]:
    if path.endswith(".json"):
        for row in map(json.loads, open(path, encoding="utf-8")):
            seen, bad, plan = tap(row["name"], row.get("stdout") or "")
            if row["result"] not in ("OK", "SKIP", "EXPECTEDFAIL") and bad == 0:
                detail = (row.get("stdout") or "")[-2000:] + (row.get("stderr") or "")[-4000:]
                failures.append((row["name"], f"ended with {row['result']} after {seen} of {plan or '?'} cases", detail))
            elif bad:
                failures[-1] = (*failures[-1][:2], (row.get("stdout") or "")[-4000:] + (row.get("stderr") or "")[-4000:])
            elif seen == 0:
                failures.append((row["name"], "ran no case", ""))
    else:
        try:
            seen, _, plan = tap(os.path.basename(path), open(path, encoding="utf-8", errors="replace").read())
        except FileNotFoundError:
            seen = 0
        if seen == 0:
            failures.append((path, "ran no case", ""))

for name in skips:
    print("skipped", name)
for source, name, detail in failures:
    print("FAILED", f"{source}: {name}")
    if detail:
        print("    " + detail.strip().replace("\n", "\n    "))
print(f"{passed} passed, {len(failures)} failed")
sys.exit(1 if failures else 0)
