using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the methods of one vector width: what runs some steps or a whole sequence, and the layers that these call.</summary>
internal sealed class RunWriter
{
    private readonly CodeWriter _code;
    private readonly Names _names;
    private readonly Plan _plan;
    private readonly BackEnd _backEnd;
    private readonly LaneSet _lanes;
    private readonly LayerMethods _methods;

    public RunWriter(CodeWriter code, Names names, Plan plan, BackEnd backEnd)
    {
        (_code, _names, _plan, _backEnd) = (code, names, plan, backEnd);
        _lanes = new LaneSet(names, plan.Arithmetic, backEnd.Width);
        _methods = new LayerMethods(code, names, plan, backEnd, _lanes);
    }

    private Network Network => _plan.Network;

    private Memory Memory => _lanes.Memory;

    /// <summary>What the methods compute with, for a reader.</summary>
    private string With => _lanes.IsScalar
        ? "one value at a time"
        : $"in vectors of {_lanes.Suffix} bits, {_backEnd.Width} {_plan.Element.Plural} each";

    public void Write()
    {
        if (_backEnd.StepsPerMethod > 0)
        {
            WholeSequence();
        }

        Run();
        if (Network.Masking is not null)
        {
            Head();
        }

        if (!_backEnd.InOneMethod)
        {
            _methods.Write(With);
        }
    }

    /// <summary>Writes the method that runs as many steps as it is told.</summary>
    private void Run()
    {
        _code.Comment(Network.IsStreaming
            ? $"Any number of steps, {With}."
            : $"A sequence of at most {Network.Steps} steps, {With}: each layer reads all of it before the next layer starts.");
        Attribute();
        string more = Network.IsStreaming ? "int steps, int firstOutput, " : "int steps, ";
        using (_code.Block($"private static void Run{_lanes.Suffix}({Parameters(more)})"))
        {
            if (!Network.IsStreaming)
            {
                new SequenceWriter(_code, _plan, _backEnd, _lanes, _methods).Write();
                return;
            }

            Scratch(_plan.Memory.Run(_backEnd));
            if (_backEnd.InOneMethod)
            {
                Steps();
            }
            else
            {
                new TurnsWriter(_code, _plan, _backEnd, _lanes, _methods).Write();
            }
        }
    }

    /// <summary>Writes the steps of layers that stand in one method.</summary>
    private void Steps()
    {
        var writer = new StraightWriter(_code, _lanes, _backEnd.Straight);
        writer.LoadState();
        using (_code.Block("for (int step = 0; step < steps; step++)"))
        {
            writer.Step(0, Network.LastRecurrent + 1, new MemorySource(Memory, "x", 0), explained: _backEnd.StepsPerMethod == 0);
            using (_code.Block("if (step >= firstOutput)"))
            {
                writer.Step(Network.LastRecurrent + 1, Network.Layers.Count, null, explained: true);
                writer.StoreOutput(0, Network.Skip ? 0 : null);
                _code.Line(Memory.Advance("y", Network.OutputSize));
            }

            _code.Line(Memory.Advance("x", Network.InputSize));
        }

        writer.StoreState();
    }

    /// <summary>Writes what the layers after the last recurrent one make of its output.</summary>
    private void Head()
    {
        _code.Comment("The output for a hidden state h.");
        Attribute();
        string skipped = Network.Skip ? Memory.Parameter("x") + ", " : "";
        string parameters = $"{_lanes.Parameters.Parameter("p")}, {Memory.Parameter("h")}, {skipped}{Memory.Parameter("y", written: true)}";
        using (_code.Block($"private static void Head{_lanes.Suffix}({parameters}{Memory.WorkParameter})"))
        {
            Scratch(_plan.Memory.Head(_backEnd));
            if (_plan.Memory.HeadInOneMethod(_backEnd))
            {
                var writer = new StraightWriter(_code, _lanes, _backEnd.Straight);
                writer.Step(Network.LastRecurrent + 1, Network.Layers.Count, new MemorySource(Memory, "h", 0), explained: false);
                writer.StoreOutput(0, Network.Skip ? 0 : null);
            }
            else
            {
                _methods.Head("h", "0", "0", "0");
            }
        }
    }

    /// <summary>Writes the steps of a whole sequence one behind the other.</summary>
    private void WholeSequence()
    {
        int steps = Network.Steps!.Value;
        int most = _backEnd.StepsPerMethod;
        if (most < steps)
        {
            Calls(steps, most);
        }

        for (int first = 0; first < steps; first += most)
        {
            int end = Math.Min(first + most, steps);
            _code.Comment(most == steps
                ? $"The whole sequence of {steps} steps, {With}."
                : $"Steps {first} to {end - 1} of the sequence, {With}.");
            Attribute();
            string name = most == steps ? "RunAll" + _lanes.Suffix : RunFrom(first);
            using (_code.Block($"private static void {name}({Parameters("")})"))
            {
                Steps(first, end);
            }
        }
    }

    private string RunFrom(int first) => $"RunFrom{first}{LayerMethods.Separator(_lanes)}{_lanes.Suffix}";

    /// <summary>Writes the method that calls those of some steps each.</summary>
    private void Calls(int steps, int most)
    {
        _code.Comment($"A whole sequence, {most} steps a method.");
        using (_code.Block($"private static void RunAll{_lanes.Suffix}({Parameters("")})"))
        {
            for (int first = 0; first < steps; first += most)
            {
                string x = Memory.From("x", first * Network.InputSize);
                string y = Memory.From("y", Network.ReturnsSequences ? first * Network.OutputSize : 0);
                _code.Line($"{RunFrom(first)}({_lanes.Parameters.From("p", 0)}, {x}, {y}, {Memory.From("s", 0)});");
            }
        }
    }

    private void Steps(int first, int end)
    {
        Scratch(_plan.Memory.Run(_backEnd));
        var writer = new StraightWriter(_code, _lanes, _backEnd.Straight);
        writer.LoadState();
        for (int step = first; step < end; step++)
        {
            _code.Line();
            _code.Comment(step == 0
                ? "Step 0"
                : $"Step {step}: the same parameters; h and c are what step {step - 1} left");
            using (_code.Block())
            {
                Step(writer, step, first);
            }
        }

        _code.Line();
        writer.StoreState();
    }

    /// <param name="first">The method's first step, from which its input and output count.</param>
    private void Step(StraightWriter writer, int step, int first)
    {
        int x = (step - first) * Network.InputSize;
        writer.Step(0, Network.LastRecurrent + 1, new MemorySource(Memory, "x", x), explained: step == first);
        if (Network.ReturnsSequences || step == Network.Steps - 1)
        {
            writer.Step(Network.LastRecurrent + 1, Network.Layers.Count, null, explained: true);
            writer.StoreOutput(Network.ReturnsSequences ? (step - first) * Network.OutputSize : 0, Network.Skip ? x : null);
        }
    }

    private void Attribute() => KernelAttribute.Write(_code, _names, _plan.Target);

    private string Parameters(string more)
    {
        string output = Memory.Parameter("y", written: true);
        return $"{_lanes.Parameters.Parameter("p")}, {Memory.Parameter("x")}, {output}, {more}{Memory.Parameter("s", written: true)}";
    }

    private void Scratch(IEnumerable<Scratch> needed)
    {
        foreach (Scratch scratch in needed)
        {
            Memory.Scratch(_code, scratch);
        }
    }
}
