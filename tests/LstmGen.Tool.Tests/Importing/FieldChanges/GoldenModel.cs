using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>A golden model whose fields are changed.</summary>
/// <param name="Name">Its path below the golden models.</param>
/// <param name="Options">What must be stated about it.</param>
internal sealed record GoldenModel(string Name, ImportOptions Options)
{
    private static readonly ImportOptions None = new();

    /// <summary>Files that aren't models, or are refused.</summary>
    private static readonly string[] NotRead =
    [
        "keras/weights_of_keras_2.h5", // has no configuration
        "keras/tfjs/masked_rows/model.json", // differs from Keras in what tfjs computes
    ];

    private static readonly Dictionary<string, ImportOptions> Stated = new()
    {
        ["keras/bidirectional.weights.h5"] = new() { ReturnSequences = true },
        ["keras/every_step.weights.h5"] = new() { ReturnSequences = true },
        ["keras/open_order.weights.h5"] = new() { Layers = ["lstm", "dense"] },
        ["onnx-rows/last-steps-any.onnx"] = new() { Steps = 8 },
        ["onnx-rows/mean.onnx"] = new() { Steps = 7 },
        ["onnx-states/memory.onnx"] = new() { Output = "action" },
        ["onnx-states/actor-critic.onnx"] = new() { Output = "pi" },
        ["state_dict/modules.safetensors"] = new() { Layers = ["z", "middle", "b", "a"] },
        ["torch_save/actor_critic.pt"] = new() { Layers = ["lstm_actor", "mlp.policy", "action"], LeaveOut = ["lstm_critic", "mlp.value", "value"] },
        ["state_dict/ambiguous.safetensors"] = new() { Layers = ["rec", "lin"] },
    };

    public string Path => Repository.Golden(Name);

    /// <summary>The golden models of a format.</summary>
    /// <param name="folder">Where they are, also below it.</param>
    /// <param name="pattern">Their names.</param>
    public static IReadOnlyList<GoldenModel> Find(string folder, string pattern)
    {
        string root = Repository.Golden();
        return Directory.EnumerateFiles(Repository.Golden(folder), pattern, SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(name => !NotRead.Contains(name) && !name.EndsWith(".io.json", StringComparison.Ordinal) && !name.EndsWith(".last.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new GoldenModel(name, Stated.GetValueOrDefault(name, None)))
            .ToList();
    }
}
