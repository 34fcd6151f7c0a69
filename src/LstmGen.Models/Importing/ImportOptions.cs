using System.Collections.Generic;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Scalers;

namespace LstmGen.Models.Importing;

/// <summary>What a user states of a model because its file doesn't, or to override what it says.</summary>
internal sealed record ImportOptions
{
    /// <summary>The length of the sequence that <c>Forward</c> reads.</summary>
    public int? Steps { get; init; }

    /// <summary>Whether the last LSTM layer outputs every step, if the file doesn't say.</summary>
    public bool? ReturnSequences { get; init; }

    /// <summary>The names of the layers in the order in which they run, where the file doesn't say.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Modules of a PyTorch state_dict, and members of a checkpoint, that aren't for inference.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>The activations of layers, by the layers' names in the file, if the file doesn't say.</summary>
    public IReadOnlyDictionary<string, Activation> Activations { get; init; } = new Dictionary<string, Activation>();

    /// <summary>Whether the input is added to the output, if the file doesn't say.</summary>
    public bool? Skip { get; init; }

    /// <summary>Which of its two definitions <c>hard_sigmoid</c> has, overriding the file's version.</summary>
    public Activation? HardSigmoid { get; init; }

    /// <summary>The name of the output that is the network's, if the file has several.</summary>
    public string? Output { get; init; }

    /// <summary>The path of a scaler's file, relative to the model's folder.</summary>
    public string? ScalerPath { get; init; }

    /// <summary>What that file says, once it is read.</summary>
    public Scaler? Scaler { get; init; }

    /// <summary>Whether parameters may be NaN or infinite.</summary>
    public bool AllowNonFinite { get; init; }
}
