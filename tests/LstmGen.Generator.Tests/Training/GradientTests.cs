using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Generator.Tests.Training;

/// <summary>The gradient is that of the loss: for random networks over all options, compared with differences in double.</summary>
public class GradientTests(ITestOutputHelper output)
{
    [Fact]
    public void The_chosen_networks_have_every_option()
    {
        string all = string.Join("\n", SharedTrainers.Doubles.Select(network => network.Source));
        string dense = string.Join("\n", all.Split('\n').Where(line => line.StartsWith("[Dense", StringComparison.Ordinal)));
        Activation[] ofUnits = [.. Enum.GetValues<Activation>().Where(one => one is not (Activation.Softmax or Activation.LogSoftmax))];
        string[] needed =
        [
            .. ofUnits.SelectMany(one => new[] { " Activation", "RecurrentActivation", "HiddenActivation" }.Select(place => $"{place} = Activation.{one}")),
            .. Enum.GetNames<TrainingLoss>().Select(loss => $"TrainingLoss.{loss}"),
            .. Enum.GetNames<MergeMode>().Select(merge => $"MergeMode.{merge}"),
            .. Enum.GetValues<LstmDirection>().Where(direction => direction != LstmDirection.Forward).Select(direction => $"LstmDirection.{direction}"),
            "Peepholes", "CoupledGates", " Clip", "CellClip", "Projection", "SkipConnection", "UseBias = false", "Arithmetic.Fused",
            "Arithmetic.Separate", ", Steps = ", "Masking(Value = 0)", "Masking(Value = -1)",
        ];
        Assert.All(needed, option => Assert.Contains(option, all, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<Activation>(), name => Assert.Contains($"Activation.{name}", dense, StringComparison.Ordinal));
    }

    [Fact]
    public void Chosen_networks() => Check(SharedTrainers.Doubles, SharedTrainers.Of);

    [Fact]
    public void The_chosen_models_have_every_layer()
    {
        string all = string.Join("\n", SharedTrainers.Models.Select(network => network.Model));
        string[] needed =
        [
            "add source input", "add source 0", "masking", "scale true center true", "scale true center false", "scale false center true",
            "scale false center false", "\nmean", "\nmax", "\nlast ", "\nflatten ", "\nrepeat ", "\nembedding ",
        ];
        Assert.All(needed, option => Assert.Contains(option, all, StringComparison.Ordinal));
    }

    [Fact]
    public void Chosen_models() => Check(SharedTrainers.Models, SharedTrainers.Of);

    /// <summary>Many more, if LSTMGEN_GRADIENTS says how many: "500", or "500 from 2000".</summary>
    [Fact]
    public void More_networks()
    {
        if (More() is var (first, count))
        {
            TrainedNetwork[] networks = [.. TrainedNetworks.Of(first, count, isDouble: true).Concat(TrainedModels.Of(first, count, isDouble: true))];
            Dictionary<TrainedNetwork, Lazy<TrainerAssembly>> assemblies = SharedTrainers.Compiled(networks).ToDictionary(one => one.Key, one => one.Value);
            Check(networks, network => assemblies[network].Value);
        }
    }

    /// <summary>What the environment variable asks for.</summary>
    internal static (int First, int Count)? More() =>
        Environment.GetEnvironmentVariable("LSTMGEN_GRADIENTS") is not { Length: > 0 } text ? null
        : text.Split(" from ") is [var count, .. var first] ? (first is [var from] ? Number(from) : 1000, Number(count))
        : null;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private void Check(IReadOnlyList<TrainedNetwork> networks, Func<TrainedNetwork, TrainerAssembly> assemblyOf)
    {
        List<CentralDifferences> all = [];
        List<string> problems = [];
        foreach (TrainedNetwork network in networks)
        {
            CentralDifferences found = CentralDifferences.Of(assemblyOf(network), network, seed: all.Count);
            all.Add(found);
            if (found.Problems.Count > 0)
            {
                problems.Add($"{network.Source}\n{network.Model}\n{found.Problems.Count} of {found.Compared}:\n{string.Join("\n", found.Problems.Take(5))}");
            }
        }

        (int compared, int skipped) = (all.Sum(one => one.Compared), all.Sum(one => one.Skipped));
        (int tensors, int alive) = (all.Sum(one => one.Tensors.All), all.Sum(one => one.Tensors.Alive));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{all.Count} networks, {tensors} tensors, {alive} of them with large derivatives: {compared} derivatives, {skipped} of them at corners, "
            + $"off by at most {all.Max(one => one.Worst):g3}"));
        Assert.True(problems.Count == 0, $"{problems.Count} networks:\n\n" + string.Join("\n\n", problems.Take(10)));
        Assert.True(skipped <= compared / 100, $"{skipped} of {compared} are at corners");
        Assert.True(alive >= tensors * 6 / 10, $"{tensors - alive} of {tensors} tensors have no derivative, or a small one");
    }
}
