using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Tests.Running;

namespace LstmGen.Generator.Tests.Training;

/// <summary>
/// Models with the layers that no attribute declares, by number: those of <see cref="TrainedNetworks"/> with others before, between and
/// after their layers.
/// </summary>
internal static class TrainedModels
{
    /// <summary>The most draws for a number, until one follows the rules.</summary>
    private const int Tries = 50;

    public static IEnumerable<TrainedNetwork> Of(int first, int count, bool isDouble)
    {
        TrainedNetwork[] all = [.. TrainedNetworks.Of(first, count, isDouble)];
        Network[] read = [.. ReadClasses.Of(["using LstmGen;\n" + string.Join("\n\n", all.Select(network => network.Source))], TrainerAssembly.Newest)
            .Select(one => one.Class.Network)];
        return all.Zip(read, (network, model) => Of(network, model, int.Parse(network.Name["Net".Length..], CultureInfo.InvariantCulture)));
    }

    /// <summary>A model of a network's layers and others.</summary>
    private static TrainedNetwork Of(TrainedNetwork network, Network model, int number)
    {
        var random = new Random(number);
        for (int i = 0; i < Tries; i++)
        {
            Network drawn = new RandomLayers(random).Among(model);
            if (Rules.Check(drawn) is null && !Rules.BrokenChains(drawn.Layers).Any() && Rules.SkipFits(drawn) && TrainingRules.Obstacle(drawn, (Model.TrainingLoss)network.Loss, network.Steps) is null)
            {
                return Of(network with { Name = FormattableString.Invariant($"Model{number}") }, drawn);
            }
        }

        throw new InvalidOperationException($"No layers fit {network.Source}");
    }

    /// <summary>A network with the layers of a model, whose own parameters are never used.</summary>
    public static TrainedNetwork Of(TrainedNetwork network, Network model)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        LstmWriter.Write(new ModelFile(null, null, model with { Parameters = new Floats(new float[model.ParameterCount]) }), text);
        return network with
        {
            Layers = $"[LstmModel(\"{network.Name}.lstm\")]",
            Model = text.ToString(),
            Inputs = model.InputSize,
            Outputs = model.OutputSize,
            Ids = model.Layers[0] is EmbeddingLayer table ? table.Count : 0,
            HasEveryOutput = TrainingRules.HasOutputOfEachStep(model),
            RowCount = model.OutputRows ?? 1,
        };
    }
}
