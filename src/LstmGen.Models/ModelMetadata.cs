using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models;

/// <summary>
/// What a model's file says in addition to the network: the constants of the nested class <c>Metadata</c> that the build makes of it. What the file
/// doesn't say is null.
/// </summary>
public sealed class ModelMetadata
{
    private readonly ModelFact[] _facts;

    internal ModelMetadata(IEnumerable<ModelFact> facts) => _facts = [.. facts];

    /// <summary>The name of the model's file.</summary>
    public string? Source => Text(nameof(Source));

    /// <summary>What wrote the model's file, with its version as far as the file has it.</summary>
    public string? Framework => Text(nameof(Framework));

    /// <summary>The SHA-256 hash of the model's file, in hexadecimal.</summary>
    public string? ModelHash => Text(nameof(ModelHash));

    /// <summary>The name of the file with the scaler that is folded into the weights.</summary>
    public string? Scaler => Text(nameof(Scaler));

    /// <summary>The model's name.</summary>
    public string? Name => Text(nameof(Name));

    /// <summary>Who made the model.</summary>
    public string? ModeledBy => Text(nameof(ModeledBy));

    /// <summary>The maker of the gear that the model imitates.</summary>
    public string? GearMake => Text(nameof(GearMake));

    /// <summary>The gear that the model imitates.</summary>
    public string? GearModel => Text(nameof(GearModel));

    /// <summary>The kind of gear that the model imitates.</summary>
    public string? GearType => Text(nameof(GearType));

    /// <summary>The kind of tone that the model has.</summary>
    public string? ToneType => Text(nameof(ToneType));

    /// <summary>Samples per second that the model was trained on: each is a step.</summary>
    public double? SampleRate => Number(nameof(SampleRate));

    /// <summary>The loudness of the output for a standard input, in decibels.</summary>
    public double? Loudness => Number(nameof(Loudness));

    /// <summary>How strongly the model distorts, from 0 to 1.</summary>
    public double? Gain => Number(nameof(Gain));

    /// <summary>The analog level that an input of amplitude 1 represents, in dBu.</summary>
    public double? InputLevelDbu => Number(nameof(InputLevelDbu));

    /// <summary>The analog level that an output of amplitude 1 represents, in dBu.</summary>
    public double? OutputLevelDbu => Number(nameof(OutputLevelDbu));

    private string? Text(string name) => Find(name)?.Text;

    private double? Number(string name) => Find(name)?.Number;

    private ModelFact? Find(string name) => _facts.FirstOrDefault(fact => fact.Kind.Name == name);
}
