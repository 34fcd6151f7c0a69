using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;

namespace LstmGen.Models;

/// <summary>
/// What a program states of a model because its file doesn't: what the metadata of an <c>LstmModel</c> item and the options of <c>lstmgen</c>
/// state, by the same names. What contradicts the file is an error.
/// </summary>
public sealed record LoadOptions
{
    internal static readonly LoadOptions None = new();

    /// <summary>The length of a sequence, at least 1.</summary>
    public int? Steps { get; init; }

    /// <summary>Whether the last LSTM layer outputs every step, or only the last.</summary>
    public bool? ReturnSequences { get; init; }

    /// <summary>The layers' names in the file, in the order in which they run.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Modules of a PyTorch state_dict, and members of a checkpoint, that aren't for inference.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>The activations of layers, such as <c>relu</c>, by the layers' names in the file.</summary>
    public IReadOnlyDictionary<string, string> Activations { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the input is added to the output.</summary>
    public bool? Skip { get; init; }

    /// <summary>Which definition the file's hard_sigmoid has, against what its version says: <c>hard_sigmoid</c> or <c>hard_sigmoid_02</c>.</summary>
    public string? HardSigmoid { get; init; }

    /// <summary>Which of the graph's outputs is the network's, where an ONNX file has several.</summary>
    public string? OutputName { get; init; }

    /// <summary>The path of a JSON file with what was done to inputs and outputs in training, from the model's folder.</summary>
    public string? Scaler { get; init; }

    /// <summary>Whether parameters may be NaN or infinite.</summary>
    public bool AllowNonFinite { get; init; }

    /// <exception cref="ModelException">A value is none that the option has.</exception>
    internal ImportOptions ForImport() => new()
    {
        Steps = Steps is null or >= 1 ? Steps : throw new ModelException(FormattableString.Invariant($"steps is {Steps}; it is a whole number of at least 1")),
        ReturnSequences = ReturnSequences,
        Layers = Layers,
        LeaveOut = LeaveOut,
        Activations = Activations.ToDictionary(pair => pair.Key, pair => ModelOptions.Activation("activation", pair.Value), StringComparer.Ordinal),
        Skip = Skip,
        HardSigmoid = HardSigmoid is { } name ? ModelOptions.HardSigmoid(name) : null,
        Output = OutputName,
        ScalerPath = Scaler,
        AllowNonFinite = AllowNonFinite,
    };
}
