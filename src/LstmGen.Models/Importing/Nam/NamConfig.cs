using System;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Nam;

/// <summary>The sizes of a NAM file's LSTM, each within what can be generated, so that no count of them overflows.</summary>
internal sealed record NamConfig(int Input, int Units, int Layers, int Outputs)
{
    /// <exception cref="ModelException">A member is missing, unknown or too large.</exception>
    public static NamConfig Read(JsonModel config)
    {
        KnownMembers.Require(config, "input_size", "hidden_size", "num_layers", "in_channels", "out_channels");
        var sizes = new NamConfig(
            Size(config["input_size"], 1 << 20),
            Size(config["hidden_size"], Limits.Units),
            Size(config["num_layers"], Limits.Layers),
            config.FindOr("out_channels", NamHarmless.Channels) is { } outputs ? Size(outputs, Limits.Units) : 1);
        return config.FindOr("in_channels", NamHarmless.Channels) is { } channels && channels.Int != sizes.Input
            ? throw channels.Error(FormattableString.Invariant($"is {channels.Int}, and input_size is {sizes.Input}"))
            : sizes;
    }

    /// <summary>Kernel and recurrent kernel, bias, and two states of each layer, then the head.</summary>
    public long Count
    {
        get
        {
            long count = (long)Outputs * (Units + 1);
            for (int layer = 0; layer < Layers; layer++)
            {
                count += (4L * Units * (InputOf(layer) + Units)) + (6L * Units);
            }

            return count;
        }
    }

    public int InputOf(int layer) => layer == 0 ? Input : Units;

    private static int Size(JsonModel size, int most) => size.Int >= 1 && size.Int <= most
        ? size.Int
        : throw size.Error(FormattableString.Invariant($"is {size.Int}, and 1 to {most} are supported"));
}
