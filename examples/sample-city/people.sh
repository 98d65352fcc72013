#!/bin/sh
# people.sh STORE ADDRESS: the people with whom one tries the invented city, and a one-time link for each, made now.
#
# Nobody has a password before he chose one by his link, so nothing that is published here opens a server. On this machine
# each person gets a name of his own (kikaku.localhost): browsers keep a sign-in for each host name, and so all of them
# can be signed in side by side, in the windows of one browser. Run again, it makes new links for those who have no
# password yet. SOSEI names the program.
set -eu
sosei=${SOSEI:-sosei} store=$1 listen=${2:-127.0.0.1:8080}

# Experts are invited while their term lasts, whenever this is tried.
term=$(($(date +%Y) + 2))-03-31

has() { "$sosei" account show "$1" --store "$store" --json 2>/dev/null; }

# person LOGIN NAME ROLES [SECTION]
person() {
  has "$1" >/dev/null || "$sosei" account add "$1" --name "$2" --roles "$3" ${4:+--section "$4"} --store "$store" >/dev/null
}

# expert MEMBER NAME FIELD [--chair]: an account, and the member of the committee whose it is
expert() {
  has "$1" >/dev/null && return
  person "$1" "$2" expert
  "$sosei" member add "$1" --name "$2" --field "$3" --from 2024-04-01 --to "$term" --login "$1" ${4:-} --store "$store" >/dev/null
}

address() {
  case $listen in
    127.0.0.1:* | localhost:* | :*) echo "http://$1.localhost:${listen##*:}" ;;
    *) echo "http://$listen" ;;
  esac
}

# line LOGIN WHAT: where he comes in
line() {
  if has "$1" | grep -q '"has_password": *true'; then
    echo "  $2: $(address "$1")/sign-in  ($1)"
  else
    path=$("$sosei" account link "$1" --store "$store" --json | sed -n 's/.*"path": *"\([^"]*\)".*/\1/p')
    echo "  $2: $(address "$1")$path"
  fi
}

person kikaku "例示 企画" admin,planner kikaku
person kacho "例示 課長" planner kikaku
person jutaku "例示 住宅" section jutaku
expert m1 "例示 学" academia --chair
expert m2 "例示 産" industry
expert m3 "例示 金" finance

echo "この例の人物です。リンクを一つずつ開き、パスワードを決めてください（リンクは一人につき一度だけ使えます）。"
echo "The people of this example: open each link and choose a password (each works once)."
line kikaku "企画担当 planning section"
line kacho "承認者 who approves"
line jutaku "住宅課 a section"
line m1 "委員 expert"
line m2 "委員 expert"
line m3 "委員 expert"
