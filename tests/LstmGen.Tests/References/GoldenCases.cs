using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LstmGen.TestKit.References;
using LstmGen.Tests.Networks;

namespace LstmGen.Tests.References;

/// <summary>A network that TensorFlow.js or PyTorch computed. Its states are hidden and cell state of each LSTM layer.</summary>
public sealed record GoldenCase(
    string Name,
    NetworkSpec Spec,
    float[] Parameters,
    float[] Input,
    float[] Output,
    IReadOnlyList<(float[] Hidden, float[] Cell)>? Initial,
    IReadOnlyList<(float[] Hidden, float[] Cell)>? Final,
    GoldenTorch? Torch)
{
    public IReadOnlyList<DoubleState>? InitialInDouble => Initial?.Select(state =>
        new DoubleState(Array.ConvertAll(state.Hidden, x => (double)x), Array.ConvertAll(state.Cell, x => (double)x))).ToArray();

    public override string ToString() => Name + ":\n" + Spec;
}

/// <summary>The parameters of a one-layer network as PyTorch holds them.</summary>
public sealed record GoldenTorch(float[] WeightIh, float[] WeightHh, float[] BiasIh, float[] BiasHh);

/// <summary>Reads tests/golden. The files' fields are described there.</summary>
public static class GoldenCases
{
    private static readonly Lazy<IReadOnlyList<GoldenCase>> KerasCases = new(() => Read("keras.json"));
    private static readonly Lazy<IReadOnlyList<GoldenCase>> PyTorchCases = new(() => Read("pytorch.json"));

    public static IReadOnlyList<GoldenCase> Keras => KerasCases.Value;

    public static IReadOnlyList<GoldenCase> PyTorch => PyTorchCases.Value;

    public static IReadOnlyList<GoldenCase> All => [.. Keras, .. PyTorch];

    private static IReadOnlyList<GoldenCase> Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(), file)));
        return document.RootElement.EnumerateArray().Select(Case).ToArray();
    }

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "golden"));

    private static GoldenCase Case(JsonElement json)
    {
        string source = json.GetProperty("source").GetString()!.Split(' ')[0];
        var spec = new NetworkSpec(
            json.GetProperty("input").GetInt32(),
            json.GetProperty("steps").GetInt32(),
            json.GetProperty("layers").EnumerateArray().Select(Layer).ToArray());
        return new GoldenCase(
            source + " " + json.GetProperty("name").GetString(),
            spec,
            Floats(json.GetProperty("parameters")),
            Floats(json.GetProperty("x")),
            Floats(json.GetProperty("y")),
            States(json, "initial"),
            States(json, "final"),
            json.TryGetProperty("torch", out JsonElement torch)
                ? new GoldenTorch(
                    Floats(torch.GetProperty("weight_ih")),
                    Floats(torch.GetProperty("weight_hh")),
                    torch.TryGetProperty("bias_ih", out JsonElement biasIh) ? Floats(biasIh) : [],
                    torch.TryGetProperty("bias_hh", out JsonElement biasHh) ? Floats(biasHh) : [])
                : null);
    }

    private static LayerSpec Layer(JsonElement json)
    {
        int units = json.GetProperty("units").GetInt32();
        Activation activation = Parse(json.GetProperty("activation").GetString()!);
        bool useBias = json.GetProperty("use_bias").GetBoolean();
        return json.GetProperty("type").GetString() switch
        {
            "lstm" => new LstmSpec(
                units,
                activation,
                Parse(json.GetProperty("recurrent_activation").GetString()!),
                useBias,
                json.GetProperty("return_sequences").GetBoolean()),
            "dense" => new DenseSpec(units, activation, useBias),
            string other => throw new FormatException($"a layer of type '{other}'"),
            null => throw new FormatException("a layer without a type"),
        };
    }

    private static Activation Parse(string name) => name switch
    {
        "tanh" => Activation.Tanh,
        "sigmoid" => Activation.Sigmoid,
        "relu" => Activation.Relu,
        "linear" => Activation.Linear,
        "hard_sigmoid" => Activation.HardSigmoid,
        "hard_sigmoid_02" => Activation.HardSigmoid02,
        _ => throw new FormatException($"activation '{name}'"),
    };

    private static IReadOnlyList<(float[] Hidden, float[] Cell)>? States(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement states) && states.ValueKind == JsonValueKind.Array
            ? states.EnumerateArray().Select(state => (Floats(state[0]), Floats(state[1]))).ToArray()
            : null;

    private static float[] Floats(JsonElement json) => json.EnumerateArray().Select(x => x.GetSingle()).ToArray();
}
