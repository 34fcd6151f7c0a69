using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// The inputs of a graph that its output needs: the network's input, as one or as several that are joined; states; the lengths of the
/// sequences. Inputs that are also tensors of the file only name a default.
/// </summary>
internal sealed class GraphInputs
{
    private const int SequenceLens = 4;

    private static readonly (int Index, string Name)[] Weights = [(1, "W"), (2, "R"), (3, "B"), (7, "P")];

    private readonly GraphProto _graph;
    private readonly IReadOnlyList<OnnxNode> _nodes;
    private readonly GraphProducers _producers;
    private readonly CellFinder _cells;
    private readonly List<string> _observed = [];

    /// <param name="nodes">The nodes that the output needs.</param>
    public GraphInputs(GraphProto graph, IReadOnlyList<OnnxNode> nodes, GraphProducers producers, CellFinder cells)
    {
        _graph = graph;
        _nodes = nodes;
        _producers = producers;
        _cells = cells;
    }

    /// <summary>The names of the inputs that aren't tensors of the file.</summary>
    /// <exception cref="ModelException">Two have the same name.</exception>
    public static List<string> NamesOf(GraphProto graph)
    {
        var tensors = new HashSet<string>(graph.Initializer.Select(tensor => tensor.Name), StringComparer.Ordinal);
        List<string> names = graph.Input.Select(input => input.Name).Where(name => !tensors.Contains(name)).ToList();
        bool isOnce = names.Distinct(StringComparer.Ordinal).Count() == names.Count;
        return isOnce ? names : throw new ModelException("the graph has two inputs of one name");
    }

    /// <summary>Adds each needed input to the values, by its role.</summary>
    public void AddTo(Dictionary<string, Value> values, StateTable states)
    {
        HashSet<string> read = _nodes.SelectMany(node => node.Inputs).ToHashSet(StringComparer.Ordinal);
        List<ValueInfoProto> needed = _graph.Input.Where(input => _producers.IsInput(input.Name) && read.Contains(input.Name)).ToList();

        // A graph that needs none is reported when its output is examined.
        needed = needed.Count == 0 ? _graph.Input.Where(input => _producers.IsInput(input.Name)).Take(1).ToList() : needed;
        RequireConstantWeights();
        HashSet<string> ofStates = StateInputs();
        foreach (ValueInfoProto input in needed)
        {
            bool isState = ofStates.Contains(input.Name);
            if (!isState && _producers.InputCount > 1 && IsLengths(input))
            {
                values.Add(input.Name, new Lengths());
                continue;
            }

            List<Axis> axes = Axes(input, mayBeIds: !isState && _producers.LooksUp(input.Name));
            if (isState)
            {
                values.Add(input.Name, states.AddInput(input, axes));
                continue;
            }

            _observed.Add(input.Name);
            bool isIds = TensorData.IsWhole(input.Type!.TensorType.ElemType);
            values.Add(input.Name, new Signal(axes, 0) { Inputs = new InputRow([(input.Name, isIds ? 1 : null)], null), IsIds = isIds });
        }
    }

    /// <summary>
    /// Checks that one row has all inputs that were read, side by side as features, and returns its parts; none if it is a single input.
    /// </summary>
    /// <exception cref="ModelException">One isn't in it.</exception>
    public EquatableArray<InputPart> RowOf(LayerChain chain, int features)
    {
        if (_observed.Count == 0)
        {
            throw new ModelException("the graph has no input that its output needs, apart from states");
        }

        InputRow? row = chain.Inputs;
        List<string> others = _observed.Where(name => row is null || !row.Parts.Any(part => part.Name == name)).ToList();
        if (others.Count > 0)
        {
            throw new ModelException(_observed.Count == 1
                ? $"nothing computes with the graph's input {Shown.Text(others[0])}"
                : $"the graph has {_observed.Count} inputs ({Shown.List(_observed)}) besides states, and {Shown.List(others)} aren't "
                    + "joined with the others by a Concat before the first layer, which is needed");
        }

        return row!.Axis is { } axis && axis.Kind != AxisKind.Feature
            ? throw new ModelException($"the graph joins its inputs {row.Names} along '{axis}', and along the features is needed")
            : new EquatableArray<InputPart>(row.Parts.Count == 1 ? [] : row.Parts.Select(part => new InputPart(part.Name, (int)(part.Size ?? features))));
    }

