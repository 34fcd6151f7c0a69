#!/usr/bin/env bash
# Publishes the sample EdgeSensor for x64 and arm64, and tests everything that its README promises.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
sample=$root/samples/EdgeSensor
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
"$root/.ci/native-tools.sh"

fail() { echo "EdgeSensor: $*"; exit 1; }
say() { printf '%3d s  %s\n' "$SECONDS" "$*"; }

# until_true COMMAND…: waits for something that another process does.
until_true() {
    for _ in $(seq 1000); do
        "$@" && return
        sleep 0.02
    done
    fail "waited 20 s for: $*"
}
size() { stat -c %s "$1"; }
gone() { ! kill -0 "$1" 2>/dev/null; }
grown() { [ "$(size "$1")" -gt "$2" ]; }
same() { # FILE FILE WHAT
    cmp -s "$1" "$2" && return
    diff <(head -c 100000 "$1") <(head -c 100000 "$2") | head -n 5
    fail "$3: $1 and $2 differ"
}

dotnet build "$sample" -c Release -o "$work/jit" -v:quiet -warnaserror
# The analyzers, a third of the compiler's time here, saw the same sources in the build.
RunAnalyzersDuringBuild=false dotnet publish "$sample" -c Release -r linux-x64 -o "$work/x64" -v:quiet -warnaserror
RunAnalyzersDuringBuild=false dotnet publish "$sample" -c Release -r linux-arm64 -o "$work/arm64" -v:quiet -warnaserror -p:LinkerFlavor=lld
jit=(dotnet "$work/jit/EdgeSensor.dll")
x64=("$work/x64/EdgeSensor")
arm64=(qemu-aarch64 -L /usr/aarch64-linux-gnu "$work/arm64/EdgeSensor")
cd "$work"
SECONDS=0

for machine in x64 arm64; do
    bytes=$(size $machine/EdgeSensor)
    [ "$bytes" -lt 1500000 ] || fail "the binary for $machine has $bytes bytes; 1,500,000 is the limit"
    others=$(find $machine -type f ! -name EdgeSensor ! -name EdgeSensor.dbg)
    [ -z "$others" ] || fail "the program for $machine isn't a single file: $others"
    say "$machine: $bytes bytes"
done

"${x64[@]}" --all <"$sample/kennedy.csv" >all.csv 2>all.err
[ ! -s all.err ] || fail "kennedy.csv is passed over in part: $(head -n 1 all.err)"

