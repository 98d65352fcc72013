#!/bin/sh
# backtest_record.sh TOOL RECORD: the recorded errors are what the command gives from the published tables. TAP.
title="data/backtest.csv is what tools/backtest-record makes from the published tables"
if [ ! -e "$SOSEI_DATA/census/census_1980_2015.csv" ]; then
  echo "1..0 # SKIP $title: SOSEI_DATA is absent"
  exit 0
fi
echo 1..1
made=$(mktemp)
trap 'rm -f "$made"' EXIT
if "$1" "$SOSEI_DATA" >"$made" 2>/dev/null && diff "$2" "$made" >&2; then
  echo "ok 1 - $title"
else
  echo "not ok 1 - $title"
fi
