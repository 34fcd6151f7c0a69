using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace LstmGen.Tests.Networks;

/// <summary>One layer of a <see cref="NetworkSpec"/>.</summary>
public abstract record LayerSpec(int Units, Activation Activation, bool UseBias)
{
    /// <summary>Features that the layer outputs.</summary>
    public virtual int Output => Units;

    /// <summary>The numbers of the activation, where they differ from its defaults.</summary>
    public Numbers Numbers { get; init; }

    /// <summary>Blocks of <see cref="Units"/> columns in the kernel.</summary>
    public abstract int Gates { get; }

    public abstract string AttributeName { get; }

    /// <summary>What differs from the attribute's defaults.</summary>
    public abstract IEnumerable<string> AttributeOptions { get; }

    public abstract int ParameterCount(int input);

    /// <summary>The layer as written in an architecture.</summary>
    public abstract string Architecture(int input);
}

/// <summary>An LSTM layer, with Keras' defaults.</summary>
public sealed record LstmSpec(
    int Units,
    Activation Activation = Activation.Tanh,
    Activation RecurrentActivation = Activation.Sigmoid,
    bool UseBias = true,
    bool ReturnSequences = false) : LayerSpec(Units, Activation, UseBias)
{
    public Numbers RecurrentNumbers { get; init; }

    /// <summary>The activation of the cell state on its way out, if it differs.</summary>
    public Activation? HiddenActivation { get; init; }

    public Numbers HiddenNumbers { get; init; }

    public bool Peepholes { get; init; }

    public bool CoupledGates { get; init; }

    public float? Clip { get; init; }

    public float? CellClip { get; init; }

    public int? Projection { get; init; }

    public override int Output => Projection ?? Units;

    public override int Gates => CoupledGates ? 3 : 4;

    /// <summary>Whether it has nothing but what every framework has.</summary>
    public bool IsPlain => !Peepholes && !CoupledGates && Projection is null;

    public override string AttributeName => "Lstm";

    public override IEnumerable<string> AttributeOptions
    {
        get
        {
            if (Activation != Activation.Tanh)
            {
                yield return $"Activation = Activation.{Activation}";
            }

            if (RecurrentActivation != Activation.Sigmoid)
            {
                yield return $"RecurrentActivation = Activation.{RecurrentActivation}";
            }

            if (!UseBias)
            {
                yield return "UseBias = false";
            }

            if (ReturnSequences)
            {
                yield return "ReturnSequences = true";
            }

            if (HiddenActivation is { } hidden)
            {
                yield return $"HiddenActivation = Activation.{hidden}";
            }

            foreach (string option in Numbers.Options("Activation", Activation)
                .Concat(RecurrentNumbers.Options("RecurrentActivation", RecurrentActivation))
                .Concat(HiddenActivation is { } own ? HiddenNumbers.Options("HiddenActivation", own) : []))
            {
                yield return option;
            }

            if (Peepholes)
            {
                yield return "Peepholes = true";
            }

            if (CoupledGates)
            {
                yield return "CoupledGates = true";
            }

            foreach ((string name, float? limit) in new[] { ("Clip", Clip), ("CellClip", CellClip) })
            {
                if (limit is float value)
                {
                    yield return string.Create(CultureInfo.InvariantCulture, $"{name} = {value:R}f");
                }
            }

            if (Projection is int projection)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Projection = {projection}");
            }
        }
    }

    public override int ParameterCount(int input) =>
        (Gates * Units * (input + Output + (UseBias ? 1 : 0))) + (Peepholes ? (Gates - 1) * Units : 0) + (Units * (Projection ?? 0));

    public override string Architecture(int input) => string.Create(
        CultureInfo.InvariantCulture,
        $"lstm {input}>{Units}{(Projection is int size ? $">{size}" : "")} {ArchitectureNames.Of(Activation, Numbers)}/{ArchitectureNames.Of(RecurrentActivation, RecurrentNumbers)}")
        + (HiddenActivation is { } hidden ? "/" + ArchitectureNames.Of(hidden, HiddenNumbers) : "")
        + (UseBias ? "" : " no_bias") + (Peepholes ? " peepholes" : "") + (CoupledGates ? " coupled" : "")
        + Limit(" clip", Clip) + Limit(" cell_clip", CellClip);

    private static string Limit(string name, float? limit) => limit is float value ? string.Create(CultureInfo.InvariantCulture, $"{name}({value:R})") : "";
}

/// <summary>A Dense layer, with Keras' defaults.</summary>
public sealed record DenseSpec(int Units, Activation Activation = Activation.Linear, bool UseBias = true)
    : LayerSpec(Units, Activation, UseBias)
{
    public override int Gates => 1;

    public override string AttributeName => "Dense";

    public override IEnumerable<string> AttributeOptions
    {
        get
        {
            if (Activation != Activation.Linear)
            {
                yield return $"Activation = Activation.{Activation}";
            }

            foreach (string option in Numbers.Options("Activation", Activation))
            {
                yield return option;
            }

            if (!UseBias)
            {
                yield return "UseBias = false";
            }
        }
    }

    public override int ParameterCount(int input) => Units * (input + (UseBias ? 1 : 0));

    public override string Architecture(int input) =>
        string.Create(CultureInfo.InvariantCulture, $"dense {input}>{Units} ") + ArchitectureNames.Of(Activation, Numbers) + (UseBias ? "" : " no_bias");
}
