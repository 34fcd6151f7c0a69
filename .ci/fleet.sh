#!/usr/bin/env bash
# Runs the sample Fleet in one process, its checks, and a short form of the cluster: two silos, one that is killed and comes back, a third
# that joins, and a database that is gone for a while. All of it has to end with the bits of a plain loop. --no-build takes what is built.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

.ci/postgres-tools.sh
if [ "${1:-}" = --no-build ]; then
    export FLEET_IS_BUILT=1
else
    dotnet build samples/Fleet -c Release -warnaserror -v:quiet
fi
fleet=samples/Fleet/bin/Release/net10.0/Fleet.dll
# Ends what waits for something that never comes.
timeout 300 dotnet "$fleet" --devices 200 --readings 300
timeout 300 dotnet "$fleet" --check
timeout --kill-after=30 900 samples/Fleet/cluster.sh 400 300 5 20 5000
