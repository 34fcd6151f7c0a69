using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Nam;

/// <summary>
/// Neural Amp Modeler's .nam of the architecture LSTM: one flat list with, for each layer, the rows [4·units, input + units] (gates i, f, g, o),
/// the bias [4·units] and the initial hidden and cell state [units], and at the end the head's kernel [outputs, units] and bias [outputs].
/// </summary>
internal sealed class NamFormat : IModelFormat
{
    /// <summary>The only architecture that is read.</summary>
    public const string Architecture = "LSTM";

    public string Name => "NAM (.nam)";

    public bool Matches(ModelInput input) =>
        input.Json is { IsObject: true } json && (json.Find("architecture") is not null || (input.HasExtension(".nam") && json.Find("weights") is not null));

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        JsonModel json = input.Json!;
        string architecture = json["architecture"].Text;
        if (architecture != Architecture)
        {
            throw new ModelException($"the file's architecture is {Shown.Text(architecture)}; {Architecture} is the one that is supported");
        }

        KnownMembers.Require(json, NamHarmless.File, "version", "architecture", "config", "weights");
        StatedOptions.RefuseLayers(options, Name);
        string version = NamVersion.Read(json["version"]);
        bool skip = StatedOptions.Skip(options, false, "NAM's LSTM adds nothing to its output");
        NamConfig config = NamConfig.Read(json["config"]);
        float[] values = json["weights"].Floats(out IReadOnlyList<long> shape);
        if (shape.Count != 1)
        {
            throw json["weights"].Error($"has the shape {Shown.Shape(shape)}, and a flat list is needed");
        }

        if (values.Length != config.Count)
        {
            throw new ModelException(FormattableString.Invariant(
                $"'weights' has {values.Length} numbers, and {config.Count} are needed for {config.Layers} layer{(config.Layers == 1 ? "" : "s")} of {config.Units} units, {config.Input} inputs and {config.Outputs} outputs"));
        }

        var weights = new NamWeights(values);
        Network network = Build(config, weights, skip, options);
        return new ImportedModel(network, Name, "NAM " + version, GateOrder.PyTorch.Text, weights.Uses, [])
        {
            Metadata = new FactList().Add(FactKind.SampleRate, json, "sample_rate").Add(json.Find("metadata")).Facts,
        };
    }

    private static Network Build(NamConfig config, NamWeights weights, bool skip, ImportOptions options)
    {
        var builder = new NetworkBuilder(options);
        int units = config.Units;
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string source = FormattableString.Invariant($"layer {layer}");
            int input = config.InputOf(layer);
            float[] rows = weights.Take("kernel and recurrent kernel of " + source, 4 * units, input + units);
            float[] bias = weights.Take("bias of " + source, 4 * units);
            float[] hidden = weights.Take("initial hidden state of " + source, units);
            float[] cell = weights.Take("initial cell state of " + source, units);
            builder.Lstm(
                source, input, units, Activation.Tanh, Activation.Sigmoid, layer < config.Layers - 1 || (options.ReturnSequences ?? true),
                GateOrder.PyTorch.Kernel(rows, units, input, 0, input + units),
                GateOrder.PyTorch.Kernel(rows, units, units, input, input + units),
                GateOrder.PyTorch.Bias(bias, null, units), hidden, cell);
        }

        float[] head = weights.Take("kernel of the head", config.Outputs, units);
        builder.Dense("head", units, config.Outputs, Activation.Linear, GateOrder.Dense(head, config.Outputs, units), weights.Take("bias of the head", config.Outputs));
        return builder.Build(steps: null, skip);
    }
}
