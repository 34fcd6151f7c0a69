using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using LstmGen.Tool.Tests.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Documentation;

/// <summary>
/// The pages "save in Python, run in C#", executed from their own text: the block that saves runs under its framework, the build converts
/// the file as the item says, and the program in C# is compiled and run. Both must compute the same.
/// </summary>
public sealed class FrameworkPageTests : IDisposable
{
    /// <summary>A prefix for a page's Python: a fixed training, and replacements for what isn't installed.</summary>
    private const string BeforePython = """
        import sys, types
        import torch
        torch.manual_seed(17)

        # safetensors isn't packaged for Debian: its format in a few lines.
        import json as _json, struct as _struct
        def _save_file(tensors, path):
            header, data = {}, b""
            for name, tensor in tensors.items():
                raw = tensor.contiguous().numpy().tobytes()
                header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
                data += raw
            text = _json.dumps(header).encode()
            with open(path, "wb") as file:
                file.write(_struct.pack("<Q", len(text)) + text + data)
        safetensors = types.ModuleType("safetensors")
        safetensors.torch = types.ModuleType("safetensors.torch")
        safetensors.torch.save_file = _save_file
        sys.modules["safetensors"], sys.modules["safetensors.torch"] = safetensors, safetensors.torch


        """;

    private const string AfterForecast = """

        _x = torch.randn(1, 6, 3) * 2 + 1
        with torch.no_grad():
            _y = model.eval()(_x)
        with open("numbers.json", "w") as _file:
            _json.dump({"input": _x.flatten().tolist(), "output": _y.flatten().tolist()}, _file)

        """;

    private const string AfterPolicy = """

        _x, _h, _c, _y = torch.randn(7, 1, 3), state, state, []
        with torch.no_grad():
            for _row in _x:
                _action, _h, _c = model(_row, _h, _c)
                _y += _action.flatten().tolist()
        with open("numbers.json", "w") as _file:
            _json.dump({"input": _x.flatten().tolist(), "output": _y}, _file)

        """;

    /// <summary>What @tensorflow/tfjs-node adds to @tensorflow/tfjs: files.</summary>
    private const string BeforeJavaScript = """
        import fs from "node:fs";
        import { createRequire } from "node:module";
        const tf = createRequire(MODULES)("@tensorflow/tfjs");
        tf.io.registerSaveRouter(url => typeof url !== "string" || !url.startsWith("file://") ? null : { save: async artifacts => {
          const folder = url.slice("file://".length), { weightData, weightSpecs, ...rest } = artifacts;
          fs.mkdirSync(folder, { recursive: true });
          fs.writeFileSync(folder + "/weights.bin", Buffer.from(weightData));
          fs.writeFileSync(folder + "/model.json", JSON.stringify({ ...rest, weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }] }));
          return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
        } });

        """;

