using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>The tensors of a model by its layers, in the shapes that follow from the layers' options.</summary>
/// <param name="tensors">The tensors by the file's names.</param>
/// <param name="weights">Where the file keeps those of a layer.</param>
internal sealed class KerasTensors(TensorTable tensors, IKerasWeights weights)
{
    /// <summary>The input and the units of a layer. The units are checked before they are multiplied.</summary>
    /// <param name="input">The number of features that the layer reads, if known without its kernel.</param>
    /// <param name="gates">How many columns the kernel has for each unit.</param>
    public (int Input, int Units) Sizes(KerasPart part, int? input, int gates)
    {
        int units = part.Config["units"].Int;
        if (units is < 1 or > Limits.Units)
        {
            throw new ModelException(FormattableString.Invariant($"{part.Shown} has {units} units; 1 to {Limits.Units} can be generated"));
        }

        if (input is int known)
        {
            return (known, units);
        }

        long rows = tensors.ShapeOf(weights.Find(part.Owner, part.Half, KerasTensor.Kernel), 2)[0];
        return rows is >= 1 and <= Limits.TrainedParameters
            ? ((int)rows, units)
            : throw new ModelException(FormattableString.Invariant($"{part.Shown} has a kernel for {rows} inputs and {gates * units} columns, which can't be generated"));
    }

    /// <summary>The shape of a tensor, from which sizes are taken.</summary>
    public IReadOnlyList<long> ShapeOf(KerasPart part, KerasTensor tensor, int dimensions) => tensors.ShapeOf(weights.Find(part.Owner, part.Half, tensor), dimensions);

    /// <summary>Takes a tensor's values.</summary>
    /// <exception cref="ModelException">There is no such tensor, or it has another shape.</exception>
    public float[] Take(KerasPart part, KerasTensor tensor, params long[] shape) =>
        tensors.Take(weights.Find(part.Owner, part.Half, tensor), $"{KerasTensorNames.Of(tensor).Replace('_', ' ')} of {part.Layer.Name}", shape);
}
