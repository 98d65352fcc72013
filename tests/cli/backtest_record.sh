#!/bin/sh
# backtest_record.sh ROOT: what is derived from the published tables is what its tool derives from them today. TAP.
if [ ! -e "$SOSEI_DATA/census/census_1980_2015.csv" ]; then
  echo 1..2
  echo "ok 1 - data/backtest.csv is what tools/backtest-record makes from the published tables # SKIP the data are absent"
  echo "ok 2 - examples/kumamoto/statistics is what tools/example-statistics cuts from them # SKIP the data are absent"
  exit 0
fi
echo 1..2
made=$(mktemp -d)
trap 'rm -r "$made"' EXIT
result() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "not ok $2"; fi; }

"$1/tools/backtest-record" "$SOSEI_DATA" >"$made/backtest.csv" 2>/dev/null && diff "$1/data/backtest.csv" "$made/backtest.csv" >&2
result $? "1 - data/backtest.csv is what tools/backtest-record makes from the published tables"
"$1/tools/example-statistics" "$SOSEI_DATA" "$made/statistics" && diff -r "$1/examples/kumamoto/statistics" "$made/statistics" >&2
result $? "2 - examples/kumamoto/statistics is what tools/example-statistics cuts from them"
