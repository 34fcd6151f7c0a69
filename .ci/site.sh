#!/usr/bin/env bash
# Builds the site of generator/docs into generator/docs/obj/site, and fails on any warning and on any link that leads nowhere.
# --no-build takes the assemblies of src that a release build left, whose XML documentation is the API reference.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if [ "${1:-}" != --no-build ]; then
    for project in LstmGen LstmGen.Models LstmGen.Pictures; do
        dotnet build "src/$project" -c Release -warnaserror -v:quiet
    done
fi

# Pages and types that are gone would stay in the folders of a site built before.
rm -rf generator/docs/obj
dotnet tool restore
dotnet docfx generator/docs/docfx.json --warningsAsErrors

# Outside of the repository, so that its properties don't apply to a program of one file.
cp .ci/site/Links.cs "$work"
dotnet run "$work/Links.cs" generator/docs/obj/site .
