#!/usr/bin/env bash
# Evolves, learns and plays a small game of samples/Swarm with the JIT compiler, native for x64 and native for arm64, and fails unless
# the evolved and learned parameters, the scores and the games are the same bits in all of them.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
.ci/native-tools.sh

dotnet build samples/Swarm -c Release -warnaserror -v:quiet
cp -r samples/Swarm/bin/Release/net10.0 "$work/jit"
for runtime in linux-x64 linux-arm64; do
    # The analyzers, those for native code too, see the same sources in the build.
    options=(-p:RunAnalyzersDuringBuild=false)
    [ "$runtime" = linux-x64 ] || options+=(-p:LinkerFlavor=lld)
    dotnet publish samples/Swarm -c Release -r "$runtime" -warnaserror -v:quiet -o "$work/$runtime" "${options[@]}"
done

# play NAME COMMAND…: keeps the lines that have to be the same: those with a hash, and the scores.
play() {
    local name=$1
    shift
    : >"$work/$name.log"
    for training in "--generations 1" "--learn --lessons 3"; do
        "$@" $training --agents 100 --ticks 120 --out "$work/$name-picture" >>"$work/$name.log" \
            || { cat "$work/$name.log"; echo "$name $training failed"; exit 1; }
    done
    grep -E '\b[0-9a-f]{16}\b|[0-9]%$' "$work/$name.log" >"$work/$name.txt"
    printf '%-12s %s lines, sha256 %s\n' "$name" "$(wc -l <"$work/$name.txt")" "$(sha256sum <"$work/$name.txt" | cut -c1-16)"
}

play jit dotnet "$work/jit/Swarm.dll"
play native-x64 "$work/linux-x64/Swarm"
play native-arm64 qemu-aarch64 -L /usr/aarch64-linux-gnu "$work/linux-arm64/Swarm"

[ "$(wc -l <"$work/jit.txt")" -eq 29 ] || { cat "$work/jit.txt"; echo "29 lines were to be compared"; exit 1; }
for name in native-x64 native-arm64; do
    diff "$work/jit.txt" "$work/$name.txt" || { echo "$name plays another game than jit"; exit 1; }
done
