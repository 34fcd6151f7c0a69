#!/usr/bin/env bash
# Shows that a program compiled ahead of time, with every warning an error, reads models of every format but HDF5, and says the same of them as
# the program that is compiled while it runs. Its argument is the folder that holds the packages.
set -euo pipefail
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
    "$(find "$models" -name '*.safetensors' | sort | head -1)" "$(find "$models/torch_save" -name '*.pt' | sort | head -1)"
    "$(find "$models/keras/tfjs" -name 'model.json' | sort | head -1)"
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
[ "$(cut -d'|' -f1 native.head | sort -u | wc -l)" -ge 9 ] || { echo "these aren't all formats"; exit 1; }
ls -l native/NativeModels | awk '{ print $5 " bytes of native code" }'
