#!/usr/bin/env bash
# Makes a package of a library that uses the generator, and uses it: nothing of LstmGen gets to the library's users. Its argument is the folder
# that holds the packages.
set -euo pipefail
feed=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
fail() { echo "$*"; exit 1; }
cd "$work"
mkdir library program packed
cat >nuget.config <<CONFIG
<configuration>
  <packageSources><clear /><add key="local" value="$feed" /><add key="packed" value="packed" /></packageSources>
  <config><add key="globalPackagesFolder" value="packages" /></config>
</configuration>
CONFIG
for project in library program; do
    cat >$project/$project.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><EnableNETAnalyzers>false</EnableNETAnalyzers></PropertyGroup>
</Project>
PROJECT
done
echo '[LstmGen.Lstm(Input = 2, Units = 3, Steps = 4)] public partial class Gesture { }' >library/Gesture.cs
dotnet add library package LstmGen >add.log || { cat add.log; fail "the package can't be added"; }
dotnet pack library -c Release -warnaserror -o packed >pack.log || { cat pack.log; fail "the library can't be packed"; }

echo 'System.Console.WriteLine($"{Gesture.ParameterCount} parameters in a library");' >program/Program.cs
dotnet add program package library >add.log || { cat add.log; fail "the library can't be added"; }
dotnet run --project program -c Release -p:OutputType=Exe
grep -qi '"lstmgen' program/obj/project.assets.json && fail "who uses the library gets LstmGen"
exit 0
