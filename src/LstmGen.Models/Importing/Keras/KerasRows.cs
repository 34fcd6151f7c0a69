using System;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>Reads the layers that compute rows from others: pooling over time, Flatten of all steps, RepeatVector, Cropping1D.</summary>
internal static class KerasRows
{
    private static readonly string[] Classes = ["GlobalAveragePooling1D", "GlobalMaxPooling1D", "RepeatVector", "Cropping1D"];

    /// <summary>Whether layers of a class always change the rows; a Flatten does if it reads steps.</summary>
    public static bool Is(string className) => Array.IndexOf(Classes, className) >= 0;

    /// <summary>What a layer does with the rows that it reads, and how many it takes, joins or repeats.</summary>
    /// <exception cref="ModelException">It does something that isn't supported.</exception>
    public static (RowsKind Kind, int Count) Read(KerasLayer layer, KerasShape shape)
    {
        if (shape.HasSteps == (layer.ClassName == "RepeatVector"))
        {
            throw new ModelException(shape.HasSteps
                ? $"{layer.Shown} repeats one row, and the layer before it outputs a row for every step"
                : $"{layer.Shown} reads every step, and the LSTM before it outputs only its last step");
        }

        switch (layer.ClassName)
        {
            case "RepeatVector":
                layer.Members().Known("n").Float32().RequireAllKnown();
                return (RowsKind.Repeat, layer.Config["n"].Int);
            case "Flatten":
                RequireLastAxis(layer);
                layer.Members().Known("data_format").Float32().RequireAllKnown();
                return (RowsKind.Flatten, Steps(layer, shape));
            case "Cropping1D":
                layer.Members().Known("cropping").Float32().RequireAllKnown();
                return (RowsKind.Last, Left(layer, Steps(layer, shape)));
            default:
                RequireLastAxis(layer);
                layer.Members().Known("data_format").Off("keepdims").Float32().RequireAllKnown();
                return (layer.ClassName.StartsWith("GlobalMax", StringComparison.Ordinal) ? RowsKind.Max : RowsKind.Mean, 0);
        }
    }

    /// <summary>How many rows a Cropping1D leaves.</summary>
    private static int Left(KerasLayer layer, int steps)
    {
        JsonModel cropping = layer.Config["cropping"];
        int[] ends = cropping.IsArray ? [.. cropping.Items.Take(3).Select(end => end.Int)] : [cropping.Int, cropping.Int];
        return ends.Length == 2 && ends[0] >= 0 && ends[0] < steps && ends[1] == 0
            ? steps - ends[0]
            : throw new ModelException(
                $"{layer.Shown} crops [{string.Join(", ", ends)}] of {steps} steps; only steps at the start can be left out, "
                    + $"such as [{Math.Max(steps - 1, 0)}, 0]");
    }

    private static int Steps(KerasLayer layer, KerasShape shape) => shape.Steps
        ?? throw new ModelException(
            $"{layer.Shown} {(layer.ClassName == "Flatten" ? "joins" : "counts")} all steps, and the file doesn't say how many there are");

    private static void RequireLastAxis(KerasLayer layer)
    {
        string format = layer.Config.FindOr("data_format", KerasHarmless.LeftOut)?.Text ?? "channels_last";
        if (format != "channels_last")
        {
            throw new ModelException(
                $"{layer.Shown} has the data_format {Shown.Text(format)}, and an LSTM's features are the last axis (channels_last)");
        }
    }
}
