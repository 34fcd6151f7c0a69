using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the methods of one vector width: those that run some steps or a whole sequence, and the layers that these call.
/// </summary>
internal sealed class RunWriter
{
    private readonly CodeWriter _code;
    private readonly Names _names;
    private readonly Plan _plan;
    private readonly BackEnd _backEnd;
    private readonly LaneSet _lanes;
    private readonly LayerMethods _methods;
    private readonly StepMethod? _step;

    public RunWriter(CodeWriter code, Names names, Plan plan, BackEnd backEnd)
    {
        (_code, _names, _plan, _backEnd) = (code, names, plan, backEnd);
        _lanes = new LaneSet(names, plan.Arithmetic, backEnd.Width);
        _methods = new LayerMethods(code, names, plan, backEnd, _lanes);
        _step = backEnd.StepIsMethod ? new StepMethod(names, plan, backEnd) : null;
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
            new UnrolledWriter(_code, _names, _plan, _backEnd, _step).Write(With);
        }

        _step?.Write(_code, With);
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

    /// <summary>Writes the method that runs a given number of steps.</summary>
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

    /// <summary>Writes the steps of layers that are in one method.</summary>
    private void Steps()
    {
        var writer = new StraightWriter(_code, _lanes, _backEnd.Straight);
        writer.LoadState();
        _step?.References?.Declare(_code);
        using (_code.Block("for (int step = 0; step < steps; step++)"))
        {
            if (_step is null)
            {
                writer.Step(0, Network.LastOverTime + 1, new MemorySource(Memory, "x", 0), explained: _backEnd.StepsPerMethod == 0);
            }
            else
            {
                _code.Line(_step.Call("0"));
            }

            using (_code.Block("if (step >= firstOutput)"))
            {
                writer.Step(Network.LastOverTime + 1, Network.Layers.Count, null, explained: true);
                writer.StoreOutput(0, Network.Skip ? 0 : null);
                _code.Line(Memory.Advance("y", Network.OutputSize));
            }

            _code.Line(Memory.Advance("x", Network.InputSize));
        }

        writer.StoreState();
    }

    /// <summary>Writes what the layers after the last recurrent one compute from its output.</summary>
    private void Head()
    {
        _code.Comment("The output for a hidden state h.");
        Attribute();
        string skipped = Network.HeadReadsInput ? Memory.Parameter("x") + ", " : "";
        string parameters = $"{_lanes.Parameters.Parameter("p")}, {Memory.Parameter("h")}, {skipped}{Memory.Parameter("y", written: true)}";
        using (_code.Block($"private static void Head{_lanes.Suffix}({parameters}{Memory.WorkParameter})"))
        {
            Scratch(_plan.Memory.Head(_backEnd));
            if (_plan.Memory.HeadInOneMethod(_backEnd))
            {
                var writer = new StraightWriter(_code, _lanes, _backEnd.Straight);
                writer.Step(Network.LastOverTime + 1, Network.Layers.Count, new MemorySource(Memory, "h", 0), explained: false);
                writer.StoreOutput(0, Network.Skip ? 0 : null);
            }
            else
            {
                _methods.Head("h", "0", "0", "0");
            }
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
