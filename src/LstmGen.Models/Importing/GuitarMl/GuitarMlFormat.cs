using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.PyTorch;

namespace LstmGen.Models.Importing.GuitarMl;

/// <summary>GuitarML's JSON: <c>model_data</c> states the sizes, <c>state_dict</c> has the parameters of an nn.LSTM <c>rec</c> and an nn.Linear <c>lin</c>.</summary>
internal sealed class GuitarMlFormat : IModelFormat
{
    /// <summary>The only type of unit that is read.</summary>
    public const string UnitType = "LSTM";

    private static readonly string[] Known = ["model", "unit_type", "input_size", "hidden_size", "num_layers", "output_size", "skip", "bias_fl"];

    public string Name => "GuitarML (JSON)";

    public bool Matches(ModelInput input) => input.Json is { IsObject: true } json && (json.Find("model_data") is not null || json.Find("state_dict") is not null);

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        JsonModel json = input.Json!;
        KnownMembers.Require(json, "model_data", "state_dict");
        StatedOptions.RefuseLayers(options, Name);
        JsonModel data = json["model_data"];
        KnownMembers.Require(data, Known);
        RequireText(data["unit_type"], UnitType);
        if (data.FindOr("model", GuitarMlHarmless.Model) is { } model)
        {
            RequireText(model, "SimpleRNN");
        }

        TensorTable tensors = StateDictJsonFormat.Tensors(json["state_dict"], out IReadOnlyList<string> names);
        if (names.FirstOrDefault(name => PyTorchParameter.Parse(name).Module is not ("rec" or "lin")) is { } other)
        {
            throw new ModelException($"tensor {Shown.Text(other)} has no place in a GuitarML model, which has the modules 'rec' and 'lin'");
        }

        if (names.FirstOrDefault(name => PyTorchParameter.Parse(name) is { IsReverse: true } or { Part: "weight_hr" }) is { } foreign)
        {
            throw new ModelException($"tensor {Shown.Text(foreign)} has no place in a GuitarML model, whose nn.LSTM reads forwards alone and isn't projected");
        }

        IReadOnlyList<PyTorchModule> order = PyTorchOrder.Given(PyTorchModules.Find(tensors, names), ["rec", "lin"]);
        CheckSizes(data, tensors, order[0], order[1]);
        CheckBiases(data, tensors, order[0].LstmLayers);
        return new ImportedModel(
            PyTorchStateDict.Build(tensors, order, Skip(data, options, order[1].Output), options),
            Name, "PyTorch (GuitarML)", GateOrder.PyTorch.Text, tensors.Uses, []);
    }

    private static void RequireText(JsonModel value, string needed)
    {
        if (value.Text != needed)
        {
            throw value.Error($"is {Shown.Text(value.Text)}; only {needed} is supported");
        }
    }

    private static void CheckSizes(JsonModel data, TensorTable tensors, PyTorchModule rec, PyTorchModule lin)
    {
        Check("input_size", "rec.weight_ih_l0", rec.Input);
        Check("hidden_size", "rec.weight_hh_l0", rec.Units);
        Check("output_size", "lin.weight", lin.Output);
        int layers = data.IntOr("num_layers", 1, GuitarMlHarmless.Layers);
        if (layers != rec.LstmLayers)
        {
            throw data.Error(FormattableString.Invariant($"has num_layers {layers}, and state_dict has the tensors of {rec.LstmLayers}"));
        }

        void Check(string member, string tensor, int size)
        {
            if (data[member].Int != size)
            {
                throw data[member].Error(FormattableString.Invariant(
                    $"is {data[member].Int}, and tensor '{tensor}' has the shape {Shown.Shape(tensors.ShapeOf(tensor, 2))}, which says {size}"));
            }
        }
    }

    /// <summary><c>bias_fl</c> says whether the nn.Linear has a bias, and is true if missing. The nn.LSTM always has biases.</summary>
    private static void CheckBiases(JsonModel data, TensorTable tensors, int layers)
    {
        for (int layer = 0; layer < layers; layer++)
        {
            foreach (string part in new[] { "bias_ih", "bias_hh" })
            {
                string name = FormattableString.Invariant($"rec.{part}_l{layer}");
                if (!tensors.Has(name))
                {
                    throw new ModelException($"tensor '{name}' is missing: the nn.LSTM of a GuitarML model always has biases");
                }
            }
        }

        JsonModel? stated = data.FindOr("bias_fl", GuitarMlHarmless.Bias);
        if ((stated?.Bool ?? true) != tensors.Has("lin.bias"))
        {
            throw stated is null ? data.Error("has no 'bias_fl', which means true, and tensor 'lin.bias' is missing")
                : stated.Error(stated.Bool ? "is true, and tensor 'lin.bias' is missing" : "is false, and there is a tensor 'lin.bias'");
        }
    }

    /// <summary>The file states how many features are added, one to each output.</summary>
    private static bool Skip(JsonModel data, ImportOptions options, int outputs)
    {
        if (data.Find("skip") is not { } member)
        {
            // Programs that load such files disagree about what that means.
            return options.Skip ?? throw data.Error("has no 'skip', the number of features that are added to the output; state whether there is a skip connection (--skip, Skip on the item)");
        }

        int skip = member.Int;
        if (skip != 0 && skip != outputs)
        {
            throw data.Error(FormattableString.Invariant($"has skip {skip} for {outputs} outputs; 0 and {outputs}, a feature for each output, are supported"));
        }

        return StatedOptions.Skip(options, skip != 0, FormattableString.Invariant($"model_data.skip is {skip}"));
    }
}
