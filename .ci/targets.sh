#!/usr/bin/env bash
# Compiles networks for each target, runs them there, and fails unless all of them compute the same bits. Its arguments are the folder that
# holds the package and, if there is one, that of other packages.
set -euo pipefail
. "$(dirname "$0")/version.sh"
feed=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
packages=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The runtimes are unpacked once, and not among the packages of whoever runs this, where ours would stay.
export NUGET_PACKAGES=${packages:-$work/packages}

command -v mono >/dev/null || {
    [ "$(id -u)" -eq 0 ] && sudo= || sudo=sudo
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mono-runtime libmono-system-core4.0-cil >/dev/null
}
"$here/native-tools.sh"

# project NAME SPANS: a copy of the projects for one target; where it has no spans, a state is an object.
project() {
    cp -r "$here/targets" "$work/$1"
    sed -i "s|FEED|$feed|" "$work/$1/nuget.config"
    [ "$2" = spans ] || sed -i -e 's/, ref s)/, s)/' -e 's/net\.Forward(a, b)/net.Forward(a, b, new Both.Workspace())/' "$work/$1/Nets/Sums.cs"
}

# compute NAME COMMAND…: the first saves states, and all continue from them.
names=()
compute() {
    names+=("$1")
    "${@:2}" "$work/saved" >"$work/$1.txt" || { cat "$work/$1.txt"; echo "$1 failed"; exit 1; }
}

quietly() {
    "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}

# build NAME SPANS SURFACE HOST [MEMORY]
build() {
    project "$1" "$2"
    quietly dotnet build "$work/$1/Host" -c Release -o "$work/$1/out" -p:Surface="$3" -p:HostFramework="$4" -p:WithMemory="${5:-false}"
}

# publish NAME RUNTIME …: native code of the newest target.
publish() {
    project "$1" spans
    quietly dotnet publish "$work/$1/Host" -c Release -r "$2" -o "$work/$1/out" -p:Surface=net10.0 -p:HostFramework=net10.0 -p:PublishAot=true "${@:3}"
}

build net10.0 spans net10.0 net10.0
compute net10.0 dotnet "$work/net10.0/out/Host.dll"
build net8.0 spans net8.0 net8.0
compute net8.0 dotnet "$work/net8.0/out/Host.dll"
build netstandard2.1 spans netstandard2.1 net8.0
compute netstandard2.1 dotnet "$work/netstandard2.1/out/Host.dll"
build netstandard2.0+memory spans netstandard2.0 net8.0 true
compute netstandard2.0+memory dotnet "$work/netstandard2.0+memory/out/Host.dll"
build netstandard2.0 arrays netstandard2.0 net8.0
compute netstandard2.0 dotnet "$work/netstandard2.0/out/Host.dll"
build net48+memory spans net48 net48 true
compute net48+memory-on-mono mono "$work/net48+memory/out/Host.exe"
build net48 arrays net48 net48
compute net48-on-mono mono "$work/net48/out/Host.exe"
# A runtime may compute floats in double precision: there every operation is rounded by its cast.
compute net48-on-mono-in-double mono -O=-float32 "$work/net48/out/Host.exe"
compute net48-on-mono-interpreted mono --interpreter "$work/net48/out/Host.exe"
publish native-x64 linux-x64
compute native-x64 "$work/native-x64/out/Host"
publish native-arm64 linux-arm64 -p:LinkerFlavor=lld
compute native-arm64 qemu-aarch64 -L /usr/aarch64-linux-gnu "$work/native-arm64/out/Host"

for name in "${names[@]}"; do
    printf '%-26s %s\n' "$name" "$(sed -n 's/^all //p' "$work/$name.txt")"
done
for name in "${names[@]:1}"; do
    cmp -s "$work/net10.0.txt" "$work/$name.txt" && continue
    echo "$name differs from net10.0:"
    diff "$work/net10.0.txt" "$work/$name.txt" || true
    failed=1
done
[ -z "${failed:-}" ]
