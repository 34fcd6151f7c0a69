using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.RtNeural;

/// <summary>AIDA-X's JSON: RTNeural's, with a skip connection, gains, and a test that was recorded when the model was trained.</summary>
internal sealed class AidaXFormat : IModelFormat
{
    private static readonly string[] Own = ["in_skip", "in_gain", "out_gain", "input_batch", "output_batch"];

    public string Name => "AIDA-X (JSON)";

    public bool Matches(ModelInput input) => input.Json is { IsObject: true } json && json.Find("layers") is not null && json.Names.Any(name => Array.IndexOf(Own, name) >= 0);

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        JsonModel json = input.Json!;
        KnownMembers.Require(json, RtNeuralHarmless.Origin, ["in_shape", "layers", .. Own]);
        StatedOptions.RefuseLayers(options, Name);
        RequireNoGain(json, "in_gain");
        RequireNoGain(json, "out_gain");
        var layers = new RtNeuralLayers(options);
        bool skip = Skip(json, options);
        Network network = layers.Read(json, skip);
        if (network.Skip && network.OutputSize != 1)
        {
            throw json.Error(FormattableString.Invariant($"has in_skip 1, which adds one feature, for {network.OutputSize} outputs"));
        }

        // The test was recorded without the scaler that a user adds to the file.
        Network recorded = options.Scaler is null ? network : new RtNeuralLayers(options with { Scaler = null }).Read(json, skip);
        IReadOnlyList<RecordedTest> tests = Tests(json, recorded);
        return new ImportedModel(network, Name, "AIDA-X", GateOrder.Keras.Text, layers.Uses, options.Scaler is null ? tests : [])
        {
            Metadata = RtNeuralFacts.Of(json),
        };
    }

    /// <summary>The gains are in decibels and are applied outside the network, the output's before the skip connection.</summary>
    private static void RequireNoGain(JsonModel json, string name)
    {
        if (json.FindOr(name, RtNeuralHarmless.NoGain) is { } gain && gain.Float != 0)
        {
            throw gain.Error(FormattableString.Invariant($"is {gain.Float} dB, and only 0 is supported: the network has no gain"));
        }
    }

    private static bool Skip(JsonModel json, ImportOptions options)
    {
        int skip = json.IntOr("in_skip", 0, RtNeuralHarmless.NoSkip);
        return skip is 0 or 1
            ? StatedOptions.Skip(options, skip == 1, FormattableString.Invariant($"in_skip is {skip}"))
            : throw json.Error(FormattableString.Invariant($"has in_skip {skip}; 0 and 1 are supported"));
    }

    /// <summary>The recorded test: a sequence that starts at the initial state, in and out, a value or a row for each step.</summary>
    private static IReadOnlyList<RecordedTest> Tests(JsonModel json, Network network)
    {
        JsonModel? input = json.Find("input_batch");
        JsonModel? output = json.Find("output_batch");
        if (input is null && output is null)
        {
            return [];
        }

        if (input is null || output is null)
        {
            throw json.Error(input is null ? "has an output_batch without an input_batch" : "has an input_batch without an output_batch");
        }

        float[] inputs = Rows(input, network.InputSize, out long inputSteps);
        float[] outputs = Rows(output, network.OutputSize, out long outputSteps);
        if (inputSteps != outputSteps)
        {
            throw json.Error(FormattableString.Invariant($"has {inputSteps} steps in its input_batch and {outputSteps} in its output_batch"));
        }

        if (inputs.Length == 0)
        {
            return [];
        }

        var test = new RecordedTest(inputs, outputs);
        RecordedTests.Require(network, test);

        // It has the output of every step, with which a class that has only the last one can't be compared.
        return network.ReturnsSequences ? [test] : [];
    }

    private static float[] Rows(JsonModel batch, int size, out long steps)
    {
        float[] values = batch.Floats(out IReadOnlyList<long> shape);
        bool fits = shape.Count == 1 ? size == 1 : shape.Count == 2 && shape[1] == size;
        if (!fits)
        {
            throw batch.Error(FormattableString.Invariant(
                $"has the shape {Shown.Shape(shape)}, and {(size == 1 ? "[steps] or [steps, 1]" : $"[steps, {size}]")} is needed"));
        }

        int at = Array.FindIndex(values, value => !float.IsFinite(value));
        if (at >= 0)
        {
            throw batch.Error(FormattableString.Invariant($"has a value {at} that is not a finite float"));
        }

        steps = shape[0];
        return values;
    }
}
