#!/usr/bin/env bash
# Runs the fleet as a cluster on this machine: PostgreSQL for membership and states, silos, and the devices, each a process of its own.
# One silo is killed and comes back, a third joins, and the database is gone for a while. Fails unless all comes to the bits of an
# uninterrupted loop.
# Nothing is left behind: the database has its own folder, and all ports are free ones of the loopback interface.
#
#   samples/Fleet/cluster.sh [DEVICES [READINGS [SECONDS_WITHOUT_DATABASE [STORE_EVERY [READINGS_A_SECOND]]]]]
#
# It needs the .NET SDK, and PostgreSQL's server: apt-get install postgresql. FLEET_IS_BUILT=1 takes the program as it was built.
set -euo pipefail
devices=${1:-20000} readings=${2:-500} gap=${3:-30} store_every=${4:-100} rate=${5:-0}
sample=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
data=$work/database
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() { echo "Fleet: $*" >&2; exit 1; }
say() { printf '%4d s  %s\n' "$SECONDS" "$*"; }

# PostgreSQL doesn't run as root; Debian's package makes a user for it.
as_postgres() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
postgres_programs() {
    local initdb
    initdb=$( (command -v initdb; ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null) | tail -n 1) || true
    [ -n "$initdb" ] || fail "there is no PostgreSQL server: apt-get install postgresql"
    dirname "$initdb"
}

declare -A processes
cleanup() {
    trap - EXIT
    for name in "${!processes[@]}"; do kill -KILL "${processes[$name]}" 2>/dev/null || true; done
    [ ! -f "$data/postmaster.pid" ] || as_postgres "$programs/pg_ctl" -D "$data" -m immediate stop >/dev/null || true
    { wait; } 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

free_port() {
    local port
    while port=$((20000 + RANDOM % 12000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "$port"
}

make_database() {
    chmod 711 "$work" # for PostgreSQL's user, and what lies in it has no rights for others
    mkdir -m 700 "$data"
    (umask 077; printf %s "$PGPASSWORD" >"$work/password")
    [ "$(id -u)" -ne 0 ] || chown postgres "$data" "$work/password"
    as_postgres "$programs/initdb" -D "$data" -U fleet --pwfile="$work/password" --auth=scram-sha-256 >"$work/initdb.log"
    start_database
    createdb fleet
    psql -q -v ON_ERROR_STOP=1 -f "$sample/sql/cluster.sql" -f "$sample/sql/storage.sql"
}
start_database() {
    as_postgres "$programs/pg_ctl" -D "$data" -l "$data/log" -w start >/dev/null \
        -o "-p $PGPORT -c listen_addresses=$PGHOST -c unix_socket_directories=$data -c max_connections=250" \
        || fail "PostgreSQL doesn't start: $(tail -n 5 "$data/log")"
}
# As if its machine had lost its power: it has to recover what it said was written.
stop_database() { as_postgres "$programs/pg_ctl" -D "$data" -m immediate -w stop >/dev/null; }

start_silo() { # NUMBER
    "${fleet[@]}" silo --devices "$devices" --store-every "$store_every" >"$work/silo$1.log" 2>&1 7>&- & processes[silo$1]=$!
}
wait_for_silo() { until_true "$work/silo$1.log" "${processes[silo$1]}" grep -q "the silo is there" "$work/silo$1.log"; } # NUMBER

# until_true LOG PROCESS COMMAND…: waits for something that a process does.
until_true() {
    while ! "${@:3}"; do
        kill -0 "$2" 2>/dev/null || fail "a process has ended: $(tail -n 5 "$1")"
        sleep 0.1
    done
}
reached() { awk -v least="$1" '$2 == "%" && $1 >= least { reached = 1 } END { exit !reached }' "$work/feed.log"; }
at() { until_true "$work/feed.log" "${processes[feed]}" reached "$1"; }
tell() { say "$1"; echo "$1" >&7; }
processor_seconds() { awk -v second="$(getconf CLK_TCK)" '{ printf "%.0f\n", ($14 + $15) / second }' "/proc/$1/stat"; }

programs=$(postgres_programs)
PGPASSWORD=$(od -An -N18 -tx1 /dev/urandom | tr -d ' \n')
export PGPASSWORD PGHOST=127.0.0.1 PGPORT PGUSER=fleet PGDATABASE=fleet
PGPORT=$(free_port)
export FLEET_DATABASE="Host=$PGHOST;Port=$PGPORT;Database=fleet;Username=$PGUSER;Password=$PGPASSWORD"
[ -n "${FLEET_IS_BUILT:-}" ] || dotnet build "$sample" -c Release -v:quiet
fleet=(dotnet "$sample/bin/Release/net10.0/Fleet.dll")
cd "$work"

make_database
"${fleet[@]}" check-database
start_silo 1
start_silo 2
wait_for_silo 1
wait_for_silo 2
say "PostgreSQL and two silos are there"
mkfifo events
exec 7<>events
touch feed.log
feed=("${fleet[@]}" feed --devices "$devices" --readings "$readings" --store-every "$store_every" --rate "$rate")
"${feed[@]}" <events 7>&- > >(tee feed.log) 2>feed.err & processes[feed]=$!

at 25
{ kill -KILL "${processes[silo2]}" && wait "${processes[silo2]}"; } 2>/dev/null || true
tell "silo 2 killed"
start_silo 2
start_silo 3
at 45
echo "hold" >&7 # on a slow machine, the silos take longer to start than the readings to be read
wait_for_silo 2
wait_for_silo 3
echo "go on" >&7
tell "silo 2 back, silo 3 new"
at 70
stop_database
tell "database gone"
sleep "$gap"
start_database
tell "database back"

code=0
wait "${processes[feed]}" || code=$?
[ "$code" -eq 0 ] || fail "the devices end with exit code $code: $(grep -vE "^(warn|fail): " feed.err | head -n 5)"
! grep -q ', at 100 % of' feed.log || fail "the readings came to an end too early: it takes more of them, or fewer a second"
say "processor seconds of silo 1, 2 (since it is back) and 3: $(for n in 1 2 3; do processor_seconds "${processes[silo$n]}"; done | xargs)"
for silo in silo1 silo2 silo3; do
    kill -TERM "${processes[$silo]}"
    wait "${processes[$silo]}" || fail "$silo ends with exit code $?: $(tail -n 5 "$silo.log")"
    unset "processes[$silo]"
done
say "the silos have ended"
