using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Inputs of the graph whose features are side by side in what the first layer reads.</summary>
/// <param name="Parts">Their names, each with its number of features; null for one whose size isn't known until a layer reads it.</param>
/// <param name="Axis">The axis along which they were joined; null if it is a single input.</param>
internal sealed record InputRow(IReadOnlyList<(string Name, long? Size)> Parts, Axis? Axis)
{
    public string Names => Shown.List(Parts.Select(part => part.Name).ToList());

    /// <summary>Several inputs as one row, or null if parts are something else, or one input is in it twice.</summary>
    /// <param name="axis">The axis along which the parts are joined.</param>
    public static Signal? Join(IReadOnlyList<Signal> parts, int axis)
    {
        if (parts.Any(part => part.Inputs is null || part.Stage != 0 || part.Axes[axis].IsPart || part.Axes[axis].Size is null || part.LastStep))
        {
            return null;
        }

        List<(string Name, long? Size)> all = parts.SelectMany(part => part.Inputs!.Axis is null ? [(part.Inputs.Parts[0].Name, part.Axes[axis].Size)] : part.Inputs.Parts).ToList();
        bool isNested = parts.Any(part => part.Inputs!.Axis is { } inner && inner != part.Axes[axis]);
        if (isNested || all.Select(part => part.Name).Distinct().Count() < all.Count)
        {
            return null;
        }

        var joined = new Axis(parts.Sum(part => part.Axes[axis].Size!.Value));
        return new Signal([.. parts[0].Axes.Select((own, i) => i == axis ? joined : own)], 0) { Inputs = new InputRow(all, joined) };
    }
}
