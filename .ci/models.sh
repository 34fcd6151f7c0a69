#!/usr/bin/env bash
# Uses a trained model of every format as a user does: a package, an item, an attribute. Its arguments are the folder that holds the
# packages and the folder of the models.
set -euo pipefail
. "$(dirname "$0")/version.sh"
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
# build LOG…: the log has the output for each target.
build() { dotnet build -c Release -v:normal >"$1" 2>&1; }
texts() { find obj -name '*.lstm' -printf '%f %T@\n' | sort; }
# Converts the models of the project in this folder, but only those that need it; much faster than a build.
convert() { dotnet msbuild -p:Configuration=Release -t:LstmGenAddModels "$@"; }
converted() { grep -qF 'exec "$LSTMGEN_TOOL"' "$1"; }

build first.log || { grep -E 'error|warning' first.log | sort -u | cut -c1-300; fail "the models don't build"; }
dotnet bin/Release/net10.0/Models.dll "$work/models"

# Different times aren't changes.
find models -exec touch {} +
build second.log
converted second.log && fail "a second build converts the models again"
grep -q 'Skipping target "CoreCompile"' second.log || fail "a second build compiles again"

# Another value in one file, with an older time than before: only that file is converted again, and only its class computes something else.
texts >before.txt
sleep 1
sed -i '0,/[0-9]\.[0-9]*/s//0.5/' models/state_dict/one.json
touch -d 2001-02-03 models/state_dict/one.json
build third.log || { grep -E 'error|warning' third.log | sort -u | cut -c1-300; fail "a changed model doesn't build"; }
texts >after.txt
[ "$(diff before.txt after.txt | grep -c '^>')" -eq 1 ] || { diff before.txt after.txt || true; fail "a changed model changes more than its own text"; }
differ() { dotnet bin/Release/net10.0/Models.dll "$work/models" >"$1" && fail "$2 changes nothing"; [ "$(grep -c DIFFERS "$1")" -eq 1 ] || { cat "$1"; fail "$2 changes more than its own class"; }; }
differ third.txt "a changed model"
cp "$models/state_dict/one.json" models/state_dict/one.json

# A text that was deleted comes back alone: any other change would convert everything.
convert >/dev/null || fail "the models can't be converted alone"
rm obj/Release/net10.0/lstm/*/two_layers.nam.lstm
convert >/dev/null || fail "the models can't be converted once more"
[ -e obj/Release/net10.0/lstm/*/two_layers.nam.lstm ] || fail "a text that is gone doesn't come back"

# only TEXT WHAT: converts, which has to change that text and no other.
only() {
    texts >before.txt
    convert >/dev/null || fail "$2 can't be converted"
    texts >after.txt
    local changed
    changed=$(diff before.txt after.txt | sed -n 's/^> \([^ ]*\) .*/\1/p' || true)
    [ "$changed" = "$1" ] || fail "$2 changes other texts than $1: ${changed:-none}"
}

# What tfjs keeps in files beside the model belongs to the model; so do the tensors of an ONNX model that are in a file beside it, and the
# scaler that an item names. Each changes its own text alone, and one build has the classes of all three.
shard=models/keras/tfjs/functional/weights.bin
printf '\0\0\0\77' | dd of="$shard" conv=notrunc status=none
touch -d 2001-02-03 "$shard"
only model.json.lstm "a changed shard of a tfjs model"
tensors=models/onnx-states/beside.onnx.data
printf '\0\0\0\77' | dd of="$tensors" conv=notrunc status=none
touch -d 2001-02-03 "$tensors"
only beside.onnx.lstm "a changed file of tensors beside an ONNX model"
sed -i '0,/"mean_": \[[0-9.]*/s//"mean_": [1000/' models/scalers/standard.json
touch -d 2001-02-03 models/scalers/standard.json
only one.json.lstm "a changed scaler"
build fourth.log || { grep -E 'error|warning' fourth.log | sort -u | cut -c1-300; fail "changed files beside models don't build"; }
dotnet bin/Release/net10.0/Models.dll "$work/models" >fourth.txt && fail "changed files beside models change nothing"
[ "$(grep ' DIFFERS$' fourth.txt | cut -d: -f1 | sort | paste -sd' ')" = "keras/tfjs/functional/model.json onnx-states/beside.onnx state_dict/one.json" ] \
    || { cat fourth.txt; fail "changed files beside models change other classes than their own"; }

