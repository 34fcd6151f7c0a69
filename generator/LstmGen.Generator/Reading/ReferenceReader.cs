using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>Reads <c>[LstmModel]</c>, and the layer attributes beside it, which state what the model must be.</summary>
internal sealed class ReferenceReader(
    INamedTypeSymbol type,
    AttributeData attribute,
    List<Problem> problems,
    CancellationToken cancellation)
{
    private readonly List<AttributeArguments> _layers = type.GetAttributes()
        .Where(AttributeNames.IsLayer)
        .Select(layer => new AttributeArguments(layer, cancellation))
        .ToList();

    public ModelReference? Read()
    {
        int before = problems.Count;
        var arguments = new AttributeArguments(attribute, cancellation);
        int? steps = Size(arguments, "Steps", "model");
        if (_layers.Count > 1 && _layers.Select(layer => layer.Declaration).Distinct().Count() is > 1 and var declarations)
        {
            problems.Add(new Problem(Descriptors.ScatteredLayers, _layers[_layers.Count - 1].Location, type.Name, declarations));
        }

        var names = new LayerNames();
        List<StatedLayer> stated = type.GetAttributes()
            .Where(AttributeNames.IsLayer)
            .Zip(_layers, (layer, values) => Stated(AttributeNames.Name(layer) == AttributeNames.Lstm, values, names))
            .ToList();

        // A name that isn't a constant is reported by the compiler.
        return problems.Count > before || attribute.ConstructorArguments.FirstOrDefault().Value is not string name
            ? null
            : new ModelReference(name, steps, new EquatableArray<StatedLayer>(stated))
            {
                Skip = NetworkOptions.Skip(type),
                Masking = NetworkOptions.Masking(type, cancellation),
            };
    }

    public Location LocationOfModel => new AttributeArguments(attribute, cancellation).Location;

    public Location LocationOf(int layer) => _layers[layer].Location;

    private StatedLayer Stated(bool isLstm, AttributeArguments values, LayerNames names)
    {
        string name = "layer " + names.Next(isLstm ? "lstm" : "dense");
        return new StatedLayer(
            isLstm,
            Size(values, "Input", name),
            Size(values, "Units", name),
            Size(values, "Steps", name),
            values.Bool("UseBias"),
            new EquatableArray<StatedOption>(Options(values)));
    }

    /// <summary>The options that are written, in the order in which they are compared.</summary>
    private IEnumerable<StatedOption> Options(AttributeArguments values)
    {
        foreach (string name in LayerOptions.Names.Where(values.IsGiven))
        {
            object? value = name switch
            {
                LayerOptions.Activation or LayerOptions.RecurrentActivation => ActivationReader.Read(values, name, problems),
                LayerOptions.Direction => ((LstmDirection)OptionsReader.Value(values, name, 0, typeof(LstmDirection), problems)).ToString(),
                LayerOptions.Merge => ((Merge)OptionsReader.Value(values, name, 0, typeof(Merge), problems, "MergeMode")).ToString(),
                LayerOptions.ReturnSequences => values.Bool(name),
                _ => LayerOptions.Read(values, LayerOptions.OfCell(name), problems),
            };
            if (value is not null)
            {
                yield return new StatedOption(name, LayerOptions.Shown(value));
            }
        }
    }

    private int? Size(AttributeArguments values, string name, string what)
    {
        int? value = values.Int(name);
        if (value is < 1)
        {
            string stated = System.FormattableString.Invariant($"is {value}");
            problems.Add(new Problem(Descriptors.SizeTooSmall, values.LocationOf(name), name, what, stated));
        }

        return value;
    }
}
