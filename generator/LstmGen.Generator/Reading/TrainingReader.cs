using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>Reads <c>[Training]</c>.</summary>
internal sealed class TrainingReader(AttributeData attribute, List<Problem> problems, CancellationToken cancellation)
{
    public const string Loss = "Loss";
    public const string Steps = "Steps";
    public const string Train = "Train";

    /// <summary>The attribute in a sentence.</summary>
    public const string Shown = "[Training]";

    private readonly AttributeArguments _arguments = new(attribute, cancellation);

    public TrainingRequest Read()
    {
        if (_arguments.Int(Steps) is < 1 and var steps)
        {
            string stated = FormattableString.Invariant($"is {steps}");
            problems.Add(new Problem(Descriptors.SizeTooSmall, LocationOf(Steps), Steps, Shown, stated));
        }

        return new TrainingRequest(
            (TrainingLoss)Value(Loss, typeof(TrainingLoss)),
            (TrainingOptimizer)Value("Optimizer", typeof(TrainingOptimizer)),
            (TrainingInitializer)Value("Initializer", typeof(TrainingInitializer)),
            _arguments.Int(Steps),
            new EquatableArray<string>(Layers()));
    }

    /// <param name="option">The name of an option, or null for the whole attribute.</param>
    public Location LocationOf(string? option) => option is null ? _arguments.Location : _arguments.LocationOf(option);

    private int Value(string name, Type values) => OptionsReader.Value(_arguments, name, 0, values, problems);

    private IEnumerable<string> Layers()
    {
        if (_arguments.Text(Train) is not { } text)
        {
            return [];
        }

        string[] names = [.. text.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0)];
        if (names.Length == 0)
        {
            const string Nothing = "names no layer; leave it out to train all of them";
            problems.Add(new Problem(Descriptors.TrainingMisfit, LocationOf(Train), Train, Nothing));
        }

        return names;
    }
}