    private const string AfterJavaScript = """

        const _x = tf.randomNormal([1, 6, 3], 0, 1, "float32", 17);
        fs.writeFileSync("numbers.json", JSON.stringify({ input: [..._x.dataSync()], output: [...model.predict(_x).dataSync()] }));

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen page ü");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <param name="save">Which block saves, from 0; those before it that define the model run, too.</param>
    [SkippableTheory]
    [InlineData("pytorch", 0)]
    [InlineData("pytorch", 1)]
    [InlineData("pytorch", 2)]
    [InlineData("onnx", 0)]
    public void What_python_saves_runs_in_csharp(string name, int save)
    {
        Interpreter.RequirePython(name == "onnx" ? ["torch", "onnx"] : ["torch"]);
        var page = new FrameworkPage(name);
        string[] blocks = [.. page.Of("python").Take(save + 1)];
        Interpreter.RunScript(Interpreter.Python, BeforePython + string.Join("\n", blocks[0], save == 0 ? "" : blocks[save]) + AfterForecast, _folder.FullName, "save.py");
        Computes(page, blocks[save]);
    }

    [SkippableFact]
    public void A_policy_is_run_step_by_step()
    {
        Interpreter.RequirePython("torch", "onnx");
        var page = new FrameworkPage("onnx");
        string block = page.Of("python")[1];
        Interpreter.RunScript(Interpreter.Python, BeforePython + block + AfterPolicy, _folder.FullName, "save.py");
        (string file, IReadOnlyDictionary<string, string> options) = page.ItemAfter(block);
        Assert.Empty(options);
        RecordedVectors numbers = RecordedVectors.Read(In("numbers.json"));
        ImportedModel model = ModelCheck.Import(In(file));
        Assert.Equal(1, model.Network.Steps);
        ModelCheck.Computes(model with { Network = model.Network with { Steps = 7 } }, numbers.Input, numbers.Output, 1e-5);
    }

    [SkippableFact]
    public void What_javascript_saves_runs_in_csharp()
    {
        Interpreter.RequireNode("@tensorflow/tfjs");
        var page = new FrameworkPage("tensorflow-js");
        string block = Assert.Single(page.Of("js"));
        string modules = JsonSerializer.Serialize(Path.GetFullPath(Path.Combine(Interpreter.NodeModules, "x.js")));
        string script = BeforeJavaScript.Replace("MODULES", modules, StringComparison.Ordinal)
            + block.Replace("import * as tf from \"@tensorflow/tfjs-node\";\n", "", StringComparison.Ordinal)
            + AfterJavaScript;
        Assert.DoesNotContain("tfjs-node", script, StringComparison.Ordinal);
        Interpreter.RunScript(Interpreter.Node, script, _folder.FullName, "save.mjs");
        Computes(page, block);
    }

    /// <summary>
    /// Keras can't be installed everywhere, so its block isn't executed: a golden model of the same layers replaces the file, with
    /// TensorFlow.js' numbers.
    /// </summary>
    [Fact]
    public void A_file_of_keras_runs_in_csharp()
    {
        var page = new FrameworkPage("keras");
        string block = Assert.Single(page.Of("python"));
        string golden = KerasGolden.Path("lstm_dense.keras");
        Network network = ModelCheck.Import(golden).Network;
        Match said = Regex.Match(block, @"keras\.Input\(\((\d+), (\d+)\)\), keras\.layers\.LSTM\((\d+)\), keras\.layers\.Dense\((\d+)\)\]\)");
        Assert.True(said.Success);
        Assert.Equal(
            [network.Steps!.Value, network.InputSize, network.Recurrent.Single().Units, network.OutputSize],
            said.Groups.Values.Skip(1).Select(size => int.Parse(size.Value, null)));
        (string file, IReadOnlyDictionary<string, string> options) = page.ItemAfter(block);
        Assert.Contains($"model.save(\"{file}\")", block, StringComparison.Ordinal);
        File.Copy(golden, In(file));
        (float[] input, float[] output) = KerasGolden.Expected("lstm_dense.json");
        Computes(page.Program, file, options, input, output);
    }

    [Fact]
    public void An_amp_runs_in_csharp()
    {
        var page = new FrameworkPage("amps");
        (string file, IReadOnlyDictionary<string, string> options) = page.ItemAfter(page.Of("xml")[0]);
        File.Copy(Repository.Golden("nam", "two_layers.nam"), In(file));
        RecordedVectors numbers = RecordedVectors.Read(Repository.Golden("nam", "two_layers.io.json"));
        Computes(page.Program, file, options, numbers.Input, numbers.Output);
    }

    /// <summary>The other trainers' files by the same program.</summary>
    [Fact]
    public void Another_amp_does_too()
    {
        File.Copy(Repository.Golden("aidax", "two_layers.json"), In("lead.json"));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(In("lead.json")));
        float[] Values(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().SelectMany(row => row.ValueKind == JsonValueKind.Array ? row.EnumerateArray().Select(value => value.GetSingle()) : [row.GetSingle()])];
        string program = new FrameworkPage("amps").Program.Replace("lead.nam", "lead.json", StringComparison.Ordinal);
        Computes(program, "lead.json", new Dictionary<string, string>(), Values("input_batch"), Values("output_batch"));
    }

    /// <summary>The lines of models.md that write a scaler, with scalers that have what scikit-learn's have.</summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_lines_of_a_scaler_write_is_read(bool isMinMax)
    {
        Interpreter.RequirePython("numpy");
        string block = Assert.Single(new FrameworkPage("models").Of("python"), block => block.Contains("scaler.json", StringComparison.Ordinal));
        if (isMinMax)
        {
            // The other form, as described in the comment beside the first.
            Match forms = Regex.Match(block, "lambda s: (\\{.*?\\}) +# of a MinMaxScaler: (\\{.*?\\})");
            block = block.Replace(forms.Groups[1].Value + " ", forms.Groups[2].Value + " ", StringComparison.Ordinal);
            Assert.Contains("lambda s: {\"min_\"", block, StringComparison.Ordinal);
        }

        _folder.CreateSubdirectory("models");
        const string Scalers = """
            import numpy as np
            class Fitted:
                def __init__(self, rows):
                    rows = np.array(rows)
                    if MINMAX:
                        self.scale_ = 1 / (rows.max(0) - rows.min(0))
                        self.min_ = -rows.min(0) * self.scale_
                    else:
                        self.mean_, self.scale_ = rows.mean(0), rows.std(0)
            x_scaler = Fitted([[1, 10, 100], [3, 50, 300]])
            y_scaler = Fitted([[0, -2], [8, 2]])

