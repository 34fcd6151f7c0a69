#!/usr/bin/env bash
# Shows that a program compiled ahead of time, with every warning an error, reads models of every format but HDF5, and prints the same about them as
# the program under the JIT compiler. Its argument is the folder that holds the packages.
set -euo pipefail
. "$(dirname "$0")/version.sh"
feed=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
models=$root/tests/golden/models
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
"$root/.ci/native-tools.sh"
cp "$root"/.ci/native-models/* "$work"
sed -i "s|FEED|$feed|" "$work/nuget.config"
cd "$work"

files=(
    "$models/guitarml/two_layers.json" "$models/aidax/two_layers.json" "$models/rtneural/layers.json" "$models/nam/two_layers.nam"
    "$models/state_dict/one.json" "$models/onnx-pytorch/hidden.onnx" "$models/onnx-states/beside.onnx"
    "$models/state_dict/one.safetensors" "$models/torch_save/one_protocol_4.pt" "$models/keras/tfjs/bidirectional/model.json"
)
dotnet publish -c Release -r linux-x64 -o native -v:quiet -warnaserror
./native/NativeModels "${files[@]}" "$models/keras/lstm_dense.keras" "$models/keras/lstm_dense.h5" | tee native.log

# HDF5 is off in it, and the error says how to get it.
[ "$(grep -c 'LstmGenModelsHdf5' native.log)" -eq 2 ] || { echo "HDF5 isn't refused by name"; exit 1; }
! grep -aq 'PureHDF.VOL' native/NativeModels || { echo "the library for HDF5 is in the program"; exit 1; }

dotnet run -c Release -p:PublishAot=false -- "${files[@]}" "$models/keras/lstm_dense.keras" "$models/keras/lstm_dense.h5" >jit.log
head -"${#files[@]}" native.log >native.head
head -"${#files[@]}" jit.log | diff - native.head || { echo "native code reads something else"; exit 1; }
[ "$(grep -c '^Keras' jit.log)" -eq 2 ] || { cat jit.log; echo "HDF5 isn't read where it is on"; exit 1; }
[ "$(grep ' | ' native.head | cut -d'|' -f1 | sort -u | wc -l)" -eq 9 ] || { echo "these aren't all formats"; exit 1; }
ls -l native/NativeModels | awk '{ print $5 " bytes of native code" }'

# The program of run-time.md, native: it plays in two runs what it plays in one, with the bits of the program under the JIT compiler.
mkdir play
awk '/^```csharp/ { inside = 1; next } /^```/ { if (inside) exit } inside' "$root/generator/docs/run-time.md" >play/Program.cs
cp nuget.config play
# Networks are computed with fused multiply-adds, which native code has where its processors do.
sed -e 's|<PackageReference Include="LstmGen.Models"|<PackageReference Include="LstmGen" Version="$(LstmGenVersion)" />\n    &|' \
    -e 's|<PublishAot>true</PublishAot>|&<IlcInstructionSet>x86-64-v3</IlcInstructionSet>|' NativeModels.csproj >play/Play.csproj
cd play
dotnet publish -c Release -r linux-x64 -o native -v:quiet -warnaserror
head -c 40000 /dev/zero | tr '\0' '\101' >guitar.raw
head -c 16388 guitar.raw >first.raw
tail -c +16389 guitar.raw >second.raw
./native/Play "$models/nam/two_layers.nam" guitar.raw whole.out whole.state
./native/Play "$models/nam/two_layers.nam" first.raw first.out parts.state
./native/Play "$models/nam/two_layers.nam" second.raw second.out parts.state
cat first.out second.out | cmp - whole.out || { echo "a second run doesn't continue where the first one ended"; exit 1; }
cmp whole.state parts.state || { echo "the second run ends in another state"; exit 1; }
dotnet run -c Release -p:PublishAot=false -- "$models/nam/two_layers.nam" guitar.raw jit.out jit.state
cmp jit.out whole.out && cmp jit.state whole.state || { echo "native code plays something else"; exit 1; }
echo "run-time.md: $(stat -c %s whole.out) bytes of sound, the same in one run, in two, native and compiled while it runs"
