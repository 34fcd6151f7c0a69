using System.Collections.Generic;
using System.Linq;
using LstmGen.Tests.Networks;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Tests.References;

/// <summary>What ONNX Runtime computed, and the final state of each LSTM layer, if requested.</summary>
public sealed record OnnxRun(float[] Output, IReadOnlyList<(float[] Hidden, float[] Cell)> Final);

/// <summary>Runs a network in ONNX Runtime, in this process and on one thread.</summary>
public static class OnnxReference
{
    public static OnnxRun Run(NetworkCase network) => Run(network.Spec, network.Parameters, network.Input);

    public static OnnxRun Run(
        NetworkSpec spec, float[] parameters, float[] input, IReadOnlyList<(float[] Hidden, float[] Cell)>? initial = null)
    {
        int steps = input.Length / spec.Input;
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(OnnxModel.Build(spec, parameters, steps, withStates: initial is not null), options);
        var inputs = new Dictionary<string, OrtValue>
        {
            ["x"] = OrtValue.CreateTensorValueFromMemory(input, [steps, 1, spec.Input]),
        };
        List<string> outputs = ["y"];
        for (int layer = 0; layer < (initial?.Count ?? 0); layer++)
        {
            (float[] hidden, float[] cell) = initial![layer];
            inputs[$"h{layer}"] = OrtValue.CreateTensorValueFromMemory(hidden, [1, 1, hidden.Length]);
            inputs[$"c{layer}"] = OrtValue.CreateTensorValueFromMemory(cell, [1, 1, cell.Length]);
            outputs.AddRange([$"h{layer}_final", $"c{layer}_final"]);
        }

        try
        {
            using var run = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, inputs, outputs);
            float[][] values = results.Select(result => result.GetTensorDataAsSpan<float>().ToArray()).ToArray();
            return new OnnxRun(values[0], values[1..].Chunk(2).Select(pair => (pair[0], pair[1])).ToArray());
        }
        finally
        {
            foreach (OrtValue value in inputs.Values)
            {
                value.Dispose();
            }
        }
    }
}
