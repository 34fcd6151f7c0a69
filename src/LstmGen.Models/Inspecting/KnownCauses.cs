using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Inspecting;

/// <summary>
/// Parts of users' files that no rule reads, by their names in Keras, ONNX and RTNeural, with the reason and a remedy. Nothing is refused
/// because of this list: it explains what the importer has no rule for.
/// </summary>
internal static class KnownCauses
{
    /// <summary>The product of two values that both depend on the input, as attention computes.</summary>
    public const string Attention = "Attention";

    private static readonly (string[] Names, string Why)[] Causes =
    [
        (["GRU", "GRUCell", "CuDNNGRU"], "a GRU has other gates and states than an LSTM; train the model with an LSTM in its place"),
        (["RNN", "SimpleRNN", "SimpleRNNCell"], "a simple recurrent layer has no gates; train the model with an LSTM in its place"),
        (["ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"],
            "its gates are convolutions, and an LSTM's are products of matrices; train the model with an LSTM in its place"),
        (["Conv", "Conv1D", "Conv2D", "Conv3D", "SeparableConv1D", "DepthwiseConv1D", "ConvTranspose", "Conv1DTranspose", "ConvInteger"],
            "convolutions aren't generated; save the model from the layer after them on, and compute their outputs in your own code"),
        (["EmbeddingBag"],
            "it adds up rows of a table by ids; save the model from the layer after it on, and give it the sums"),
        ([Attention, "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention", "GroupedQueryAttention"],
            "attention multiplies values that both depend on the input, which no LSTM or Dense layer does; save the part of the "
                + "model that is LSTM and Dense layers alone"),
        (["Loop", "Scan"],
            "tf2onnx and other converters write Keras' LSTM as a loop of operators and not as an LSTM node; convert the .keras "
                + "file instead (or the .h5): it is read as it is"),
        (["If"], "which branch runs depends on values; export the model for inference, without conditions"),
        (["MaxPooling1D", "AveragePooling1D"],
            "pooling over some steps at a time isn't generated, and over all steps it is; save the model up to the layer before it "
                + "with every step as its output, and pool in your own code"),
        (["WaveNet", "ConvNet"],
            "its layers are convolutions over time, and LSTM is the one architecture of NAM that is read; train the model with "
                + "the architecture LSTM"),
        (["Lambda"], "what it computes is Python code, which the file's reader doesn't run; write it as layers of Keras"),
        (["Functional", "Sequential", "Model"], "it is a model within the model; build one whose layers are all side by side"),
    ];

    private static readonly Dictionary<string, string> ByName = Causes
        .SelectMany(cause => cause.Names, (cause, name) => (name, cause.Why))
        .ToDictionary(pair => pair.name, pair => pair.Why, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name that is explained.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The obstacle for something that no rule reads.</summary>
    /// <param name="what">What it is, such as <c>layer 'gru' (GRU)</c>.</param>
    /// <param name="kind">Its class, operator or type.</param>
    public static Obstacle Of(string what, string kind) => ByName.TryGetValue(kind, out string? why)
        ? new Obstacle(what, "isn't supported: " + why, IsKnown: true)
        : new Obstacle(what, "isn't supported");
}