# Without the file of tensors the build names it.
rm "$tensors"
build fifth.log && fail "an ONNX model without its tensors builds"
grep -qF "names the file 'beside.onnx.data', which isn't beside beside.onnx" fifth.log || fail "the file of tensors that is missing isn't named"
cp "$models/keras/tfjs/functional/weights.bin" "$shard"
cp "$models/onnx-states/beside.onnx.data" "$tensors"
cp "$models/scalers/standard.json" models/scalers/standard.json
convert >/dev/null || fail "the models can't be converted once the files beside them are back"
dotnet msbuild -t:LstmGenWatch -getItem:Watch >watch.json
for file in stack.h5 weights.bin beside.onnx.data standard.json; do grep -qF "$file\"" watch.json || fail "dotnet watch doesn't watch $file"; done

# Another version of the converter, though it was made before the last conversion.
convert >/dev/null || fail "the models can't be converted alone"
cp -rp packages/lstmgen/$LstmGenVersion/tools/converter other-version
echo >>other-version/LstmGen.Converter.deps.json
touch -d 2001-02-03 other-version/*
convert -p:LstmGenTool="$work/other-version/LstmGen.Converter.dll" -v:normal >other.log || { cat other.log; fail "another version of the converter fails"; }
converted other.log || fail "another version of the converter converts nothing"
convert -p:LstmGenTool="$work/other-version/LstmGen.Converter.dll" -v:normal >other.log
converted other.log && fail "the same version of the converter converts again"

# What a build doesn't need is in another package.
dotnet other-version/LstmGen.Converter.dll generate "$models/keras/stack.keras" -o Stack.cs --class Stack 2>slim.log && fail "the converter generates"
cat slim.log
grep -qF 'dotnet tool install --global LstmGen.Tool' slim.log || fail "the converter doesn't say where the command is"

# Wrong files, each an error that names the file and says what to do.
expect() {
    local what=$1
    build wrong.log && fail "$what: the build passes"
    grep -E ' error LSTM' wrong.log | sort -u | sed "s|$work/||g" | cut -c1-300 | head -n 3
    grep -qF "$2" wrong.log || fail "$what: the message '$2' is missing"
}
head -c 500 "$models/nam/two_layers.nam" >models/nam/two_layers.nam
expect "a file that was cut off" "two_layers.nam : error LSTM016: the file is not valid JSON"
cp "$models/nam/two_layers.nam" models/nam/two_layers.nam
: >models/keras/stack.h5
expect "an empty file" "stack.h5 : error LSTM016: the file is empty"
cp "$models/keras/stack.h5" models/keras/stack.h5
sed -i 's|<LstmModel Include="models/nam/two_layers.nam" />|&<LstmModel Include="./models/nam/two_layers.nam" Steps="5" />|' Models.csproj
expect "two items that contradict each other" 'state different things of it: <LstmModel Include="models/nam/two_layers.nam" /> and <LstmModel Include="./models/nam/two_layers.nam" Steps="5" />'
sed -i 's| Steps="5" />| />|' Models.csproj
sed -i 's|LstmModel("last.onnx")|LstmModel("lost.onnx")|' Program.cs
expect "a name without a model" 'error LSTM015: Onnx asks for the model '"'lost.onnx'"
sed -i 's|LstmModel("lost.onnx")|LstmModel("last.onnx"), Lstm(Units = 99), Dense(Units = 1)|' Program.cs
expect "a model that is something else than what is stated" "error LSTM017: Onnx contradicts the model 'last.onnx'"

# A library for two frameworks, in a folder and of a file whose names mean something to shells and to build systems, with the tool there
# too, and a program that uses it.
odd="it's \"Töne\" & Klänge (\$HOME) 50 %"
mkdir -p "$odd/Bibliothek" "$odd/Programm"
cp nuget.config "$odd"
name="größe 'x' \$HOME; (1), 50%25.nam"
cp "$models/nam/two_layers.nam" "$odd/Bibliothek/${name/\%25/%}"
cat >"$odd/Bibliothek/Bibliothek.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFrameworks>net10.0;net8.0</TargetFrameworks><EnableNETAnalyzers>false</EnableNETAnalyzers></PropertyGroup>
  <ItemGroup><PackageReference Include="LstmGen" Version="$LstmGenVersion" /><LstmModel Include="*.nam" /></ItemGroup>
</Project>
PROJECT
cat >"$odd/Bibliothek/Verstärker.cs" <<'CODE'
[LstmGen.LstmModel("größe 'x' $HOME; (1), 50%.nam")]
public partial class Verstärker { }
CODE
cat >"$odd/Programm/Programm.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><EnableNETAnalyzers>false</EnableNETAnalyzers></PropertyGroup>
  <ItemGroup><ProjectReference Include="../Bibliothek/Bibliothek.csproj" /></ItemGroup>
</Project>
PROJECT
echo 'System.Console.WriteLine(Verstärker.ParameterCount); var s = Verstärker.State.Initial; System.Console.WriteLine(new Verstärker().Step(0.5f, ref s));' >"$odd/Programm/Program.cs"
# Not dotnet run, which leaves the quotation marks out of its own path.
(cd "$odd/Programm" && dotnet build -c Release >../program.log 2>&1 && dotnet bin/Release/net10.0/Programm.dll) || { cat "$odd/program.log"; fail "a library with a model can't be used"; }
[ "$(find "$odd/Bibliothek/obj" -name '*.lstm' | wc -l)" -ge 1 ] || fail "no model was converted for the library"
(cd "$odd/Bibliothek" && dotnet build -c Release >../library.log 2>&1) || { grep -E 'error' "$odd/library.log" | sort -u | cut -c1-300; fail "a library for two frameworks doesn't build"; }
(cd "$odd/Bibliothek" && dotnet clean -c Release >../library.log 2>&1)
[ -z "$(find "$odd/Bibliothek/obj" -name lstm)" ] || fail "dotnet clean leaves converted models"

# A web application in a repository with central package management: its model isn't content. A program in Visual Basic gets a warning.
mkdir -p web/wwwroot basic
cp nuget.config web
sed -i 's|"packages"|"../packages"|' web/nuget.config
cp web/nuget.config basic
cp "$models/state_dict/one.json" web/amp.json
cp "$models/state_dict/one.json" web/copied.json
cp "$models/state_dict/one.json" web/wwwroot/served.json
echo '{}' >web/appsettings.json
cat >web/Directory.Packages.props <<'PROJECT'
<Project>
  <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
  <ItemGroup><GlobalPackageReference Include="LstmGen" Version="$(LstmGenVersion)" /></ItemGroup>
</Project>
PROJECT
cat >web/Web.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><EnableNETAnalyzers>false</EnableNETAnalyzers></PropertyGroup>
  <ItemGroup><LstmModel Include="amp.json;wwwroot/served.json" /><LstmModel Include="copied.json" CopyToOutputDirectory="PreserveNewest" /></ItemGroup>
</Project>
PROJECT
cat >web/Program.cs <<'CODE'
using LstmGen;
System.Console.WriteLine(Amp.ParameterCount);
[LstmModel("amp.json")] partial class Amp { }
CODE
(cd web && dotnet publish -c Release -warnaserror -o out >web.log 2>&1) || { grep -E 'error' web/web.log | sort -u | cut -c1-300; fail "a web application with a GlobalPackageReference doesn't build"; }
dotnet web/out/Web.dll
[ ! -e web/out/amp.json ] || fail "a model is published because the SDK takes it for content"
for file in appsettings.json copied.json wwwroot/served.json; do [ -e "web/out/$file" ] || fail "$file isn't published"; done
[ ! -e web/out/LstmGen.dll ] || fail "LstmGen.dll is published"

cp "$models/nam/two_layers.nam" basic
cat >basic/Basic.vbproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="LstmGen" Version="$(LstmGenVersion)" /><LstmModel Include="two_layers.nam" /></ItemGroup>
</Project>
PROJECT
(cd basic && dotnet build -c Release >basic.log 2>&1) || { cat basic/basic.log; fail "a library in Visual Basic doesn't build"; }
grep -oE 'warning LSTM021: [^[]*' basic/basic.log | sort -u
grep -q 'warning LSTM021' basic/basic.log || fail "a library in Visual Basic isn't warned"

# The tool, as a package of its own.
mkdir tool && cp nuget.config tool && cd tool
dotnet tool install LstmGen.Tool --version "$LstmGenVersion" --tool-path "$work/bin-tool" >tool.log 2>&1 || { cat tool.log; fail "the tool can't be installed"; }
"$work/bin-tool/lstmgen" --version
"$work/bin-tool/lstmgen" summary "$models/keras/stack.keras"
cp "$models/aidax/two_layers.json" @model.json
"$work/bin-tool/lstmgen" verify @model.json
"$work/bin-tool/lstmgen" convert "$models/onnx-pytorch/last.onnx" -o last.lstm
"$work/bin-tool/lstmgen" verify last.lstm
"$work/bin-tool/lstmgen" run last.lstm
"$work/bin-tool/lstmgen" trace last.lstm -o last.json
"$work/bin-tool/lstmgen" draw last.lstm
"$work/bin-tool/lstmgen" draw last.lstm -o last.html
grep -q '</html>' last.html || fail "the page isn't whole"
"$work/bin-tool/lstmgen" generate last.lstm -o Last.cs --class Game.Last
