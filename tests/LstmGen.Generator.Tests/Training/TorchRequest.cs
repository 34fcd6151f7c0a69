using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using LstmGen.Generator.Model;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>What PyTorch answers.</summary>
/// <param name="Loss">Of the gradient's sequences, or of the last step.</param>
/// <param name="Values">The gradient, or the parameters.</param>
/// <param name="Losses">After steps of batches: of the sequences that were trained on, and of the others.</param>
internal sealed record TorchAnswer(double Loss, double[] Values, double[] Losses);

/// <summary>A request to PyTorch: the gradient of a network for some sequences, or its parameters after steps of an optimizer.</summary>
internal sealed record TorchRequest(
    TrainedNetwork Network, Network Model, double[] Parameters, double[] Inputs, double[] Targets, int Count)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Steps of the optimizer; 0 asks for the gradient.</summary>
    public int Steps { get; init; }

    /// <summary>Sequences of a step; 0 takes all of them in each.</summary>
    public int Batch { get; init; }

    /// <summary>The first of the sequences, which steps of batches take in turn; the others are held out.</summary>
    public int Trained { get; init; }

    public double Rate { get; init; }

    /// <summary>Whether the rate falls to 0 with the steps, as <see cref="RateAt"/> says.</summary>
    public bool RateFalls { get; init; }

    public double Decay { get; init; }

    public double ClipNorm { get; init; }

    public double ClipValue { get; init; }

    public double RateAt(int step)
    {
        double part = RateFalls ? (double)step / Steps : 0;
        return Rate * (1 - part) * (1 - part) * (1 + (2 * part));
    }

    /// <summary>The answers to some requests, by one process.</summary>
    public static TorchAnswer[] Ask(IReadOnlyList<TorchRequest> requests)
    {
        string folder = Path.Combine(Path.GetTempPath(), "lstmgen-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            string questions = Path.Combine(folder, "requests.json"), answers = Path.Combine(folder, "answers.json");
            File.WriteAllText(questions, new JsonArray([.. requests.Select(request => request.Json())]).ToJsonString());
            Run(Path.Combine(AppContext.BaseDirectory, "torch_gradients.py"), questions, answers);
            return [.. JsonNode.Parse(File.ReadAllText(answers))!.AsArray().Select(answer =>
                new TorchAnswer(answer!["loss"]!.GetValue<double>(), Numbers(answer["values"]), Numbers(answer["losses"])))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(TorchFactAttribute.Python, arguments) { RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("PyTorch doesn't end.");
        }

        string said = errors.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, said);
    }

    private JsonObject Json()
    {
        int next = 0;
        return new()
        {
            ["loss"] = Network.Loss.ToString(),
            ["optimizer"] = Network.Optimizer.ToString(),
            ["layers"] = new JsonArray([.. Model.Layers.Select(Layer)]),
            ["count"] = Count,
            ["inputs"] = Network.Inputs,
            ["outputs"] = Network.Outputs,
            ["x"] = Values(Inputs),
            ["targets"] = Values(Targets),
            ["steps"] = Steps,
            ["batch"] = Batch,
            ["trained"] = Trained,
            ["rate"] = Rate,
            ["rates"] = Values([.. Enumerable.Range(0, Steps).Select(RateAt)]),
            ["decay"] = Decay,
            ["clip_norm"] = ClipNorm,
            ["clip_value"] = ClipValue,
        };

        JsonNode Layer(Layer layer)
        {
            if (layer is PositionwiseLayer or RowsLayer)
            {
                return Other(layer);
            }

            WeightedLayer[] parts = [.. layer.Parts];
            return new JsonObject
            {
                ["type"] = layer is DenseLayer ? "dense" : "lstm",
                ["inputs"] = layer.Input,
                ["units"] = parts[0].Units,
                ["bias"] = parts[0].UseBias,
                ["projection"] = parts[0] is RecurrentLayer { Projector: not null } projected ? projected.Output : 0,
                ["activation"] = layer is DenseLayer dense ? dense.Activation.Kind.ToString() : "",
                ["every"] = layer.HandsOnEveryStep,
                ["parts"] = new JsonArray([.. Grouped(parts).Select(part => (JsonNode)new JsonArray([.. part.Select(Tensor)]))]),
            };
        }

        JsonNode Other(Layer layer) => new JsonObject
        {
            ["type"] = layer is RowsLayer { Kind: var kind } ? kind.ToString() : layer.TypeName,
            ["count"] = layer is RowsLayer rows ? rows.Count : 0,
            ["source"] = layer is AddLayer sum ? sum.Source : 0,
            ["epsilon"] = layer is NormalizationLayer normalization ? normalization.Epsilon : 0,
            ["tensors"] = new JsonArray([.. layer.Parts.SelectMany(part => part.Tensors).Select(Tensor)]),
        };

        JsonNode Tensor(TensorShape tensor)
        {
            int count = (int)tensor.Count;
            next += count;
            return new JsonObject
            {
                ["name"] = tensor.Name,
                ["rows"] = tensor.Rows,
                ["columns"] = tensor.Columns,
                ["values"] = Values(Parameters[(next - count)..next]),
            };
        }
    }

    /// <summary>The tensors of each direction: a projection is a part of its own.</summary>
    private static IEnumerable<IEnumerable<TensorShape>> Grouped(WeightedLayer[] parts)
    {
        List<List<TensorShape>> groups = [];
        foreach (WeightedLayer part in parts)
        {
            if (part is RecurrentLayer or DenseLayer && part.Tensors.All(tensor => tensor.Name != TensorShape.Projection))
            {
                groups.Add([]);
            }

            groups[^1].AddRange(part.Tensors);
        }

        return groups;
    }

    private static double[] Numbers(JsonNode? array) => array is null ? [] : [.. array.AsArray().Select(value => value!.GetValue<double>())];

    private static JsonNode Values(double[] values) => JsonSerializer.SerializeToNode(values)!;
}
