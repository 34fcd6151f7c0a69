using System;
using System.Linq;

namespace LstmGen.Models.Importing.Scalers;

/// <summary>What a file beside the model says about its units: how its inputs are scaled, and what its outputs mean.</summary>
/// <param name="FileName">The file's name, for messages.</param>
/// <param name="Input">The scaling of the inputs on which the model was trained, or null.</param>
/// <param name="Output">The scaling of the outputs on which it was trained, which is undone, or null.</param>
internal sealed record Scaler(string FileName, FeatureScaler? Input, FeatureScaler? Output)
{
    /// <summary>Which of the two it has, for a reader.</summary>
    public string Parts => string.Join(" and ", new[] { Input is null ? null : ScalerFile.Input, Output is null ? null : ScalerFile.Output }.Where(part => part is not null));
}

/// <summary>One half of a scaler.</summary>
/// <param name="Scaling">From the user's units to the model's.</param>
/// <param name="Count">The length of its lists; null if it has one number for all features.</param>
internal sealed record FeatureScaler(Scaling Scaling, int? Count)
{
    /// <exception cref="ModelException">It is for another number of features.</exception>
    /// <param name="file">The scaler's file.</param>
    /// <param name="part">The half's name in the file.</param>
    public void Require(int features, string file, string part)
    {
        if (Count is int count && count != features)
        {
            throw new ModelException(FormattableString.Invariant(
                $"the scaler {Shown.Text(file)} has numbers for {count} {part}{(count == 1 ? "" : "s")}, and the network has {features}"));
        }
    }
}