# What PyTorch forecasts from the same readings on; printed numbers are rounded to a hundredth.
first=$(awk -F, '!/^#/ { print $1 - 3600; exit }' "$sample/kennedy.expected.csv")
awk -F, -v first="$first" '$1 >= first && hours++ < 240' "$sample/kennedy.csv" | "${x64[@]}" --all >ten-days.csv
awk -F, '
    function differs(ours, theirs) { return (ours - theirs)^2 > 0.006^2 }
    NR == FNR { if (!/^#/) { temperature[$1] = $2; humidity[$1] = $4; hours++ } next }
    !($1 in temperature) { next }
    $2 == "temperature" { compared++; wrong += differs($4, temperature[$1]) }
    $2 == "humidity" { compared++; wrong += differs($4, humidity[$1]) }
    END { printf "%d forecasts compared with PyTorch'"'"'s, %d differ\n", compared, wrong; exit !(hours > 0 && compared == 2 * (hours - 1) && wrong == 0) }
' "$sample/kennedy.expected.csv" ten-days.csv >expected.log || fail "$(cat expected.log)"
say "$(cat expected.log)"
grep -q '^1368064800,temperature,-10.50,.*,jump$' all.csv || fail "the real error in kennedy.csv, on 9 May, isn't found"
"${x64[@]}" <"$sample/kennedy.csv" >anomalies.csv
grep -E ',(jump|stuck)$' all.csv | cmp -s - anomalies.csv || fail "without --all, something else than the anomalies is written"

# Lines that aren't readings: each is reported, and doesn't affect the output for the others.
awk 'BEGIN { for (i = 0; i < 300; i++) x = x "x"; print x }' >long.txt
broken() {
    printf '\n   \nabc\n1,2\n1,2,3,4\n%s,2,3\n12.5,2,3\n-1,2,3\n' 99999999999999999999
    printf '2000000000,warm,3\n2000000000,,3\n2000000000,NaN,3\n2000000000,2,Infinity\n2000000000,2,inf\n2000000000,1e999,3\n2000000000,2,3x\n'
    printf '2000000000,99,3\n2000000000,2,-1\n2000000000,2\xb0,3\n\0\xff\xfe\n\xef\xbb\xbf2000000000,2,3\n'
    cat long.txt
    printf '1357020000,1,1\n'
}
cat >broken.err <<'ERR'
line 106: the line is empty
line 107: the line is empty
line 108: the line has too few fields; a reading is time,temperature,humidity
line 109: the line has too few fields; a reading is time,temperature,humidity
line 110: the line has too many fields; a reading is time,temperature,humidity
line 111: time is not a whole number of seconds: '99999999999999999999'
line 112: time is not a whole number of seconds: '12.5'
line 113: time is not between 1970 and the year 9999: '-1'
line 114: temperature is no number: 'warm'
line 115: temperature is missing
line 116: temperature is not finite: 'NaN'
line 117: humidity is not finite: 'Infinity'
line 118: humidity is no number: 'inf'
line 119: temperature is not finite: '1e999'
line 120: humidity is no number: '3x'
line 121: temperature is not between -80 and 80 degrees: '99'
line 122: humidity is not between 0 and 100 %: '-1'
line 123: the line holds bytes that aren't printable text: '\xB0,3'
line 124: the line holds bytes that aren't printable text: '\x00\xFF\xFE'
line 125: the line holds bytes that aren't printable text: '\xEF\xBB\xBF2000000000,2,3'
line 126: the line is longer than 256 bytes
line 127: time isn't after that of the reading before
ERR
head -n 200 "$sample/kennedy.csv" >good.csv
{ head -n 105 good.csv; broken; tail -n +106 good.csv; } >mixed.csv
sed 's/$/\r/; s/,/ , /' mixed.csv | head -c -2 >windows.csv # other line ends, spaces, and no newline at the end
for machine in x64 arm64; do
    declare -n run=$machine
    "${run[@]}" --all <good.csv >good.out
    [ "$(wc -l <good.out)" -eq 390 ] || fail "195 readings of two channels make $(wc -l <good.out) lines"
    "${run[@]}" --all <mixed.csv >mixed.out 2>mixed.err || fail "broken lines end the program on $machine"
    same good.out mixed.out "broken lines on $machine"
    same broken.err mixed.err "the messages on $machine"
    "${run[@]}" --all <windows.csv >windows.out 2>windows.err || fail "broken lines end the program on $machine"
    same good.out windows.out "CR LF on $machine"
    [ "$(wc -l <windows.err)" -eq "$(wc -l <broken.err)" ] || fail "CR LF changes the number of broken lines"
    : | "${run[@]}" --all >empty.out || fail "no input at all is an error on $machine"
    [ ! -s empty.out ] || fail "no input at all says something on $machine"
done
printf '2000000000,2,3' | "${x64[@]}" --all | grep -q '^2000000000,humidity,3.00' || fail "a last line without a newline is lost"
say "$(wc -l <broken.err) broken lines are reported, and change nothing"

# Stops, and resumes. The input is one stream; each process reads on where the one before stopped.
open_stream() {
    rm -f stream out err state
    mkfifo stream
    exec 7<>stream 8>stream 9<stream 7>&-
    : >out
    : >err
}
start() { # NAME OF AN ARRAY: the command
    declare -n command=$1
    "${command[@]}" --all ${adapt:+--adapt} --state state <&9 8>&- 9>&- >>out 2>>err &
    process=$!
}
stop() {
    kill -TERM "$process"
    until_true gone "$process"
    local code=0
    wait "$process" || code=$?
    [ "$code" -eq 0 ] || { cat err; fail "SIGTERM ends the program with exit code $code"; }
}
finish() {
    exec 8>&-
    until_true gone "$process"
    wait "$process" || fail "the last part ends with an error"
    exec 9<&-
}

cp mixed.csv input.csv
sed -n '201,500p' "$sample/kennedy.csv" >>input.csv
machines=(jit arm64 x64)
part=1771
for adapt in "" --adapt; do
    rm -f whole.state
    "${x64[@]}" --all $adapt --state whole.state <input.csv >whole.out 2>whole.err
    "${arm64[@]}" --all $adapt --state whole-arm64$adapt.state <input.csv >whole-arm64.out 2>/dev/null
    same whole.out whole-arm64.out "x64 and arm64 $adapt"
    same whole.state whole-arm64$adapt.state "the states of x64 and arm64 $adapt"

    # While a read blocks, in the middle of a line: the JIT compiler's code, x64's and arm64's each resume the state of the one before.
    open_stream
    for turn in $(seq 0 $(($(size input.csv) / part))); do
        before=$(size out)
        start "${machines[turn % 3]}"
        dd if=input.csv bs=$part skip="$turn" count=1 status=none >&8
        # Something of this part is said, so all of it was read: the part is less than a block.
        until_true grown out "$before"
        stop
    done
    stops=$((turn + 1))
    start x64
    finish
    same whole.out out "stopped in blocked reads, $stops times $adapt"
    same whole.err err "stopped in blocked reads, $stops times: the messages $adapt"
    same whole.state state "stopped in blocked reads, $stops times: the state $adapt"
    say "${adapt:+$adapt, }stopped $stops times in a blocked read, JIT, arm64 and x64 in turn: the same bytes as in one run"
done

# Killed, without a chance to save: the state is the last one, whole, and the readings since then give what they would have given.
rm -f killed.state
head -n 300 input.csv | "${x64[@]}" --all --adapt --state killed.state >killed.out 2>/dev/null
open_stream
cp killed.state state
start x64
sed -n '301,450p' input.csv >&8
until_true grown out 0
kill -KILL "$process"
wait "$process" 2>/dev/null || true
exec 8>&- 9<&-
same killed.state state "the state after SIGKILL"
tail -n +301 input.csv | "${x64[@]}" --all --adapt --state state >>killed.out 2>/dev/null
same whole.out killed.out "after SIGKILL"
same whole.state state "after SIGKILL: the state"
mv whole.state adapted.state
adapt=""

# What it is good for: a sensor at another place than the one that the network was trained at.
"${x64[@]}" --all --adapt <"$sample/kennedy.csv" >adapted.csv
errors() { awk -F, '$7 != "learning" { n[$2]++; s[$2] += ($3 - $4)^2 } END { print sqrt(s["temperature"] / n["temperature"]), sqrt(s["humidity"] / n["humidity"]) }' "$1"; }
errors=$(errors all.csv) adapted=$(errors adapted.csv)
echo "$errors $adapted" | awk '{ exit !($3 < 0.95 * $1 && $4 < $2) }' || fail "errors at Kennedy: $errors; with --adapt: $adapted"
say "errors at Kennedy, in degrees and per cent: $errors; with --adapt: $adapted"

# While it is busy: the next process finds the rest in the pipe. Two signals have the same effect as one.
readings() { awk -v from="$1" -v to="$2" 'BEGIN {
    for (i = from; i < to; i++) {
        if (i % 1000 == 999) print "broken"
        else printf "%.0f,%.1f,%.1f\n", 3600 * i, 15 + (i * 7 % 100) / 20, 50 + (i * 13 % 300) / 10
    } }'; }
readings 0 200000 >input.csv
rm -f whole.state
"${x64[@]}" --all --state whole.state <input.csv >whole.out 2>whole.err
open_stream
split -b 30011 --filter='cat; sleep 0.01' input.csv >&8 9<&- & writer=$!
for turn in $(seq 20); do
    before=$(size out)
    start x64
    until_true grown out "$before"
    sleep "0.0$((RANDOM % 6))"
    [ $((turn % 5)) -ne 0 ] || kill -TERM "$process"
    stop
done
kill -0 $writer 2>/dev/null || fail "the input ended before the last of the stops"
start x64
wait $writer
finish
same whole.out out "stopped while busy"
same whole.err err "stopped while busy: the messages"
same whole.state state "stopped while busy: the state"
[ ! -e state.tmp ] || fail "a temporary file is left"
say "stopped 20 times while busy: the same bytes as in one run"

# Without a state file, and with SIGINT, which a shell's background jobs ignore unless they are told not to.
open_stream
env --default-signal=INT "${x64[@]}" --all <&9 >>out & process=$!
head -n 50 good.csv >&8
until_true grown out 0
kill -INT "$process"
until_true gone "$process"
wait "$process" || fail "SIGINT ends the program with exit code $?"
[ "$(wc -l <out)" -eq 90 ] || fail "what was computed before SIGINT isn't all written"
exec 8>&- 9<&-

# States that are refused, each with a message, and left as they were.
refuse() { # MESSAGE: of the file refused.state
    cp refused.state before.state
    local code=0
    "${x64[@]}" --all ${adapt:+--adapt} --state refused.state <good.csv >refused.out 2>refused.err || code=$?
    [ "$code" -eq 1 ] || fail "'$1' ends with exit code $code"
    grep -qF "refused.state: $1" refused.err || fail "'$1' was to be said, and this was: $(cat refused.err)"
    same before.state refused.state "a state that was refused"
    [ ! -s refused.out ] || fail "'$1': readings were judged all the same"
}
# patched OFFSET BYTES
patched() { cp "$kept" refused.state; printf "$2" | dd of=refused.state bs=1 seek="$1" conv=notrunc status=none; }
: >refused.state; refuse "the file is empty"
echo "time,temperature,humidity" >refused.state; refuse "the file is no state of EdgeSensor"
for length in 3 23 24 100 $(($(size whole.state) - 1)); do
    head -c "$length" whole.state >refused.state; refuse "the state was cut off: the file has $length bytes"
done
{ cat whole.state; echo; } >refused.state; refuse "the file is longer than"
kept=whole.state
patched 8 '\4'; refuse "the state has version 4"
patched 16 'another'; refuse "the state is of another model"
patched 200 'damaged'; refuse "the state is damaged"
patched $(($(size whole.state) - 60)) 'damaged'; refuse "the network's state is damaged (source was altered or cut off"
cp adapted.state refused.state; refuse "the state is of a run with --adapt"
adapt=--adapt kept=adapted.state
cp whole.state refused.state; refuse "the state is of a run without --adapt"
head -c "$(size whole.state)" adapted.state >refused.state; refuse "the state was cut off: the file has $(size whole.state) bytes"
patched $(($(size whole.state) + 400)) 'damaged'; refuse "the state is damaged"
patched $(($(size adapted.state) - 9000)) 'damaged'; refuse "what the network has learned is damaged (source was altered or cut off"
adapt=""
mkdir folder.state
! "${x64[@]}" --state folder.state <good.csv 2>refused.err || fail "a folder is taken for a state"
! "${x64[@]}" --all --state nowhere/state <good.csv >refused.out 2>refused.err || fail "a state in no folder is no error"
grep -q '^nowhere/state: the state can.t be written' refused.err && [ ! -s refused.out ] || fail "a state that can't be written is found out too late"
cp whole.state full.state
! "${x64[@]}" --all --state full.state <good.csv >/dev/full 2>full.err || fail "output that can't be written is no error"
same whole.state full.state "output that couldn't be written"
! "${x64[@]}" --wrong 2>usage.err </dev/null || fail "a wrong argument is no error"
grep -q '^usage: ' usage.err || fail "a wrong argument isn't answered with the usage"
say "foreign, damaged and cut-off states are refused and left as they were"

# Memory over millions of lines, some of them broken, with the output for the others.
reported() { [ "$(grep -c allocated err)" -ge "$1" ]; }
memory() { # OPTION MILLIONS…
    local adapt=$1 from=0 millions
    shift
    open_stream
    "${x64[@]}" --memory $adapt <&9 >/dev/null 2>err 8>&- 9>&- & process=$!
    for millions; do
        readings $from $((millions * 1000000)) >&8
        from=$((millions * 1000000))
        until_true reported "$millions"
        peak[millions]=$(awk '$1 == "VmHWM:" { print $2 }' "/proc/$process/status")
        allocated[millions]=$(grep allocated err | tail -n 1 | awk '{ print $3 }')
        say "${adapt:+$adapt, }$millions million lines: ${allocated[millions]} bytes allocated, ${peak[millions]} KB at most resident"
    done
    exec 8>&-
    wait "$process"
    exec 9<&-
    [ "${allocated[millions]}" -eq "${allocated[1]}" ] || fail "lines allocate $adapt"
    [ $((peak[millions] - peak[1])) -le 256 ] || fail "the memory grows with the lines $adapt"
    [ "$(grep -c 'too few fields' err)" -eq $((millions * 1000)) ] || fail "not each broken line of $millions million was reported $adapt"
}
memory "" 1 5 10
memory --adapt 1 3
