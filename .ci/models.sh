#!/usr/bin/env bash
# Uses a trained model of every format as a user does: a package, an item, an attribute. Its arguments are the folder that holds the
# packages and the folder of the models.
set -euo pipefail
feed=$(cd "$1" && pwd)
models=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$(dirname "$0")"/models/* "$work"
cp -r "$models" "$work/models"
cd "$work"
sed -i "s|FEED|$feed|" nuget.config
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() { echo "$*"; exit 1; }
# build LOG…: what is said of each target is in the log.
build() { dotnet build -c Release -v:normal >"$1" 2>&1; }
texts() { find obj -name '*.lstm' -printf '%f %T@\n' | sort; }

build first.log || { grep -E 'error|warning' first.log | sort -u | cut -c1-300; fail "the models don't build"; }
dotnet bin/Release/net10.0/Models.dll "$work/models"

build second.log
grep -q 'Skipping target "LstmGenConvertModels"' second.log || fail "a second build converts the models again"
grep -q 'Skipping target "CoreCompile"' second.log || fail "a second build compiles again"

# Another value in one file: it alone is converted anew, and its class alone computes something else.
texts >before.txt
sleep 1
sed -i '0,/[0-9]\.[0-9]*/s//0.5/' models/state_dict/one.json
build third.log || { grep -E 'error|warning' third.log | sort -u | cut -c1-300; fail "a changed model doesn't build"; }
texts >after.txt
[ "$(diff before.txt after.txt | grep -c '^>')" -eq 1 ] || { diff before.txt after.txt || true; fail "a changed model changes more than its own text"; }
dotnet bin/Release/net10.0/Models.dll "$work/models" >third.txt && fail "a changed model changes nothing"
[ "$(grep -c DIFFERS third.txt)" -eq 1 ] || { cat third.txt; fail "a changed model changes more than its own class"; }
cp "$models/state_dict/one.json" models/state_dict/one.json

# What tfjs keeps in files beside the model belongs to the model.
sleep 1
touch models/keras/tfjs/functional/weights.bin
build fourth.log
grep -q 'Skipping target "LstmGenConvertModels"' fourth.log && fail "a changed shard of a tfjs model is passed over"

# Wrong files, each an error that names the file and says what to do.
expect() {
    local what=$1
    build wrong.log && fail "$what: the build passes"
    grep -E ' error LSTM' wrong.log | sort -u | sed "s|$work/||g" | cut -c1-300 | head -n 3
    grep -qF "$2" wrong.log || fail "$what: the message '$2' is missing"
}
head -c 500 "$models/nam/two_layers.nam" >models/nam/two_layers.nam
expect "a file that was cut off" "two_layers.nam : error LSTM016: the file is no valid JSON"
cp "$models/nam/two_layers.nam" models/nam/two_layers.nam
: >models/keras/stack.h5
expect "an empty file" "stack.h5 : error LSTM016: the file is empty"
cp "$models/keras/stack.h5" models/keras/stack.h5
sed -i 's|LstmModel("last.onnx")|LstmModel("lost.onnx")|' Program.cs
expect "a name without a model" 'error LSTM015: Onnx asks for the model '"'lost.onnx'"
sed -i 's|LstmModel("lost.onnx")|LstmModel("last.onnx"), Lstm(Units = 99), Dense(Units = 1)|' Program.cs
expect "a model that is something else than what is stated" "error LSTM017: Onnx states something else than the model 'last.onnx' has"

# A library for two frameworks, in a folder and of a file whose names mean something to shells and to build systems, and a program that uses it.
mkdir -p "Töne & Klänge/Bibliothek" "Töne & Klänge/Programm"
cp nuget.config "Töne & Klänge"
sed -i 's|"packages"|"../packages"|' "Töne & Klänge/nuget.config"
name="größe 'x' \$HOME; (1), 50%25.nam"
cp "$models/nam/two_layers.nam" "Töne & Klänge/Bibliothek/${name/\%25/%}"
cat >"Töne & Klänge/Bibliothek/Bibliothek.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFrameworks>net10.0;net8.0</TargetFrameworks><EnableNETAnalyzers>false</EnableNETAnalyzers></PropertyGroup>
  <ItemGroup><PackageReference Include="LstmGen" Version="0.1.0" /><LstmModel Include="*.nam" /></ItemGroup>
</Project>
PROJECT
cat >"Töne & Klänge/Bibliothek/Verstärker.cs" <<'CODE'
[LstmGen.LstmModel("größe 'x' $HOME; (1), 50%.nam")]
public partial class Verstärker { }
CODE
cat >"Töne & Klänge/Programm/Programm.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><EnableNETAnalyzers>false</EnableNETAnalyzers></PropertyGroup>
  <ItemGroup><ProjectReference Include="../Bibliothek/Bibliothek.csproj" /></ItemGroup>
</Project>
PROJECT
echo 'System.Console.WriteLine(Verstärker.ParameterCount); var s = Verstärker.State.Initial; System.Console.WriteLine(new Verstärker().Step(0.5f, ref s));' >"Töne & Klänge/Programm/Program.cs"
(cd "Töne & Klänge/Programm" && dotnet run -c Release) || fail "a library with a model can't be used"
[ "$(find "Töne & Klänge/Bibliothek/obj" -name '*.lstm' | wc -l)" -ge 1 ] || fail "no model was converted for the library"
(cd "Töne & Klänge/Bibliothek" && dotnet build -c Release >../library.log 2>&1) || { grep -E 'error' "Töne & Klänge/library.log" | sort -u | cut -c1-300; fail "a library for two frameworks doesn't build"; }

# The tool, as a package of its own.
mkdir tool && cp nuget.config tool && cd tool
dotnet tool install LstmGen.Tool --version 0.1.0 --tool-path "$work/bin-tool" >tool.log 2>&1 || { cat tool.log; fail "the tool can't be installed"; }
"$work/bin-tool/lstmgen" --version
"$work/bin-tool/lstmgen" summary "$models/keras/stack.keras"
"$work/bin-tool/lstmgen" verify "$models/aidax/two_layers.json"
"$work/bin-tool/lstmgen" convert "$models/onnx-pytorch/last.onnx" -o last.lstm
"$work/bin-tool/lstmgen" verify last.lstm
"$work/bin-tool/lstmgen" generate last.lstm -o Last.cs --class Game.Last
