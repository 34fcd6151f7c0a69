using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// Every single value of the states that a graph is given and of those that its LSTMs return, each with a number. However a graph
/// rearranges, splits and joins states, each value can be tracked.
/// </summary>
internal sealed class StateTable
{
    /// <summary>The most values that are tracked, over all states of all sequences.</summary>
    private const int MostValues = 1 << 21;

    /// <summary>Where the values of one input, or of one state that an LSTM returns, begin.</summary>
    private readonly List<(int Start, string What)> _groups = [];

    /// <summary>For each value the one from which it follows, or none if an LSTM starts from zero or from a constant.</summary>
    private readonly List<int> _follows = [];
    private readonly HashSet<int> _read = [];
    private readonly List<string> _withStates = [];
    private readonly List<string> _withoutStates = [];

    private readonly List<(string Name, States States)> _inputs = [];

    /// <summary>The inputs of the graph that are states, in the file's order.</summary>
    public IReadOnlyList<(string Name, States States)> Inputs => _inputs;

    /// <summary>Whether the graph is given any states.</summary>
    public bool HasInputs => _inputs.Count > 0;

    /// <summary>Adds an input of the graph that is read as a state.</summary>
    /// <exception cref="ModelException">It has no shape, or too many values.</exception>
    public States AddInput(ValueInfoProto input, IReadOnlyList<Axis> axes)
    {
        long[] shape = axes.Select(axis => axis.Size ?? 1).ToArray();
        var numbers = new Constant(shape, null, Numbers(shape, $"the graph's input {Shown.Text(input.Name)}", _ => -1))
        {
            Spread = axes.Any(axis => axis.Size is null) ? axes.Select(axis => axis.Size is null ? axis : null).ToArray() : null,
        };
        var states = new States(numbers);
        _inputs.Add((input.Name, states));
        return states;
    }

    /// <summary>Notes from which states an LSTM starts, and returns the states that follow in their places.</summary>
    /// <param name="hidden">Null if it is zero or a constant.</param>
    /// <exception cref="ModelException">It is given only one of the two, or one from which another LSTM starts too.</exception>
    public (States Hidden, States Cell)? Start(OnnxNode node, States? hidden, States? cell)
    {
        if (hidden is null && cell is null)
        {
            _withoutStates.Add(node.Name);
            return null;
        }

        if (hidden is null || cell is null)
        {
            throw node.Error($"starts from a {(hidden is null ? "cell" : "hidden")} state that is an input of the graph and from a "
                + $"{(hidden is null ? "hidden" : "cell")} state that isn't; both are needed, or none");
        }

        _withStates.Add(node.Name);
        return (Follow(node, "hidden", hidden), Follow(node, "cell", cell));
    }

    /// <summary>Checks that every LSTM starts from a state that the graph is given, or none does.</summary>
    /// <exception cref="ModelException">Some do.</exception>
    public void RequireAllOrNone()
    {
        if (_withStates.Count > 0 && _withoutStates.Count > 0)
        {
            throw new ModelException(
                $"the states of {Shown.List(_withStates)} are inputs of the graph, and those of {Shown.List(_withoutStates)} aren't, "
                    + $"so that they start again at each call: make the states of every LSTM inputs, or of none");
        }
    }

    /// <summary>Checks that an LSTM starts from every value of every state input.</summary>
    /// <exception cref="ModelException">None starts from some value.</exception>
    public void RequireAllRead()
    {
        foreach ((_, States state) in _inputs)
        {
            foreach (long number in state.Numbers.Numbers!.Where(number => !_read.Contains((int)number)).Take(1))
            {
                throw new ModelException($"no LSTM that the output needs starts from {Describe(number)}, whose shape is {Shown.Shape(state.Numbers.Shape)}");
            }
        }
    }

    /// <summary>The values from which a state that a graph outputs follows, one by one; -1 for none.</summary>
    public IEnumerable<long> FollowedBy(States states) => states.Numbers.Numbers!.Select(number => (long)_follows[(int)number]);

    /// <summary>A value for a message, such as <c>value 3 of the graph's input 'h'</c>.</summary>
    public string Describe(long number)
    {
        (int start, string what) = _groups.Last(group => group.Start <= number);
        return FormattableString.Invariant($"value {number - start} of {what}");
    }

    /// <summary>The name of the state to which a value belongs, such as <c>the graph's input 'h'</c>.</summary>
    public string GroupOf(long number) => _groups.Last(group => group.Start <= number).What;

    private States Follow(OnnxNode node, string kind, States states)
    {
        foreach (long number in states.Numbers.Numbers!)
        {
            if (_follows[(int)number] >= 0 || !_read.Add((int)number))
            {
                throw node.Error($"starts from {Describe(number)} as its {kind} state, "
                    + $"{(_follows[(int)number] >= 0 ? "which isn't an input of the graph" : "from which another state starts too")}");
            }
        }

        Constant before = states.Numbers;
        long[] numbers = Numbers(before.Shape, $"the {kind} state that node {Shown.Text(node.Name)} leaves", i => (int)before.Numbers![i]);
        return new States(new Constant(before.Shape, null, numbers) { Spread = before.Spread, From = before.IsSpread ? [before] : [] });
    }

    private long[] Numbers(IReadOnlyList<long> shape, string what, Func<int, int> follows)
    {
        long count = 1;
        foreach (long size in shape)
        {
            count = Math.Min(count * size, MostValues + 1L);
        }

        int start = _follows.Count;
        if (start + count > MostValues)
        {
            throw new ModelException(
                FormattableString.Invariant($"{what} has the shape {Shown.Shape(shape)}, and at most {MostValues:N0} values of states are supported"));
        }

        _groups.Add((start, what));
        for (int i = 0; i < count; i++)
        {
            _follows.Add(follows(i));
        }

        return Enumerable.Range(start, (int)count).Select(number => (long)number).ToArray();
    }
}
