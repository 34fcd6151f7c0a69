using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>Reads a type's layer attributes as a network.</summary>
internal sealed class LayerReader(INamedTypeSymbol type, List<Problem> problems, CancellationToken cancellation)
{
    private readonly LayerNames _names = new();

    public Network? Read()
    {
        List<AttributeData> attributes = type.GetAttributes().Where(AttributeNames.IsLayer).ToList();
        if (!attributes.Any(attribute => AttributeNames.Name(attribute) == AttributeNames.Lstm))
        {
            AttributeData? first = type.GetAttributes().FirstOrDefault(AttributeNames.IsOurs);
            string has = attributes.Count > 0 ? "[Dense]" : $"[{AttributeNames.Shown(first)}]";
            Location location = first is null ? Location.None : new AttributeArguments(first, cancellation).Location;
            problems.Add(new Problem(Descriptors.NoRecurrentLayer, location, type.Name, has));
            return null;
        }

        List<AttributeArguments> layers = attributes.Select(attribute => new AttributeArguments(attribute, cancellation)).ToList();
        if (layers.Count > Limits.Layers)
        {
            TooLarge(layers[Limits.Layers], "layers", layers.Count, Limits.Layers);
            return null;
        }

        int declarations = layers.Select(layer => layer.Declaration).Distinct().Count();
        if (declarations > 1)
        {
            problems.Add(new Problem(Descriptors.ScatteredLayers, layers[layers.Count - 1].Location, type.Name, declarations));
            return null;
        }

        int before = problems.Count;
        List<Layer> read = Layers(attributes, layers);
        foreach (int i in Rules.BrokenChains(read))
        {
            problems.Add(new Problem(
                Descriptors.LayersDoNotChain, layers[i].Location, read[i].Name,
                "comes before another LSTM layer, which reads every step; add ReturnSequences = true"));
        }

        int? steps = Steps(layers, read);
        if (problems.Count > before)
        {
            return null;
        }

        return Checked(layers, new Network(new EquatableArray<Layer>(read), steps)
        {
            Skip = NetworkOptions.Skip(type),
            Masking = NetworkOptions.Masking(type, cancellation),
        });
    }

    /// <summary>The network, or null where it breaks a rule or is too large.</summary>
    private Network? Checked(List<AttributeArguments> layers, Network network)
    {
        EquatableArray<Layer> read = network.Layers;
        if (!Rules.SkipFits(network))
        {
            problems.Add(new Problem(
                Descriptors.OptionMisfit,
                layers[layers.Count - 1].Location,
                read[read.Count - 1].Name,
                $"has {NumberText.Of(network.OutputSize)} outputs, and a skip connection adds to each of them a feature of the input, "
                + $"and a step has {NumberText.Of(network.InputSize)}"));
            return null;
        }

        if (Rules.Check(network) is { } misfit)
        {
            problems.Add(new Problem(Descriptors.OptionMisfit, layers[misfit.Layer].Location, read[misfit.Layer].Name, misfit.Problem));
            return null;
        }

        if (Limits.Check(network) is { } excess)
        {
            TooLarge(layers[excess.Layer], excess.What, excess.Count, excess.Limit);
            return null;
        }

        return network;
    }

    private List<Layer> Layers(List<AttributeData> attributes, List<AttributeArguments> arguments)
    {
        var layers = new List<Layer>();
        for (int i = 0; i < arguments.Count; i++)
        {
            bool isLstm = AttributeNames.Name(attributes[i]) == AttributeNames.Lstm;
            layers.Add(Layer(isLstm, arguments[i], layers.LastOrDefault()));
        }

        return layers;
    }

