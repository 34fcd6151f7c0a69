using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using BenchmarkDotNet.Running;
using LstmGen.Benchmarks.Comparing;
using LstmGen.Benchmarks.Cores;
using LstmGen.Benchmarks.Costs;
using LstmGen.Benchmarks.Generic;
using LstmGen.Benchmarks.Learning;
using LstmGen.Benchmarks.Others;
using LstmGen.Benchmarks.Sweeping;

// The generator in memory needs LstmGen.Model. It is beside this program, but an analyzer's dependencies aren't listed among the program's.
AssemblyLoadContext.Default.Resolving += (context, name) =>
    Path.Combine(AppContext.BaseDirectory, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;

// Numbers look the same wherever this runs.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
switch (args.FirstOrDefault())
{
    case "--compare":
        CompareCommand.Run(After("--out"), quick: args.Contains("--quick"));
        break;
    case "--cores":
        CoresCommand.Run(After("--out"));
        break;
    case "--train":
        TrainCommand.Run(After("--out"));
        break;
    case "--others":
        OthersCommand.Run();
        break;
    case "--generic":
        GenericCommand.Run();
        break;
    case "--sweep":
        SweepCommand.Run(After("--sweep")!);
        break;
    case "--first-call":
        FirstCallCommand.Run();
        break;
    case FirstCallCommand.TimesOption:
        FirstCallCommand.RunTimes(args[1]);
        break;
    case FirstCallCommand.CodeOption:
        FirstCallCommand.RunCode(args[1]);
        break;
    case "--generator":
        GeneratorCommand.Run(quick: args.Contains("--quick"));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
        break;
}

return 0;

string? After(string option)
{
    int index = Array.IndexOf(args, option);
    return index < 0 ? null : index + 1 < args.Length ? args[index + 1] : throw new ArgumentException($"{option} needs a value");
}