    /// <summary>Notes what the inputs' shapes leave open, or say about the sequences, once the meaning of their axes is known.</summary>
    public static void PassOver(GraphProto graph, IReadOnlyDictionary<string, Value> values, PassedOver passedOver)
    {
        for (int i = 0; i < graph.Input.Count; i++)
        {
            if (!values.TryGetValue(graph.Input[i].Name, out Value? value))
            {
                passedOver.Note(PassedOver.Below("/graph/input", i), OnnxHarmless.UnreadInput);
                continue;
            }

            for (int axis = 0; axis < (graph.Input[i].Type?.TensorType?.Shape?.Dim.Count ?? 0); axis++)
            {
                string place = FormattableString.Invariant($"/graph/input/{i}/type/tensor_type/shape/dim/{axis}");
                if (value is Signal signal)
                {
                    PassOver(signal.Axes[axis], place, passedOver);
                }
                else if (value is States states && states.Numbers.Shape[axis] == 1)
                {
                    passedOver.Note(place, OnnxHarmless.Sequences);
                }
            }
        }
    }

    private static void PassOver(Axis axis, string place, PassedOver passedOver)
    {
        if (axis.Kind is AxisKind.Batch)
        {
            passedOver.Note(place, OnnxHarmless.Sequences);
        }
        else if (axis.Size is null)
        {
            passedOver.Note(place, OnnxHarmless.OpenSize);
        }
    }

    private static List<Axis> Axes(ValueInfoProto input, bool mayBeIds)
    {
        TypeProto.Types.Tensor type = input.Type?.TensorType ?? throw new ModelException(
            $"the graph's input {Shown.Text(input.Name)} is not a tensor");
        if (!TensorData.IsFloat(type.ElemType) && !(mayBeIds && TensorData.IsWhole(type.ElemType)))
        {
            throw new ModelException(
                $"the graph's input {Shown.Text(input.Name)} is of {TensorData.TypeName(type.ElemType)}, and FLOAT is needed");
        }

        if (type.Shape is null || type.Shape.Dim.Count > ConstantFolder.MostAxes)
        {
            throw new ModelException($"the graph's input {Shown.Text(input.Name)} has "
                + $"{(type.Shape is null ? "no shape" : $"{type.Shape.Dim.Count} dimensions")}; steps, sequences and features are needed");
        }

        var axes = new List<Axis>();
        foreach (TensorShapeProto.Types.Dimension dimension in type.Shape.Dim)
        {
            if (dimension.HasDimValue && (dimension.DimValue is < 1 or > int.MaxValue || dimension.DimParam.Length > 0))
            {
                throw new ModelException(
                    FormattableString.Invariant($"the graph's input {Shown.Text(input.Name)} has a dimension of {dimension.DimValue}{(dimension.DimParam.Length > 0 ? " that has a name too" : "")}"));
            }

            axes.Add(new Axis(dimension.HasDimValue ? dimension.DimValue : null));
        }

        return axes;
    }

    /// <summary>The inputs from which only the states of an LSTM are computed.</summary>
    private HashSet<string> StateInputs()
    {
        IEnumerable<OnnxNode> lstms = _nodes.Where(node => node.Type == "LSTM");
        HashSet<string> found = _producers.Origins(lstms.SelectMany(lstm => lstm.Inputs.Skip(5).Take(2)), node => node.Type == "LSTM" ? [] : node.Inputs);
        found.ExceptWith(_producers.Origins(
            _nodes.SelectMany(node => node.Type == "LSTM" ? node.Inputs.Take(1) : []), node => node.Type == "LSTM" ? node.Inputs.Take(1) : node.Inputs));
        found.UnionWith(_cells.StateInputs);
        return found;
    }

    /// <summary>Whether an input is an LSTM's sequence_lens, whole numbers.</summary>
    private bool IsLengths(ValueInfoProto input) =>
        TensorData.IsWhole(input.Type?.TensorType?.ElemType ?? 0)
        && _producers.Nodes.Any(node => node.Type == "LSTM" && _producers.Origin(node, SequenceLens) == input.Name);

    private void RequireConstantWeights()
    {
        foreach (OnnxNode lstm in _nodes.Where(node => node.Type == "LSTM"))
        {
            foreach ((int index, string name) in Weights)
            {
                if (_producers.Origin(lstm, index) is { } origin)
                {
                    throw lstm.Error($"reads its {name} from the graph's input {Shown.Text(origin)}: weights that are inputs aren't "
                        + $"supported, they have to be tensors of the file");
                }
            }
        }
    }
}
