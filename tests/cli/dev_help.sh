#!/bin/sh
# dev_help.sh ROOT: ./dev alone lists what ./dev can do, and says so of what it cannot. TAP.
echo 1..2
list=$("$1/dev")
missing=
for name in $(sed -n 's/^cmd_\([a-z]*\)() {.*/\1/p' "$1/dev"); do
  [ "$name" = help ] || echo "$list" | grep -q "^\./dev $name " || missing="$missing $name"
done
if [ -z "$missing" ] && echo "$list" | grep -q '^\./dev build '; then echo "ok 1 - ./dev alone lists every command"
else echo "not ok 1 - ./dev alone lists every command, but not:$missing"; fi
"$1/dev" demo --nowhere >/dev/null 2>&1
first=$?
"$1/dev" nothing >/dev/null 2>&1
second=$?
if [ $first = 2 ] && [ $second = 2 ]; then echo "ok 2 - what it cannot do is told with exit 2"
else echo "not ok 2 - what it cannot do is told with exit 2"; fi
