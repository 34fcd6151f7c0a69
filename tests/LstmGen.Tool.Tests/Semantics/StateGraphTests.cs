using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Verifying;
using LstmGen.TestKit.Onnx;
using Microsoft.ML.OnnxRuntime;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>
/// Random graphs whose states are inputs and outputs, compared with ONNX Runtime over several calls that pass the states on.
/// </summary>
public class StateGraphTests(ITestOutputHelper log)
{
    private const int Count = 180;
    private const int Calls = 5;

    [Fact]
    public void Random_graphs()
    {
        double worst = 0;
        Options[] variants = [.. CompiledNetwork.Short];
        var compiled = new List<(Network Network, Options Options)>();
        var expected = new List<(float[] Input, float[] Output, StateGraph Graph)>();
        for (int seed = 0; seed < Count; seed++)
        {
            var graph = new StateGraph(seed);
            ImportedModel model = Read(graph);
            Network network = model.Network;
            Assert.Equal(graph.Steps, network.Steps);
            Assert.Equal(graph.Observations.Count > 1 ? graph.Observations.Select(part => new InputPart(part.Name, part.Size)) : [], network.Inputs);
            (float[] input, float[] output) = Run(graph, network.InputSize, seed);
            double[] found = [.. Rows(DoubleReference.Run(network, input, null, everyStep: true), network, graph)];
            worst = Math.Max(worst, Difference(found, output, graph));
            compiled.Add((network, variants[seed % variants.Length]));
            expected.Add((input, output, graph));
        }

        IReadOnlyList<CompiledNetwork> all = CompiledNetwork.Compile(compiled);
        for (int i = 0; i < all.Count; i++)
        {
            var rows = new float[Calls * expected[i].Graph.Steps * all[i].Network.OutputSize];
            all[i].Process!(expected[i].Input, rows);
            worst = Math.Max(worst, Difference([.. Rows([.. rows.Select(value => (double)value)], all[i].Network, expected[i].Graph)], expected[i].Output, expected[i].Graph));
        }

        log.WriteLine($"{Count} graphs: largest difference {worst:g3}");
        Assert.Equal(6, expected.Select(one => one.Graph.Layout).Distinct().Count());
        Assert.True(expected.Count(one => one.Graph.IsCell) >= 20);
        Assert.True(expected.Count(one => one.Graph.Steps > 1) >= 20);
    }

    /// <summary>Each kind of fault, injected into every graph that can have it.</summary>
    [Fact]
    public void A_state_that_isnt_what_follows_is_an_error()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int seed = 0; seed < 90; seed++)
        {
            foreach ((string name, Action<StateGraph> fault) in Faults(new StateGraph(seed)))
            {
                var graph = new StateGraph(seed);
                fault(graph);
                string message = Assert.Throws<ModelException>(() => Read(graph)).Message;
                Assert.True(graph.States.Any(state => message.Contains(state.In, StringComparison.Ordinal) || message.Contains(state.Out, StringComparison.Ordinal)), $"{name}, {graph}: {message}");
                counts[name] = counts.GetValueOrDefault(name) + 1;
            }
        }

        log.WriteLine(string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}")));
        Assert.Equal(4, counts.Count);
        Assert.All(counts.Values, count => Assert.True(count >= 15));
    }

    private static IEnumerable<(string Name, Action<StateGraph> Fault)> Faults(StateGraph graph)
    {
        yield return ("scaled output", broken => Between(broken, broken.States[0].Out));
        yield return ("scaled input", broken => Behind(broken, broken.States[^1].In));
        yield return ("handed back", broken => HandBack(broken, broken.States[0].In, broken.States[0].Out));
        if (graph.States.Count > 1)
        {
            yield return ("two outputs the other way round", broken =>
            {
                broken.Text.Rename(broken.States[0].Out, "aside");
                broken.Text.Rename(broken.States[1].Out, broken.States[0].Out);
                broken.Text.Rename("aside", broken.States[1].Out);
            }
            );
        }
    }

    /// <summary>A multiplication by 0.5 before an output.</summary>
    private static void Between(StateGraph graph, string output)
    {
        graph.Text.Rename(output, "before_scale");
        graph.Text.Rename(graph.Text.Node("Mul", ["before_scale", graph.Text.Floats([0.5f], 1)]), output);
    }

    private static void Behind(StateGraph graph, string input)
    {
        // No node writes an input, so only the uses are renamed.
        graph.Text.Rename(input, "scaled");
        graph.Text.Graph.Nodes.Insert(0, new OnnxNode("Mul", [input, graph.Text.Floats([0.5f], 1)], ["scaled"]) { Name = "scale" });
    }

    private static void HandBack(StateGraph graph, string input, string output)
    {
        graph.Text.Rename(output, "not_handed_out");
        graph.Text.Rename(graph.Text.Node("Identity", [input]), output);
    }

    private static ImportedModel Read(StateGraph graph)
    {
        try
        {
            return ModelImporter.Import(new ModelInput("model.onnx", graph.File), new ImportOptions { Output = graph.Output });
        }
        catch (ModelException exception)
        {
            throw new ModelException($"{exception.Message} ({graph})", exception);
        }
    }

    /// <summary>The rows of several calls, and what ONNX Runtime computes from them with the states that each passes to the next.</summary>
    private static (float[] Input, float[] Output) Run(StateGraph graph, int width, int seed)
    {
        var random = new Random(seed);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(graph.File, options);
        using var run = new RunOptions();
        float[][] states = [.. graph.States.Select(state => new float[state.Shape.Aggregate(1L, (a, b) => a * b)])];
        var input = new List<float>();
        var output = new List<float>();
        for (int call = 0; call < Calls; call++)
        {
            float[] rows = [.. Enumerable.Range(0, graph.Steps * width).Select(_ => (float)((random.NextDouble() * 4) - 2))];
            input.AddRange(rows);
            var names = new List<string>();
            var values = new List<OrtValue>();
            int start = 0;
            foreach ((string name, int size) in graph.Observations)
            {
                int from = start;
                float[] part = [.. rows.Chunk(width).SelectMany(row => row.Skip(from).Take(size))];
                names.Add(name);
                values.Add(OrtValue.CreateTensorValueFromMemory(part, graph.ShapeOf(size)));
                start += size;
            }

            for (int i = 0; i < states.Length; i++)
            {
                names.Add(graph.States[i].In);
                values.Add(OrtValue.CreateTensorValueFromMemory(states[i], graph.States[i].Shape));
            }

            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, names, values, [graph.Output, .. graph.States.Select(state => state.Out)]);
            output.AddRange(results[0].GetTensorDataAsSpan<float>());
            states = [.. results.Skip(1).Select(result => result.GetTensorDataAsSpan<float>().ToArray())];
            values.ForEach(value => value.Dispose());
        }

        return ([.. input], [.. output]);
    }

    /// <summary>From rows for every step, those that the graph has.</summary>
    private static IEnumerable<double> Rows(double[] rows, Network network, StateGraph graph) =>
        rows.Chunk(network.OutputSize).Where((_, step) => network.ReturnsSequences || step % graph.Steps == graph.Steps - 1).SelectMany(row => row);

    private static double Difference(double[] found, float[] expected, StateGraph graph)
    {
        Assert.True(expected.Length == found.Length, $"{found.Length} values for {expected.Length}: {graph}");
        double difference = found.Zip(expected, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(difference <= 1e-5, FormattableString.Invariant($"{difference:g3}: {graph}"));
        return difference;
    }
}
