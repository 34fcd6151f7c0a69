using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using LstmGen.Generator;

namespace LstmGen.Benchmarks.Costs;

/// <summary>
/// What <c>dotnet build</c> takes for a project of 50 networks, of 1 to 50 units, and for the same project without the generator and the
/// attributes. Each build recompiles, because the source was edited.
/// </summary>
internal sealed class BuildBenchmark : IDisposable
{
    public const int Classes = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-build-").FullName;
    private int _edits;

    /// <summary>Seconds of the builds with and without networks, alternately.</summary>
    public (Samples With, Samples Without) Measure(int repeats)
    {
        string with = Project("With", networks: true);
        string without = Project("Without", networks: false);
        var samples = (With: new Samples(), Without: new Samples());
        for (int i = -1; i < repeats; i++)
        {
            double secondsWith = Build(with, networks: true);
            double secondsWithout = Build(without, networks: false);

            // The first round starts the build servers.
            if (i >= 0)
            {
                samples.With.Add(secondsWith);
                samples.Without.Add(secondsWithout);
            }
        }

        return samples;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Project(string name, bool networks)
    {
        string project = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        string items = networks
            ? $"""
                <ItemGroup>
                  <Reference Include="{typeof(LstmAttribute).Assembly.Location}" />
                  <Analyzer Include="{typeof(LstmGenerator).Assembly.Location}" />
                </ItemGroup>
              """
            : "";
        File.WriteAllText(Path.Combine(project, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            {items}
            </Project>
            """);
        DotNet(project, "restore");
        return project;
    }

    private double Build(string project, bool networks)
    {
        var source = new StringBuilder("namespace Networks;\n").Append(CultureInfo.InvariantCulture, $"// {_edits++}\n");
        foreach (int units in Enumerable.Range(1, Classes))
        {
            if (networks)
            {
                source.Append(CultureInfo.InvariantCulture, $"[LstmGen.Lstm(Input = 1, Units = {units}, Steps = 16)]\n");
            }

            source.Append(CultureInfo.InvariantCulture, $"public partial class Net{units} {{ }}\n");
        }

        File.WriteAllText(Path.Combine(project, "Networks.cs"), source.ToString());
        return Timing.Nanoseconds(_ => DotNet(project, "build", "--no-restore", "-c", "Release"), 1) / 1e9;
    }

    private static void DotNet(string project, params IReadOnlyList<string> arguments) => ChildProcess.Run("dotnet", arguments, project);
}
