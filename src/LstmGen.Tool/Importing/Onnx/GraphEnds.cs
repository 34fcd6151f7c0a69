using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Tool.Importing.Onnx.Proto;

namespace LstmGen.Tool.Importing.Onnx;

/// <summary>The input and the output of a graph: a network has one of each.</summary>
internal static class GraphEnds
{
    private const int SequenceLens = 4;

    private static readonly (int Index, string Name, string What)[] LstmInputs =
    [
        (1, "W", "weights"), (2, "R", "weights"), (3, "B", "weights"), (7, "P", "weights"), (SequenceLens, "sequence_lens", "lengths"),
        (5, "initial_h", "initial states"), (6, "initial_c", "initial states"),
    ];

    public static string OutputOf(GraphProto graph) => graph.Output.Count == 1
        ? graph.Output[0].Name
        : throw new ModelException($"the graph has {graph.Output.Count} outputs ({Shown.List(graph.Output.Select(output => output.Name).ToList())}), and one is needed: export the model without its states as outputs");

    /// <summary>
    /// Finds the input, and notes it among the values, and with it the lengths of the sequences where they are another one. Inputs that are
    /// tensors of the file too only name a default.
    /// </summary>
    public static void AddInput(GraphProto graph, IReadOnlyList<OnnxNode> nodes, Dictionary<string, Value> values)
    {
        List<ValueInfoProto> inputs = graph.Input.Where(input => !values.ContainsKey(input.Name)).ToList();
        var names = new HashSet<string>(inputs.Select(input => input.Name), StringComparer.Ordinal);
        if (names.Count < inputs.Count)
        {
            throw new ModelException("the graph has two inputs of one name");
        }

        var origins = new Origins(nodes, names);
        foreach (ValueInfoProto lengths in inputs.Where(input => inputs.Count > 1 && IsLengths(input, nodes, origins)).ToList())
        {
            inputs.Remove(lengths);
            names.Remove(lengths.Name);
            values.Add(lengths.Name, new Lengths());
        }

        if (inputs.Count != 1)
        {
            RequireConstants(nodes, origins, names);
            throw new ModelException($"the graph has {inputs.Count} inputs ({Shown.List(names)}), and one is needed");
        }

        values.Add(inputs[0].Name, Read(inputs[0]));
    }

    /// <summary>Notes what the shape of the input leaves open, or says of the sequences, when it is known what its axes are.</summary>
    public static void PassOverInput(GraphProto graph, IReadOnlyDictionary<string, Value> values, PassedOver passedOver)
    {
        for (int i = 0; i < graph.Input.Count; i++)
        {
            if (values[graph.Input[i].Name] is not Signal signal)
            {
                continue;
            }

            for (int axis = 0; axis < signal.Axes.Count; axis++)
            {
                string place = FormattableString.Invariant($"/graph/input/{i}/type/tensor_type/shape/dim/{axis}");
                if (signal.Axes[axis].Kind is AxisKind.Batch)
                {
                    passedOver.Note(place, OnnxHarmless.Sequences);
                }
                else if (signal.Axes[axis].Size is null)
                {
                    passedOver.Note(place, OnnxHarmless.OpenSize);
                }
            }
        }
    }

    private static Signal Read(ValueInfoProto input)
    {
        TypeProto.Types.Tensor type = input.Type?.TensorType ?? throw new ModelException($"the graph's input {Shown.Text(input.Name)} is no tensor");
        if (!TensorData.IsFloat(type.ElemType))
        {
            throw new ModelException($"the graph's input {Shown.Text(input.Name)} is of {TensorData.TypeName(type.ElemType)}, and FLOAT is needed");
        }

        if (type.Shape is null || type.Shape.Dim.Count > ConstantFolder.MostAxes)
        {
            throw new ModelException($"the graph's input {Shown.Text(input.Name)} has {(type.Shape is null ? "no shape" : $"{type.Shape.Dim.Count} dimensions")}; steps, sequences and features are needed");
        }

        var axes = new List<Axis>();
        foreach (TensorShapeProto.Types.Dimension dimension in type.Shape.Dim)
        {
            if (dimension.HasDimValue && (dimension.DimValue is < 1 or > int.MaxValue || dimension.DimParam.Length > 0))
            {
                throw new ModelException(FormattableString.Invariant($"the graph's input {Shown.Text(input.Name)} has a dimension of {dimension.DimValue}{(dimension.DimParam.Length > 0 ? " that has a name too" : "")}"));
            }

            axes.Add(new Axis(dimension.HasDimValue ? dimension.DimValue : null));
        }

        return new Signal(axes, 0);
    }

    /// <summary>Whether an input is what an LSTM reads as its sequence_lens, whole numbers.</summary>
    private static bool IsLengths(ValueInfoProto input, IReadOnlyList<OnnxNode> nodes, Origins origins) =>
        TensorData.IsWhole(input.Type?.TensorType?.ElemType ?? 0)
        && nodes.Any(node => node.Type == "LSTM" && origins.Of(node, SequenceLens) == input.Name);

    /// <summary>Names what an LSTM reads from an input of the graph, if there is such an LSTM: that is the likely reason for more inputs than one.</summary>
    private static void RequireConstants(IReadOnlyList<OnnxNode> nodes, Origins origins, HashSet<string> inputs)
    {
        foreach (OnnxNode lstm in nodes.Where(node => node.Type == "LSTM"))
        {
            foreach ((int index, string name, string what) in LstmInputs)
            {
                if (origins.Of(lstm, index) is { } origin && inputs.Contains(origin))
                {
                    throw lstm.Error($"reads its {name} from the graph's input {Shown.Text(origin)}: {what} that are inputs aren't supported, they have to be tensors of the file");
                }
            }
        }
    }

    /// <summary>Finds the input of the graph that a value is cut out of.</summary>
    private sealed class Origins
    {
        private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);
        private readonly HashSet<string> _inputs;

        public Origins(IReadOnlyList<OnnxNode> nodes, IEnumerable<string> inputs)
        {
            _inputs = new HashSet<string>(inputs, StringComparer.Ordinal);
            foreach (OnnxNode node in nodes)
            {
                foreach (string output in node.Outputs)
                {
                    _producers.TryAdd(output, node);
                }
            }
        }

        /// <summary>The origin of a node's input, or null where there is no such input, or it is of no input of the graph.</summary>
        public string? Of(OnnxNode node, int input)
        {
            string name = input < node.Inputs.Count ? node.Inputs[input] : "";

            // The steps are bounded because a file may have a cycle.
            for (int i = 0; i < 100 && name.Length > 0 && !_inputs.Contains(name); i++)
            {
                bool isComputed = _producers.TryGetValue(name, out OnnxNode? producer) && producer.Inputs.Count > 0 && producer.Type != "Shape";
                name = isComputed ? producer!.Inputs[0] : "";
            }

            return _inputs.Contains(name) ? name : null;
        }
    }
}