            """;
        Interpreter.RunScript(Interpreter.Python, Scalers.Replace("MINMAX", isMinMax ? "True" : "False", StringComparison.Ordinal) + block, _folder.FullName, "scaler.py");
        ImportedModel read = ModelCheck.Import(Repository.Golden("state_dict", "one.json"), new ImportOptions { ScalerPath = In("models", "scaler.json") });
        File.WriteAllText(In("expected.json"), isMinMax
            ? """{"input": {"min": [1, 10, 100], "max": [3, 50, 300]}, "output": {"min": [0, -2], "max": [8, 2]}}"""
            : """{"input": {"mean": [2, 30, 200], "scale": [1, 20, 100]}, "output": {"mean": [4, 0], "scale": [4, 2]}}""");
        ImportedModel expected = ModelCheck.Import(Repository.Golden("state_dict", "one.json"), new ImportOptions { ScalerPath = In("expected.json") });
        Assert.Equal(expected.Network.Layers, read.Network.Layers);
        Assert.All(expected.Network.Parameters!.Zip(read.Network.Parameters!), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));
    }

    private void Computes(FrameworkPage page, string block)
    {
        (string file, IReadOnlyDictionary<string, string> options) = page.ItemAfter(block);
        (string first, _) = page.ItemAfter(page.Of(page.Of("python").Count > 0 ? "python" : "js")[0]);
        RecordedVectors numbers = RecordedVectors.Read(In("numbers.json"));
        Computes(page.Program.Replace($"\"{first}\"", $"\"{file}\"", StringComparison.Ordinal), file, options, numbers.Input, numbers.Output);
    }

    private void Computes(string program, string file, IReadOnlyDictionary<string, string> options, float[] input, float[] expected)
    {
        Assert.Contains($"[LstmModel(\"{file}\"", program, StringComparison.Ordinal);
        // Where a page has zeros for the reader's own numbers.
        program = program.Replace("new float[Forecast.InputLength];", "Sensors.Read();", StringComparison.Ordinal);
        float[] found = new PageProject(_folder.FullName).Run(file, options, program, input);
        Assert.Equal(expected.Length, found.Length);
        Assert.All(found.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5 * Math.Max(1, Math.Abs(pair.Second))));
    }

    private string In(params string[] path) => Path.Combine([_folder.FullName, .. path]);
}
