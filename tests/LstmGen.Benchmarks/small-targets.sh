#!/usr/bin/env bash
# Measures generated code against plain C# loops on targets that the benchmarks' own program isn't for: Mono, WebAssembly, native code for
# x64 and arm64. Prints the tables of results/small-targets.md. Its arguments are the folder that holds the package
# (dotnet pack src/LstmGen -c Release -o FOLDER) and, if there is one, that of other packages.
set -euo pipefail
feed=$(cd "$1" && pwd)
packages=${2:+$(realpath "$2")}
here=$(cd "$(dirname "$0")" && pwd)
ci=$here/../../.ci
. "$ci/version.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The runtimes are unpacked once, and not among the packages of whoever runs this, where ours would stay.
export NUGET_PACKAGES=${packages:-$work/packages}

install() {
    [ "$(id -u)" -eq 0 ] && sudo= || sudo=sudo
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
command -v mono >/dev/null || install mono-runtime libmono-system-core4.0-cil
command -v node >/dev/null || install nodejs
"$ci/native-tools.sh"

quietly() {
    "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}

# project NAME: a copy of the project, with the loops that it is compared with.
project() {
    cp -r "$here/SmallTargets" "$work/$1"
    cp "$here/Competitors/NaiveLstm.cs" "$work/$1"
    cp -r "$ci/determinism/browser/wwwroot" "$work/$1/browser"
    sed -i "s|FEED|$feed|" "$work/$1/nuget.config"
}

# native NAME RUNTIME …
native() {
    project "$1"
    quietly dotnet publish "$work/$1/SmallTargets.csproj" -c Release -r "$2" -o "$work/$1/out" \
        -p:Surface=net10.0 -p:PublishAot=true "${@:3}"
}

section() { printf '\n## %s\n\n' "$1"; }

project net48
quietly dotnet build "$work/net48/SmallTargets.csproj" -c Release -o "$work/net48/out" -p:Surface=net48 -p:UseAppHost=false
project browser
quietly dotnet publish "$work/browser/browser" -c Release -o "$work/browser/out"
native x64 linux-x64
native x64-this-machine linux-x64 -p:IlcInstructionSet=native
native arm64 linux-arm64 -p:LinkerFlavor=lld
gcc -O2 -shared -fPIC -o "$work/instructions.so" "$here/SmallTargets/instructions.c"

field() { sed -n "s/^$1[^:]*: //p" /proc/cpuinfo | head -1; }
load=$(cut -d ' ' -f 1 /proc/loadavg)
printf '%s (family %s), %s cores, shared, with a load of %s.\n\n' "$(field 'model name')" "$(field 'cpu family')" "$(nproc)" "$load"
printf 'Nanoseconds for a step of a sequence, the smallest of 21 interleaved repeats of 8 ms (their median): '
printf '**how many times the loops take**.\n'

section "Mono $(mono --version | sed -n '1s/.*version \([0-9.]*\).*/\1/p'), net48"
mono "$work/net48/out/SmallTargets.exe"
section "WebAssembly's interpreter, node $(node --version)"
node "$work/browser/out/wwwroot/main.mjs"
section "Native code for every x64 processor"
"$work/x64/out/SmallTargets"
section "Native code for this machine (IlcInstructionSet=native)"
"$work/x64-this-machine/out/SmallTargets"

section "Native code for arm64: instructions a step, counted under $(qemu-aarch64 --version | sed -n '1s/ *(.*//p')"
arm64() {
    qemu-aarch64 -L /usr/aarch64-linux-gnu "${@:2}" "$work/arm64/out/SmallTargets" $1
}
count() {
    arm64 "$1" -plugin "$work/instructions.so" 2>&1 >/dev/null | sed -n 's/^instructions //p'
}
# What the program does besides calling is in both numbers.
each() { echo $((($(count "$1 $2 1100") - $(count "$1 $2 100")) / 1000 / $3)); }
header=
arm64 list | while read -r shape steps ways; do
    [ -n "$header" ] || {
        header="| input-units |$(printf ' %s |' $ways)"
        echo "$header"
        sed 's/[^|]\+/---:/g; s/---:/---/' <<<"$header"
    }
    naive=$(each "$shape" naive "$steps")
    printf '| %s | %s |' "$shape" "$naive"
    for way in ${ways#naive}; do
        generated=$(each "$shape" "$way" "$steps")
        printf ' %s **%s×** |' "$generated" "$(awk "BEGIN { printf \"%.2f\", $naive / $generated }")"
    done
    echo
done
