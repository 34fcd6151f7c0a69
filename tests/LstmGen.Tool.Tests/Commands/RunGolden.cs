using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

/// <summary>Golden models of every format with their recorded input and output.</summary>
internal static class RunGolden
{
    /// <summary>The model, the file that has its input and output, and the options that it needs.</summary>
    public static TheoryData<string, string, string> All => new()
    {
        { "keras/lstm_dense.keras", "keras/lstm_dense.json", "" },
        { "keras/stack.h5", "keras/stack.json", "" },
        { "keras/lstm_dense.weights.h5", "keras/lstm_dense.json", "" },
        { "keras/tfjs/lstm_dense/model.json", "keras/lstm_dense.json", "" },
        { "keras/bidirectional.keras", "keras/bidirectional.json", "" },
        { "keras/merge_modes.keras", "keras/merge_modes.json", "" },
        { "keras/two_outputs.keras", "keras/two_outputs.json", "" },
        { "keras/go_backwards.keras", "keras/go_backwards.json", "" },
        { "keras/masking.keras", "keras/masking.json", "" },
        { "onnx-pytorch/stack.onnx", "onnx-pytorch/stack.json", "" },
        { "onnx-pytorch/initial-state.onnx", "onnx-pytorch/initial-state.json", "" },
        { "onnx-pytorch/residual.onnx", "onnx-pytorch/residual.json", "" },
        { "onnx-nodes/coupled.onnx", "onnx-nodes/coupled.json", "" },
        { "state_dict/projection.safetensors", "state_dict/projection.io.json", "" },
        { "state_dict/bidirectional.safetensors", "state_dict/bidirectional.io.json", "--activation head=linear" },
        { "state_dict/one.json", "state_dict/one.io.json", "--activation head=linear" },
        { "rtneural/layers.json", "rtneural/layers.io.json", "" },
        { "guitarml/two_layers.json", "guitarml/two_layers.io.json", "" },
        { "aidax/two_layers.json", "", "" },
        { "nam/two_layers.nam", "nam/two_layers.io.json", "" },
    };

    /// <summary>The command line that runs a model on its recorded input, and the outputs that were recorded.</summary>
    public static (string[] Arguments, double[] Output) Of(string model, string vectors, string options, string folder)
    {
        string path = Repository.Golden(model.Split('/'));
        string input = vectors.Length > 0 ? Repository.Golden(vectors.Split('/')) : Path.Combine(folder, "recorded.json");
        if (vectors.Length == 0)
        {
            RecordedTest test = ModelImporter.Import(ModelInput.Open(path), new ImportOptions()).Tests[0];
            File.WriteAllText(input, JsonSerializer.Serialize(new { input = test.Input, output = test.Output }));
        }

        return ([path, "-i", input, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)], Numbers(input, "output"));
    }

    /// <summary>The network of a golden model.</summary>
    public static Network Network(string model) => ModelImporter.Import(ModelInput.Open(Repository.Golden(model.Split('/'))), new ImportOptions()).Network;

    /// <summary>The numbers of a member of a JSON file, however deep they are.</summary>
    public static double[] Numbers(string path, string member)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
        return [.. Numbers(json.RootElement.GetProperty(member))];
    }

    /// <summary>The fields of a file, line by line; the first has the names.</summary>
    public static string[][] Csv(string path) => [.. File.ReadAllText(path).TrimEnd('\n').Split('\n').Select(line => line.Split(','))];

    public static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);

    public static IEnumerable<double> Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Numbers)
        : element.ValueKind == JsonValueKind.Null ? [double.NaN]
        : element.ValueKind == JsonValueKind.String ? [Number(element.GetString()!)]
        : [element.GetDouble()];
}