    /// <param name="previous">The layer before it, or null.</param>
    private Layer Layer(bool isLstm, AttributeArguments argument, Layer? previous)
    {
        var direction = (LstmDirection)OptionsReader.Value(argument, "Direction", 0, typeof(LstmDirection), problems);
        string name = _names.Next(!isLstm ? "dense" : direction == LstmDirection.Bidirectional ? "bidirectional" : "lstm");
        int units = Size(argument, name, "Units", isNeeded: true) ?? 1;
        int input = Input(argument, name, previous);
        bool bias = argument.Bool("UseBias", true);
        Activation activation = ActivationReader.Read(argument, "Activation", problems)
            ?? (isLstm ? Activation.Tanh : Activation.Linear);
        if (!isLstm)
        {
            return new DenseLayer(name, input, units, activation, bias);
        }

        bool sequences = argument.Bool("ReturnSequences", false);
        List<object?> options = [.. LstmLayer.CellOptions.Select(option => LayerOptions.Read(argument, option, problems))];
        Activation gates = ActivationReader.Read(argument, "RecurrentActivation", problems) ?? Activation.Sigmoid;
        var lstm = new LstmLayer(name, input, units, activation, gates, bias, sequences);
        for (int i = 0; i < options.Count; i++)
        {
            lstm = options[i] is { } value ? LstmLayer.CellOptions[i].Set(lstm, value) : lstm;
        }

        return Directed(lstm, direction, argument);
    }

    private int Input(AttributeArguments argument, string name, Layer? previous)
    {
        int? given = Size(argument, name, "Input", isNeeded: previous is null);
        if (previous is null)
        {
            return given ?? 1;
        }

        if (given is int stated && stated >= 1 && stated != previous.Output)
        {
            problems.Add(new Problem(
                Descriptors.LayersDoNotChain,
                argument.LocationOf("Input"),
                name,
                $"has Input = {stated}, and layer {previous.Name} before it outputs {previous.Output} values; "
                + "leave Input out or make them equal"));
        }

        return previous.Output;
    }

    /// <summary>The layer for a direction of reading: one LSTM, or two of them.</summary>
    private Layer Directed(LstmLayer lstm, LstmDirection direction, AttributeArguments argument)
    {
        var merge = (Merge)OptionsReader.Value(argument, "Merge", 0, typeof(Merge), problems, "MergeMode");
        if (direction == LstmDirection.Bidirectional)
        {
            LstmLayer forward = lstm with { Name = lstm.Name + "_forward" };
            LstmLayer backward = lstm with { Name = lstm.Name + "_backward", Direction = Direction.Backward };
            return new BidirectionalLayer(lstm.Name, forward, backward, merge);
        }

        if (argument.IsGiven("Merge"))
        {
            problems.Add(new Problem(
                Descriptors.OptionMisfit,
                argument.LocationOf("Merge"),
                lstm.Name,
                "has Merge, which belongs to Direction = Bidirectional alone"));
        }

        return lstm with { Direction = (Direction)direction };
    }

    private int? Size(AttributeArguments argument, string layer, string name, bool isNeeded)
    {
        if (!argument.IsGiven(name))
        {
            if (isNeeded)
            {
                problems.Add(new Problem(Descriptors.SizeTooSmall, argument.Location, name, "layer " + layer, "is not given"));
            }

            return null;
        }

        int? value = argument.Int(name);
        if (value is < 1)
        {
            problems.Add(new Problem(
                Descriptors.SizeTooSmall, argument.LocationOf(name), name, "layer " + layer, FormattableString.Invariant($"is {value}")));
        }

        return value;
    }

    private int? Steps(List<AttributeArguments> arguments, List<Layer> layers)
    {
        int? steps = null;
        int from = 0;
        for (int i = 0; i < arguments.Count; i++)
        {
            int? given = Size(arguments[i], layers[i].Name, "Steps", isNeeded: false);
            if (given is null)
            {
                continue;
            }

            if (steps is not null && steps != given)
            {
                problems.Add(new Problem(
                    Descriptors.StepsContradict, arguments[i].LocationOf("Steps"), layers[i].Name, given, layers[from].Name, steps));
            }

            if (steps is null)
            {
                steps = given;
                from = i;
            }
        }

        return steps;
    }

    private void TooLarge(AttributeArguments at, string what, long count, long limit) => problems.Add(new Problem(
        Descriptors.TooLarge, at.Location, type.Name,
        ReaderText.Grouped(count), what, ReaderText.Grouped(limit)));
}
