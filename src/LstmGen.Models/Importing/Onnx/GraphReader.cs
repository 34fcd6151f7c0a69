using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Walks the nodes of a graph from its input to its output, and collects the layers on the way.</summary>
/// <param name="opset">The version of ONNX' operators.</param>
/// <param name="fileBytes">The length of the file.</param>
/// <param name="external">The files beside it that tensors may be in.</param>
/// <param name="passedOver">Notes what is skipped.</param>
internal sealed class GraphReader(GraphProto graph, long opset, long fileBytes, ExternalData external, PassedOver passedOver)
{
    private static readonly string[] LstmRoles =
        ["input", "kernel", "recurrent kernel", "bias", "sequence lengths", "initial hidden state", "initial cell state", "peepholes"];

    private static readonly string[] Operators =
    [
        "LSTM", "MatMul", "Gemm", "Add", "Sub", "Mul", "Div", "BatchNormalization", .. NormalizationRules.Operators, .. ActivationRules.Operators, "Transpose", "Squeeze", "Unsqueeze", "Gather", "Slice", "Reshape", "Flatten", "Identity",
        "Cast", "Dropout", "Concat", "Split", "Expand", .. RowsRules.Operators,
    ];

    /// <summary>The operators that read numbers in any shape.</summary>
    private static readonly string[] KeepsShape = ["Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Cast", "Dropout"];

    /// <summary>The operators that have a rule here.</summary>
    /// <param name="ofConstants">
    /// Whether to list those that compute constants rather than those that read what depends on the graph's inputs.
    /// </param>
    public static IReadOnlyList<string> Known(bool ofConstants) => ofConstants ? ConstantFolder.Operators : Operators;

    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly ConstantFolder _folder = new(new FoldingBudget(fileBytes));
    private readonly StateTable _states = new();
    private readonly LayerChain _chain = new();
    private readonly ElementTypes _types = new(graph);
    private readonly Meanings _meanings = new(passedOver);

    private CellRules? _cells;

    public TensorTable Tensors { get; } = new();

    /// <exception cref="ModelException">The graph isn't a chain of supported layers.</exception>
    public Network Read(ImportOptions options)
    {
        if (graph.SparseInitializer.Count > 0)
        {
            throw new ModelException("the graph has sparse_initializer, which isn't supported");
        }

        AddInitializers();
        List<OnnxNode> nodes = graph.Node.Select((node, i) => new OnnxNode(node, opset, PassedOver.Below("/graph/node", i), passedOver, external)).ToList();
        List<string> inputNames = GraphInputs.NamesOf(graph);
        var producers = new GraphProducers(nodes, inputNames);
        var cells = new CellFinder(graph, nodes, producers);
        var outputs = new GraphOutputs(graph, producers, cells);
        string output = outputs.Choose(options.Output);
        IReadOnlyList<OnnxNode> needed = NodeOrder.NeededFor(output, graph.Output.Select(other => other.Name), nodes, _values.Keys.Concat(inputNames), passedOver);
        _cells = new CellRules(cells, _states, _chain);
        var inputs = new GraphInputs(graph, needed, producers, cells);
        inputs.AddTo(_values, _states);
        var branches = new Branches(needed);
        foreach (OnnxNode node in needed)
        {
            _types.Walk(node);
            Walk(node);
            if (node.Outputs.Any(branches.StartAt) && _values[node.Outputs[0]] is Signal walked && _chain.IsCurrent(walked))
            {
                _chain.Seal();
            }
        }

        Signal result = _values[output] as Signal
            ?? throw new ModelException($"the graph's output {Shown.Text(output)} is {Described(_values[output])}");
        if (result.Row is not null && !result.IsHalf)
        {
            OnnxNode last = producers.Of(output)!;
            _chain.RequireReadable(last, result);
            result = result.Next(result.Axes, result.Stage);
        }

        int? steps = Ends(output, result);
        var builder = new NetworkBuilder(options);
        _chain.AddTo(builder, !result.LastStep);
        if (_chain.HasRows && _states.HasInputs)
        {
            throw new ModelException(
                "the graph has states as inputs, and makes one row of several steps or several of one, so that it needs a whole sequence at each "
                    + "call: export it without states as inputs");
        }

        _states.RequireAllOrNone();
        _states.RequireAllRead();
        new StateOutputs(graph, outputs, _states, _values, _types).Check(nodes, output, _folder);
        PassOverTensors(nodes, needed);
        Tensors.RequireAllUsed();
        GraphInputs.PassOver(graph, _values, passedOver);
        new StatedTypes(_values, _types, passedOver).Check(graph);
        _meanings.Note(_chain.Time?.Size == 1, result);
        Network network = builder.Build(steps, _chain.EndsInSkip);
        return network with { Inputs = inputs.RowOf(_chain, network.InputSize) };
    }

