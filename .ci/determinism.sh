#!/usr/bin/env bash
# Computes the networks of determinism/ in every environment, and fails unless they are the same bits in all of them.
# Its arguments are the folder that holds the package and, if there is one, that of other packages.
set -euo pipefail
. "$(dirname "$0")/version.sh"
feed=$(cd "$1" && pwd)
packages=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$(dirname "$0")"/native-tools.sh
cp -r "$(dirname "$0")"/determinism/* "$work"
cd "$work"
sed -i "s|FEED|$feed|" nuget.config
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The runtimes are unpacked once, and not among the packages of whoever runs this, where ours would stay.
export NUGET_PACKAGES=${packages:-$work/packages}

command -v node >/dev/null || {
    [ "$(id -u)" -eq 0 ] && sudo= || sudo=sudo
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs >/dev/null
}

# compute NAME PATTERN COMMAND…: runs the program where its vectors match the pattern, or else the setting had no effect.
names=()
compute() {
    local name=$1 pattern=$2
    shift 2
    names+=("$name")
    printf '%q ' "$@" >"$name.command"
    local start=${EPOCHREALTIME/[.,]/}
    # A line that fails is longer than a name and a hash.
    "$@" >"$name.txt" 2>"$name.vectors" || { cat "$name.vectors"; grep ' .* ' "$name.txt" || true; echo "$name failed"; exit 1; }
    printf '%3d s' $(((${EPOCHREALTIME/[.,]/} - start + 500000) / 1000000)) >"$name.time"
    grep -qE "$pattern" "$name.vectors" || { echo "$name was to match '$pattern', and runs on $(cat "$name.vectors")"; exit 1; }
}

native() {
    dotnet publish -c Release -p:PublishAot=true -v:quiet "$@"
}

dotnet build -c Release -o managed -v:quiet
dll=managed/Determinism.dll
# .NET 10 knows AVX-512 by this name; EnableAVX512F is that of .NET 8 and 9. Without AVX2 there is no FMA either.
compute jit 'X64 JIT: .*128' dotnet "$dll"
compute jit-without-avx512 'X64 JIT: (256 )?128[^5]*$' env DOTNET_EnableAVX512=0 dotnet "$dll"
compute jit-without-avx2 'X64 JIT: 128$' env DOTNET_EnableAVX2=0 dotnet "$dll"
compute jit-without-intrinsics 'X64 JIT: none$' env DOTNET_EnableHWIntrinsic=0 dotnet "$dll"
compute jit-not-tiered 'X64 JIT: .*128' env DOTNET_TieredCompilation=0 dotnet "$dll"

dotnet publish -c Release -r linux-x64 --self-contained -p:PublishTrimmed=true -o x64-trimmed -v:quiet
compute jit-trimmed 'X64 JIT: .*128' x64-trimmed/Determinism

native -r linux-x64 -o x64
compute native-x64 'X64 AOT: 128$' x64/Determinism
native -r linux-x64 -o x64-native -p:IlcInstructionSet=native
compute native-x64-this-machine 'X64 AOT: .*128' x64-native/Determinism
native -r linux-arm64 -o arm64 -p:LinkerFlavor=lld
compute native-arm64 'Arm64 AOT: 128 AdvSimd$' qemu-aarch64 -L /usr/aarch64-linux-gnu arm64/Determinism

dotnet publish browser -c Release -o browser/out -v:quiet
compute webassembly 'Wasm interpreter: 128 PackedSimd$' node browser/out/wwwroot/main.mjs

printf '\n%-24s %-46s %-5s %-16s %s\n' environment vectors time hash 'after training'
for name in "${names[@]}"; do
    printf '%-24s %-46s %-5s %s %s\n' "$name" "$(cat "$name.vectors")" "$(cat "$name.time")" \
        "$(sed -n 's/^all //p' "$name.txt")" "$(sed -n 's/^trained //p' "$name.txt")"
done

# Where two differ, the first network in which they do and its first values say more than a hash.
for name in "${names[@]:1}"; do
    cmp -s jit.txt "$name.txt" && continue
    net=$(join jit.txt "$name.txt" --nocheck-order | awk '$2 != $3 { print $1; exit }')
    echo "$name differs from jit, first in $net:"
    diff <(eval "$(cat jit.command) $net" 2>/dev/null) <(eval "$(cat "$name.command") $net" 2>/dev/null) | head -n 20 || true
    failed=1
done
[ -z "${failed:-}" ]
