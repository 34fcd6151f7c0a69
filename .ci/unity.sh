#!/usr/bin/env bash
# Checks the package for Unity, without Unity: its files, its sample in the compiler that Unity 6 has, and what the compiled code computes.
# Its argument is the folder that holds both packages.
set -euo pipefail
feed=$(cd "$1" && pwd)
tests=$(cd "$(dirname "$0")/.." && pwd)/tests
model=$tests/golden/models/keras/lstm_dense
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$(dirname "$0")"/unity/* "$work"
cp "$tests/LstmGen.Generator.Tests/Documentation/Surroundings/unity.cs" "$work/stubs/UnityEngine.cs"
cd "$work"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# A trained model, converted as it has to be without MSBuild.
unzip -q "$feed"/LstmGen.[0-9]*.nupkg 'tools/converter/*' -d nuget
dotnet nuget/tools/converter/LstmGen.Converter.dll convert "$model.keras" -o lstm_dense.LstmGen.Generator.additionalfile

# The tarball has what the folder has. Its scripts aren't this project's, which a folder with a point says.
mkdir .tarball
tar -xzf "$feed"/com.lstmgen.lstmgen-[0-9]*.tgz -C .tarball
diff -r .tarball/package "$feed/upm/com.lstmgen.lstmgen"

dotnet build -c Release -o bin -v:quiet
dotnet bin/Unity.dll "$feed" "$PWD/lstm_dense.LstmGen.Generator.additionalfile" "$model.json"