    /// <summary>Notes the tensors that are needed only by outputs other than the network's.</summary>
    private void PassOverTensors(IReadOnlyList<OnnxNode> nodes, IReadOnlyList<OnnxNode> needed)
    {
        HashSet<string> used = needed.SelectMany(node => node.Inputs).ToHashSet(StringComparer.Ordinal);
        var neededBy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string output in graph.Output.Select(output => output.Name))
        {
            neededBy.TryAdd(output, output);
        }

        foreach (OnnxNode node in Enumerable.Reverse(nodes))
        {
            string? output = node.Outputs.Select(name => neededBy.GetValueOrDefault(name)).FirstOrDefault(name => name is not null);
            foreach (string name in output is null ? [] : node.Inputs)
            {
                neededBy.TryAdd(name, output!);
                if (Tensors.Has(name) && used.Add(name))
                {
                    Tensors.Ignore(name, $"only the output {Shown.Text(output!)} needs it");
                    passedOver.Note(((Constant)_values[name]).Places[0], OnnxHarmless.OtherTensor);
                }
            }
        }
    }

    private static string Described(Value value) => value switch
    {
        Unavailable unavailable => unavailable.Why,
        States => "a state that the graph is given",
        CellPart => "a part of an LSTM cell; its hidden state is needed",
        Statistic => "a step of a layer normalization; what it ends in is needed",
        Joined => "several outputs of layers that a Concat joined, and one is needed",
        _ => "a constant",
    };

    private void AddInitializers()
    {
        for (int i = 0; i < graph.Initializer.Count; i++)
        {
            TensorProto tensor = graph.Initializer[i];
            Constant constant = TensorData.Read(tensor, $"tensor {Shown.Text(tensor.Name)}", tensor.Name, external);
            constant.Places.Add(PassedOver.Below("/graph/initializer", i));
            Tensors.Add(new Tensor(
                tensor.Name, constant.Shape, TensorData.TypeName(tensor.DataType), () => constant.Floats ?? Array.ConvertAll(constant.Numbers!, number => (float)number)));
            _values.Add(tensor.Name, constant);
        }

        external.RequireApart();
        _folder.Budget.Allow(external.BytesRead);
    }

    private void Walk(OnnxNode node)
    {
        List<Value?> inputs = node.Inputs.Select(name => name.Length > 0 ? _values[name] : null).ToList();
        foreach (Unavailable input in inputs.OfType<Unavailable>())
        {
            throw node.Error($"reads {input.Why}");
        }

        IReadOnlyList<Value> outputs = ConstantFolder.IsAlwaysConstant(node) || inputs.TrueForAll(input => input is null or Constant)
            ? [_folder.Fold(node, inputs)]
            : Apply(node, inputs);
        node.RequireAllRead();
        if (outputs[0] is Constant folded)
        {
            folded.Places.Add(node.Place);
        }
        else
        {
            _meanings.Walk(node, outputs[0]);
            for (int i = 0; i < inputs.Count; i++)
            {
                if (inputs[i] is Constant constant)
                {
                    Use(constant, $"{Role(node, i)} of {Shown.Text(node.Name)}");
                    _meanings.Use(node, constant, outputs[0], _chain);
                }
            }
        }

        for (int i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0)
            {
                _values[node.Outputs[i]] = i < outputs.Count ? outputs[i] : throw node.Error($"has {node.Outputs.Count} outputs, and at most {outputs.Count} are known");
            }
        }
    }

    private IReadOnlyList<Value> Apply(OnnxNode node, List<Value?> inputs)
    {
        if (!Operators.Contains(node.Type))
        {
            throw node.Error($"is an operator that isn't supported; {string.Join(", ", Operators)} are");
        }

        if (node.Type != "LSTM" && inputs.Exists(input => input is Lengths))
        {
            return node.Type is "Cast" or "Identity" ? [LengthsAgain(node, inputs[0]!)] : throw node.Error("reads the lengths of the sequences, an input of the graph that an LSTM alone can read");
        }

        if (_cells!.Applies(node, inputs))
        {
            return _cells.Apply(node, inputs);
        }

        if (node.Type != "LSTM" && inputs.Exists(input => input is States))
        {
            return StateRules.Apply(node, inputs, _folder, _states);
        }

        if (inputs.Exists(input => input is Signal { IsIds: true }) && EmbeddingRules.Apply(node, inputs, _chain) is { } embedded)
        {
            return [embedded];
        }

        if (NormalizationRules.Applies(node, inputs))
        {
            return [NormalizationRules.Apply(node, inputs, _chain)];
        }

        if (inputs.Exists(input => input is Joined))
        {
            return [JoinRules.Apply(node, inputs, _chain)];
        }

        switch (node.Type)
        {
            case "Concat":
                return [JoinRules.Concat(node, inputs)];
            case "LSTM":
                return LstmRule.Read(node, inputs, _chain, _states);
            case "MatMul":
                return [DenseRules.MatMul(node, inputs, _chain)];
            case "Gemm":
                return [DenseRules.Gemm(node, inputs, _chain)];
            case "Add":
                return [DenseRules.Add(node, inputs, _chain, _folder.Budget)];
            case "Mul":
                return [ActivationRules.Mul(node, inputs, _chain, _folder.Budget)];
            case "Sub" or "Div":
                return [ScaleRules.Arithmetic(node, inputs, _chain, _folder.Budget)];
            case "BatchNormalization":
                return [ScaleRules.BatchNormalization(node, inputs, _chain, _folder.Budget)];
        }

        Signal signal = inputs[0] as Signal ?? throw node.Error("reads what depends on the graph's input in a place where that isn't supported");
        return Apply(node, signal, inputs);
    }

    /// <summary>The operators that read one value and constants.</summary>
    private IReadOnlyList<Value> Apply(OnnxNode node, Signal signal, List<Value?> inputs)
    {
        if (signal.Unshaped is not null && !KeepsShape.Contains(node.Type))
        {
            _chain.RequireReadable(node, signal);
        }

        switch (node.Type)
        {
            case string type when ActivationRules.Operators.Contains(type):
                return [ActivationRules.Apply(node, signal, inputs, _chain)];
            case "Transpose":
                return [LayoutRules.Transpose(node, signal)];
            case "Squeeze":
                return [LayoutRules.Squeeze(node, signal, inputs)];
            case "Unsqueeze":
                return [LayoutRules.Unsqueeze(node, signal, inputs)];
            case "Gather":
                return [LayoutRules.Gather(node, signal, inputs)];
            case "Slice":
                return [LayoutRules.Slice(node, signal, inputs, _chain)];
            case "Reshape":
                return [LayoutRules.Reshape(node, signal, inputs)];
            case "Flatten":
                return [LayoutRules.Flatten(node, signal)];
            case "ReduceMean" or "ReduceMax":
                return [RowsRules.Reduce(node, signal, inputs, _chain)];
            case "GlobalAveragePool" or "GlobalMaxPool" or "AveragePool" or "MaxPool":
                return [RowsRules.PoolOfFeatures(node, signal, _chain)];
            case "Tile" or "Expand":
                return [RowsRules.Repeat(node, signal, inputs, _chain)];
            case "Identity":
                node.RequireInputs(1, 1);
                return [signal];
            case "Cast":
                return [Cast(node, signal)];
            case "Dropout":
                return Dropout(node, signal, inputs);
            default:
                throw node.Error("reads what depends on the graph's input, and can read constants and states alone");
        }
    }

    private static Signal Cast(OnnxNode node, Signal signal)
    {
        node.RequireInputs(1, 1);
        node.Ignore("saturate", OnnxHarmless.SmallFloats);
        node.Ignore("round_mode", OnnxHarmless.SmallFloats);
        long to = node.Int("to", 0);
        return TensorData.IsFloat(to) ? signal : throw node.Error($"casts to {TensorData.TypeName(to)}, which isn't supported; FLOAT and DOUBLE are");
    }

    /// <summary>Lengths in another integer type.</summary>
    private static Value LengthsAgain(OnnxNode node, Value lengths)
    {
        node.RequireInputs(1, 1);
        return node.Type == "Identity" || TensorData.IsWhole(node.Int("to", 0)) ? lengths : throw node.Error("makes something else than whole numbers of the lengths of the sequences");
    }

    /// <summary>Dropout changes nothing at inference; its second output is a mask.</summary>
    private static IReadOnlyList<Value> Dropout(OnnxNode node, Signal signal, List<Value?> inputs)
    {
        node.RequireInputs(1, node.Opset >= 12 ? 3 : 1);
        node.Ignore("ratio", OnnxHarmless.TrainingAttribute);
        node.Ignore("seed", OnnxHarmless.TrainingAttribute);
        node.PassOverInput(1, OnnxHarmless.TrainingAttribute);
        if (inputs.Count > 2 && inputs[2] is not (null or Constant { Numbers: [0] }))
        {
            throw node.Error("has a training_mode that isn't constantly false: export the model for inference");
        }

        return [signal, new Unavailable("the mask of a Dropout, which a network doesn't have", signal.Axes)];
    }

    /// <summary>Notes what became of the tensors from which a constant was computed.</summary>
    private void Use(Constant constant, string use)
    {
        var left = new Stack<Constant>([constant]);
        while (left.TryPop(out Constant? next))
        {
            if (next.IsUsed)
            {
                continue;
            }

            next.IsUsed = true;
            if (next.Name is not null)
            {
                Tensors.Use(next.Name, use);
            }

            foreach (Constant from in next.From)
            {
                left.Push(from);
            }
        }
    }

    private static string Role(OnnxNode node, int input) => node.Type switch
    {
        "LSTM" => LstmRoles[input],
        "MatMul" => "kernel",
        "Gemm" => input == 1 ? "kernel" : "bias",
        "Add" => "bias",
        "Sub" => "offset",
        "Mul" or "Div" => "scale",
        "BatchNormalization" => ScaleRules.BatchRoles[input],
        "LayerNormalization" => NormalizationRules.Roles[input],
        "Pow" => "exponent",
        "Gather" when input == 0 => "table",
        "Dropout" => "option",
        _ => "shape",
    };

    /// <summary>
    /// Checks that the output is the last layer's, a row of features for each step, and returns how many steps a sequence has if the file
    /// says so.
    /// </summary>
    private int? Ends(string name, Signal output)
    {
        // A shape at the end changes nothing but how the same numbers are arranged.
        output = output.Unshaped ?? output;
        output = JoinRules.Apart(output, _chain) ?? output;
        if (output.Axes.Any(axis => axis.Kind == AxisKind.Merged) && Axis.InOrder(output.Axes) is { } order)
        {
            output = output.With(order);
        }

        List<AxisKind> kinds = output.Axes.Where(axis => axis.Size != 1 && axis.Kind != AxisKind.Batch).Select(axis => axis.Kind).ToList();
        if (!_chain.IsCurrent(output) || !output.IsWhole || output.Axes.Any(axis => axis.IsPart || axis.Kind == AxisKind.Merged))
        {
            throw new ModelException($"the graph's output {Shown.Text(name)} {output} isn't what its last layer outputs");
        }

        if (kinds.IndexOf(AxisKind.Feature) is >= 0 and int feature && feature < kinds.Count - 1)
        {
            throw new ModelException($"the graph's output {Shown.Text(name)} has the axes {output}; the features have to come after the steps");
        }

        return _chain.Time?.Size is not long steps ? null
            : steps <= int.MaxValue ? (int)steps
            : throw new ModelException(FormattableString.Invariant($"the graph's input has {steps} steps, and at most {int.MaxValue} are supported"));
    }
}
