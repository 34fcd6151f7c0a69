#!/usr/bin/env bash
# Makes a program of each template as a user does, builds it without a warning, and runs it; so the program of one file, as the documentation
# has it. Its argument is the folder that holds the packages.
set -euo pipefail
. "$(dirname "$0")/version.sh"
feed=$(cd "$1" && pwd)
models=$(cd "$(dirname "$0")/.." && pwd)/tests/golden/models
page=$(cd "$(dirname "$0")/.." && pwd)/generator/docs/installing.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
fail() { echo "$*"; exit 1; }
cd "$work"
cat >nuget.config <<CONFIG
<configuration>
  <packageSources><add key="local" value="$feed" /></packageSources>
  <config><add key="globalPackagesFolder" value="packages" /></config>
</configuration>
CONFIG

# new ARGUMENTS…: in a place of its own, so that the templates don't stay with whoever runs this.
new() { dotnet new "$@" --debug:custom-hive "$work/hive" >new.log || { cat new.log; fail "dotnet new $* fails"; }; }
# program NAME KIND ARGUMENTS…: a name may have blanks, and begin with a digit.
program() {
    new lstmgen --kind "$2" -o "$1" --no-restore
    grep -q "\"LstmGen\" Version=\"$LstmGenVersion\"" "$1/$1.csproj" || fail "the template $2 asks for another version"
    (cd "$1" && dotnet build -c Release -warnaserror >../build.log) || { grep -E 'error|warning' build.log | sort -u | cut -c1-300; fail "the template $2 doesn't build"; }
    (cd "$1" && dotnet "bin/Release/net10.0/$1.dll" "${@:3}")
}
new install "$feed/LstmGen.Templates.$LstmGenVersion.nupkg"

program "1st network" console | tee console.log
# The README's numbers, from both ways.
[ "$(grep -c '^0.11160207 0.07330464 0.14615174$' console.log)" -eq 2 ] || fail "the console program computes something else"

program Weather worker --Readings 3 --Seconds 0 | tee worker.log
[ "$(grep -cE '[0-9]+ h: -?[0-9.]+ °C, in an hour -?[0-9.]+ ± [0-9.]+ °C' worker.log)" -eq 3 ] || fail "the worker doesn't forecast"

program Amplifier audio | tee audio.log
head -c 4 Amplifier/amp.wav | grep -qx RIFF && [ "$(stat -c %s Amplifier/amp.wav)" -eq 882044 ] || fail "the audio program writes no sound"
grep -q '^amp.wav: 5.0 s ' audio.log || fail "the audio program doesn't play five seconds"
# A WAV file keeps its own rate, of which the program says that the amp's is another.
mkdir sound
(cd sound && cp ../Amplifier/amp.wav in.wav && printf '\x80\xbb\0\0' | dd of=in.wav bs=1 seek=24 conv=notrunc status=none)
(cd sound && dotnet ../Amplifier/bin/Release/net10.0/Amplifier.dll in.wav | tee wav.log)
grep -q 'has 48000 samples a second, and the amp was trained at 44100' sound/wav.log || fail "the audio program doesn't compare sample rates"
[ "$(od -An -tu4 -j24 -N4 sound/amp.wav | tr -d ' ')" -eq 48000 ] && [ "$(stat -c %s sound/amp.wav)" -eq 882044 ] || fail "the audio program changes the rate of a WAV file"
# A model whose file says at which rate it was trained.
cp "$models/nam/two_layers.nam" Amplifier/amp.nam
sed -i 's/amp.json/amp.nam/' Amplifier/Amp.cs Amplifier/Amplifier.csproj
(cd Amplifier && dotnet build -c Release -warnaserror >../build.log) || { grep -E 'error|warning' build.log | sort -u | cut -c1-300; fail "the audio program doesn't build with another model"; }
(cd sound && dotnet ../Amplifier/bin/Release/net10.0/Amplifier.dll in.wav | tee nam.log)
grep -q '^The sound' sound/nam.log && fail "the audio program doesn't know its model's sample rate"
# Silence through the stream, in blocks that its 1,000 samples don't fill.
head -c 4000 /dev/zero | dotnet Amplifier/bin/Release/net10.0/Amplifier.dll --stream >stream.f32
[ "$(stat -c %s stream.f32)" -eq 4000 ] || fail "the audio program doesn't stream"

# The SDK keeps what it compiles of a file there.
mkdir file data
export XDG_DATA_HOME=$work/data
awk '/^```cs$/ { on = 1; next } /^```$/ { on = 0 } on' "$page" >file/gesture.cs
# And with a trained model, as the page says.
cp Weather/forecaster.json file
echo '<Project><ItemGroup><LstmModel Include="forecaster.json" /></ItemGroup></Project>' >file/Directory.Build.props
sed -i '/^Console/a Console.WriteLine($"{Forecaster.ParameterCount} trained parameters");' file/gesture.cs
echo '[LstmModel("forecaster.json")] public partial class Forecaster { }' >>file/gesture.cs
dotnet run file/gesture.cs | tee file.log
grep -qx '0.11160207 0.07330464 0.14615174' file.log || fail "the program of one file computes something else"
grep -qx '1412 trained parameters' file.log || fail "the program of one file has no trained model"
